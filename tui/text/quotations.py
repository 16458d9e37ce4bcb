"""Quotations: what stands between quotation marks, the marks included.

Marks are paired by their form and by where they stand: a mark after white space and before a
letter opens, one after a letter or a full stop closes, and only where that does not tell is its
form asked. So „German“, »Danish«, ”Swedish”, « French », “English”, 「Japanese」 and "typewritten"
marks need no knowledge of the language, and a curly mark may answer a straight one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec
import regex

from tui.text.article import Span

_CLOSERS = {
    "“": '”"',
    "”": "”",
    "„": '“”"',
    '"': '"”',
    "‘": "’'",
    "’": "’",
    "‚": "‘’",
    "'": "'’",
    "«": "»",
    "»": "«»",
    "‹": "›",
    "›": "‹›",
    "「": "」",
    "『": "』",
    "｢": "｣",
}
"""What may close a quotation, by the mark that opens it."""

_DEEPEST = 8
"""Quotations inside one another; no text means more."""

_OPEN_BY_FORM = frozenset("“„‘‚«‹「『｢")
_OPEN_ANYWHERE = frozenset("„‚「『｢")
_SINGLE = frozenset("'’‘")
_MARK = re.compile(
    f"[{''.join({*''.join(_CLOSERS), *''.join(_CLOSERS.values())})}]"
    r"(?:(?<!['’‘])|(?![^\W_])|(?<![^\W_].))",
    re.DOTALL,
)
"""A quotation mark; between two letters or digits a single one is an apostrophe."""

_BEFORE_OPENING = frozenset("([{—–-/:=¿¡*_。、，：（") | _OPEN_BY_FORM
_AFTER_CLOSING = frozenset(".,;:!?…)]}—–-/*_。、，：！？）।؟،؛") | frozenset("”’»›」』｣")
_ELISION = regex.compile(
    r"['’‘](?:\d\ds?|tis|twas|em|til|n|cause|cos|round|bout)\b", regex.IGNORECASE
)
# The workers’ in "‘the workers’ demands are fair’": another mark follows that can close.
_POSSESSIVE = regex.compile(r"(?<=s)['’]\s\p{Ll}[^'’‘]*+(?:(?<=\w)['’]\w[^'’‘]*+)*+['’](?!\w)")
_CLOSING_SINGLE = regex.compile(r"(?<=[^\s\p{Ps}])['’](?!\w)")
_PARAGRAPH = regex.compile(r"\S(?:.*?\S)??(?=\s*(?:\n\s*\n|\r\s*\r|\Z))", regex.DOTALL)


class Quotation(msgspec.Struct, frozen=True):
    """A quotation with its marks.

    It has one span for each paragraph it runs over. `closed` is False where the closing mark is
    missing: it then runs to the end of its paragraph. `depth` is 0 for an outermost quotation,
    1 for one inside it, and so on.
    """

    spans: tuple[Span, ...]
    closed: bool = True
    depth: int = 0

    @property
    def start(self) -> int:
        """Where the first span begins."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Where the last span ends."""
        return self.spans[-1][1]


def quotations(text: str, start: int, end: int) -> list[Quotation]:
    """The quotations of `text[start:end]`, whose paragraphs are parted by blank lines."""
    paragraphs = [match.span() for match in _PARAGRAPH.finditer(text, start, end)]
    return join(text, [(span, in_paragraph(text, *span)) for span in paragraphs])


def in_paragraph(text: str, start: int, end: int) -> list[Quotation]:
    """The quotations of one paragraph, by start, outer before inner."""
    if _MARK.search(text, start, end) is None:
        return []
    end = start + len(text[start:end].rstrip())
    marks = list(_marks(text, start, end))
    found: list[tuple[Span, bool]] = []
    stack: list[int] = []
    singles = [match.start() for match in _CLOSING_SINGLE.finditer(text, start, end)]
    for offset in marks:
        level = _answered(text, stack, offset)
        opens = _opens(text, offset, start, end)
        if opens and text[offset] in "'’":
            opens = bool(singles) and offset + 1 < singles[-1]
        if level is not None and not opens:
            found.extend(((at, offset), False) for at in stack[level + 1 :] if _stands(text, at))
            found.append(((stack[level], offset + 1), True))
            del stack[level:]
        elif opens or (opens is None and _opens_by_form(text, offset)):
            if level is not None and text[stack[level]] == text[offset]:
                found.extend(((at, offset), False) for at in stack[level:] if _stands(text, at))
                del stack[level:]
            if len(stack) < _DEEPEST:
                stack.append(offset)
    found.extend(((at, end), False) for at in stack if _stands(text, at))
    return _nested(text, found)


