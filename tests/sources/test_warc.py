"""Web archives: a part for each page."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from tests.web_server import STORY
from tui.sources.errors import Unreadable
from tui.sources.opening import Sources

PAGE = STORY.format(charset="utf-8").encode()


def record(
    kind: str, address: str, body: bytes, media_type: str = "text/html", status: str = "200 OK"
) -> bytes:
    block = body
    if kind == "response":
        block = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n\r\n".encode() + body
    return (
        (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\n"
            f"WARC-Record-ID: <urn:uuid:{len(body)}>\r\nWARC-Date: 2024-05-15T00:00:00Z\r\n"
            f"Content-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n"
        ).encode()
        + block
        + b"\r\n\r\n"
    )


RECORDS = [
    record("warcinfo", "", b"software: none"),
    record("request", "http://courier.example/a", b"GET /a HTTP/1.1\r\n\r\n"),
    record("response", "http://courier.example/a", PAGE, "text/html; charset=utf-8"),
    record("response", "http://courier.example/logo.png", b"\x89PNG", "image/png"),
    record("response", "http://courier.example/gone", b"<p>gone", status="404 Not Found"),
    record("response", "http://courier.example/a", PAGE.replace(b"four hours", b"five hours")),
    record("response", "http://courier.example/b!/c", b"Words, no more.", "text/plain"),
]
KEYS = [
    "http://courier.example/a",
    "http://courier.example/a (2)",
    "http://courier.example/b!/c",
]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("name", ["crawl.warc", "crawl.txt"])
def test_a_web_archive(tmp_path: Path, name: str, packed: bool) -> None:
    path = tmp_path / name
    path.write_bytes(b"".join(gzip.compress(one) if packed else one for one in RECORDS))
    sources = Sources()
    entries = list(sources.entries(str(path)))
    assert [entry.name for entry in entries] == KEYS
    articles = [sources.article(entry.path) for entry in entries]
    assert articles[0].title == "The night boat stays"
    assert "The café council" in articles[0].text
    assert "five hours" in articles[1].text
    assert articles[2].text == "Words, no more."


def test_an_archive_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc"
    path.write_bytes(b"".join(RECORDS)[:-90])
    sources = Sources()
    entries = list(sources.entries(str(path)))
    assert [entry.name for entry in entries][:2] == KEYS[:2]
    assert sources.article(entries[0].path).title == "The night boat stays"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"WARC/1.0\r\nnonsense", "holds no articles|damaged"),
        (RECORDS[0], "holds no articles"),
        (gzip.compress(b"WARC/1.0\r\nnonsense")[:-9], "damaged|holds no articles"),
    ],
    ids=range(3),
)
def test_what_is_no_archive_of_pages(tmp_path: Path, raw: bytes, said: str) -> None:
    path = tmp_path / "crawl.warc"
    path.write_bytes(raw)
    with pytest.raises(Unreadable, match=said):
        Sources().article(str(path))
