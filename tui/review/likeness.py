"""How alike two texts are as a whole, told from a sketch of each.

A sketch is the smallest hashes of the text's shingles, some words each; the share that two
sketches have in common estimates the resemblance of the texts (A. Z. Broder, On the resemblance
and containment of documents, 1997).
"""

from __future__ import annotations

from collections.abc import Iterable
from heapq import nsmallest
from zlib import crc32

from tui.text.anchors import tokens

_KEPT = 128
"""Hashes of a sketch: resemblances are off by some five hundredths."""


def sketch(passages: Iterable[str], words_each: int = 3) -> frozenset[int]:
    """The sketch of a text given as its passages, over whose ends no shingle reaches. With more
    words to each shingle texts have to agree in longer stretches to be alike.
    """
    hashes: set[int] = set()
    for passage in passages:
        words = [word.casefold() for word in tokens(passage) if word.isalnum()]
        for at in range(max(len(words) - words_each + 1, min(len(words), 1))):
            shingle = " ".join(words[at : at + words_each])
            hashes.add(crc32(shingle.encode("utf-8", "surrogatepass")))
    return frozenset(nsmallest(_KEPT, hashes))


def resemblance(one: frozenset[int], other: frozenset[int]) -> float:
    """How alike two texts are, from 0 to 1."""
    union = set(nsmallest(_KEPT, one | other))
    return len(union & one & other) / len(union) if union else 0.0
