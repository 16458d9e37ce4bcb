"""What reading and writing brat's lines have in common."""

from __future__ import annotations

import re

from tui.text.article import Span

NOTE = "AnnotatorNotes"
REFERENCE = "ref:"
"""Begins the name of an attribute that is a normalisation; the resource's name follows."""

_BREAKING = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")


def flat(words: str) -> str:
    """Words as they stand in a line: a space for each character that would end a field or line."""
    return _BREAKING.sub(" ", words)


def fragments(written: str) -> list[Span]:
    """The spans of `0 5;8 10`, in the order in which they are listed."""
    pairs = (fragment.split() for fragment in written.split(";"))
    return [(int(start), int(end)) for start, end in pairs]
