"""Opening by name: files, folders and standard input, and one clear line for what cannot be."""

import io
import os
from pathlib import Path

import pytest

from tui.sources import content
from tui.sources.errors import Unreadable
from tui.sources.folders import Entry
from tui.sources.opening import listing, open_source


def test_a_file_becomes_an_article(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes(b"A ferry waits\r\n\r\nIt waited for a boy with a cello on Thursday.\r\n")
    article = open_source(str(path))
    assert article.text.encode() == path.read_bytes()
    assert (article.title, article.source, article.format) == (
        "A ferry waits",
        str(path),
        "plain",
    )


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.md", b"# Head\n", "markdown"),
        ("a.MARKDOWN", b"# Head\n", "markdown"),
        ("a.txt", b"# Head\n", "plain"),
        ("a.log", b"# Head\n", "plain"),
        ("a.txt", b"---\ntitle: Head\n---\nBody.\n", "markdown"),
    ],
)
def test_content_decides_before_the_name(
    tmp_path: Path, name: str, content: bytes, kind: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert open_source(str(path)).format == kind
    assert open_source(str(path), raw=True).format == "plain"


def test_standard_input() -> None:
    article = open_source("-", stdin=io.BytesIO(b"One line."))
    assert (article.text, article.source) == ("One line.", "-")


def test_undecodable_bytes_are_narrated(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"caf\xe9")
    said: list[str] = []
    open_source(str(path), encoding="utf-8", warn=said.append)
    assert len(said) == 1
    assert said[0].startswith(f"{path}: one place is not utf-8")


def test_a_name_that_is_not_unicode(tmp_path: Path) -> None:
    name = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")
    Path(name).write_text("words")
    assert open_source(name).source == f"{tmp_path}/caf\\udce9.txt"


def refused(name: str) -> str:
    with pytest.raises(Unreadable) as caught:
        open_source(name)
    message = str(caught.value)
    assert message.isprintable()
    return message


def test_what_cannot_be_read_is_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "blank.txt").write_text(" \n\n")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for name, reason in {
        "missing.txt": "does not exist",
        "empty.txt": "is empty",
        "blank.txt": "is empty",
        "picture.txt": "is a PNG image",
        "pipe": "is a pipe or a device",
        "loop": "cannot be read",
        ".": "is a folder",
        "empty.txt/below": "cannot be read",
        "bad\x1b[31m\u202ename\n": r"bad\x1b[31m\u202ename\n does not exist",
        "nul\x00": "cannot be the name of a file",
    }.items():
        assert reason in refused(f"{tmp_path}/{name}")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_permissions_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("words")
    path.chmod(0)
    assert "may not be read" in refused(str(path))


def test_a_large_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(content.MAX_BYTES + 1)
    assert "is larger than 64 MB" in refused(str(path))


def test_standard_input_must_be_connected_and_small(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "is not connected" in refused("-")
    monkeypatch.setattr(content, "MAX_BYTES", 8)
    with pytest.raises(Unreadable, match="standard input is larger"):
        open_source("-", stdin=io.BytesIO(b"nine byte"))


def test_a_folder_lists_what_can_be_read(tmp_path: Path) -> None:
    for name in (
        "part 10.txt",
        "part 2.txt",
        "B.md",
        "deep/er/c.text",
        ".hidden.txt",
        ".git/d.txt",
        "annotations.json",
        "annotations.journal",
        "annotations.journal.0001.gz",
        "annotations.journal.lock",
        "annotations.json.2026-11-24.gz",
        "annotations.json.bak",
        "annotations.json.import-report.txt",
        "annotations.lock",
        "annotations.txt",
        "annotations.jsonl",
        "corpus.gz",
        "photo.png",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("words")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nowhere")
    found = listing([str(tmp_path)])
    assert [os.path.relpath(entry.path, tmp_path) for entry in found] == [
        "annotations.jsonl",
        "annotations.txt",
        "B.md",
        "corpus.gz",
        "part 2.txt",
        "part 10.txt",
        "deep/er/c.text",
    ]
    assert found[2].name == "B.md"


def test_named_files_and_standard_input_are_listed_whatever_they_are(tmp_path: Path) -> None:
    path = tmp_path / "notes.log"
    path.write_text("words")
    assert [entry.name for entry in listing([str(path), "-"])] == ["notes.log", "standard input"]
    assert listing(["-"]) == [Entry("-", "standard input")]
    with pytest.raises(Unreadable, match="does not exist"):
        listing([str(tmp_path / "missing")])
