"""The cells of WebAnno TSV 3: layers, escapes, and what a cell says of a token.

In a cell `|` divides what lies on one token, `[1]` tells apart what spans several tokens or is
stacked, `;` divides the fillers of a slot, `*` is an annotation without a value, `_` none.
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

import msgspec

Kind: TypeAlias = Literal["T_SP", "T_CH", "T_RL"]
"""A layer of spans, of chains, of relations."""

NOTHING, NO_VALUE = "_", "*"

_RESERVED = re.compile(r"->|[\\\[\]|_;\t\n\r*]")
_ESCAPED = re.compile(r"\\(->|[tnrbf\\\[\]|_;*])")
_CONTROL = {"\t": "t", "\n": "n", "\r": "r", "\b": "b", "\f": "f"}
_NAMED = {letter: character for character, letter in _CONTROL.items()}
_DIVIDED = re.compile(r"(?<!\\)((?:\\\\)*)\|")
_SLOTS = re.compile(r"(?<!\\)((?:\\\\)*);")
_ID = re.compile(r"(?s)(.*?)(?:(?<!\\)\[(\d+)\])?")


class Layer(msgspec.Struct, frozen=True):
    """A layer as its line of the heading declares it."""

    kind: Kind
    type: str
    features: tuple[str, ...] = ()

    @property
    def short(self) -> str:
        """The type's own name, without its package."""
        return self.type.rpartition(".")[2]

    @property
    def columns(self) -> int:
        """How many cells it has in a line: one for each feature, at least one."""
        return max(1, len(self.features))

    @property
    def primary(self) -> int | None:
        """The feature that is the tag: `value`, else the only one, slots aside."""
        plain = [at for at, one in enumerate(self.features) if not self.is_slot(at)]
        if "value" in self.features:
            return self.features.index("value")
        return plain[0] if len(plain) == 1 else None

    def is_slot(self, at: int) -> bool:
        """Whether a feature holds the roles of a slot or the annotations that fill it."""
        before = at > 0 and self.features[at - 1].startswith("ROLE_")
        return self.features[at].startswith(("ROLE_", "BT_")) or before

    def line(self) -> str:
        """Its line of the heading; a layer without features ends with its bar all the same."""
        return f"#{self.kind}={'|'.join([self.type, *(self.features or [''])])}"


def layer_of(line: str) -> Layer | None:
    """The layer that a line of the heading declares; None if it declares none."""
    kind, equals, rest = line.removeprefix("#").partition("=")
    if kind not in ("T_SP", "T_CH", "T_RL") or not equals:
        return None
    name, *features = rest.split("|")
    return Layer(kind, name, tuple(one for one in features if one))  # type: ignore[arg-type]


def escaped(value: str) -> str:
    """A value as it stands in a cell."""
    return _RESERVED.sub(lambda found: "\\" + _CONTROL.get(found[0], found[0]), value)


def unescaped(cell: str) -> str:
    """The value that stands in a cell."""
    if "\\" not in cell:
        return cell
    return _ESCAPED.sub(lambda found: _NAMED.get(found[1], found[1]), cell)


def escaped_text(line: str) -> str:
    """A line of a sentence's text as it stands after `#Text=`."""
    made = line.replace("\\", "\\\\")
    for character, letter in _CONTROL.items():
        made = made.replace(character, f"\\{letter}")
    return made


def parts(cell: str) -> list[str]:
    """What lies on a token in one layer, still escaped."""
    return _DIVIDED.sub(r"\1\0", cell).split("\0")


def divided(cell: str) -> list[tuple[str, str]]:
    """Each part of a cell without its number, and the number if it has one."""
    found = []
    for part in parts(cell):
        match = _ID.fullmatch(part)
        found.append((match[1], match[2] or "") if match else (part, ""))
    return found


def slots(cell: str) -> list[str]:
    """The fillers of a slot, still escaped."""
    return _SLOTS.sub(r"\1\0", cell).split("\0")
