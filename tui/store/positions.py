"""Where a reader was in each article, and how far through it.

The file belongs to the reader and not to the annotations, and so is among the user's state. It is
kept for comfort: losing it is no error.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Container
from contextlib import suppress
from pathlib import Path

import msgspec

MOST = 2000
"""Articles: the positions longest not set are forgotten."""


class Position(msgspec.Struct, frozen=True):
    """An offset in code points, the share of the sentences dealt with (0 to 1), and the path
    that the article was opened from.
    """

    offset: int
    progress: float = 0.0
    path: str = ""


class Positions:
    """Where each article, by its id, was last read.

    `scope` keeps what belongs to one database apart from what belongs to another.
    """

    def __init__(self, path: Path, scope: str = "") -> None:
        """Read the file; one that is missing or unreadable is taken for empty."""
        self._path = path
        self._scope = scope
        self._set: dict[str, Position] = {}
        self._held = self._read()

    @classmethod
    def of_user(cls, database: Path) -> Positions:
        """The positions in the user's state folder, as far as they belong to a database."""
        # Finding the folder costs an import that a command without a reader does not need.
        from platformdirs import user_state_path

        return cls(user_state_path("glossator") / "positions.json", f"{database.resolve()}:")

    def get(self, article_id: str) -> Position | None:
        """Where the article was left; None for one not read yet."""
        key = self._scope + article_id
        return self._set.get(key) or self._held.get(key)

    def set(self, article_id: str, position: Position) -> None:
        """Remember where the reader is."""
        key = self._scope + article_id
        self._set.pop(key, None)
        self._set[key] = position

    def latest(self, paths: Container[str]) -> str:
        """Which of these paths was read last; the empty string if none was."""
        known = reversed((self._held | self._set).items())
        own = (position.path for key, position in known if key.startswith(self._scope))
        return next((path for path in own if path in paths), "")

    def save(self) -> bool:
        """Write what was set over what other sessions wrote; False when it cannot be written."""
        held = self._read()
        for article_id in self._set:
            held.pop(article_id, None)
        newest = list((held | self._set).items())[-MOST:]
        spare = self._path.with_name(f"{self._path.name}.{secrets.token_hex(4)}.tmp")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(spare, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(msgspec.json.encode(dict(newest)))
            os.replace(spare, self._path)
        except OSError:
            with suppress(OSError):
                spare.unlink(missing_ok=True)
            return False
        return True

    def _read(self) -> dict[str, Position]:
        try:
            held = msgspec.json.decode(self._path.read_bytes(), type=dict[str, Position])
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            return {}
        return {key: position for key, position in held.items() if position.offset >= 0}
