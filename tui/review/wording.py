"""What changed in the wording of a sentence, token by token. Offsets are code points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple, TypeAlias

from tui.text.anchors import token_spans
from tui.text.article import Span

_COMPARED = 1_000
"""Tokens, without what is the same at both ends, up to which sentences are compared in detail."""


Part: TypeAlias = Literal["same", "gone", "came"]
_MARKS: dict[Part, str] = {"same": "{}", "gone": "[-{}-]", "came": "{{+{}+}}"}


class Stretch(NamedTuple):
    """Tokens `[low, high)` of the one and `[left, right)` of the other; whether they are the same.

    Those that are not have taken the others' place.
    """

    same: bool
    low: int
    high: int
    left: int
    right: int


class Change(NamedTuple):
    """Where two sentences differ: what stood in the old one, and what stands there in the new."""

    old: Span
    new: Span


def stretches(old: Sequence[str], new: Sequence[str]) -> Iterator[Stretch]:
    """Two lists of tokens as stretches that are the same and that are not, in order."""
    shorter = min(len(old), len(new))
    head = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    most = shorter - head
    tail = next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)
    if head:
        yield Stretch(True, 0, head, 0, head)
    before, after = old[head : len(old) - tail], new[head : len(new) - tail]
    if max(len(before), len(after)) > _COMPARED:
        yield Stretch(False, head, head + len(before), head, head + len(after))
    else:
        for kind, *ends in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            yield Stretch(kind == "equal", *(head + end for end in ends))
    if tail:
        yield Stretch(True, len(old) - tail, len(old), len(new) - tail, len(new))


def changes(old: str, new: str) -> list[Change]:
    """Where two wordings differ."""
    before, after = token_spans(old, 0, len(old)), token_spans(new, 0, len(new))
    words = [old[slice(*span)] for span in before], [new[slice(*span)] for span in after]
    return [
        Change(_reach(before, low, high), _reach(after, left, right))
        for same, low, high, left, right in stretches(*words)
        if not same
    ]


def wording(old: str, new: str) -> list[tuple[Part, str]]:
    """The new wording in parts, with what of the old one went; a word that came or went takes the
    white space before it along.
    """
    parts: list[tuple[Part, str]] = []
    at = 0
    for (low, high), (left, right) in changes(old, new):
        if left == right:
            low = len(old[:low].rstrip())
            left = right = max(at, len(new[:left].rstrip()))
        elif low == high:
            left = max(at, len(new[:left].rstrip()))
        parts += [("same", new[at:left]), ("gone", old[low:high]), ("came", new[left:right])]
        at = right
    return [(part, words) for part, words in [*parts, ("same", new[at:])] if words]


def marked(old: str, new: str) -> str:
    """The new wording with what went as `[-so-]` and what came as `{+so+}`."""
    return "".join(_MARKS[part].format(words) for part, words in wording(old, new))


def brief(old: str, new: str) -> str:
    """What changed in a few words: `six → seven · + late`."""
    said = []
    for one, other in changes(old, new):
        gone, came = old[slice(*one)], new[slice(*other)]
        said.append(f"{gone} → {came}" if gone and came else f"+ {came}" if came else f"− {gone}")
    return " · ".join(said)


def _reach(spans: Sequence[Span], first: int, last: int) -> Span:
    """The span of some tokens; an empty one where there are none."""
    if first < last:
        return spans[first][0], spans[last - 1][1]
    at = spans[first][0] if first < len(spans) else spans[-1][1] if spans else 0
    return at, at
