"""Who said what, in European word order: cue, speaker and words, found by rules over letters.

`tui.assist.lexicon` tells the letters; a quotation in marks stands as one. Ranges are of tokens,
`[first, last)`. The rules are tried in order at each cue; the first that fits decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeAlias

import msgspec

from tui.assist import grammar
from tui.assist.lexicon import Language, Line

Range: TypeAlias = tuple[int, int]


class Attribution(msgspec.Struct):
    """Words and who said them; `rule` names what was recognised.

    `implied` says that the source stands with an earlier cue of the sentence.
    """

    cue: Range
    source: Range | None
    contents: list[Range]
    rule: str
    implied: bool = False


class _Cue(msgspec.Struct):
    """A verb in its sentence, with all that the rules ask about it.

    What lies before `taken` belongs to an earlier cue. `rest` is where the words after the cue
    begin, listener and time left out; `edge` is where subject and cue together begin.
    """

    letters: str
    first: int
    last: int
    taken: int
    range: Range
    letter: str
    stance: bool
    source: Range | None
    implied: bool
    edge: int
    rest: int

    def made(self, contents: list[Range], rule: str) -> Attribution:
        return Attribution(self.range, self.source, contents, rule, self.implied)

    def following(self, start: int) -> Range:
        """What lies between `start` and the end of the words that were said."""
        match = grammar.STOP.search(self.letters, start + 1, self.last)
        return start, match.start() if match else self.last


def attributions(line: Line, first: int, last: int, language: Language) -> list[Attribution]:
    """The attributions of the sentence whose tokens are `[first, last)`, in order of their cues."""
    letters = line.letters
    while last > first and letters[last - 1] in ".)":
        last -= 1
    found: list[Attribution] = []
    matches = list(grammar.CUE.finditer(letters, first, last))
    last_said = _last_of_speech(letters, matches)
    said = _cue(line, first, last, first, last_said, None, language) if last_said else None
    closing = _closing(said) if said else None
    if closing:
        return [closing]
    taken = first
    subject: Range | None = None
    for match in matches:
        if match.start() < taken:
            continue
        if match["according"]:
            one = _according(letters, first, last, match)
        else:
            cue = said
            if match is not last_said or found:
                cue = _cue(line, first, last, taken, match, subject, language)
            one = _decided(cue) if cue else None
        if one is not None:
            found.append(one)
            subject = one.source or subject
            taken = max(one.cue[1], *(part[1] for part in one.contents))
            if one.source:
                taken = max(taken, one.source[1])
    return found


def _decided(cue: _Cue) -> Attribution | None:
    for rule in _RULES:
        one = rule(cue)
        if one is not None:
            return one
    return None


def _last_of_speech(letters: str, matches: list[re.Match[str]]) -> re.Match[str] | None:
    """The last cue that is a verb of speech."""
    for match in reversed(matches):
        if not match["according"] and letters[match.start("verb")] in grammar.SPEECH:
            return match
    return None


def _closing(cue: _Cue) -> Attribution | None:
    """The cue that ends the sentence, after a comma: "The road is closed, officials said." """
    letters, first, last = cue.letters, cue.first, cue.last
    ends = _passed(grammar.AFTERTHOUGHT, letters, cue.rest, last) >= last
    return _trailing(cue) if ends and "Q" not in letters[first : cue.edge] else None


def _passed(pattern: re.Pattern[str], letters: str, at: int, last: int) -> int:
    """Where the pattern ends that begins at `at`; `at` itself where it does not."""
    match = pattern.match(letters, at, last)
    return match.end() if match else at


def _cue(
    line: Line,
    first: int,
    last: int,
    taken: int,
    match: re.Match[str],
    subject: Range | None,
    language: Language,
) -> _Cue | None:
    letters = line.letters
    verb, start, end = match.start("verb"), match.start(), match.end()
    letter = letters[verb]
    if not _reports(line, first, last, match, language):
        return None
    stance = letter in grammar.STANCE
    base = language.verb_of.get(line.word(verb), "")
    if end < last and line.word(end) in language.particles.get(base, ()):
        end += 1
        stance = True
    if end < last and letters[end] == ":":
        end += 1
    source, implied = (
        _source(letters, first if _over_relative(letters, subject, start) else taken, start),
        False,
    )
    if source is None and (letter in grammar.GERUND or letters[start - 1 : start] in ("&", ",")):
        source, implied = subject, True
    rest = end
    listener = grammar.LISTENER.match(letters, end, last) if base in language.listeners else None
    if listener:
        rest = listener.end()
    rest = _passed(grammar.ADJUNCT, letters, rest, last)
    edge = source[0] if source and not implied else start
    return _Cue(
        letters, first, last, taken, (start, end), letter, stance, source, implied, edge, rest
    )


def _over_relative(letters: str, subject: Range | None, at: int) -> bool:
    """Whether a comma before `at` ends a clause with "who", so that its noun is the subject."""
    return subject is not None and letters[subject[0]] == "h" and letters[at - 1] == ","


def _reports(line: Line, first: int, last: int, match: re.Match[str], language: Language) -> bool:
    """Whether the verb's form and place let it report something: no noun, no passive."""
    letters, start, end = line.letters, match.start(), match.end()
    letter, before = letters[match.start("verb")], match["before"]
    previous = letters[start - 1] if start > first else ""
    if previous == "d" and line.word(start - 1) in language.articles:
        return False
    if letter in grammar.BASE:
        plural = previous in ("w", ")", "N", "n") and line.word(start - 1).endswith("s")
        return "a" in before or "T" in before or previous in ("p", "h", "t") or plural
    if letter in grammar.PRESENT:
        return previous not in ("d", "s", "'", "#", "o", "i", "e", "&")
    if letter in grammar.GERUND:
        return "B" in before or previous in (",", "w", "N", "-", "(")
    passive = "B" in before or (end < last and line.word(end) == "by")
    return not passive


