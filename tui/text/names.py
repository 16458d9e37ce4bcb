"""Names: runs of capitalised words with the particles, initials and hyphens between them.

A script without capitals gives no names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import regex

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
_BETWEEN = regex.compile(r"\.?[^\S\r\n]{0,2}(?:\r?\n)?[^\S\r\n]{0,2}")
_OPENS_SENTENCE = regex.compile(r"(?:^|[:“„‘‚«‹\"'(\[*_#>•—–?!…]|\W['\"])\s*$")
_COMMON_ENDING = regex.compile(r"(?:[^s]s|ing|ed|ly|tion|sion|ment|ness|ity|ance|ence|ship|ism)$")
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
    """The longest runs of tokens that might be names."""
    run: list[_Token] = []
    for token in _TOKEN.finditer(text, start, end):
        if run and not _adjoins(text, run[-1], token):
            yield run
            run = []
        if token["small"] is None or _links(run, token):
            run.append(token)
        elif run:
            yield run
            run = []
    if run:
        yield run


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
    return token.group().lower().replace("’", "'").rstrip(".")


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
    if token["small"] or token["ampersand"] or _key(token) in WEEKDAYS:
        return True
    return _key(token) in MONTHS and text[token.end() + 1 : token.end() + 2].isdigit()


def _precedes(text: str, token: _Token, left: int, sentence: int) -> bool:
    """Whether the token, with `left` of the run to come, comes before the name."""
    word = _key(token)
    if token["small"]:
        return word not in LEADING_PARTICLES
    if token["ampersand"] or word in WEEKDAYS or word in ("the", "i") or word.startswith("i'"):
        return True
    if word in MONTHS:
        return left == 1 or word not in MONTHS_THAT_ARE_NAMES
    if word in TITLES:
        return True
    return regex.split("['-]", word)[0] in SMALL_WORDS | NUMBER_WORDS and _opens_sentence(
        text, token, sentence
    )


def _opens_sentence(text: str, token: _Token, sentence: int) -> bool:
    return (
        _OPENS_SENTENCE.search(text[max(sentence, token.start() - 4) : token.start()]) is not None
    )


def _is_name(text: str, tokens: Sequence[_Token], sentence: int, language: str) -> bool:
    if len(tokens) > 1:
        return True
    token = tokens[0]
    if token["initial"] is not None:
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
    if regex.search(rf"\b{regex.escape(word.lower())}\b", text, pos=before, endpos=after):
        return word.isupper() and len(word) > 1
    if regex.search(rf"(?<=[\p{{Ll}},;] ){regex.escape(word)}\b", text, pos=before, endpos=after):
        return True
    following = regex.match(r"(?:['’]s\b|,\s\d{1,3},|\s(\p{Ll}+))?", text, pos=token.end())
    if following and following.group() and (following[1] is None or following[1] in SAYING):
        return True
    return language[:2] in ("", "en") and _COMMON_ENDING.search(word) is None


def _is_german_noun(text: str, token: _Token) -> bool:
    """Whether a lone capitalised word of a German sentence has the look of a common noun."""
    before = regex.search(r"(\p{L}+)\s+$", text[max(0, token.start() - 24) : token.start()])
    if before and before[1].lower() in GERMAN_DETERMINERS:
        return True
    return _GERMAN_ENDING.search(token.group()) is not None
