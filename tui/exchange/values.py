"""JSON values as records, and in a sentence what is wrong with those that are none."""

from __future__ import annotations

import json
from typing import TypeAlias, TypeVar

import msgspec

_T = TypeVar("_T")

Wrong: TypeAlias = tuple[str, str]
"""A field's path and what is wrong with it."""


def converted(
    value: object, kind: type[_T], field: str, wrong: list[Wrong], *, parts: bool = False
) -> _T | None:
    """`value` as a `kind`; None, and what is wrong, if it has another shape or is not Unicode.

    Where its `parts` are converted by themselves it may hold what is not Unicode.
    """
    try:
        made = msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        reason, _, path = str(error).partition(" - at `$")
        wrong.append(((field + path.rstrip("`")).lstrip("."), reason))
        return None
    if not parts and not is_unicode(value):
        wrong.append((field, lone_surrogate(json.dumps(value, ensure_ascii=False))))
        return None
    return made


def is_unicode(value: object) -> bool:
    """Whether no text in it has half of a surrogate pair, which no file can hold."""
    try:
        msgspec.json.encode(value)
    except UnicodeEncodeError:
        return False
    return True


def lone_surrogate(text: str) -> str:
    """A sentence about the first half of a surrogate pair in `text`, which is no character."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        return f"has a lone surrogate, U+{ord(text[error.start]):04X}, at {error.start}"
    return ""
