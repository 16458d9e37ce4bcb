"""HTML reports are valid by the checker that the W3C uses (the Nu Html Checker), which `make
reports` fetches; elsewhere it is looked for as `vnu`, or as the jar that $VNU_JAR names.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.reports.checked import SCHEME, hearing, history, layer, record
from tests.reports.test_writers import hostile
from tui.reports.annotated import annotated
from tui.reports.beside import Beside
from tui.reports.making import fact_sheet
from tui.reports.webpage import web_page

FETCHED = Path(__file__).parents[2] / ".validator/node_modules/vnu-jar/build/dist/vnu.jar"


def checker() -> list[str]:
    """The command that checks files; empty where there is none."""
    if found := shutil.which("vnu"):
        return [found]
    jar = Path(os.environ.get("VNU_JAR", FETCHED))
    java = shutil.which("java")
    return [java, "-jar", str(jar)] if java and jar.exists() else []


@pytest.mark.skipif(not checker(), reason="there is no Nu Html Checker: make reports fetches it")
def test_the_checker_has_nothing_to_say(tmp_path: Path) -> None:
    beside = Beside(history(), transcript=hearing())
    plain = fact_sheet(record(), layer(), SCHEME, beside=beside)
    for name, write in (("sheet", web_page), ("annotated", annotated)):
        for kind, sheets in (("one", [plain]), ("worst", [hostile(), plain, hostile()])):
            (tmp_path / f"{name}-{kind}.html").write_text(write(sheets), "utf-8")
    broken = tmp_path / "broken.htm"
    broken.write_text("<!DOCTYPE html><title>x</title><p><div></p>", "utf-8")
    files = sorted(tmp_path.glob("*.html"))
    command = [*checker(), "--Werror", "--format", "gnu"]
    done = subprocess.run([*command, *files], capture_output=True, text=True)
    assert (done.returncode, done.stderr.count("error")) == (0, 0), done.stderr
    assert len(files) == 4
    assert subprocess.run([*command, broken], capture_output=True).returncode != 0
