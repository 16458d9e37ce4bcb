"""All that is said of an article as one number, by which it is known whether anything has changed.

It is the sum of the records' hashes: a multiset hash, as AdHash (M. Bellare and D. Micciancio, A
New Paradigm for Collision-Free Hashing, 1997), so that a change costs two hashes, however much is
said.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256

import msgspec

from tui.annotations.model import TABLES, Layer, Record

SAYING = ("annotations", "evidence", "links", "passes", "rechecks")
"""The tables that say something of the text; who signed it, or what a session left, does not."""
_COUNTED = tuple(TABLES[name] for name in SAYING)
_WIDTH = 256
"""Bits of a hash, and of their sum."""


class Said:
    """The sum, kept up to date."""

    def __init__(self, records: Iterable[Record]) -> None:
        """Take in what is said now."""
        self._sum = sum(map(_hash, records))

    def swap(self, before: Record | None, after: Record | None) -> None:
        """Take in that one record came, went or changed."""
        self._sum += (_hash(after) if after else 0) - (_hash(before) if before else 0)

    @property
    def digest(self) -> str:
        """The sum in hexadecimal."""
        return f"{self._sum % (1 << _WIDTH):0{_WIDTH // 4}x}"


def said(layer: Layer) -> str:
    """The digest of all that is said of an article; that of `Records.said`."""
    return Said(one for name in SAYING for one in getattr(layer, name)).digest


def _hash(record: Record) -> int:
    """A record's hash; fields that say nothing are left out, so that a new one changes none."""
    if not isinstance(record, _COUNTED):
        return 0
    fields = {name: value for name, value in msgspec.to_builtins(record).items() if value}
    kind = type(record).__name__.encode()
    # Not with msgspec, which refuses half a surrogate pair as a store does, but not in a sentence.
    text = json.dumps(fields, sort_keys=True).encode()
    return int.from_bytes(sha256(kind + text).digest())
