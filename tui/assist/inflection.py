"""The forms of English verbs, made from their base by rule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

Form: TypeAlias = Literal["base", "present", "past", "participle", "gerund"]

_VOWELS = "aeiou"


def forms(base: str, irregular: str = "") -> Iterator[tuple[str, Form]]:
    """The forms of a verb with the part each plays; `irregular` lists all but the base."""
    yield base, "base"
    if irregular:
        present, past, *others = irregular.split()
        yield present, "present"
        yield past, "past"
        yield from ((one, "participle") for one in others[:-1])
        yield others[-1], "gerund"
        return
    yield _present(base), "present"
    stem = base[:-1] if base.endswith("e") else base
    yield (base[:-1] + "ied" if _ends_in_y(base) else stem + "ed"), "past"
    yield (base if base.endswith("ee") else stem) + "ing", "gerund"


def _present(base: str) -> str:
    if _ends_in_y(base):
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "sh", "ch", "x", "z")) else "s")


def _ends_in_y(base: str) -> bool:
    return base.endswith("y") and base[-2] not in _VOWELS
