"""A dataset's rows as articles: which field is the text, what the others say, which row is which.

Rows are numbered from 1, as they stand in the file.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TypeAlias

from tui.sources.content import Content, How, Part
from tui.sources.errors import Unreadable
from tui.sources.heads import named

TEXT_FIELDS = ("text", "content", "body", "article", "story", "document", "full_text", "fulltext")
"""What the field with the text is usually called, the likeliest first."""

Fields: TypeAlias = Mapping[str, object]
"""A row's values by the names of its fields."""

_NESTED = ("meta", "metadata")
_SHOWN = 12


class Rows(ABC):
    """Rows by their numbers, or by their ids where `--id-field` names a field for that.

    A row without an id, or with one that another had before it, goes by its number.
    """

    def __init__(self, how: How) -> None:
        """Read as `how` says."""
        self.how = how

    @abstractmethod
    def numbers(self) -> Iterator[int]:
        """The number of each row that is not blank."""

    @abstractmethod
    def fields(self, number: int) -> Fields | None:
        """A row; None if there is none with this number.

        Raises:
            Unreadable: the row is damaged.
        """

    def parts(self) -> Iterator[Part]:
        """A part for each row."""
        if self.how.id_field:
            yield from (Part(id) for id in self._numbers)
        else:
            for number in self.numbers():
                yield Part(str(number), f"row {number}")

    def part(self, key: str) -> Content | None:
        """The article in the row with an id or a number."""
        number = self._numbers.get(key, 0) if self.how.id_field else _number(key)
        row = self.fields(number) if number > 0 else None
        return None if row is None else row_content(row, self.how)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """The rows' numbers by their ids."""
        found: dict[str, int] = {}
        for number in self.numbers():
            try:
                value = (self.fields(number) or {}).get(self.how.id_field)
            except Unreadable:
                value = None
            id = _said(value)
            found[id if id and id not in found else f"row {number}"] = number
        return found


def _number(key: str) -> int:
    return int(key) if key.isascii() and key.isdecimal() and len(key) < 16 else 0


def text_field(names: Iterable[str], how: How) -> str:
    """The name of the field that holds the text.

    Raises:
        Unreadable: there is none of that name, or of a usual one where none was named.
    """
    names = list(names)
    if how.text_field:
        if how.text_field in names:
            return how.text_field
        raise Unreadable(f"has no field “{how.text_field}”: there are {_listed(names)}")
    lower = {name.lower().strip(): name for name in reversed(names)}
    found = next((lower[name] for name in TEXT_FIELDS if name in lower), None)
    if found is None:
        raise Unreadable(f"has no field “text”: name one with --text-field, of {_listed(names)}")
    return found


def row_content(fields: Fields, how: How) -> Content:
    """The article in a row.

    Raises:
        Unreadable: the row has no text.
    """
    text = fields.get(text_field(fields, how))
    if not isinstance(text, str) or not text.strip():
        raise Unreadable("is empty: its text is missing")
    known: dict[str, str] = {}
    for each in (*(fields.get(name) for name in _NESTED), fields):
        if isinstance(each, Mapping):
            known |= {
                str(name).lower(): said for name, value in each.items() if (said := _said(value))
            }
    return Content("", text.encode(), charset="utf-8", kind="plain", about=named(known))


def _said(value: object) -> str:
    """What a field says that is a word, a number or a list of words."""
    if isinstance(value, list):
        return ", ".join(each for each in value if isinstance(each, str))
    if value is None or isinstance(value, Mapping):
        return ""
    return " ".join(str(value).split())


def _listed(names: list[str]) -> str:
    more = ["…"] if len(names) > _SHOWN else []
    return ", ".join([*names[:_SHOWN], *more]) or "none"
