"""What a view over all articles is made of: stories, and a row for each claim or criticism."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from tui.annotations.filtering import Known
from tui.annotations.model import Annotation

if TYPE_CHECKING:
    from tui.annotations.records import Records

Kind: TypeAlias = Literal["board", "ledger"]
"""The board of claims, or the ledger of criticism and replies."""

SEVERAL = "≥2"
"""As a word of a filter: only claims that stand in several stories."""


class Story(NamedTuple):
    """An article: where it can be opened, and what is recorded about it. `elsewhere` are
    annotations of other articles, by id, to which its links lead; `titles` are those of their
    articles, by id.
    """

    path: str
    title: str
    records: Records
    elsewhere: dict[str, Annotation]
    titles: Mapping[str, str]


class Row(NamedTuple):
    """A claim or a criticism: `said` is its status, or how the criticised party was heard, by the
    value's name. `by` are those who said it; `where` is what the `parties` said to it, with the
    story if that is another one, `when` as it was written down. Rows of one `group`, a number, are
    the same claim.
    """

    annotation: Annotation
    path: str
    title: str
    said: str
    glyph: str
    open: bool
    bare: bool
    sources: int
    by: tuple[str, ...]
    parties: tuple[str, ...]
    where: tuple[str, ...]
    when: str
    group: int
    known: Known


class Gathered(NamedTuple):
    """All rows, and how often each field says what, for completions."""

    rows: tuple[Row, ...]
    values: Mapping[str, Mapping[str, int]]


class Sifted(NamedTuple):
    """The numbers of the rows to be seen, in order, the place of each annotation among them by
    its id, and how many of them say what.
    """

    shown: tuple[int, ...]
    places: Mapping[str, int]
    counts: Mapping[str, int]
