"""Citations as people paste them: which part is an address, a place, somebody's words.

Each rule takes what it knows out of the text, in this order; nothing is dropped, for what none of
them takes is the title.

1. words in quotation marks, the longest of several: the quotation
2. a web address or a DOI: the address
3. `2024-05-15`, or any date after “seen”, “accessed”, “retrieved” or “read”: when it was seen
4. `p. 12`, `§ 4`, `table 2`, `12:30`: the place
5. `@Name`, as far as the next comma, an e-mail address, `tel:`: who was asked
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

_QUOTED = re.compile(r"“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|\"([^\"]+)\"")
_ADDRESS = re.compile(r"(?<!\w)(?:[a-z][a-z0-9+.-]*://|www\.|doi:\s?10\.|10\.\d{4,9}/)\S+", re.I)
_AFTER_ADDRESS = ".,;:!?'”»>)]}"
_MONTHS = "january february march april may june july august september october november december"
_MONTH = "|".join(["sept(?!e)", *(f"{name[:3]}(?:{name[3:]})?" for name in _MONTHS.split())])
_ISO = r"(?P<iso>\d{4}-\d{2}-\d{2})"
_DATE = (
    rf"(?:{_ISO}|(?P<day>\d{{1,2}})\.?\s(?P<month>{_MONTH})\.?\s(?P<year>\d{{4}})"
    rf"|(?P<month_>{_MONTH})\.?\s(?P<day_>\d{{1,2}}),?\s(?P<year_>\d{{4}}))"
)
_SEEN = re.compile(rf"(?<!\w)(?:seen|accessed|retrieved|read)(?:\son)?:?\s{_DATE}(?![\w-])", re.I)
_BARE = re.compile(rf"(?<![\w/.-]){_ISO}(?![\w/-])")
_WHOLE = re.compile(_DATE, re.I)
_NUMBER = r"\d+(?:\.\d+)*[a-z]?"
_KINDS = (
    r"pp?\.|pages?|§§?|chapters?|ch\.|sections?|paragraphs?|paras?\.?"
    r"|tables?|figures?|fig\.|lines?|slides?"
)
_PLACE = re.compile(
    rf"(?<!\w)(?:{_KINDS})\s?{_NUMBER}(?:\s?[–-]\s?{_NUMBER})?(?!\w)"
    r"|(?<![\w:])\d{1,2}:[0-5]\d(?::[0-5]\d)?(?![\w:])",
    re.I,
)
_ASKED = re.compile(
    r"(?<![\w.])(?:mailto:)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)tel:\s?[+\d][\d ()/-]+\d"
    r"|(?<!\w)@[^\W_][^,;@\0]*",
    re.I,
)
_WORD = re.compile(r"\w")
_TAKEN = "\0"
_BRACKETS = re.compile(r"[(\[<][\0\s,;]*[)\]>]")
_BETWEEN = " ,;:|·–—-"
_BY_NUMBER = re.compile(r"([1-9])(?:\s+(.*))?", re.S)


class Citation(NamedTuple):
    """The parts of a citation, each empty where it says nothing of that; `seen` is ISO 8601."""

    title: str = ""
    address: str = ""
    place: str = ""
    quotation: str = ""
    seen: str = ""
    contact: str = ""


def citation(text: str, recent: Sequence[Citation] = ()) -> Citation:
    """The parts of what was pasted.

    A digit alone, or one followed only by a place, a quotation, a date or whom one asked, means
    that one of the `recent` citations, counted from 1.
    """
    numbered = _BY_NUMBER.fullmatch(text.strip())
    if numbered is not None and int(numbered[1]) <= len(recent):
        source, own = recent[int(numbered[1]) - 1], _parts(numbered[2] or "")
        if not own.title and not own.address:
            contact = own.contact or source.contact
            return own._replace(title=source.title, address=source.address, contact=contact)
    return _parts(text)


def day(written: str) -> str:
    """A date as ISO 8601 has it, or the empty string if that is none."""
    found = _WHOLE.fullmatch(" ".join(written.split()))
    return _iso(found) if found is not None else ""


def _parts(text: str) -> Citation:
    rest = " ".join(text.replace(_TAKEN, " ").split())
    quoted = max(_QUOTED.finditer(rest), key=lambda found: len(found[0]), default=None)
    quotation = ""
    if quoted is not None:
        quotation = next(filter(None, quoted.groups())).strip()
        rest = _without(rest, quoted.span())
    address, rest = _address(rest)
    seen, rest = _seen(rest)
    place, rest = _all(_PLACE, rest)
    contact, rest = _all(_ASKED, rest)
    contact = contact.removeprefix("@").replace(", @", ", ").removeprefix("mailto:")
    rest = _BRACKETS.sub(_TAKEN, rest)
    pieces = (piece.strip(_BETWEEN) for piece in rest.split(_TAKEN) if _WORD.search(piece))
    return Citation(", ".join(pieces), address, place, quotation, seen, contact)


def _address(text: str) -> tuple[str, str]:
    """The first address, and the text without it; closing marks after it are not its own."""
    found = _ADDRESS.search(text)
    if found is None:
        return "", text
    address = found[0].rstrip(_AFTER_ADDRESS)
    if found[0][len(address) :].startswith(")") and "(" in address:
        address += ")"
    return address, _without(text, (found.start(), found.start() + len(address)))


def _seen(text: str) -> tuple[str, str]:
    """The day on which it was seen, and the text without it."""
    for pattern in (_SEEN, _BARE):
        for found in pattern.finditer(text):
            iso = _iso(found)
            if iso:
                return iso, _without(text, found.span())
    return "", text


def _all(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    """All that a pattern finds, and the text without it."""
    found = [match[0].strip() for match in pattern.finditer(text)]
    return ", ".join(found), pattern.sub(_TAKEN, text)


def _without(text: str, span: tuple[int, int]) -> str:
    return text[: span[0]] + _TAKEN + text[span[1] :]


def _iso(found: re.Match[str]) -> str:
    """The date that was found, or the empty string if there is no such day."""
    parts = {name.rstrip("_"): value for name, value in found.groupdict().items() if value}
    try:
        if "iso" in parts:
            return date.fromisoformat(parts["iso"]).isoformat()
        months = [name[:3] for name in _MONTHS.split()]
        month = months.index(parts["month"][:3].lower()) + 1
        return date(int(parts["year"]), month, int(parts["day"])).isoformat()
    except ValueError:
        return ""
