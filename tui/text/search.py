"""Search in a text: plain words with smart case, or a regular expression.

A query with an upper-case letter minds the case, one without does not. In a plain query a space
stands for any white space, line ends included, a straight quotation mark for a curly one as well,
and an accented letter for its composed and its decomposed form. A query that begins with `re:`
is a regular expression of the `regex` module.
"""

from __future__ import annotations

import unicodedata
from collections import deque
from collections.abc import Iterator

import msgspec
import regex

from tui.text.article import Span
from tui.text.graphemes import ceil_boundary, clusters, floor_boundary, next_boundary

_MARK = "re:"

_TIMEOUT = 2.0
"""Seconds after which a regular expression is given up."""
_LONGEST = 20_000
"""Code points: how far beyond the range that is searched a hit may reach."""

_CHUNK = 65_536
"""Code points that a search backwards looks at in one go, to begin with."""

_ALIKE = {"'": "['’‘]", '"': '["“”„]', "-": "[-‐‑]"}


class QueryError(ValueError):
    """The query cannot be searched for: `reason` says why, `position` where (code points)."""

    def __init__(self, reason: str, position: int = 0) -> None:
        """Say why and where."""
        super().__init__(f"{reason} (at character {position + 1})" if position else reason)
        self.reason = reason
        self.position = position


class Query(msgspec.Struct, frozen=True):
    """A query that was understood; `source` is what was typed."""

    source: str
    pattern: regex.Pattern[str]


def compile_query(query: str) -> Query:
    """Understand a query.

    Raises:
        QueryError: it is empty, or a regular expression with a fault.
    """
    expression = query.removeprefix(_MARK)
    if not expression:
        raise QueryError("nothing to search for")
    flags = regex.MULTILINE
    if not any(character.isupper() for character in _literal(query)):
        flags |= regex.IGNORECASE
    if not query.startswith(_MARK):
        return Query(query, regex.compile(_plain(query), flags))
    try:
        return Query(query, regex.compile(expression, flags))
    except regex.error as error:
        # The stubs of regex leave out what its errors carry.
        reason, position = error.msg, error.pos or 0  # type: ignore[attr-defined]
        raise QueryError(reason, len(_MARK) + position) from error


def next_match(query: Query, text: str, offset: int) -> Span | None:
    """The first hit that starts after the cluster at `offset`, else the first of the text.

    Raises:
        QueryError: the regular expression takes too long.
    """
    after = next_boundary(text, offset)
    for start, end in ((after, len(text)), (0, after)):
        hit = next(_hits(query, text, start, end), None)
        if hit is not None:
            return hit
    return None


def previous_match(query: Query, text: str, offset: int) -> Span | None:
    """The last hit that starts before `offset`, else the last of the text.

    Raises:
        QueryError: the regular expression takes too long.
    """
    return _last(query, text, 0, offset) or _last(query, text, offset, len(text))


def matches(
    query: Query, text: str, start: int, end: int, *, timeout: float | None = None
) -> list[Span]:
    """The hits that start in `text[start:end]`, in order; they do not overlap.

    `timeout` is in seconds, where a hit is wanted sooner than a search usually has to end.

    Raises:
        QueryError: the regular expression takes too long.
    """
    return list(_hits(query, text, start, end, timeout))


def _literal(query: str) -> str:
    """What of the query is letters: the classes and escapes of an expression are none."""
    if not query.startswith(_MARK):
        return query
    return regex.sub(r"\\[pP]\{[^}]*\}|\\.|\(\?[^):]*[):]", "", query.removeprefix(_MARK))


def _plain(query: str) -> str:
    """The pattern of a plain query."""
    parts: list[str] = []
    for start, end in clusters(query, 0, len(query)):
        cluster = query[start:end]
        forms = dict.fromkeys(unicodedata.normalize(form, cluster) for form in ("NFC", "NFD"))
        if cluster.isspace():
            parts.append(r"\s+")
        else:
            parts.append(_ALIKE.get(cluster) or _any_of({cluster: None} | forms))
    return regex.sub(r"(?:\\s\+)+", lambda _: r"\s+", "".join(parts))


def _any_of(forms: dict[str, None]) -> str:
    escaped = [regex.escape(form) for form in forms]
    return escaped[0] if len(escaped) == 1 else f"(?:{'|'.join(escaped)})"


def _hits(
    query: Query, text: str, start: int, end: int, timeout: float | None = None
) -> Iterator[Span]:
    """The hits that start in `text[start:end]`, widened to whole clusters; empty ones left out."""
    reached = start
    try:
        stop = min(end + _LONGEST, len(text))
        for match in query.pattern.finditer(text, start, stop, timeout=timeout or _TIMEOUT):
            if match.start() >= end:
                break
            hit = floor_boundary(text, match.start()), ceil_boundary(text, match.end())
            if match.start() < match.end() and hit[0] >= reached:
                reached = hit[1]
                yield hit
    except TimeoutError:
        raise QueryError("the expression takes too long") from None


def _last(query: Query, text: str, start: int, end: int) -> Span | None:
    """The last hit that starts in `text[start:end]`, looked for from the end backwards."""
    size = _CHUNK
    while start < end:
        low = max(start, end - size)
        hits = deque(_hits(query, text, low, end), maxlen=1)
        if hits:
            return hits[0]
        end, size = low, size * 4
    return None
