"""Dialogue that a dash opens, as in Spanish, French, Polish, Russian and Swedish.

"—No pienso vender la barca —dijo Inés—. Mi padre la construyó." A paragraph that begins with a dash
is speech; a further dash before a cue begins what the narrator says, the next one ends it.
"""

from __future__ import annotations

import re

from tui.assist.attribution import Attribution, speaker_after
from tui.assist.lexicon import Language, Line, letters_of

_SAID = letters_of(("speech",), "past", "present", "base")
_OPENS = re.compile(r"-[^-]")
_NARRATED = re.compile(rf"(?P<mark>,?-|,)(?P<before>a?r?)(?P<cue>[{_SAID}])")


def dialogue(line: Line, last: int, language: Language) -> Attribution | None:
    """The speech of a paragraph that a dash opens, up to the token `last`; None if it is none.

    A list's hyphen is no dash, and without a cue nothing tells speech from a list.
    """
    letters = line.letters
    if not language.dialogue or line.text[line.start(0)] not in "—–":
        return None
    match = _NARRATED.search(letters, 1, last)
    if match is None:
        return None
    contents = [(1, match.start())]
    closing = letters.find("-", match.end(), last)
    if closing >= 0:
        begin = closing + 1
        while begin < last and letters[begin] in ".,":
            begin += 1
        if begin < last:
            contents.append((begin, last))
    narrated = closing if closing >= 0 else last
    source = speaker_after(letters, match.end(), narrated)
    return Attribution(match.span("cue"), source, contents, "quotation before")