def continues(
    text: str, before: Sequence[Quotation], end: int, after: Sequence[Quotation], start: int
) -> bool:
    """Whether a quotation runs from the paragraph that ends at `end` into that from `start`.

    `before` and `after` are the quotations of the two paragraphs. The mark that opened the
    quotation is then repeated at the start of the second paragraph.
    """
    return any(
        text[left.start] == text[right.start]
        for left, right in zip(_left_open(before, end), _leading(text, after, start), strict=False)
    )


def join(text: str, paragraphs: Iterable[tuple[Span, Sequence[Quotation]]]) -> list[Quotation]:
    """The quotations of consecutive paragraphs, those that run over several made one."""
    joined: list[Quotation] = []
    left_open: list[Quotation] = []
    for (start, end), found in paragraphs:
        leading = _leading(text, found, start)
        continued = {
            right: left
            for left, right in zip(left_open, leading, strict=False)
            if text[left.start] == text[right.start]
        }
        merged = [
            Quotation(continued[one].spans + one.spans, one.closed, one.depth)
            if one in continued
            else one
            for one in found
        ]
        replaced = set(continued.values())
        joined = [one for one in joined if one not in replaced] + merged
        left_open = _left_open(merged, end)
    return sorted(joined, key=lambda one: (one.start, -one.end))


def _left_open(found: Sequence[Quotation], end: int) -> list[Quotation]:
    return [one for one in found if not one.closed and one.end == end]


def _leading(text: str, found: Sequence[Quotation], start: int) -> list[Quotation]:
    """The quotations that open at the very start of the paragraph, outermost first."""
    leading: list[Quotation] = []
    for one in found:
        if text[start : one.start].strip():
            break
        leading.append(one)
        start = one.start + 1
    return leading


def _marks(text: str, start: int, end: int) -> Iterator[int]:
    """The offsets of the quotation marks; apostrophes are left out."""
    for match in _MARK.finditer(text, start, end):
        offset = match.start()
        if text[offset] in _SINGLE and _is_apostrophe(text, offset, end):
            continue
        yield offset


def _is_apostrophe(text: str, offset: int, end: int) -> bool:
    if text[offset - 1 : offset].isalnum():
        return _POSSESSIVE.match(text, offset, end) is not None
    return _ELISION.match(text, offset, end) is not None


def _opens(text: str, offset: int, start: int, end: int) -> bool | None:
    """Whether the mark can only open here (True) or only close (False); None if it may do both."""
    mark = text[offset]
    if mark in _OPEN_ANYWHERE:
        return True
    if mark in "」』｣":
        return False
    before = text[offset - 1] if offset > start else " "
    after = text[offset + 1] if offset + 1 < end else " "
    if mark in "“”‘’" and "\u2e80" < max(before, after) < "\ufff0":
        return mark in _OPEN_BY_FORM
    may_open = before.isspace() or before in _BEFORE_OPENING
    may_close = after.isspace() or after in _AFTER_CLOSING
    if may_open != may_close:
        return may_open
    return None


def _opens_by_form(text: str, offset: int) -> bool:
    """Whether the mark opens where its place does not tell: by its form, or after an ideograph."""
    return text[offset] in _OPEN_BY_FORM or (text[offset] == '"' and text[offset - 1] > "\u2e80")


def _answered(text: str, stack: Sequence[int], offset: int) -> int | None:
    """The place in the stack of the innermost quotation that the mark at `offset` can close."""
    for level in range(len(stack) - 1, -1, -1):
        if text[offset] in _CLOSERS[text[stack[level]]]:
            return level
    return None


def _stands(text: str, offset: int) -> bool:
    """Whether a mark that nothing answers opens a quotation; a single one is an apostrophe."""
    return text[offset] not in "'’"


def _nested(text: str, found: Iterable[tuple[Span, bool]]) -> list[Quotation]:
    """The quotations in order with their depths, white space at their ends cut off."""
    ends: list[int] = []
    made: list[Quotation] = []
    for (start, end), closed in sorted(found, key=lambda one: (one[0][0], -one[0][1])):
        while ends and ends[-1] <= start:
            ends.pop()
        trimmed = start + len(text[start:end].rstrip())
        made.append(Quotation(((start, trimmed),), closed, len(ends)))
        ends.append(end)
    return made
