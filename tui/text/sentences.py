"""Sentences of one block of text, in any language.

The rules are sentencex's. It takes whatever stands between quotation marks or parentheses for
one piece, so they are hidden from it; each cut is then moved so that a closing mark stays with
the sentence it closes, and the cuts that a hidden mark explains are taken back.
"""

from __future__ import annotations

import re

import regex
from sentencex import get_sentence_boundaries  # type: ignore[import-untyped]

from tui.text.article import Span
from tui.text.lexicon import MONTHS, SAYING, TIME_ZONES, WEEKDAYS

_OPENING = frozenset("([{（［｛【〔「『｢《〈¿¡„‚“‘«‹")
_CLOSING = frozenset(")]}）］｝】〕」』｣》〉”’»›")
_EITHER = frozenset("“”‘’«»‹›\"'*_~`")
"""Marks that open in one language or style and close in another."""

_HIDDEN = re.compile(
    r"""[\t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"""
    r"""'’"“”„‟‘‚‛«»‹›「」『』｢｣《》〈〉()（）\[\]［］{}*_~`](?:(?<!['’])|(?!\w)|(?<!\w.))"""
)
_TRAILING_OFF = regex.compile(r"""…(?=["'”’»]+\s+\p{Lu})""")

_UNMISTAKABLE = re.compile(r"[。！？｡।॥۔؟]+")
"""Marks that end a sentence whatever follows."""

_EXTENDING = regex.compile(r"[\p{M}\p{GCB=Extend}\p{GCB=ZWJ}\p{WB=Format}]")
"""What belongs to the character before it."""

_REFERENCE = regex.compile(r"\[\^?\d{1,3}\]")
_ATTRIBUTION = regex.compile(
    rf"""(?x) (?: [\w’'.-]+ \s+ ){{1,4}}? (?: {"|".join(SAYING)} ) (?: [.,;:] | $ |
    \s (?: the | a | an | of | in | as | when | with | on | to | at | during | about ) \b )"""
)
_NEXT = regex.compile(r"\w*")
_MAY = re.compile(r"\bMay\.(?!\w)")
"""A whole word, which sentencex takes for a month cut short, as “Mar.” is."""
_LABEL = regex.compile(r"\W*(?:\d{1,3}|\p{L}|[ivxIVX]+)\.")
_CLOCK = regex.compile(r"\b[ap]\.\s?m\.$", regex.IGNORECASE)
_AFTER_CLOCK = MONTHS | WEEKDAYS | TIME_ZONES
_GERMAN_ORDINAL = regex.compile(
    r"\b(?:am|im|der|den|dem|des|die|das|zum|vom|bis|ab|seit|beim|ihr\w*|sein\w*)\s\d{1,2}\.$",
    regex.IGNORECASE,
)
_GERMAN_PRONOUNS = frozenset(
    ("er", "sie", "es", "das", "die", "der", "wir", "ich", "ihr", "man", "doch", "und", "aber")
)
_CONTINUING_KANA = regex.compile(r"(?:と(?!き|こ|も)|って|など|[、，をがはにの])")

_TITLES = regex.compile(r"\b(?:Ms|Mx|Govs|Amb|Atty|Ald)\.$")
"""English titles that sentencex does not know."""

_ABBREVIATIONS = {
    "en": regex.compile(
        r"\b(?:vols?|figs?|nos?|pp?|arts?|secs?|chs?|ca|approx)\.$", regex.IGNORECASE
    ),
    "fr": regex.compile(
        r"\b(?:MM?|Mmes?|Mlles?|Mes?|Mgr|janv|févr|avr|juill|sept|oct|nov|déc|av|env)\.$"
    ),
    "es": regex.compile(r"\b(?:n|núm|art|pág|aprox|Ud|Uds)\.$"),
    "de": regex.compile(r"\b(?:usw|ca|bzw|Nr|Abs|Art|Str|Hr|Fr|Mio|Mrd)\.$"),
}

