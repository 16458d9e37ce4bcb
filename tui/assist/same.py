"""The same words elsewhere: what a person tagged once, proposed wherever it stands.

After a full name its parts count as the same person's: the surname alone, or with a title.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from tui.assist.candidate import Candidate
from tui.text.article import Article

ORIGIN = "same words"

_POSSESSIVE = r"(?:['’]s)?"
_SPACE = regex.compile(r"\s+")
_LONGEST_NAME = 5
"""Words up to which a passage may be a name whose parts are looked for."""


def same_words(article: Article, tag: str, words: str) -> Iterator[Candidate]:
    """Candidates of this tag wherever the words stand, by place.

    White space may differ, a possessive may follow; capitals have to agree where the words have
    any. For a person's full name the last name alone counts as well, from the full name on.
    """
    text = article.text
    found = {match.span(): "the same words" for match in _pattern(words).finditer(text)}
    surname = _surname(words) if found and tag == "person" else ""
    if surname:
        for match in _pattern(surname).finditer(text, min(found)[1]):
            if not any(start <= match.start() < end for start, end in found):
                found[match.span()] = f"the last name of {words}"
    for place, reason in sorted(found.items()):
        yield Candidate(
            tag=tag,
            spans=(place,),
            text=text[slice(*place)],
            score=1.0 if reason == "the same words" else 0.8,
            origin=ORIGIN,
            reason=reason,
            features=(reason.split(" of ")[0],),
        )


def _pattern(words: str) -> regex.Pattern[str]:
    bare = regex.sub(rf"{_POSSESSIVE}$", "", words)
    parts = r"\s+".join(regex.escape(part) for part in _SPACE.split(bare))
    flags = 0 if any(map(str.isupper, bare)) else regex.IGNORECASE
    return regex.compile(rf"(?<!\w){parts}(?!\w)", flags)


def _surname(words: str) -> str:
    """The last of a name's words; empty where it is a single word, or no name."""
    parts = _SPACE.split(regex.sub(rf"{_POSSESSIVE}$", "", words))
    is_name = 1 < len(parts) <= _LONGEST_NAME and len(parts[-1]) > 1
    return parts[-1] if is_name and parts[-1][:1].isupper() else ""
