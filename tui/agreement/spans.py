"""Agreement on free spans: how much of what one annotator marked the other marked, too.

Nobody can count the spans that nobody marked, so there is no chance to correct for; F1 is then the
positive specific agreement, to which κ comes near (Hripcsak and Rothschild 2005, J. Am. Med.
Inform. Assoc. 12(3), 296–298). Precision and recall take the annotator named first as reference;
F1 is the same whoever is. Counts of several pairs and articles are added first (micro average).

What is counted is `(pair, what, tag)`: annotations by the "first" and by the "second", and pairs of
them that are "exact" or only share words ("overlap").
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from tui.agreement.families import Family, Figured, Kind, Measure, by_first, by_kind, picked
from tui.agreement.matching import Tagged, ranks_of, tagged
from tui.agreement.material import Pair, Said, Shared, Tally
from tui.agreement.numbering import numbered, paired
from tui.text.article import Span


def tally(shared: Shared) -> Tally:
    """Count the annotations of an article and those that match (see `matching.py`)."""
    by = {who: tagged(said.annotations) for who, said in shared.by.items()}
    return _tally(by, shared.pairs)


def of_tokens(shared: Shared) -> Tally:
    """The same, of the tokens that annotations lie on, as where every token has a tag.

    This is what seqeval and CoNLL's evaluation count: a run of tokens is right if its tag and
    both ends are.
    """
    tokens = shared.cut().tokens
    starts, ends = [token[0] for token in tokens], [token[1] for token in tokens]
    by = {who: _on_tokens(said, starts, ends) for who, said in shared.by.items()}
    return _tally(by, shared.pairs)


def _tally(by: Mapping[int, Sequence[Tagged]], pairs: Iterable[Pair]) -> Tally:
    marks = numbered(by)
    ranks = ranks_of(marks)
    tags = [tag for tag, _ in marks.sayings]
    made = {who: Counter(tag for tag, _ in own) for who, own in by.items()}
    numbers = {who: frozenset(own) for who, own in marks.by.items()}
    found: Tally = Counter()
    for pair in pairs:
        first, second = pair
        ours, theirs = numbers[first], numbers[second]
        near = (tags[one] for one, _ in paired(ours, theirs, ranks))
        for what, often in (
            ("first", made[first]),
            ("second", made[second]),
            ("exact", Counter(map(tags.__getitem__, ours & theirs))),
            ("overlap", Counter(near)),
        ):
            for tag, number in often.items():
                found[pair, what, tag] = number
    return found


def _on_tokens(said: Said, starts: Sequence[int], ends: Sequence[int]) -> list[Tagged]:
    """What an annotator says, widened to the tokens that begin and end here."""

    def widened(span: Span) -> Span:
        low, high = bisect_right(ends, span[0]), bisect_left(starts, span[1])
        return (starts[low], ends[high - 1]) if low < high else span

    return [(one.tag, tuple(map(widened, one.spans))) for one in said.annotations]


def of_tag(counted: Tally, tag: str) -> Tally:
    """What was counted of one tag."""
    return Counter({key: count for key, count in counted.items() if key[2] == tag})


def _share(partly: float, of: Sequence[str], kinds: Sequence[Kind]) -> Figured:
    """Matches per annotation; an overlap is worth a part of an exact match."""
    get = picked(kinds, [("exact",), ("overlap",), *((side,) for side in of)])

    def share(counts: Sequence[int]) -> float | None:
        exact, overlap, *made = get(counts)
        return len(of) * (exact + partly * overlap) / sum(made) if any(made) else None

    return share


def exact_f1(counted: Tally) -> float | None:
    """F1 of the annotations with the same tag on the same words."""
    return _EXACT_F1.of(counted)


_SIDES = {"precision": ("second",), "recall": ("first",), "f1": ("first", "second")}
_KINDS = (
    ("exact", "same tag, same words", 0.0, "Tjong Kim Sang and De Meulder 2003"),
    ("partial", "same tag; overlap counts half", 0.5, "Chinchor and Sundheim 1993"),
    ("type", "same tag, any overlap", 1.0, "Segura-Bedmar et al. 2013"),
)


def _measures() -> tuple[Measure, ...]:
    made = []
    for kind, meaning, partly, source in _KINDS:
        for side, of in _SIDES.items():
            value: Callable[[Sequence[Kind]], Figured] = partial(_share, partly, of)
            title = "F1" if side == "f1" else side.capitalize()
            made.append(
                Measure(f"{kind}-{side}", f"{title}, {meaning}", source, value, digest=by_kind)
            )
    return tuple(made)


MEASURES = _measures()
_EXACT_F1 = MEASURES[2]
FAMILY = Family(MEASURES, tally, by_first, of_tag)
ON_TOKENS = Family(MEASURES[:3], of_tokens, by_first, of_tag)
