"""Archives: files in files, and the ones that were made to do harm."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tui.sources import archive, content
from tui.sources.errors import Unreadable
from tui.sources.opening import Sources

FILES = {
    "part 10.txt": b"Ten.",
    "part 2.md": b"# Two\n\nTwo.",
    "north/ferry.html": b"<p>The ferry waits for a boy.</p>",
    ".hidden.txt": b"no",
    "__MACOSX/part 2.md": b"no",
    "photo.png": b"\x89PNG\r\n",
}
LISTED = ["north/ferry.html", "part 2.md", "part 10.txt"]


def zipped(files: dict[str, bytes] = FILES) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in files.items():
            archive.writestr(name, raw)
    return made.getvalue()


def tarred(files: dict[str, bytes] = FILES) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for name, raw in files.items():
            info = tarfile.TarInfo(f"./{name}")
            info.size = len(raw)
            archive.addfile(info, io.BytesIO(raw))
        link = tarfile.TarInfo("passwd.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return made.getvalue()


def keys(sources: Sources, path: Path) -> list[str]:
    return [entry.path.removeprefix(f"{path}!/") for entry in sources.entries(str(path))]


@pytest.mark.parametrize("name", ["a.zip", "a.txt", "a"])
@pytest.mark.parametrize(
    "raw",
    [zipped(), tarred(), gzip.compress(tarred()), bz2.compress(tarred()), lzma.compress(tarred())],
    ids=["zip", "tar", "gzip", "bzip2", "xz"],
)
def test_an_archive(tmp_path: Path, raw: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    sources = Sources()
    assert keys(sources, path) == LISTED
    assert sources.article(f"{path}!/part 10.txt").text == "Ten."
    assert sources.article(f"{path}!/part 2.md").format == "markdown"
    assert "waits for a boy" in sources.article(f"{path}!/north/ferry.html").text
    with pytest.raises(Unreadable, match="is not in there"):
        sources.article(f"{path}!/passwd.txt")


def test_archives_within_each_other(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    rows = b'{"text": "One."}\n{"text": "Two."}\n'
    path.write_bytes(zipped({"b.tgz": gzip.compress(tarred({"rows.jsonl": rows}))}))
    sources = Sources()
    assert sources.article(f"{path}!/b.tgz!/rows.jsonl!/2").text == "Two."
    done = subprocess.run(
        [sys.executable, "-m", "tui", "show", str(path), "--json"], capture_output=True, text=True
    )
    assert [json.loads(line)["text"] for line in done.stdout.splitlines()] == ["One.", "Two."]


def test_a_single_packed_file(tmp_path: Path) -> None:
    path = tmp_path / "story.txt.gz"
    path.write_bytes(gzip.compress(b"One line."))
    article = Sources().article(str(path))
    assert (article.text, article.source) == ("One line.", f"{path}!/story.txt")


def test_the_only_file_of_an_archive_opens_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "one.zip"
    path.write_bytes(zipped({"a.txt": b"One."}))
    assert Sources().article(str(path)).text == "One."


def test_standard_input(tmp_path: Path) -> None:
    sources = Sources(stdin=io.BytesIO(zipped()))
    assert [entry.path for entry in sources.listing(["-"])] == [f"-!/{name}" for name in LISTED]
    assert sources.article("-!/part 10.txt").text == "Ten."


def test_bombs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "MAX_BYTES", 1 << 20)
    monkeypatch.setattr(archive, "MAX_BYTES", 1 << 20)
    monkeypatch.setattr(archive, "MOST_UNPACKED", 2 << 20)
    large = bytes(4 << 20)
    lying = bytearray(zipped({"a.txt": large}))
    for at in (lying.find(b"PK\x03\x04") + 22, lying.find(b"PK\x01\x02") + 24):
        lying[at : at + 4] = (9).to_bytes(4, "little")
    for raw, said in (
        (zipped({"a.txt": large}), "is larger than 1 MB"),
        (bytes(lying), "is damaged|empty"),
        (gzip.compress(large), "is larger than 1 MB"),
        (gzip.compress(tarred({"a.txt": large})), "is larger than 2 MB"),
    ):
        path = tmp_path / "bomb.zip"
        path.write_bytes(raw)
        with pytest.raises(Unreadable, match=said):
            Sources().article(str(path))


def test_an_archive_that_holds_itself_is_not_followed_for_ever(tmp_path: Path) -> None:
    raw = zipped({"a.txt": b"One."})
    for _ in range(8):
        raw = zipped({"a.zip": raw})
    path = tmp_path / "deep.zip"
    path.write_bytes(raw)
    done = subprocess.run(
        [sys.executable, "-m", "tui", "show", str(path)], capture_output=True, text=True
    )
    assert done.returncode == 3
    assert "lies deeper than 4 archives" in done.stderr


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (zipped()[:80], "is a damaged ZIP archive"),
        (zipped({}), "holds no articles"),
        (zipped({"photo.png": b"x"}), "holds no articles"),
        (zipped({"[Content_Types].xml": b"x"}), "is an office document"),
        (gzip.compress(b"One line.")[:12], "is a damaged archive"),
        (b"\x1f\x8bnonsense", "is a damaged archive"),
        (lzma.compress(tarred())[:60], "is a damaged archive"),
    ],
    ids=range(7),
)
def test_broken_and_empty_archives(tmp_path: Path, raw: bytes, said: str) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(raw)
    with pytest.raises(Unreadable, match=said):
        Sources().article(str(path))


def test_a_cut_tar_gives_what_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    path.write_bytes(tarred()[:1800])
    assert "part 10.txt" in keys(Sources(), path)


def test_an_encrypted_archive(tmp_path: Path) -> None:
    raw = bytearray(zipped({"a.txt": b"One."}))
    raw[raw.find(b"PK\x01\x02") + 8] |= 1
    path = tmp_path / "a.zip"
    path.write_bytes(raw)
    with pytest.raises(Unreadable, match="is encrypted: unpack it first"):
        Sources().article(str(path))


def test_names_do_not_lead_out_of_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(
        zipped({"../../up.txt": b"One.", "/abs.txt": b"Two.", "\x1b[31mred.txt": b"3"})
    )
    done = subprocess.run(
        [sys.executable, "-m", "tui", "show", str(path), "--json"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    sources = [json.loads(line)["source"] for line in done.stdout.splitlines()]
    assert len(sources) == 2
    assert all(source.isprintable() for source in sources)
    assert os.listdir(tmp_path) == ["a.zip"]
