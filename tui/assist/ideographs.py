"""Who said what in Chinese and Japanese, which are written without spaces.

A line's tokens are single characters here, its letters the characters themselves, and a quotation
in marks is one `Q`. So the rules are patterns over the writing itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from tui.assist.attribution import Attribution
from tui.assist.lexicon import Language, Line

_WHO = r"[\u3400-\u9fff\u30a0-\u30ff·・々A-Za-z]"
_EDGE = r"(?<![^。！？，、；：\s「」Qとの])"

_SENTENCE = re.compile(r"[^。]{1,400}。?")
"""A sentence, or as much of a long one as is looked at together."""


@cache
def _rules(language: Language) -> list[tuple[str, re.Pattern[str]]]:
    """The patterns of a language, each with the rule it stands for; the first that fits decides."""
    rules = _japanese if "topics" in language.table["words"] else _chinese
    return [(rule, re.compile(pattern)) for rule, pattern in rules(language.table)]


def _japanese(table: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The verb comes last, after と; は or が follows who says it."""
    name = rf"(?P<who>{_WHO}{{1,16}}?(?:さん)?)(?:{_any(table['words']['topics'])})、?"
    said = f"(?:{_any(table['words']['that'])})、?"
    cue = f"(?P<cue>{_any(table['verbs']['speech'])})"
    thought = f"(?P<cue>{_any(table['verbs']['speech'] + ' ' + table['verbs']['thought'])})"
    return [
        ("quotation after", rf"{_EDGE}{name}[^。Q]{{0,20}}?(?P<said>Q){said}[^。Q]{{0,12}}?{cue}"),
        ("quotation before", rf"(?P<said>Q){said}{name}[^。Q]{{0,12}}?{cue}"),
        ("quotation before", rf"(?P<said>Q){said}[^。Q]{{0,8}}?{cue}"),
        ("clause", rf"{_EDGE}{name}(?P<said>[^。]{{3,}}?){said}{thought}"),
    ]


def _chinese(table: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The verb follows who says it, perhaps after an adverb."""
    cue = f"(?P<cue>{_any(table['verbs']['speech'])})"
    name = rf"{_EDGE}(?P<who>{_WHO}{{1,12}}?)(?:{_any(table['words']['adverbs'])})?"
    source = rf"(?P<cue>{_any(table['verbs']['leading'])})(?P<who>{_WHO}{{2,12}}?)"
    leading = rf"{source}(?:{_any(table['verbs']['speech'])})?[，,](?P<said>[^。]{{3,}})"
    return [
        ("quotation after", rf"{name}{cue}[，：:,]?(?P<said>Q)"),
        ("quotation before", rf"(?P<said>Q)[，。]?{name}{cue}"),
        ("according to", leading),
        ("clause", rf"{name}{cue}[，,：]?(?P<said>[^。，Q：][^。]{{2,}})"),
    ]


def attributions(line: Line, first: int, last: int, language: Language) -> list[Attribution]:
    """The attributions of the sentences whose characters are `[first, last)`."""
    found: list[Attribution] = []
    for sentence in _SENTENCE.finditer(line.letters, first, last):
        at = sentence.start()
        while at < sentence.end():
            made = _next(line.letters, at, sentence.end(), language)
            if made is None:
                break
            found.append(made)
            at = max(made.cue[1], made.contents[-1][1])
    return found


def _next(letters: str, first: int, last: int, language: Language) -> Attribution | None:
    matches = (
        (match.start(), rule, match)
        for rule, pattern in _rules(language)
        if (match := pattern.search(letters, first, last))
    )
    _, rule, match = min(matches, key=lambda one: one[0], default=(0, "", None))
    if match is None:
        return None
    source = match.span("who") if "who" in match.groupdict() else None
    return Attribution(match.span("cue"), source, [match.span("said")], rule)


def _any(words: str) -> str:
    return "|".join(sorted(map(re.escape, words.split()), key=len, reverse=True))
