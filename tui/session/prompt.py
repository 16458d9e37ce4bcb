"""One line of text being typed: a search, a filter, a note, an attribute's value."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from tui.text.graphemes import next_boundary, previous_boundary

if TYPE_CHECKING:
    from tui.session.workspace import Workspace

_Answer = Callable[["Workspace", str], None]


def _nothing(_workspace: Workspace, _text: str) -> None:
    """Do nothing."""


class Prompt(NamedTuple):
    """A question and what has been typed; `caret` is an offset in `text`.

    `changed` is called with every new text, `accepted` with the last one, `cancelled` instead
    of it. `kind` lets the screens show a note in a larger field.
    """

    kind: str
    label: str
    accepted: _Answer
    text: str = ""
    caret: int = 0
    changed: _Answer = _nothing
    cancelled: _Answer = _nothing

    def insert(self, typed: str) -> Prompt:
        """With text at the caret; from a paste, line breaks and all."""
        text = self.text[: self.caret] + typed + self.text[self.caret :]
        return self._replace(text=text, caret=self.caret + len(typed))

    def erase(self, start: int) -> Prompt:
        """Without what stands between `start` and the caret."""
        start = max(start, 0)
        return self._replace(text=self.text[:start] + self.text[self.caret :], caret=start)

    def move(self, caret: int) -> Prompt:
        """With the caret elsewhere."""
        return self._replace(caret=min(max(caret, 0), len(self.text)))

    @property
    def before(self) -> int:
        """The cluster boundary before the caret."""
        return previous_boundary(self.text, self.caret)

    @property
    def after(self) -> int:
        """The cluster boundary after the caret."""
        return next_boundary(self.text, self.caret)

    @property
    def word(self) -> int:
        """Where the word before the caret begins."""
        head = self.text[: self.caret].rstrip()
        return max(head.rfind(" "), head.rfind("\n")) + 1
