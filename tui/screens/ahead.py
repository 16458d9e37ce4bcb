"""Having ready what the next keys may ask for, a little at a time.

The words that a list's filter looks through are few moments' work, also between keys; candidates
take longer and are worked out while nobody is pressing any.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.timer import Timer

if TYPE_CHECKING:
    from tui.screens.app import Glossator

_AT_ONCE = 1_500
"""Annotations of which the words are made in one go."""
_BETWEEN = 0.003
"""Seconds between one thing that is made ready and the next."""


class Ahead:
    """Works ahead in the article that is being read; candidates only while the hands rest."""

    def __init__(self, app: Glossator) -> None:
        """Nothing is under way."""
        self._app = app
        self._next: Timer | None = None
        self._resting = True

    def rest(self) -> None:
        """Nobody is pressing keys."""
        self._resting = True
        self.begin()

    def press(self) -> None:
        """Somebody is."""
        self._resting = False
        if self._app.workspace.focus == "list":
            self.begin()

    def begin(self) -> None:
        """Work ahead, unless that is under way."""
        if self._next is None:
            self._step()

    def _step(self) -> None:
        reader = self._app.workspace.reader
        self._next = None
        if reader is None:
            return
        first = reader.layout.row(reader.top).start
        if reader.records.catalogue.prepare(_AT_ONCE) or (
            self._resting and reader.proposals.read_ahead(first)
        ):
            self._next = self._app.set_timer(_BETWEEN, self._step)
