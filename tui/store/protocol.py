"""What a store promises, whatever keeps the records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypedDict, TypeVar, Unpack

import msgspec

from tui.annotations.edits import Edit, Op
from tui.annotations.model import ArticleRecord, Layer, Record

Of = TypeVar("Of", bound=Record)


class StoreError(Exception):
    """The store could not do what was asked; its text says what happened and what to do."""


class Conflict(StoreError):  # noqa: N818 (the contract's word)
    """A record changed meanwhile: an operation's `before` is not what the store holds."""

    def __init__(self, message: str, ids: tuple[str, ...]) -> None:
        """Remember the ids of the records that changed."""
        super().__init__(message)
        self.ids = ids


class TooLarge(StoreError):  # noqa: N818 (it describes an edit)
    """An edit does not fit into a line of the journal; the text names its size and a record."""


class ReadOnly(StoreError):  # noqa: N818 (the contract's word)
    """The store can be read and not written: a newer schema, a read-only folder."""


class Said(TypedDict, total=False):
    """What an edit says beside its operations; see `Edit`."""

    summary: str
    undoes: int
    group: str


class Shelf(msgspec.Struct, frozen=True):
    """One article's line in a library: counts, not records. `raw` is the sha256 of its bytes,
    `sources` are the other places where it stood, `revises` is the id of the draft whose
    annotations were carried into it, `rechecks` counts what the changes put in doubt.
    """

    id: str
    title: str
    source: str
    annotations: int
    passes: int
    signings: int
    raw: str = ""
    sources: tuple[str, ...] = ()
    revises: str = ""
    rechecks: int = 0


class Store(Protocol):
    """Where annotations are kept.

    `read_only` is the reason why nothing can be written, or the empty string.
    """

    read_only: str

    @property
    def warnings(self) -> tuple[str, ...]:
        """Sentences about what was found so far, at opening or later: a damaged line set aside, a
        file changed from outside, a read-only folder.
        """

    @property
    def seq(self) -> int:
        """The number of the last edit that this session knows of."""

    def articles(self) -> tuple[Shelf, ...]:
        """One line an article, in the order in which they were added."""

    def article(self, id: str, text: str | None = None) -> ArticleRecord | None:
        """The record of the article with this id, None where there is none.

        Who has the article's `text` already hands it in, so that it is not made a second time.
        """

    def load(self, article: str, text: str | None = None) -> Layer:
        """Everything recorded about the article with this id; `text` as in `article`."""

    def each(self, kind: type[Of]) -> tuple[Of, ...]:
        """Every record of a class, of all articles, those of one article together."""

    def article_of(self, table: str, id: str) -> str:
        """The article that a record belongs to, empty where its table has none with this id."""

    def surfaces(self) -> tuple[tuple[str, str], ...]:
        """The tag and the words of each annotation of all articles."""

    def commit(self, ops: Sequence[Op], *, by: str, **said: Unpack[Said]) -> Edit:
        """Make the operations durable, all or none, and return them as an edit.

        Each operation's `before` is compared with what the store holds.

        Raises:
            Conflict: a record is not what `before` says.
            ReadOnly: the store cannot be written.
            TooLarge: the edit is longer than what can be written in one piece.
            StoreError: the disk is full, an fsync failed, a text cannot be encoded; nothing
                was changed.
        """

    def changes(self, since: int) -> tuple[Edit, ...]:
        """The edits after number `since`, those of other sessions included."""

    def history(self, id: str = "") -> tuple[Edit, ...]:
        """The edits that touched the record or the article with this id; all, if empty."""

    def wait(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds for another session's edit; say whether one came."""

    def checkpoint(self, within: float = ...) -> bool:
        """Bring the database file up to date, as befits an idle moment; False if it was not done.

        With `within` only where that is known to take less than so many seconds.
        """

    def close(self) -> None:
        """Bring everything to rest; a second call does nothing."""
