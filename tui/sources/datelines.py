"""Who wrote it, where and when: bylines, dates and datelines in a line of text.

Dates become ISO 8601 days. A time of day is left out: pages give it without its zone, and a
guessed zone would be a false precision. Month names are known in a few languages.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

import regex

_MONTH_NAMES = (
    "january jan enero ene janvier janv januar jän gennaio janeiro يناير जनवरी มกราคม",
    "february feb febrero février févr februar febbraio fevereiro فبراير फरवरी กุมภาพันธ์",
    "march mar marzo mars märz março مارس मार्च มีนาคม",
    "april apr abril abr avril aprile أبريل إبريل अप्रैल เมษายน",
    "may mayo mai maggio maio مايو मई พฤษภาคม",
    "june jun junio juin juni giugno junho يونيو जून มิถุนายน",
    "july jul julio juillet juli luglio julho يوليو जुलाई กรกฎาคม",
    "august aug agosto ago août أغسطس अगस्त สิงหาคม",
    "september sep sept septiembre septembre settembre setembro سبتمبر सितंबर กันยายน",
    "october oct octubre octobre oktober okt ottobre outubro أكتوبر अक्टूबर ตุลาคม",
    "november nov noviembre novembre novembro نوفمبر नवंबर พฤศจิกายน",
    "december dec diciembre dic décembre déc dezember dez dicembre dezembro ديسمبر दिसंबर ธันวาคม",
)
_HEBREW_MONTHS = "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר"
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_MONTHS |= {
    prefix + name: number
    for number, name in enumerate(_HEBREW_MONTHS.split(), 1)
    for prefix in ("", "ב")
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))

_DATE = re.compile(
    rf"""(?<![\w.])(?:
      \d{{4}}[-/]\d{{1,2}}[-/]\d{{1,2}}(?:T[\d:.]+Z?)?
    | \d{{4}}年\d{{1,2}}月\d{{1,2}}日
    | \d{{1,2}}\.\d{{1,2}}\.\d{{4}}
    | (?:{_MONTH})\.?\ \d{{1,2}}(?:st|nd|rd|th)?(?:,?\ \d{{4}})?
    | \d{{1,2}}(?:\.|er|st|nd|rd|th|º)?\ (?:de\ |of\ )?(?:{_MONTH})\.?(?:(?:\ del?|,)?\ \d{{4}})?
    )(?!\w)""",
    re.VERBOSE | re.IGNORECASE,
)
_PARTS = re.compile(r"\d+|[^\W\d_][^\d\s]*")

_DATE_WORDS = re.compile(
    r"""(?<!\w)(?:
      (?:first|last)?\s*(?:published|updated|posted|modified|created)(?:\ (?:on|at))?
    | (?:date|on|at|el|le|am|um|à|publicado|actualizado|publié|mis\ à\ jour|veröffentlicht
      | aktualisiert|stand|bst|gmt|utc|cet|cest|est|edt|et|uhr|h)
    | (?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?
    | (?:\d+|an?|one)\ (?:sec(?:ond)?|min(?:ute)?|hour|hr|day|week)s?\ ago | just\ now
    | hace\ (?:\d+|una?)\ (?:minuto|hora|día|semana)s?
    | il\ y\ a\ (?:\d+|une?)\ (?:minute|heure|jour|semaine)s?
    | vor\ (?:\d+|eine[mr]?)\ (?:minute|stunde|tag|woche)e?n?
    | \d{1,2}(?:[:.h]\d{2}){0,2}(?:\ ?[ap]\.?m\b\.?)? | [ap]\.?m\b\.?
    )(?!\w)""",
    re.VERBOSE | re.IGNORECASE,
)

_NAME = r"(?:[dl]['’])?\p{Lu}[\p{L}\p{M}'’.\-]*"
_LINK = (
    r"(?:and|y|et|und|e|en|och|de|del|de\ la|la|las|los|el|le|les|du|des|der|den|di|da|do|dos"
    r"|van|von|ten|bin|al|of|the|on|upon|sur|an|am|in|im)"
)
_NAMES = rf"{_NAME}(?:,?\ (?:{_LINK}\ ){{0,2}}{_NAME}){{0,9}}"

_BYLINE = regex.compile(
    rf"""(?:
      (?i:(?:(?:words|story|text|written|reported|reporting)\ )?by|por|par|von|door|texte?\ ?:)\ +
      (?P<name>{_NAMES})
    | (?:كتبت?|بقلم)\s*:?\s*(?P<name>[^|•·\d،]+)
    | מאת:?\s+(?P<name>[^|•·\d,]+)
    | (?:लेखक|लेखिका|द्वारा)\s*:\s*(?P<name>[^|•·\d,]+)
    | (?:取材・文|文・写真|文)[・:：]\s*(?P<name>[^|•·\d、]+)
    | (?:โดย|เรื่อง)\s*:?\s*(?P<name>[^|•·\d,]+)
    )""",
    regex.VERBOSE,
)
_OFFICE = regex.compile(
    r",\ (?:[\p{L}’'-]+\ )*(?:correspondent|reporter|staff|editor|writer)\b.*", regex.IGNORECASE
)

_PLACE = rf"{_NAME}(?:[\ /](?:{_LINK}\ )?{_NAME}){{0,4}}"
_WHEN = r",\s(?P<date>[\p{L}\p{M}\d.,\ ]{3,28}?)"
_DATELINE = regex.compile(
    rf"""(?P<place>{_PLACE}) (?:,\s{_PLACE}){{0,2}} (?:{_WHEN})?
    (?:\s?\((?P<agency>[^()\d]{{2,40}})\)(?:{_WHEN})?)?
    (?:\s*(?:—|–|--) | \.\s?[-–—] | \s-(?=\s))\s*""",
    regex.VERBOSE,
)


class Dateline(NamedTuple):
    """What a dateline says; `end` is its length in code points, dash and white space included."""

    place: str
    agency: str
    date: str
    end: int


def find_date(line: str) -> str:
    """The first full date in `line` as an ISO 8601 day; empty if there is none."""
    for match in _DATE.finditer(line):
        if found := _iso(match[0]):
            return found
    return ""


def find_byline(line: str) -> str:
    """The author named by a byline, without "By" and the author's office; empty if it is none."""
    if len(line) > 120:
        return ""
    line = _OFFICE.sub("", line)
    match = _BYLINE.match(line)
    if not match:
        return ""
    rest = _DATE_WORDS.sub("", _DATE.sub("", line[match.end() :]))
    if len(rest.split()) > 8 or rest.rstrip().endswith((".", "?", "!")):
        return ""
    name: str = match["name"]
    return name.strip(" ,.")


def find_date_line(line: str) -> tuple[str, str] | None:
    """The place (or nothing) and the day of a line that says when, and perhaps where, alone."""
    if len(line) > 100:
        return None
    match = _DATE.search(line)
    day = _iso(match[0]) if match else ""
    if not match or not day:
        return None
    before = _DATE_WORDS.sub("", line[: match.start()]).strip(" \t:|•·")
    after = regex.findall(r"\w+", _DATE_WORDS.sub("", _DATE.sub("", line[match.end() :])))
    place = before.rstrip(",،、 ")
    if len(after) > 1 or len(place.split()) > 4 or (place and place == before):
        return None
    return place, day


def find_dateline(paragraph: str) -> Dateline | None:
    """The dateline that `paragraph` opens with: place, region, date and agency, then a dash.

    A place alone must stand in capitals. The date is empty where the year is not given.
    """
    match = _DATELINE.match(paragraph[:200])
    if not match:
        return None
    place, agency = match["place"], (match["agency"] or "").strip()
    when = match["date"] or ""
    told = agency or when or (place.isupper() and len(place) > 3)
    if not told or (when and not _DATE.match(when)) or match.end() >= len(paragraph):
        return None
    return Dateline(place, agency, find_date(when), match.end())


def _iso(words: str) -> str:
    """The day that a date in words or figures names; nothing without a year or in no calendar."""
    parts = _PARTS.findall(words)
    numbers = [int(part) for part in parts if part[0].isdecimal()][:3]
    months = [_MONTHS[name] for part in parts if (name := part.lower().rstrip(".")) in _MONTHS]
    if months:
        numbers.insert(1, months[0])
    if len(numbers) < 3:
        return ""
    day, month, year = numbers if numbers[0] < 32 else reversed(numbers)
    # The Buddhist calendar of Thai pages is 543 years ahead.
    year -= 543 if 2400 < year < 2700 else 0
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