_LONGEST = 12
"""Code points at the end of a sentence in which any of these abbreviations has room."""


def sentences(text: str, language: str = "") -> list[Span]:
    """The sentences of `text`, a single block; white space around them belongs to none.

    `language` is a BCP 47 tag; without one, the rules are those of English.
    """
    code = language.split("-")[0].lower() or "en"
    cuts = {piece["start_index"] for piece in get_sentence_boundaries(code, _hidden(text))}
    if not text.isascii():
        cuts.update(match.end() for match in _UNMISTAKABLE.finditer(text))
    if code == "en" and "May." in text:
        cuts.update(match.end() for match in _MAY.finditer(text))
    found: list[Span] = []
    start = _skip_space(text, 0)
    for cut in sorted(cuts):
        end = _closed(text, cut)
        following = _skip_space(text, end)
        if end <= start or following >= len(text):
            continue
        if not _continues(text[start:end], text[following : following + 80], code):
            found.append((start, end))
            start = following
    end = len(text.rstrip())
    return [*found, (start, end)] if start < end else found


def _hidden(text: str) -> str:
    """The text with every quotation mark, parenthesis and white space as one space each."""
    return _HIDDEN.sub(" ", _TRAILING_OFF.sub(".", text) if "…" in text else text)


def _skip_space(text: str, offset: int) -> int:
    while offset < len(text) and text[offset].isspace():
        offset += 1
    return offset


def _closed(text: str, cut: int) -> int:
    """The end of the sentence that is cut before or among the marks around `cut`."""
    end = cut
    while end > 0 and (text[end - 1].isspace() or _is_mark(text[end - 1])):
        end -= 1
    offset = end
    while offset < len(text):
        if text[offset].isspace():
            offset += 1
        elif _closes(text, offset) or (0 < offset == end and _EXTENDING.match(text, offset)):
            offset += 1
            end = offset
        elif reference := _REFERENCE.match(text, offset):
            end = offset = reference.end()
        else:
            break
    return end


def _is_mark(character: str) -> bool:
    return character in _OPENING or character in _CLOSING or character in _EITHER


def _closes(text: str, offset: int) -> bool:
    """Whether the mark at `offset` closes something; where it stands says more than its form."""
    mark = text[offset]
    if mark in _EITHER:
        after_space = offset == 0 or text[offset - 1].isspace()
        before_space = offset + 1 == len(text) or text[offset + 1].isspace()
        if after_space != before_space:
            return before_space
        return mark in _CLOSING or (mark not in _OPENING and not after_space)
    return mark in _CLOSING


def _continues(sentence: str, following: str, code: str) -> bool:
    """Whether `following` goes on with `sentence`, though a full stop seems to end it."""
    quoted = sentence[-1] in _CLOSING or sentence[-1] in _EITHER
    if quoted and (following[0].islower() or _CONTINUING_KANA.match(following)):
        return True
    if quoted and sentence.rstrip("".join(_CLOSING | _EITHER))[-1:] in "?!…":
        return _ATTRIBUTION.match(following) is not None
    return _LABEL.fullmatch(sentence) is not None or _abbreviated(sentence, following, code)


def _abbreviated(sentence: str, following: str, code: str) -> bool:
    """Whether the full stop at the end of `sentence` is that of an abbreviation or an ordinal."""
    if not sentence.endswith("."):
        return False
    last = sentence[-_LONGEST:]
    if _CLOCK.search(last):
        return _first_word(following) in _AFTER_CLOCK
    if code == "th":
        return True
    if code == "de" and _GERMAN_ORDINAL.search(sentence):
        return _first_word(following) not in _GERMAN_PRONOUNS
    if code == "en" and not following[:1].isdigit():
        return _TITLES.search(last) is not None
    pattern = _ABBREVIATIONS.get(code)
    return pattern is not None and pattern.search(last) is not None


def _first_word(text: str) -> str:
    """The word that `text` begins with, in lower case; empty where it begins otherwise."""
    word = _NEXT.match(text)
    return word.group().lower() if word else ""
