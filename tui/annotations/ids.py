"""Ids that sort by the time they were made and never collide between annotators."""

from __future__ import annotations

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_RANDOM_BITS = 32


class IdMaker:
    """Makes 16-letter ids: 48 bits of milliseconds since 1970, then 32 random bits, in Crockford
    base 32 (after the ULID specification). Within a millisecond the random part counts up.
    """

    def __init__(self) -> None:
        """Start with nothing made."""
        self._last = 0

    def make(self, milliseconds: int, random: int) -> str:
        """An id for this moment; `random` is any whole number, of which 32 bits are used."""
        fresh = (milliseconds << _RANDOM_BITS) | (random & ((1 << _RANDOM_BITS) - 1))
        if fresh >> _RANDOM_BITS <= self._last >> _RANDOM_BITS:
            fresh = self._last + 1
        self._last = fresh
        return "".join(_ALPHABET[fresh >> shift & 31] for shift in range(75, -1, -5))