def _quoted_before(cue: _Cue) -> Attribution | None:
    """“…,” she said; “…,” said Bell, “…”."""
    at = cue.edge - 1
    while at > cue.first and cue.letters[at] in ",-":
        at -= 1
    if cue.letter not in grammar.CLAUSE or at < cue.first or cue.letters[at] != "Q":
        return None
    if at > cue.first and cue.letters[at - 1] == "'":  # A title: in the Bee’s “Sea Talk,” she said
        return None
    rest = cue.rest
    if cue.source is None or cue.implied:
        match = grammar.SPEAKER.match(cue.letters, cue.range[1], cue.last)
        if match:
            cue.source, cue.implied, rest = _untimed(cue.letters, match.span()), False, match.end()
    contents = [(at, at + 1)]
    if match := grammar.GOES_ON.search(cue.letters, rest, cue.last):
        contents.append((match.end() - 1, match.end()))
    return cue.made(contents, "quotation before")


def _quoted_after(cue: _Cue) -> Attribution | None:
    """Bell said: “…”; she called them “…”."""
    match = grammar.QUOTED.match(cue.letters, cue.rest, cue.last)
    if (
        match is None
        and cue.stance
        and (called := grammar.CALLED.match(cue.letters, cue.range[1], cue.last))
    ):
        match = grammar.QUOTED.match(cue.letters, called.end(), cue.last)
    if match is None or cue.letter not in grammar.CLAUSE + grammar.STANCE:
        return None
    return cue.made([(match.end() - 1, match.end())], "quotation after")


def _with_that(cue: _Cue) -> Attribution | None:
    """She said that …; asked how …."""
    rest = cue.rest + (cue.letters[cue.rest : cue.rest + 2] == ",t")
    if cue.letters[rest : rest + 1] in ("t", "W"):
        return cue.made([cue.following(rest)], "clause with that")
    return None


def _inverted(cue: _Cue) -> Attribution | None:
    """Dijo Ana que …, where the subject follows its verb."""
    if cue.source is not None and not cue.implied:
        return None
    match = grammar.INVERTED.match(cue.letters, cue.range[1], cue.last)
    if match is None or cue.letter not in grammar.CLAUSE:
        return None
    cue.source, cue.implied = _untimed(cue.letters, match.span("subject")), False
    if cue.letters[match.end() - 1] == "Q":
        return cue.made([(match.end() - 1, match.end())], "quotation after")
    return cue.made([cue.following(match.end())], "clause with that")


def _trailing(cue: _Cue) -> Attribution | None:
    """…, she said; …, said Bell; …, she said, …."""
    letters, comma = cue.letters, cue.edge - 1
    if cue.letter not in grammar.CLAUSE or comma - cue.taken < 2 or letters[comma] != ",":
        return None
    before = (_clause_start(letters, cue.taken, comma), comma)
    if cue.source and not cue.implied:
        rest = _passed(grammar.AFTERTHOUGHT, letters, cue.rest, cue.last)
        if rest >= cue.last or letters[rest] == ";":
            return cue.made([before], "clause before")
        if letters[rest] == "," and rest + 1 < cue.last:
            goes_on = rest + 1 + (letters[rest + 1] == "&" and rest + 2 < cue.last)
            return cue.made([before, cue.following(goes_on)], "clause around")
        return None
    match = grammar.SPEAKER.match(letters, cue.range[1], cue.last)
    if match and _passed(grammar.AFTERTHOUGHT, letters, match.end(), cue.last) >= cue.last:
        cue.source, cue.implied = _untimed(letters, match.span()), False
        return cue.made([before], "clause before")
    return None


