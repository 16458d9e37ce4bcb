"""What a suggester answers, line by line, made into candidates; what is wrong with a line is said.

A line is a JSON object with `spans`, each with `start` and `end`, in code points of the text, or
with several `ranges` of start and end, or with the words themselves, `exact`, what stands around
them, `prefix` and `suffix`, and the offset they are `near`. `label` is one of the tags, `score`
goes from 0 to 1 and may be left out, and so may `speaker`, who said it, a span as well. Whatever a
suggester says is of unknown origin: nothing of it is believed that the text does not confirm.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import Any, TypeAlias

import msgspec

from tui.assist.candidate import Candidate, Spans, Speaker, words_of
from tui.text.anchors import anchor
from tui.text.article import Article, Span

_UNSCORED = 0.5
"""The score of a span that comes without one."""

_SAME_WORDS = 0.85
"""Likeness, from 0 to 1, from which words that were quoted not quite exactly are taken."""

_LONGEST, _LONGEST_QUOTED = 20_000, 4_000
"""Code points of a span at the most, and of one that has to be looked for."""


class Fault(msgspec.Struct, frozen=True):
    """Something that a suggester did wrong: who, and what in one line."""

    suggester: str
    text: str


Answer: TypeAlias = Candidate | Fault


def answers(line: bytes, article: Article, tags: Collection[str], name: str) -> Iterator[Answer]:
    """The candidates of one line of answers from the suggester `name`, and the line's faults."""
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        yield Fault(name, f"a line is no JSON: {_clipped(line.decode('utf-8', 'replace'))}")
        return
    spans = said.get("spans") if isinstance(said, dict) else None
    if not isinstance(spans, list):
        yield Fault(name, f"a line has no list of spans: {_clipped(str(said))}")
        return
    if said.get("id", article.id) != article.id:
        yield Fault(name, f"a line is about another text: {_clipped(str(said['id']))}")
        return
    reached = 0
    for one in spans:
        try:
            candidate = _candidate(one, article, tags, name, reached)
        except ValueError as error:
            yield Fault(name, str(error))
        else:
            reached = candidate.end
            yield candidate


def _candidate(
    said: Any, article: Article, tags: Collection[str], name: str, reached: int
) -> Candidate:
    """The candidate that a span stands for.

    Raises:
        ValueError: the span is none; the message says why in one line.
    """
    if not isinstance(said, dict):
        raise ValueError(f"a span is no object: {_clipped(str(said))}")
    label, score = said.get("label"), said.get("score", _UNSCORED)
    if not isinstance(label, str) or label not in tags:
        raise ValueError(f"there is no tag {_clipped(str(label))}; there are {', '.join(tags)}")
    if not _is_number(score) or not 0 <= score <= 1:
        raise ValueError(f"a score is not from 0 to 1: {_clipped(str(score))}")
    if "exact" in said:
        spans: Spans = (_anchored(said, article.text, reached),)
    else:
        ranges = said.get("ranges", [said])
        if not isinstance(ranges, list):
            raise ValueError(f"ranges are no list: {_clipped(str(said))}")
        spans = tuple(_offsets(part, article.text) for part in ranges)
    if not spans or any(two[0] < one[1] for one, two in pairwise(spans)):
        raise ValueError(f"ranges are not one after the other: {_clipped(str(spans))}")
    return Candidate(
        tag=label,
        spans=spans,
        text=words_of(article.text, spans),
        score=float(score),
        origin=name,
        reason=f"proposed by {name}",
        features=("proposed",),
        speakers=_speakers(said.get("speaker"), article.text, spans[0][0], float(score)),
    )


def _speakers(said: Any, text: str, start: int, score: float) -> tuple[Speaker, ...]:
    """Who is said to have said the words at `start`; quoted words are those from its paragraph on.

    Raises:
        ValueError: the text has nobody there.
    """
    if said is None:
        return ()
    if isinstance(said, dict) and "exact" in said:
        span = _anchored(said, text, text.rfind("\n\n", 0, start) + 1)
    else:
        span = _offsets(said, text)
    return (Speaker(spans=(span,), kind="name", text=text[slice(*span)], score=score, phrase=span),)


def _offsets(said: Any, text: str) -> Span:
    if isinstance(said, list) and len(said) == 2:
        said = {"start": said[0], "end": said[1]}
    start, end = (said.get("start"), said.get("end")) if isinstance(said, dict) else (None, None)
    if type(start) is not int or type(end) is not int:
        raise ValueError(f"a span has neither start and end nor exact: {_clipped(str(said))}")
    if not 0 <= start < end <= len(text) or end - start > _LONGEST:
        raise ValueError(f"{start} to {end} is no range of the text of {len(text)}")
    words = said.get("text", text[start:end])
    if words != text[start:end]:
        raise ValueError(
            f"at {start} the text has {_clipped(text[start:end])}, not {_clipped(str(words))}"
        )
    return start, end


def _anchored(said: dict[str, Any], text: str, reached: int) -> Span:
    """Where the quoted words stand: in their context, else the next after those before."""
    exact, prefix, suffix = (said.get(key, "") for key in ("exact", "prefix", "suffix"))
    if not all(isinstance(part, str) for part in (exact, prefix, suffix)) or not exact.strip():
        raise ValueError(f"a span quotes nothing: {_clipped(str(said))}")
    if max(map(len, (exact, prefix, suffix))) > _LONGEST_QUOTED:
        raise ValueError(f"a span quotes too much: {_clipped(exact)}")
    near = said.get("near", 0)
    hint = max(reached, near if type(near) is int and 0 <= near <= len(text) else 0)
    at = -1 if prefix or suffix else text.find(exact, hint)
    if at >= 0:
        return at, at + len(exact)
    match = anchor(text, exact, prefix, suffix, hint)
    if match is None or not (match.exact or match.score >= _SAME_WORDS):
        raise ValueError(f"the text has no such words: {_clipped(exact)}")
    return match.span


def _is_number(value: object) -> bool:
    return type(value) in (int, float) and math.isfinite(float(value))  # type: ignore[arg-type]


def _clipped(said: str) -> str:
    """Some words as they may be repeated in a message: short, in marks, nothing in them unseen."""
    seen = said[:60] + ("…" if len(said) > 60 else "")
    return "“" + "".join(one if one.isprintable() else f"\\x{ord(one):02x}" for one in seen) + "”"
