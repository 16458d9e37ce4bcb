"""What a hostile file can make of us: nothing is run, and nothing is written elsewhere."""

from __future__ import annotations

import ast
import json
import os
import stat
import sys
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from cli_samples import FINE, glossator
from store_samples import (
    NOON,
    TEXT,
    Clock,
    add,
    annotation,
    article,
    said,
    snapshot,
)

import tui
from tests.session.notation import CONFIG
from tui.annotations.edits import Plain
from tui.exchange.formats import FORMATS
from tui.hosting.host import Host, world
from tui.hosting.shelves import Opening, stored_library
from tui.session.keys import script
from tui.session.workspace import Workspace
from tui.sources.opening import Sources
from tui.store.migrations import Migrations
from tui.store.positions import Positions
from tui.store.tinydb_store import TinyDBStore, open_store

MODULES = sorted(Path(tui.__file__).parent.rglob("*.py"))

UNSAFE = {
    "pickle",
    "cPickle",
    "dill",
    "cloudpickle",
    "joblib",
    "marshal",
    "shelve",
    "jsonpickle",
    "code",
    "codeop",
    "runpy",
}
RUNNING = {"eval", "exec", "compile", "__import__", "execfile"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_nothing_that_was_read_is_ever_run(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            assert UNSAFE.isdisjoint(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert (node.module or "").split(".")[0] not in UNSAFE
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in RUNNING
        elif isinstance(node, ast.keyword) and node.arg in ("allow_pickle", "shell"):
            assert isinstance(node.value, ast.Constant)
            assert node.value.value is False


def louder(table: str, record: Plain) -> Plain:
    return record


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_every_file_that_is_ever_written_is_the_owners_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.store.tinydb_store.datetime", Clock)
    monkeypatch.setattr(Clock, "shows", NOON)
    path = tmp_path / "annotations.json"
    before = os.umask(0)
    try:
        for day in range(3):
            Clock.shows = NOON + timedelta(days=day)
            store = TinyDBStore(path, rotate_at=1000)
            for number in range(5):
                store.commit([add(annotation(f"a-{day}-{number}"))], by="ana")
            store.close()
        store = open_store(path)
        store.commit([add(annotation("a-last"))], by="ana")
        with path.with_suffix(".journal").open("ab") as file:
            file.write(b'{"kind":"edit","seq":99}\n')
        path.write_bytes(b"Dear editor,\n")
        store = open_store(path, Migrations((louder,)))
        store.close()
        open_store(path, Migrations((louder, louder))).close()
    finally:
        os.umask(before)
    names = " ".join(sorted(file.name for file in tmp_path.iterdir()))
    for kind in (".foreign-", ".damaged-", ".schema-2", ".0001.gz", ".bak", "-01.gz", ".lock"):
        assert kind in names
    assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()} == {0o600}


VICTIM = "untouched\n"


class Trap:
    """A folder with a database whose every text names a file outside of it."""

    def __init__(self, folder: Path, aim: str) -> None:
        self.folder = folder
        self.outside = folder / "outside"
        self.outside.mkdir()
        (self.outside / "victim.txt").write_text(VICTIM)
        (self.outside / "victim.json").write_text(VICTIM)
        inside = folder / "inside"
        inside.mkdir()
        (inside / "link").symlink_to(self.outside / "victim.txt")
        (inside / "folder").symlink_to(self.outside)
        self.aim = {
            "absolute": str(self.outside / "victim.txt"),
            "upwards": "../outside/victim.txt",
            "a link": "link",
            "through a link": "folder/new.txt",
            "a database": "../outside/victim.json",
            "a new file": "../outside/new.txt",
        }[aim]
        self.path = inside / "annotations.json"
        open_store(self.path).close()
        record = article(title=self.aim)
        hostile = msgspec.to_builtins(msgspec.structs.replace(record, source=self.aim))
        hostile |= dict.fromkeys(("path", "file", "database", "journal", "backup"), self.aim)
        mark = msgspec.to_builtins(annotation(self.aim, note=self.aim)) | {"path": self.aim}
        tables = json.loads(self.path.read_text())
        tables["articles"] = {"1": hostile, "2": hostile | {"id": self.aim}}
        tables["annotations"] = {"1": mark, "2": mark | {"id": "a-2", "article": self.aim}}
        tables["passes"] = {"1": msgspec.to_builtins(said(self.aim))}
        tables[self.aim] = {"1": {"path": self.aim}}
        tables["meta"]["2"] = {"journal": self.aim, "backup": self.aim}
        self.path.write_text(json.dumps(tables))
        self.before = self.state()

    def state(self) -> dict[str, bytes]:
        return snapshot(self.outside) | {
            file.name: b"" for file in self.folder.iterdir() if file.name != "inside"
        }


AIMS = ("absolute", "upwards", "a link", "through a link", "a database", "a new file")


@pytest.fixture(params=AIMS)
def trap(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Trap:
    if sys.platform == "win32":
        pytest.skip("links need privileges there")
    made = Trap(tmp_path, request.param)
    monkeypatch.chdir(made.path.parent)
    return made


def test_a_session_writes_only_beside_the_database_it_was_given(trap: Trap) -> None:
    store = TinyDBStore(trap.path, rotate_at=1000)
    host = Host(store, Positions(trap.path.with_name("positions.json")), Opening(Sources()))
    workspace = Workspace(CONFIG, stored_library(store), world(), "ana")
    host.resume(workspace)
    assert workspace.reader is not None
    assert workspace.reader.article.text == TEXT
    for key in script("vllcuU"):
        host.press(workspace, key)
        host.settle(workspace, None)
    host.close(workspace)
    assert len(open_store(trap.path).history()) > 2
    assert trap.state() == trap.before


def test_no_command_writes_where_a_database_points(trap: Trap) -> None:
    for words in (
        ("ls",),
        ("history",),
        ("check",),
        *(
            ("export", "--to", id, "--out", f"out-{id}")
            for id, form in FORMATS.items()
            if not form.extra
        ),
        ("check", "--repair"),
        ("merge", "merged.json", "annotations.json"),
        ("restore", "--at", "2031-05-01", "--out", "then.json"),
        ("import", "out-jsonl", "--from", "jsonl", "--db", "new.json"),
    ):
        assert glossator(*words).code in (FINE, 1), words
    assert trap.state() == trap.before


@pytest.mark.parametrize("file", ["annotations.json.bak", "annotations.json.2031-05-01.gz"])
def test_a_link_where_a_file_of_ours_belongs_is_replaced_and_not_followed(
    trap: Trap, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.store.tinydb_store.datetime", Clock)
    monkeypatch.setattr(Clock, "shows", NOON)
    trap.path.with_name(file).symlink_to(trap.outside / "victim.txt")
    store = open_store(trap.path)
    store.commit([add(annotation("a-1"))], by="ana")
    store.close()
    assert trap.state() == trap.before