def _intended(cue: _Cue) -> Attribution | None:
    """They agreed to …; she asked them to …."""
    if (
        cue.source is None
        or cue.letter not in grammar.INTENT
        or cue.letters[cue.rest : cue.rest + 1] != "T"
    ):
        return None
    return cue.made([cue.following(cue.rest)], "intention")


def _of_stance(cue: _Cue) -> Attribution | None:
    """They criticised …; she called for …."""
    end = cue.range[1]
    if cue.source is None or not cue.stance or cue.rest != end or end >= cue.last:
        return None
    if cue.letters[end] not in "dsNw#mnQer" + grammar.BASE + grammar.GERUND:
        return None
    if _points(cue, end):
        return None
    match = grammar.SHORT_STOP.search(cue.letters, end + 1, cue.last)
    return cue.made([(end, match.start() if match else cue.last)], "stance")


def _bare(cue: _Cue) -> Attribution | None:
    """She said the road was closed."""
    if cue.letter not in grammar.CLAUSE or cue.rest >= cue.last or _points(cue, cue.rest):
        return None
    if (cue.source is None and cue.letter not in grammar.SAID) or cue.letters[
        cue.rest
    ] not in grammar.CONTENT:
        return None
    rule = "clause" if cue.letter in grammar.SPEECH else "thought"
    return cue.made([cue.following(cue.rest)], rule)


def _points(cue: _Cue, at: int) -> bool:
    """Whether nothing but "this" or "him" is left to be said: "She denied this." """
    return cue.letters[at : cue.last] in ("d", "m")


_RULES: Final[tuple[Callable[[_Cue], Attribution | None], ...]] = (
    _quoted_before,
    _quoted_after,
    _with_that,
    _inverted,
    _trailing,
    _intended,
    _of_stance,
    _bare,
)


def speaker_after(letters: str, start: int, last: int) -> Range | None:
    """The noun phrase that begins at `start`, without the comma after it."""
    match = grammar.SPEAKER.match(letters, start, last)
    if match is None:
        return None
    return match.start(), match.end() - (letters[match.end() - 1] == ",")


def _according(letters: str, first: int, last: int, match: re.Match[str]) -> Attribution | None:
    """According to Bell, …; …, according to Bell."""
    opens = match.start() - first <= 1
    if opens:
        named = grammar.NAMED.match(letters, match.end(), last)
        source = named.span() if named else None
    else:
        source = speaker_after(letters, match.end(), last)
    if source is None:
        return None
    end = source[1]
    if opens:
        begin = end + (letters[end : end + 1] == ",")
        content = (begin, last)
    else:
        stop = match.start() - (letters[match.start() - 1] == ",")
        content = (_clause_start(letters, first, stop), stop)
    if content[0] >= content[1]:
        return None
    return Attribution(match.span(), source, [content], "according to")


def _untimed(letters: str, phrase: Range) -> Range:
    """A phrase without the day after it: "said Bell Monday"."""
    first, last = phrase
    while last > first + 1 and letters[last - 1] == "D":
        last -= 1
    return first, last


def _clause_start(letters: str, first: int, end: int) -> int:
    """Where a clause begins: after its conjunctions and adverbs."""
    while first < end - 1 and letters[first] in "&,r":
        first += 1
    return first


def _source(letters: str, first: int, end: int) -> Range | None:
    """The subject whose verb group begins at `end`."""
    if end <= first:
        return None
    last = letters[end - 1]
    if last in "pht":
        return end - 1, end
    if last == ",":
        return _with_apposition(letters, first, end)
    at = end
    while at > first and letters[at - 1] in grammar.INSIDE + "'dsroi&()":
        party = (
            grammar.PARTY.search(letters, max(first, at - 5), at)
            if letters[at - 1] == ")"
            else None
        )
        at = party.start() if party else at - 1
    while at < end and letters[at] in "&roi()":
        fronted = grammar.FRONTED.match(letters, at, end)
        at = fronted.end() if fronted and fronted.end() < end else at + 1
    stop = end
    while stop > at and letters[stop - 1] in "ioD&(":
        stop -= 1
    return (at, stop) if at < stop else None


def _with_apposition(letters: str, first: int, end: int) -> Range | None:
    """The subject before a comma: "Ilse van der Moor, who led the study,"."""
    for start in range(first, end - 2):
        if start > first and letters[start - 1] not in ",&br;:-Q":
            continue
        match = grammar.SUBJECT.match(letters, start, end - 1)
        if match and match.end() < end - 1 and letters[match.end()] in ",(":
            return (start, end) if letters[match.end() + 1] not in "pQ" else None
    return None
