"""Pages as they were last fetched, so that a server need only say whether they have changed.

A file of the state folder for each address: one line of JSON, then the page. Only what a server
can be asked about again (by its tag or its date) is kept.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

MOST_FILES = 200
MOST_BYTES = 128 * 1024 * 1024


class Kept(msgspec.Struct, frozen=True):
    """What is known of a page: the address it came from in the end, and how it can be asked for."""

    url: str
    media_type: str = ""
    charset: str = ""
    tag: str = ""
    modified: str = ""
    fetched: str = ""

    def conditions(self) -> Iterator[tuple[str, str]]:
        """The header fields that ask for a page only if it has changed."""
        if self.tag:
            yield "If-None-Match", self.tag
        if self.modified:
            yield "If-Modified-Since", self.modified


class WebCache:
    """The pages kept in a folder, which is made when the first comes."""

    def __init__(self, folder: Path) -> None:
        """Keep them there."""
        self._folder = folder

    @classmethod
    def of_user(cls) -> WebCache:
        """The cache in the person's own state folder."""
        from platformdirs import user_state_path

        return cls(user_state_path("glossator") / "web")

    def get(self, address: str) -> tuple[Kept, bytes] | None:
        """What is kept of an address; None if nothing sound is."""
        with suppress(OSError, msgspec.DecodeError):
            head, _, body = self._path(address).read_bytes().partition(b"\n")
            return msgspec.json.decode(head, type=Kept), body
        return None

    def put(self, address: str, kept: Kept, body: bytes, headers: Mapping[str, str]) -> None:
        """Keep a page, if its server allows that; a full disk is no reason to stop reading."""
        if not (kept.tag or kept.modified) or "no-store" in headers.get("cache-control", ""):
            return
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as file:
                file.write(msgspec.json.encode(kept) + b"\n" + body)
            os.replace(file.name, self._path(address))
            self._prune()

    def _path(self, address: str) -> Path:
        return self._folder / hashlib.sha256(address.encode()).hexdigest()

    def _prune(self) -> None:
        """Let go of the oldest where there are too many."""
        files = sorted(self._folder.iterdir(), key=lambda path: -path.stat().st_mtime)
        total = 0
        for number, path in enumerate(files):
            total += path.stat().st_size
            if number >= MOST_FILES or total > MOST_BYTES:
                path.unlink(missing_ok=True)
