"""The grammar of attribution: what phrases and cues look like as letters of `tui.assist.lexicon`.

Where a pattern can fail, no part of it matches the same letters in two ways: no text makes it slow.
"""

from __future__ import annotations

import re
from typing import Final

from tui.assist.lexicon import FRAMES, letters_of

_FORMS: Final = ("base", "present", "past", "participle", "gerund")
ALL = letters_of(FRAMES, *_FORMS)
BASE = letters_of(FRAMES, "base")
PRESENT = letters_of(FRAMES, "present")
_PAST = letters_of(FRAMES, "past", "participle")
GERUND = letters_of(FRAMES, "gerund")
SPEECH = letters_of(("speech",), *_FORMS)
CLAUSE = letters_of(("speech", "thought"), *_FORMS)
INTENT = letters_of(("intent",), *_FORMS)
STANCE = letters_of(("stance",), *_FORMS)
SAID = letters_of(("speech",), "present", "past")
_REPORTS = letters_of(("speech", "stance"), "present", "past")

INSIDE = f"NwneD#{BASE}{PRESENT}{GERUND}"
_CORE = rf"(?:[dsr]*[{INSIDE}]+(?:'+r?[{INSIDE}]+)*'?)"
_PHRASE = rf"(?:{_CORE}(?:[oi]{_CORE})*(?:,?&{_CORE}(?:[oi]{_CORE})*)*)"
_PLAIN = rf"(?:{_CORE}(?:o{_CORE})*(?:&{_CORE}(?:o{_CORE})*)*)"
_ANSWER = rf"(?:d[{_PAST}]{_CORE}(?:T{_CORE})?)"

CUE = re.compile(
    rf"(?P<before>[arBz]*(?:(?:[e{ALL}]|(?<=B)w)Tr*)?)(?P<verb>[{ALL}])|(?P<according>A(?:i?T)?)"
)
SUBJECT = re.compile(rf"{_PHRASE}")
SPEAKER = re.compile(
    rf"p|m|{_PLAIN}(?:\([^)]*\))?(?:,(?:[dsoi]|(?=[#Nw]))[^.Qh{PRESENT}{_PAST}]*?(?=[.,Q]|$),?)?"
)
NAMED = re.compile(rf"p|m|{_PLAIN}")
LISTENER = re.compile(rf"(?:[mp]|{_PLAIN}(?:,[^,]*,)?)(?=[tWTdsp]|,?Q|:|i?D|[,;])")
ADJUNCT = re.compile(rf"(?:i?[dr]?D+r?|r|i(?:{_ANSWER}|{_PLAIN})(?=[tQ:]|,Q|i?D))+")
AFTERTHOUGHT = re.compile(rf"(?:i?[dr]?D+r?|r|(?:i{_PLAIN})+)*")
INVERTED = re.compile(rf"(?P<subject>p|{_PLAIN})(?:,[^,Q]*,)?(?:,?(?=t)|[:,]Q)")
QUOTED = re.compile(r"[,:]?Q")
GOES_ON = re.compile(r"(?<=,)Q|[,:][&b]?Q|^Q")
CALLED = re.compile(rf"(?:[mp]|{_PLAIN})?b?(?=Q)")
PARTY = re.compile(r"\(N[^()Q]{0,2}\)$")
FRONTED = re.compile(rf"i(?:[ds]*D+|{_CORE})(?:o{_CORE})?,?")
STOP = re.compile(
    rf";|,(?=r?[{letters_of(('speech',), 'gerund')}]|A)"
    rf"|,?(?=[&b]{{1,2}}r*(?:p|d?[Nw]+)?a*[{SAID}])"
    rf"|,?&(?=[ar]*[{_REPORTS}])"
)
SHORT_STOP = re.compile(rf"[;:-]|,(?![drN#w]+[,&])|b|,?&(?=[ar]*[{_REPORTS}])")
CONTENT = "dspNw#QheW'" + BASE + GERUND
