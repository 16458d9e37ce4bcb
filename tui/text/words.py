"""Words, in any script.

A word keeps its combining marks, its soft hyphens and its inner apostrophes, hyphens, points and
colons ("don't", "twenty-one", "3.5", "6:40", "U.S."). Where a script has no spaces, a dictionary
divides it if there is one; else a run of one script is a word: of Han, Hiragana, Katakana, Thai
and so on.
"""

from __future__ import annotations

from functools import cache

import regex

from tui.text.article import Span
from tui.text.dictionary import Divide, pieces

_MARKS = r"\p{M}\p{GCB=Extend}\p{GCB=SpacingMark}\p{GCB=ZWJ}\p{WB=Format}"
_HAN, _HIRAGANA, _KATAKANA = r"\p{Han}", r"\p{Hiragana}ー", r"\p{Katakana}\p{WB=Katakana}"
_SOUTH_EAST = r"\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"


def _pattern(*unspaced: str) -> regex.Pattern[str]:
    """What is a word where a run of each of these classes of characters is one, called `run`."""
    letter = rf"[\p{{L}}\p{{N}}--[{''.join(unspaced)}]]"
    run = rf"{letter}[{letter}{_MARKS}]*+"
    runs = "|".join(f"[{one}][{one}{_MARKS}]*+" for one in unspaced)
    return regex.compile(
        rf"""(?V1x) \p{{GCB=Prepend}}*
        (?: \p{{N}}++ [{_MARKS}]*+
            (?: [.,:/'’٫٬] [{_MARKS}]*+ \p{{N}}++ [{_MARKS}]*+ )++ (?: {run} )?
          | (?: \p{{L}} \. ){{2,}}+ (?! \p{{L}} )
          | {run} (?: (?: ['’ʼ·‐‑-] | (?<=\p{{Lu}}) & (?=\p{{Lu}})
                    | (?<=\p{{Hebrew}}) ["״׳] (?=\p{{Hebrew}}) ) [{_MARKS}]*+ {run} )*+
            (?: (?<=\p{{Hebrew}}) ['׳] )?+
          | (?P<run> {runs} )
        )"""
    )


_WORD = _pattern(_HAN, _HIRAGANA, _KATAKANA)
_WITH_DICTIONARY = cache(lambda: _pattern(_HAN + _HIRAGANA + _KATAKANA, _SOUTH_EAST))
_UNSEEN_END = regex.compile(r"\p{WB=Format}++$")


def words(text: str, start: int, end: int, divide: Divide | None = None) -> list[Span]:
    """The words of `text[start:end]`, in order; `divide` tells those that no space parts."""
    found: list[Span] = []
    for match in (_WITH_DICTIONARY() if divide else _WORD).finditer(text, start, end):
        first, last = match.span()
        if not text[last - 1].isalnum():
            last -= len(unseen.group()) if (unseen := _UNSEEN_END.search(text, first, last)) else 0
        if divide and match["run"]:
            found += pieces(text, first, last, divide)
        else:
            found.append((first, last))
    return found
