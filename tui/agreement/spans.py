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
from collections.abc import Callable, Sequence
from functools import partial

import msgspec

from tui.agreement.families import Family, Measure, keys_of_pair
from tui.agreement.grouping import grouped
from tui.agreement.matching import matches
from tui.agreement.material import Pair, Said, Shared, Tally
from tui.annotations.model import Annotation
from tui.text.article import Span


def tally(shared: Shared) -> Tally:
    """Count the annotations of an article and those that match."""
    found: Tally = Counter()
    for pair in shared.pairs:
        first, second = (shared.by[who].annotations for who in pair)
        _count(found, pair, first, second)
    return found


def of_tokens(shared: Shared) -> Tally:
    """The same, of the tokens that annotations lie on, as where every token has a tag.

    This is what seqeval and CoNLL's evaluation count: a run of tokens is right if its tag and
    both ends are.
    """
    by = {who: _on_tokens(said, shared.tokens) for who, said in shared.by.items()}
    return tally(shared._replace(by=by))


def confusion(shared: Shared) -> Counter[tuple[str, str]]:
    """The tags that the first and the second of each pair gave to what they both marked (see
    `grouped`); the empty string stands for what the other did not mark.
    """
    found: Counter[tuple[str, str]] = Counter()
    for pair in shared.pairs:
        first, second = (shared.by[who].annotations for who in pair)
        for group in grouped((first, second)):
            one, other = (said.tag if said is not None else "" for said in group)
            found[one, other] += 1
    return found


def _count(
    found: Tally, pair: Pair, first: Sequence[Annotation], second: Sequence[Annotation]
) -> None:
    for what, made in (("first", first), ("second", second)):
        for tag, number in Counter(one.tag for one in made).items():
            found[pair, what, tag] += number
    for match in matches(first, second):
        found[pair, "exact" if match.exact else "overlap", match.first.tag] += 1


def _on_tokens(said: Said, tokens: Sequence[Span]) -> Said:
    starts, ends = [token[0] for token in tokens], [token[1] for token in tokens]

    def widened(span: Span) -> Span:
        low, high = bisect_right(ends, span[0]), bisect_left(starts, span[1])
        return (starts[low], ends[high - 1]) if low < high else span

    annotations = tuple(
        msgspec.structs.replace(one, spans=tuple(map(widened, one.spans)))
        for one in said.annotations
    )
    return said._replace(annotations=annotations)


def of_tag(counted: Tally, tag: str) -> Tally:
    """What was counted of one tag."""
    return Counter({key: count for key, count in counted.items() if key[2] == tag})


def _share(partly: float, of: Sequence[str], counted: Tally) -> float | None:
    """Matches per annotation; an overlap is worth a part of an exact match."""
    sums: Counter[object] = Counter()
    for key, count in counted.items():
        sums[key[1]] += count
    made = sum(sums[side] for side in of)
    return len(of) * (sums["exact"] + partly * sums["overlap"]) / made if made else None


def exact_f1(counted: Tally) -> float | None:
    """F1 of the annotations with the same tag on the same words."""
    return _share(0, _SIDES["f1"], counted)


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
            value: Callable[[Tally], float | None] = partial(_share, partly, of)
            title = "F1" if side == "f1" else side.capitalize()
            made.append(Measure(f"{kind}-{side}", f"{title}, {meaning}", source, value))
    return tuple(made)


MEASURES = _measures()
FAMILY = Family(MEASURES, tally, keys_of_pair, of_tag)
ON_TOKENS = Family(MEASURES[:3], of_tokens, keys_of_pair, of_tag)
