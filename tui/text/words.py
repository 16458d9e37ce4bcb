"""Words, in any script.

A word keeps its combining marks and its inner apostrophes, hyphens, points and colons ("don't",
"twenty-one", "3.5", "6:40", "U.S."). Where a script has no spaces, a run of one script is a word:
of Han, Hiragana, Katakana, Thai and so on.
"""

from __future__ import annotations

import regex

from tui.text.article import Span

_MARKS = r"\p{M}\p{GCB=Extend}\p{GCB=SpacingMark}\p{GCB=ZWJ}"
_LETTER = r"[\p{L}\p{N}--[\p{Han}\p{Hiragana}\p{Katakana}ー]]"
_RUN = rf"{_LETTER}[{_LETTER}{_MARKS}]*+"

_WORD = regex.compile(
    rf"""(?V1x) \p{{GCB=Prepend}}*
    (?: \p{{N}}++ [{_MARKS}]*+ (?: [.,:/'’٫٬] \p{{N}}++ [{_MARKS}]*+ )++ (?: {_RUN} )?
      | (?: \p{{L}} \. ){{2,}}+ (?! \p{{L}} )
      | {_RUN} (?: (?: ['’ʼ·‐‑-] | (?<=\p{{Lu}}) & (?=\p{{Lu}}) ) {_RUN} )*+
      | [\p{{Han}}] [\p{{Han}}{_MARKS}]*+
      | [\p{{Hiragana}}ー] [\p{{Hiragana}}ー{_MARKS}]*+
      | [\p{{Katakana}}ー] [\p{{Katakana}}ー{_MARKS}]*+
    )"""
)


def words(text: str, start: int, end: int) -> list[Span]:
    """The words of `text[start:end]`, in order."""
    return [match.span() for match in _WORD.finditer(text, start, end)]
