"""Names: runs of capitalised words with the particles, initials and hyphens between them.

A script without capitals gives no names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

import msgspec
import regex

from tui.text.alternatives import alternatives, cases
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

_INITIAL = r"(?: \p{Lu}\. )+ (?! \p{Ll} )"
_CAPITAL = r"""
    (?: (?: [Aa]l | [Ee]l ) [‐-] )? \p{Lu} [\p{L}\p{M}\p{N}]*+
    (?: ['’‐-] (?! s\b ) [\p{L}\p{N}] [\p{L}\p{M}\p{N}]*+ )*+
"""
_SMALL = r"(?: [dl] | dell ) ['’] (?= \p{Lu} ) | \p{Ll} [\p{L}\p{M}'’‐-]*+"
_TOKEN = regex.compile(
    rf"""(?x) (?<! [\p{{L}}\p{{M}}\p{{N}}] )
    (?: (?P<initial> {_INITIAL} ) | (?P<capital> {_CAPITAL} ) | (?P<small> {_SMALL} )
      | (?P<ampersand> & ) )"""
)
_LEADING = alternatives(LEADING_PARTICLES)
_LINKING = alternatives(
    {one.replace("'", mark) for one in PARTICLES | LEADING_PARTICLES for mark in "'’"}
    | {"of", "for", "the"}
)
_OPENS = rf"""
    (?<! [\p{{L}}\p{{M}}\p{{N}}] )
    (?= [\p{{Lu}}&] | {_LEADING} \b | [Aael]l [‐-] )
    (?<! [\p{{L}}\p{{M}}\p{{N}}] [‐-] | [\p{{L}}\p{{M}}--[dl]] ['’] )
"""
_OPENER = regex.compile(rf"(?xV1) {_OPENS}")
_BETWEEN = r"\.?+ [^\S\r\n]{0,2}+ (?: \r?\n )?+ [^\S\r\n]{0,2}+"
_BETWEEN_TOKENS = regex.compile(rf"(?x) {_BETWEEN}")
_STRETCH = regex.compile(
    rf"""(?xV1) {_OPENS} (?: {_INITIAL} | {_CAPITAL} | {_SMALL} | & )
    (?: {_BETWEEN} (?<! [\p{{L}}\p{{M}}\p{{N}}] ) (?: {_INITIAL} | {_CAPITAL} | &
      | (?= \p{{Ll}} ) (?i: {_LINKING} ) (?: (?<= ['’] ) (?= \p{{Lu}} )
        | (?! [\p{{L}}\p{{M}}'’‐-] ) ) ) )*+"""
)
"""All that one run may hold, and perhaps the next: tokens with nothing but space between them."""

_OPENS_SENTENCE = regex.compile(r"(?:^|[:“„‘‚«‹\"'(\[*_#>•—–?!…]|\W['\"])\s*$")
_COMMON_ENDING = regex.compile(r"(?:[^s]s|ing|ed|ly|tion|sion|ment|ness|ity|ance|ence|ship|ism)$")
_PARTED = regex.compile("['-]")
_COMMON_WORDS = SMALL_WORDS | NUMBER_WORDS
_LISTED = _COMMON_WORDS | WEEKDAYS | MONTHS | TITLES | {"the", "i"}
_COMMON_OPENERS = cases(_COMMON_WORDS - TITLES - LEADING_PARTICLES - OPENING_PARTICLES)
_OPENING_WORD = re.compile(r"[“„‘«\"'(]?+([^\s,]++)(?=,?\s[a-z])")
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


class _Token(msgspec.Struct, frozen=True, gc=False):
    """A word of a stretch: its offsets there, its kind, and its key in the lists of words; `plain`
    is a word in none of them, which belongs to the name at either end.
    """

    start: int
    end: int
    kind: str
    word: str
    key: str
    plain: bool


_Run: TypeAlias = tuple[_Token, ...]


def names(
    text: str, start: int, end: int, sentences: Sequence[Span], language: str = ""
) -> list[Span]:
    """The names in `text[start:end]`, whose sentences are given, in order.

    Titles ("Mayor"), a leading "The" and a possessive ’s are no part of a name. A capital that
    opens a sentence counts if the run goes on, or if the word looks like a name.
    """
    found: list[Span] = []
    for first, last in sentences:
        first, last = max(first, start), min(last, end)
        for stretch in _STRETCH.finditer(text, _after_opener(text, first, last), last):
            base = stretch.start()
            for run in _runs(stretch.group()):
                name = _trimmed(text, base, run, first, language)
                if name and _is_name(text, base, name, first, language):
                    found.append((base + name[0].start, base + name[-1].end))
    return found


@lru_cache(maxsize=10_000)
def _runs(stretch: str) -> tuple[_Run, ...]:
    """The longest runs of tokens that might be names."""
    runs: list[_Run] = []
    reached = 0
    for opener in _OPENER.finditer(stretch):
        if opener.start() < reached:
            continue
        run: list[_Token] = []
        for match in _TOKEN.finditer(stretch, opener.start()):
            reached = match.start()
            word = match.group()
            key = word.lower().replace("’", "'").rstrip(".")
            kind = match.lastgroup or ""
            plain = kind in ("capital", "initial") and _PARTED.split(key, 1)[0] not in _LISTED
            token = _Token(*match.span(), kind, word, key, plain and key not in _LISTED)
            if run and not _adjoins(stretch, run[-1], token):
                break
            if token.kind == "small" and not _links(run, token):
                break
            run.append(token)
            reached = token.end
        if run:
            runs.append(tuple(run))
    return tuple(runs)


def _after_opener(text: str, first: int, last: int) -> int:
    """Where a sentence goes on after a function word that opens it and has a capital for no other
    reason; where it begins, if none does.
    """
    opener = _OPENING_WORD.match(text, first, last)
    return opener.end() if opener and opener[1] in _COMMON_OPENERS else first


def _adjoins(text: str, left: _Token, right: _Token) -> bool:
    """Whether only a space, or the full stop of an abbreviation and a space, parts the two."""
    if not _BETWEEN_TOKENS.fullmatch(text, left.end, right.start):
        return False
    return text[left.end] != "." or left.key in ABBREVIATED_IN_NAMES


def _links(run: Sequence[_Token], token: _Token) -> bool:
    """Whether a word in lower case may stand in a name: "van der", "Ministry of"."""
    if not run:
        return token.key in LEADING_PARTICLES
    if token.key in PARTICLES:
        return True
    if token.key == "the":
        return run[-1].key in ("of", "for")
    return token.key in ("of", "for") and any(one.key in HEADS_WITH_OF for one in run)


def _trimmed(text: str, base: int, run: _Run, sentence: int, language: str) -> _Run:
    """The run without what stands before or after the name itself."""
    if run[0].plain and run[-1].plain:
        return run
    first, last = 0, len(run)
    whole = run[0].key in OPENING_PARTICLES and last > 1 and language[:2] not in _ROMANCE
    while not whole and first < last and _precedes(text, base, run[first], last - first, sentence):
        first += 1
    while last > first and _follows(text, base, run[last - 1]):
        last -= 1
    return run[first:last]


def _follows(text: str, base: int, token: _Token) -> bool:
    """Whether the token comes after the name: a particle that leads nowhere, part of a date."""
    if token.kind in ("small", "ampersand") or token.key in WEEKDAYS:
        return True
    return token.key in MONTHS and text[base + token.end + 1 : base + token.end + 2].isdigit()


def _precedes(text: str, base: int, token: _Token, left: int, sentence: int) -> bool:
    """Whether the token, with `left` of the run to come, comes before the name."""
    word = token.key
    if token.word == "The":  # Its capital makes it part of the name: "in The Hague"
        return left == 1 or _opens_sentence(text, base + token.start, sentence)
    if token.kind == "small":
        return word not in LEADING_PARTICLES
    if (
        token.kind == "ampersand"
        or word in WEEKDAYS
        or word in ("the", "i")
        or word.startswith("i'")
    ):
        return True
    if word in MONTHS:
        return left == 1 or word not in MONTHS_THAT_ARE_NAMES
    if word in TITLES:
        return True
    return _PARTED.split(word, 1)[0] in _COMMON_WORDS and _opens_sentence(
        text, base + token.start, sentence
    )


def _opens_sentence(text: str, at: int, sentence: int) -> bool:
    if text[at - 1 : at] == " " and at - 1 > sentence and text[at - 2].isalnum():
        return False
    return _OPENS_SENTENCE.search(text[max(sentence, at - 4) : at]) is not None


def _is_name(text: str, base: int, run: _Run, sentence: int, language: str) -> bool:
    if len(run) > 1:
        return True
    token = run[0]
    if token.kind == "initial":
        return len(token.word) > 2
    if not 1 < len(token.word) <= _LONGEST:
        return False
    if _opens_sentence(text, base + token.start, sentence):
        return _looks_like_name(text, base + token.start, token.word, language)
    return not (language.startswith("de") and _is_german_noun(text, base + token.start, token.word))


def _looks_like_name(text: str, start: int, word: str, language: str) -> bool:
    """Whether a lone capitalised word that opens a sentence is a name all the same.

    It is one if it stands with a capital, and never without, inside a sentence nearby, or if
    what follows is what follows a person's name. In English, whose other openers are known, the
    form of the word decides otherwise.
    """
    end = start + len(word)
    before, after = max(0, start - _NEARBY), end + _NEARBY
    if any(_occurrences(text, word.lower(), before, after)):
        return word.isupper() and len(word) > 1
    following = _FOLLOWING.match(text, end)
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


def _is_german_noun(text: str, start: int, word: str) -> bool:
    """Whether a lone capitalised word of a German sentence has the look of a common noun."""
    before = regex.search(r"(\p{L}+)\s+$", text[max(0, start - 24) : start])
    if before and before[1].lower() in GERMAN_DETERMINERS:
        return True
    return _GERMAN_ENDING.search(word) is not None
