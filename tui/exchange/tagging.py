"""Tags of tokens and the runs they stand for: IOB1, IOB2, BIOES and BILOU.

A tag is `O`, or a prefix, a hyphen and a label. The runs of any of the four, also of a mixture,
are read by one rule, that of the CoNLL-2000 evaluation (conlleval): a run begins where a prefix
says so, and where the tag before is O, ended a run, or has another label.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TypeAlias

from tui.exchange.options import TAGGINGS, Tagging

Run: TypeAlias = tuple[int, int, str]
"""Tokens `[first, last)` and their label."""

_TAG = re.compile(r"O|[BIESLUM]-.+", re.DOTALL)
_BEGIN, _END = frozenset("BSU"), frozenset("ESLU")

_PREFIXES: dict[Tagging, tuple[str, str, str, str]] = {
    # The first of several tokens, those between, the last, and the only one.
    "iob2": ("B", "I", "I", "B"),
    "iob1": ("I", "I", "I", "I"),
    "bioes": ("B", "I", "E", "S"),
    "bilou": ("B", "I", "L", "U"),
}


def is_tag(tag: str) -> bool:
    """Whether this is a tag of any of the schemes."""
    return _parts(tag)[0] != ""


@lru_cache(maxsize=4096)
def _parts(tag: str) -> tuple[str, str]:
    """A tag's prefix and label; two empty ones of what is no tag."""
    prefix, _, label = tag.partition("-") if _TAG.fullmatch(tag) else ("", "", "")
    return prefix, label


def runs(tags: Iterable[str]) -> list[Run]:
    """The runs that the tags of one sentence stand for; what is no tag counts as O."""
    found: list[Run] = []
    first, label, ended = 0, "", True
    at = 0
    for at, tag in enumerate(tags):
        prefix, here = _parts(tag)
        if label and (ended or here != label or prefix in _BEGIN):
            found.append((first, at, label))
            label = ""
        if here and not label:
            first, label = at, here
        ended = prefix in _END
    if label:
        found.append((first, at + 1, label))
    return found


def tags(found: Iterable[Run], length: int, tagging: Tagging) -> list[str]:
    """The tags of a sentence of so many tokens; runs share no token and are sorted."""
    made = ["O"] * length
    begin, inside, end, single = _PREFIXES[tagging]
    last_end, last_label = -1, ""
    for first, last, label in found:
        if tagging == "iob1" and first == last_end and label == last_label:
            begin = single = "B"
        if last - first == 1:
            made[first] = f"{single}-{label}"
        else:
            made[first] = f"{begin}-{label}"
            made[first + 1 : last - 1] = [f"{inside}-{label}"] * (last - first - 2)
            made[last - 1] = f"{end}-{label}"
        begin, inside, end, single = _PREFIXES[tagging]
        last_end, last_label = last, label
    return made


def tagging_of(sentences: Iterable[Sequence[str]]) -> Tagging:
    """The scheme in which all the sentences are tagged; IOB2 where there is none."""
    possible = list(TAGGINGS)
    for sentence in sentences:
        found = runs(sentence)
        if found:
            possible = [
                each for each in possible if tags(found, len(sentence), each) == list(sentence)
            ]
    return possible[0] if possible else "iob2"
