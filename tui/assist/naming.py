"""What a name names, a person, an organisation or a place, by the words in and around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, TypeAlias

import msgspec

from tui.assist.gazetteer import Gazetteer
from tui.assist.grammar import INSIDE
from tui.assist.lexicon import Language, Line
from tui.text.article import Span

PERSON, ORGANISATION, PLACE = "person", "organisation", "place"
TAGS: Final = (PERSON, ORGANISATION, PLACE)

_BEFORE: Final = 40
"""Code points before a name in which its title or its preposition is looked for."""

_SURE, _LIKELY, FOLLOWS = 0.7, 0.6, 0.75
"""Scores from which a name tells what the same name is, from which a person's tells what the last
word alone is, and up to which a name follows others."""

_OF_PERSON = re.compile(r"(?P<age>,\s\d{1,2}[,.;]|\s\(\d{1,2}\))|,?\s(?:who|whose|whom)\b")
_REGION = re.compile(r",\s[A-Z][\w.]+(?=[,.\s])")
_KIND = re.compile(r"(?:, | \()(?P<phrase>(?P<article>[a-z]+) [^,.;:()—]{3,60})(?=[,.;:()—])")
_NOUNS = re.compile(rf"[dsr]*(?:[{INSIDE}]+'+)*(?P<nouns>[{INSIDE}]+)")
_LAST_IS_HEAD = ("en", "de", "sv")
"""Languages in which all that describes a noun without a preposition stands before it."""

_PARTS = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*\.?")


class Named(msgspec.Struct, frozen=True, gc=False):
    """A name with the tag it most likely takes, and why.

    `key` is the text in lower case, `evidence` what told: a feature for the ranking. `reason` says
    it in words. `before` is the word that stands before it, in lower case.
    """

    span: Span
    text: str
    key: str
    tag: str
    score: float
    evidence: str
    reason: str
    before: str


_Verdict: TypeAlias = tuple[str, float, str, str]


def named(
    text: str,
    span: Span,
    language: Language,
    *,
    says: bool,
    role: str,
    known: Gazetteer | None,
) -> Named:
    """The likeliest tag of the name `text[slice(*span)]`, by itself and what stands around it.

    `says` tells whether it reports something, `role` is its block's.
    """
    words = text[span[0] : span[1]]
    before, of = _words_before(text, span[0])
    tag, score, evidence, reason = (
        _learned(words, known)
        or _by_its_words(words, language)
        or _by_title_or_place(text, span[1], before, role, language)
        or _by_neighbours(text, span, words, before, of, says, language)
        or _by_form(words, text[span[1] : span[1] + 2])
    )
    if tag == PLACE and says:
        tag, evidence, reason = ORGANISATION, "says something", "it says something"
    key = words.lower().removeprefix("the ")
    return Named(span, words, key, tag, score, evidence, reason, before)


def without_titles(text: str, names: list[Span], language: Language) -> list[Span]:
    """The names without titles that begin them: those that only the language's file lists."""
    return [_without_title(text, span, language) for span in names]


def _without_title(text: str, span: Span, language: Language) -> Span:
    start, end = span
    while (first := text.find(" ", start, end)) >= 0:
        if text[start:first].lower().rstrip(".") not in language.speakers["titles"]:
            break
        start = first + 1
    return start, end


def _words_before(text: str, start: int) -> tuple[str, str]:
    """The word before a name; and the one before "of" or "the", where that stands before it."""
    words = text[max(0, start - _BEFORE) : start].rsplit(maxsplit=1)
    if not words or text[start - 1].isalnum():
        return "", ""
    word, of = words.pop().lower(), ""
    if word in ("of", "the", "and"):
        words = "".join(words).lower().rsplit(maxsplit=3)
        if word != "and":
            of = words[-1] if words else ""
        elif len(words) > 2 and words[-2] == "of":
            of = words[-3]
    return word.rstrip("."), of


def following(one: Named, tag: str) -> Named:
    """The name again, as what it was elsewhere in the text, where it does not tell by itself."""
    if one.score > FOLLOWS or one.tag == tag:
        return one
    reason = f"a {tag} elsewhere in the text"
    return Named(one.span, one.text, one.key, tag, 0.74, "as before", reason, one.before)


def _learned(words: str, known: Gazetteer | None) -> _Verdict | None:
    tag = known.tag(words) if known else None
    return (tag, 0.97, "accepted before", f"accepted before as {tag}") if tag else None


