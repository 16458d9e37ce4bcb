"""The memory of a long article: how much it takes, and that it is given back."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import gc, re, sys, time
from pathlib import Path
from tui import memory
from tui.cli.options import shipped_config
from tui.hosting.host import Host, world
from tui.session.effects import Open
from tui.session.workspace import Workspace
from tui.hosting.shelves import Opening, library
from tui.sources.opening import Sources, listing
from tui.store.tinydb_store import open_store

def resident():
    said = Path("/proc/self/status").read_text()
    return int(re.search(r"VmRSS:\\s+(\\d+)", said)[1]) / 1024

def use():
    for key in ("G", "g", "g", "w", "c", "/", "a", "enter", "tab"):
        host.carry_out(workspace, workspace.press(key))
    host.rest(workspace)
    host.shelves()

gc.disable()
memory.prepare()
short, long, bound = sys.argv[1:]
host = Host(open_store(Path("annotations.json")), None, Opening(Sources()))
workspace = Workspace(shipped_config(), library(listing([short, long])), world(), "reader")
host.open(workspace, Open(short))
use()
memory.settle()
before = resident()
host.open(workspace, Open(long))
memory.settle()
use()
during = resident()
host.open(workspace, Open(short))
host.rest(workspace)
# The database's file follows in a thread of its own: what that takes is given back when it is done.
enough, until = before + min(float(bound), 0.6 * (during - before)), time.monotonic() + 20
while resident() >= enough and time.monotonic() < until:
    time.sleep(0.05)
print(before, during, resident())
host.close(workspace)
"""
MEGABYTES = 6
LEFT = 4 * MEGABYTES
"""A text is twice its bytes in memory; what the store keeps of it, its JSON, stays."""


@pytest.mark.skipif(sys.platform != "linux", reason="asks the Linux kernel")
def test_closing_an_article_gives_its_memory_back(tmp_path: Path) -> None:
    short, long = tmp_path / "short.txt", tmp_path / "long.txt"
    short.write_text("Ada is here. “Bo is there,” she said.\n", "utf-8")
    sentence = "The wardens of Varn counted “forty-one” boats on Tuesday, two more than in March. "
    paragraph = sentence * 4 + "\n\n"
    long.write_text(paragraph * (MEGABYTES * 1_000_000 // len(paragraph)), "utf-8")
    command = [sys.executable, "-c", SCRIPT, str(short), str(long), str(LEFT)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    before, during, after = map(float, done.stdout.split())
    assert 2 * MEGABYTES < during - before < 8 * MEGABYTES
    assert after - before < LEFT
    assert after - before < (during - before) * 0.6
