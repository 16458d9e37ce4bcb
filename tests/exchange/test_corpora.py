"""Published corpora come in with the counts they are known for, and go out again equal.

Their folder is named by the environment variable GLOSSATOR_CORPORA; without it nothing is tried.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from exchange.layers import read, written

CORPORA = Path(os.environ.get("GLOSSATOR_CORPORA", "nowhere"))
pytestmark = pytest.mark.skipif(not CORPORA.is_dir(), reason="GLOSSATOR_CORPORA is not set")


def test_litbank_in_brat(tmp_path: Path) -> None:
    found, faults = read("brat", CORPORA / "brat-litbank")
    assert faults == []
    out = written("brat", found, tmp_path)
    for file in (CORPORA / "brat-litbank").iterdir():
        assert (out / file.name).read_bytes() == file.read_bytes()