@lru_cache(maxsize=10_000)
def _by_its_words(words: str, language: Language) -> _Verdict | None:
    parts = [part.lower().rstrip(".") for part in _PARTS.findall(words)]
    organisations, places = language.speakers["organisations"], language.speakers["places"]
    if not parts:
        return None
    if len(parts) == 1 and parts[0] in organisations:
        return ORGANISATION, 0.45, "kind alone", "what kind of organisation it is, alone"
    telling = [parts[-1], parts[0]] if len(parts) > 1 else []
    if "of" in parts or "for" in parts:
        telling = parts[: 1 + max(i for i, one in enumerate(parts) if one in ("of", "for"))]
    for part in telling:
        if part in organisations:
            return ORGANISATION, 0.88, "word in it", f"“{part}” names organisations"
    if len(parts) > 1 and (parts[-1] in places or parts[0] in places):
        return PLACE, 0.75, "word in it", f"“{parts[-1]}” names places"
    if "&" in words:
        return ORGANISATION, 0.8, "ampersand", "joined with &"
    return None


def _by_title_or_place(
    text: str, end: int, before: str, role: str, language: Language
) -> _Verdict | None:
    if before in language.speakers["titles"]:
        return PERSON, 0.92, "after a title", f"after “{before}”"
    if role == "byline" or (role == "dateline" and text[end : end + 1] != ")"):
        tag = PERSON if role == "byline" else PLACE
        return tag, 0.85, f"in the {role}", f"in the {role}"
    if text[end : end + 1] in (",", " ") and (match := _OF_PERSON.match(text, end)):
        if match["age"]:
            return PERSON, 0.9, "with an age", "an age follows"
        return PERSON, 0.85, "before who", "“who” follows"
    return None


def _by_neighbours(
    text: str, span: Span, words: str, before: str, of: str, says: bool, language: Language
) -> _Verdict | None:
    if before != "the" and of.removesuffix("s") in language.speakers["places"]:
        return PLACE, 0.85, "after a kind of place", f"after “{of} of”"
    if (
        text[span[0] - 1 : span[0]] == "("
        and text[span[1] : span[1] + 1] == ")"
        and words.isupper()
    ):
        return ORGANISATION, 0.75, "capitals in parentheses", "capitals in parentheses"
    if before in language.speakers["organisations"] and text[span[0] - 2].isalpha():
        return ORGANISATION, 0.66, "after its kind", f"after “{before}”"
    if _introduced(text, span[1], language):
        return ORGANISATION, 0.75, "before its kind", "what kind of organisation it is follows"
    if says:
        tag = ORGANISATION if words.isupper() else PERSON
        return tag, 0.75, "says something", "it says something"
    if before in language.speakers["place_cues"]:
        return PLACE, 0.68, "after a preposition", f"after “{before}”"
    if " " not in words and _REGION.match(text, span[1]):
        return PLACE, 0.6, "before a region", "a region follows"
    if before == "the" and of in language.speakers["place_cues"]:
        return PLACE, 0.66, "after a preposition", f"after “{of} the”"
    if before == "the" and " " in words:
        return ORGANISATION, 0.55, "after the", "several capitals after “the”"
    return None


def _introduced(text: str, end: int, language: Language) -> bool:
    """Whether what follows a name says which kind of organisation it is: "Havenbond, a union"."""
    match = _KIND.match(text, end) if text[end : end + 2] in (", ", " (") else None
    if match is None or match["article"] not in language.speakers["indefinite"]:
        return False
    return described(match["phrase"], language) == ORGANISATION


def _by_form(words: str, after: str) -> _Verdict:
    if " " not in words and after[1:].isdigit():
        return ORGANISATION, 0.25, "before a number", "a capitalised word that counts something"
    if words.replace(".", "").isupper() and len(words) <= 6:
        return ORGANISATION, 0.55, "capitals", "an abbreviation in capitals"
    if " " in words:
        return PERSON, 0.6, "two capitals", "two capitalised words or more"
    return PERSON, 0.4, "one capital", "a capitalised word"


def described(words: str, language: Language) -> str:
    """What a noun phrase without a name describes, where its noun tells: "the city council" is an
    organisation, "a spokesman for the council" is not. Empty where nothing tells.
    """
    line = Line(words, 0, len(words), language)
    phrase = _NOUNS.match(line.letters)
    if language.ideographs or phrase is None:
        return ""
    nouns = [line.word(at).lstrip("’'") for at in range(*phrase.span("nouns"))]
    heads = nouns[-1:] if language.code in _LAST_IS_HEAD else (nouns[0], nouns[-1])
    kinds = language.speakers["organisations"]
    return ORGANISATION if any({one, one.removesuffix("s")} & kinds for one in heads) else ""


def remembered(names: Sequence[Named], language: Language) -> dict[str, str]:
    """What other names may follow, by name in lower case: sure ones, and parts of them."""
    typed: dict[str, str] = {}
    for one in names:
        if one.score >= _SURE:
            typed[one.key] = one.tag
        if one.score < _LIKELY or one.tag == PLACE or len(words := one.key.split()) < 2:
            continue
        if one.tag == PERSON:
            typed[words[-1]] = PERSON
        elif one.tag == ORGANISATION and one.score >= _SURE:
            parts = {words[0], words[-1]} - language.speakers["organisations"]
            typed.update(dict.fromkeys(parts, ORGANISATION))
    return typed
