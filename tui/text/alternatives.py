"""One pattern for many words, written so that the search is fast."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby


def alternatives(words: Iterable[str]) -> str:
    """A pattern for any of the words, in which those that begin alike share their beginning.

    A longer word is preferred to one that it begins with. It is the same in both engines.
    """
    return _shared(sorted(set(words)))


def any_case(words: Iterable[str]) -> str:
    """The same for the words in each case, which is faster than ignoring case."""
    return alternatives(cases(words))


def cases(words: Iterable[str]) -> frozenset[str]:
    """The words in lower case, as a title and in capitals."""
    return frozenset(form for one in words for form in (one, one.capitalize(), one.upper()))


def _shared(words: Sequence[str]) -> str:
    branches: list[str] = []
    for letter, group in groupby(words, key=lambda word: word[:1]):
        rests = [word[1:] for word in group]
        branches.append(re.escape(letter) + (_shared(rests) if rests != [""] else ""))
    if len(branches) == 1:
        return branches[0]
    # The word that ends here comes first in order, and last in the pattern.
    return f"(?:{'|'.join(branches[1:] + branches[:1] if words[0] == '' else branches)})"
