"""Names: runs of capitalised words with the particles, initials and hyphens between them.

A script without capitals gives no names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import TypeAlias

import regex

from tui.text.alternatives import any_case
from tui.text.article import Span
from tui.text.lexicon import (
    ABBREVIATED_IN_NAMES,
    GERMAN_DETERMINERS,
    HEADS_WITH_OF,
    LEADING_PARTICLES,
    MONTHS,
    MONTHS_THAT_ARE_NAMES,
    NUMBER_WORDS,
    OPENING_PARTICLES,
    PARTICLES,
    SAYING,
    SMALL_WORDS,
    TITLES,
    WEEKDAYS,
)

_TOKEN = regex.compile(
    r"""(?x) (?<! [\p{L}\p{M}\p{N}] )
    (?: (?P<initial> (?: \p{Lu}\. )+ ) (?! \p{Ll} )
      | (?P<capital>
            (?: (?: [Aa]l | [Ee]l ) [‐-] )? \p{Lu} [\p{L}\p{M}\p{N}]*+
            (?: ['’‐-] (?! s\b ) [\p{L}\p{N}] [\p{L}\p{M}\p{N}]*+ )*+ )
      | (?P<small> (?: [dl] | dell ) ['’] (?= \p{Lu} ) | \p{Ll} [\p{L}\p{M}'’‐-]*+ )
      | (?P<ampersand> & )
    )"""
)
_OPENER = regex.compile(
    r"(?<![\p{L}\p{M}\p{N}]|[\p{L}\p{M}\p{N}][‐-]|[\p{L}\p{M}--[dl]]['’])(?V1)(?:[\p{Lu}&]|(?:\L<particles>)\b|[Aael]l[‐-])",
    particles=sorted(LEADING_PARTICLES),
)
_BETWEEN = regex.compile(r"\.?[^\S\r\n]{0,2}(?:\r?\n)?[^\S\r\n]{0,2}")
_OPENS_SENTENCE = regex.compile(r"(?:^|[:“„‘‚«‹\"'(\[*_#>•—–?!…]|\W['\"])\s*$")
_COMMON_ENDING = regex.compile(r"(?:[^s]s|ing|ed|ly|tion|sion|ment|ness|ity|ance|ence|ship|ism)$")
_PARTED = regex.compile("['-]")
_COMMON_WORDS = SMALL_WORDS | NUMBER_WORDS
_FOLLOWING = regex.compile(r"['’]s\b|,\s\d{1,3},|\s(\p{Ll}+)")
_INSIDE = regex.compile(r"[\p{Ll},;] ")
_WORDLIKE = regex.compile(r"\w")
_GERMAN_ENDING = regex.compile(r"(?:ung|ungen|heit|keit|schaft|tion|tät|ment|nis)$")


_ROMANCE = ("es", "fr", "it", "pt")
"""Languages in which such a particle more often begins a sentence than a name."""

_NEARBY = 20_000
"""Code points on each side in which a word is looked for to tell whether it is a name."""

_LONGEST = 80
"""Code points of one word beyond which it is no name; to look for such a word takes long."""

_Token: TypeAlias = regex.Match[str]


def names(
    text: str, start: int, end: int, sentences: Sequence[Span], language: str = ""
) -> list[Span]:
    """The names in `text[start:end]`, whose sentences are given, in order.

    Titles ("Mayor"), a leading "The" and a possessive ’s are no part of a name. A capital that
    opens a sentence counts if the run goes on, or if the word looks like a name.
    """
    found: list[Span] = []
    for first, last in sentences:
        for run in _runs(text, max(first, start), min(last, end)):
            tokens = _trimmed(text, run, first, language)
            if tokens and _is_name(text, tokens, first, language):
                found.append((tokens[0].start(), tokens[-1].end()))
    return found


def _runs(text: str, start: int, end: int) -> Iterator[list[_Token]]:
    """The longest runs of tokens that might be names; between them nothing is looked at."""
    reached = start
    common = _common_opener().match(text, start, end)
    if common:
        reached = common.end()
    for opener in _OPENER.finditer(text, reached, end):
        if opener.start() < reached:
            continue
        run: list[_Token] = []
        for token in _TOKEN.finditer(text, opener.start(), end):
            reached = token.start()
            if run and not _adjoins(text, run[-1], token):
                break
            if token.lastgroup == "small" and not _links(run, token):
                break
            run.append(token)
            reached = token.end()
        if run:
            yield run


@cache
def _common_opener() -> re.Pattern[str]:
    """A function word that opens a sentence and has a capital for no other reason."""
    words = any_case(_COMMON_WORDS - TITLES - LEADING_PARTICLES - OPENING_PARTICLES)
    return re.compile(rf"[“„‘«\"'(]?{words}(?=,?\s[a-z])")


def _adjoins(text: str, left: _Token, right: _Token) -> bool:
    """Whether only a space, or the full stop of an abbreviation and a space, parts the two."""
    if not _BETWEEN.fullmatch(text, left.end(), right.start()):
        return False
    return text[left.end()] != "." or _key(left) in ABBREVIATED_IN_NAMES


def _links(run: Sequence[_Token], token: _Token) -> bool:
    """Whether a word in lower case may stand in a name: "van der", "Ministry of"."""
    word = _key(token)
    if not run:
        return word in LEADING_PARTICLES
    if word in PARTICLES:
        return True
    if word == "the":
        return _key(run[-1]) in ("of", "for")
    return word in ("of", "for") and any(_key(one) in HEADS_WITH_OF for one in run)


def _key(token: _Token) -> str:
    """The token's word in lower case, with a straight apostrophe."""
    return _folded(token.group())


@lru_cache(maxsize=20_000)
def _folded(word: str) -> str:
    return word.lower().replace("’", "'").rstrip(".")


def _trimmed(text: str, run: list[_Token], sentence: int, language: str) -> list[_Token]:
    """The run without what stands before or after the name itself."""
    first, last = 0, len(run)
    whole = _key(run[0]) in OPENING_PARTICLES and last > 1 and language[:2] not in _ROMANCE
    while not whole and first < last and _precedes(text, run[first], last - first, sentence):
        first += 1
    while last > first and _follows(text, run[last - 1]):
        last -= 1
    return run[first:last]


def _follows(text: str, token: _Token) -> bool:
    """Whether the token comes after the name: a particle that leads nowhere, part of a date."""
    if token.lastgroup in ("small", "ampersand") or _key(token) in WEEKDAYS:
        return True
    return _key(token) in MONTHS and text[token.end() + 1 : token.end() + 2].isdigit()


def _precedes(text: str, token: _Token, left: int, sentence: int) -> bool:
    """Whether the token, with `left` of the run to come, comes before the name."""
    word = _key(token)
    if token.lastgroup == "small":
        return word not in LEADING_PARTICLES
    if (
        token.lastgroup == "ampersand"
        or word in WEEKDAYS
        or word in ("the", "i")
        or word.startswith("i'")
    ):
        return True
    if word in MONTHS:
        return left == 1 or word not in MONTHS_THAT_ARE_NAMES
    if word in TITLES:
        return True
    return _PARTED.split(word, 1)[0] in _COMMON_WORDS and _opens_sentence(text, token, sentence)


def _opens_sentence(text: str, token: _Token, sentence: int) -> bool:
    return (
        _OPENS_SENTENCE.search(text[max(sentence, token.start() - 4) : token.start()]) is not None
    )


def _is_name(text: str, tokens: Sequence[_Token], sentence: int, language: str) -> bool:
    if len(tokens) > 1:
        return True
    token = tokens[0]
    if token.lastgroup == "initial":
        return len(token.group()) > 2
    if not 1 < len(token.group()) <= _LONGEST:
        return False
    if _opens_sentence(text, token, sentence):
        return _looks_like_name(text, token, language)
    return not (language.startswith("de") and _is_german_noun(text, token))


def _looks_like_name(text: str, token: _Token, language: str) -> bool:
    """Whether a lone capitalised word that opens a sentence is a name all the same.

    It is one if it stands with a capital, and never without, inside a sentence nearby, or if
    what follows is what follows a person's name. In English, whose other openers are known, the
    form of the word decides otherwise.
    """
    word = token.group()
    before, after = max(0, token.start() - _NEARBY), token.end() + _NEARBY
    if any(_occurrences(text, word.lower(), before, after)):
        return word.isupper() and len(word) > 1
    following = _FOLLOWING.match(text, token.end())
    if following and (following[1] is None or following[1] in SAYING):
        return True
    if language[:2] in ("", "en") and _COMMON_ENDING.search(word) is None:
        return True
    inside = (_INSIDE.match(text[at - 2 : at]) for at in _occurrences(text, word, before, after))
    return any(inside)


def _occurrences(text: str, word: str, start: int, end: int) -> Iterator[int]:
    """Where the word stands by itself in `text[start:end]`."""
    at = text.find(word, start, end)
    while at >= 0:
        last = at + len(word)
        if not (_WORDLIKE.match(text, at - 1) if at else None) and not _WORDLIKE.match(text, last):
            yield at
        at = text.find(word, last, end)


def _is_german_noun(text: str, token: _Token) -> bool:
    """Whether a lone capitalised word of a German sentence has the look of a common noun."""
    before = regex.search(r"(\p{L}+)\s+$", text[max(0, token.start() - 24) : token.start()])
    if before and before[1].lower() in GERMAN_DETERMINERS:
        return True
    return _GERMAN_ENDING.search(token.group()) is not None
