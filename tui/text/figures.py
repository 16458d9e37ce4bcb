"""Dates and times, and amounts, found by pattern.

The words are those of English, Spanish, French, German and Japanese; figures with a unit or a
currency sign are found in any language.
"""

from __future__ import annotations

import re
from functools import cache

import msgspec
import regex

from tui.text.alternatives import alternatives, any_case, cases
from tui.text.article import Span
from tui.text.lexicon import (
    AMOUNT_OPENERS,
    MAGNITUDES,
    MONTH_ABBREVIATIONS,
    MONTHS,
    NUMBER_WORDS,
    PERIODS,
    QUALIFIED,
    QUALIFYING,
    SEASONS,
    SMALL_WORDS,
    TIME_OPENERS,
    WEEKDAYS,
)


class Figures(msgspec.Struct, frozen=True):
    """The dates and times, and the amounts, of a range of text; each list is sorted by start."""

    times: list[Span]
    amounts: list[Span]


def times(text: str, start: int, end: int) -> list[Span]:
    """The dates and times of `text[start:end]`: "May 14", "last week", "6:40 a.m.", "2011"."""
    return figures(text, start, end).times


def amounts(text: str, start: int, end: int) -> list[Span]:
    """The amounts of `text[start:end]`: "$3.2 million", "62 pages", "eight in ten", "12 per cent".

    A number goes with the unit or noun that follows it. A number that belongs to a date or a
    time is no amount.
    """
    return figures(text, start, end).amounts


def figures(text: str, start: int, end: int) -> Figures:
    """Both, found in one pass: a pattern is tried only where it may begin."""
    time_at, amount_at = _compiled(_TIME).match, _compiled(_AMOUNT).match
    times: list[Span] = []
    amounts: list[Span] = []
    timed = counted = start
    beginnings = _beginnings(ideographs=_IDEOGRAPH.search(text, start, end) is not None)
    for begin in beginnings.finditer(text, start, end):
        at, kind = begin.start(), begin.lastgroup
        if kind == "word":
            kind = _ONLY.get(begin[0])
        if at >= timed and kind != "count" and (match := time_at(text, at, end)):
            times.append(match.span())
            timed = match.end()
        if at >= counted and kind != "moment" and (match := amount_at(text, at, end)):
            amounts.append(match.span())
            counted = match.end()
    return Figures(times, _apart_from(times, amounts))


def _apart_from(times: list[Span], amounts: list[Span]) -> list[Span]:
    """The amounts that share nothing with a time."""
    found: list[Span] = []
    at = 0
    for first, last in amounts:
        while at < len(times) and times[at][1] <= first:
            at += 1
        if at == len(times) or times[at][0] >= last:
            found.append((first, last))
    return found


_ONLY = {
    **dict.fromkeys(cases(TIME_OPENERS - AMOUNT_OPENERS), "moment"),
    **dict.fromkeys(cases(AMOUNT_OPENERS - TIME_OPENERS), "count"),
}
"""What a figure is that begins with this word, if it cannot be either."""

_IDEOGRAPH = re.compile("[\u3400-\u9fff]")
_NAMED = re.compile(r"(?<![?P\\=])<(&?)(\w+)>")

_LISTS = {
    "months": MONTHS,
    "abbreviations": MONTH_ABBREVIATIONS,
    "weekdays": WEEKDAYS,
    "seasons": SEASONS,
    "periods": PERIODS,
    "numbers": NUMBER_WORDS,
    "magnitudes": MAGNITUDES,
    "small": SMALL_WORDS - NUMBER_WORDS - PERIODS,
}


@cache
def _beginnings(*, ideographs: bool) -> re.Pattern[str]:
    """Where a figure may begin: a digit, a currency sign, a word, among ideographs anywhere.

    What it may be tells the group: `moment` a time, `count` an amount, `word` what `_ONLY` says,
    else either. This runs over all of a text, so it is made for the standard library's engine,
    which is the faster one here, and its words share their beginnings. That engine takes no mark
    for part of a word, so a word's end is looked for with what follows it.
    """
    words = any_case((TIME_OPENERS | AMOUNT_OPENERS) - QUALIFYING)
    qualified = rf"{any_case(QUALIFYING)}\s{{1,3}}(?={any_case(QUALIFIED)}(?!\w)|[12]\d)"
    among = r"|(?P<ideograph>[午月火水木金土日]|(?<=[^\W\d])\d)" if ideographs else ""
    return re.compile(
        rf"(?<!\w)(?:(?P<either>\d|{qualified})|(?P<moment>['’]\d|l['’])|(?P<word>{words})(?!\w)"
        rf"|(?P<count>[A-Z]{{0,2}}[$€£¥₹₩฿]\s?(?=\d))){among}"
    )


@cache
def _compiled(pattern: str) -> regex.Pattern[str]:
    """The pattern, where `~` stands for white space, `<name>` for a part or one of `_LISTS`.

    It is made when it is first needed, because that takes long. What is written out is searched
    some five times as fast as what is called by `<&name>`, and takes longer to make: it is for
    where the search often comes.
    """
    called: set[str] = set()

    def spelt(match: re.Match[str]) -> str:
        name = match[2]
        if match[1]:
            called.add(name)
            return f"(?&{name})"
        return f"(?: {_PARTS[name]} )" if name in _PARTS else _any_of(name)

    written = pattern
    while _NAMED.search(written):
        written = _NAMED.sub(spelt, written)
    defined = "".join(f"(?P<{name}> {_any_of(name)} )" for name in sorted(called))
    return regex.compile(
        f"(?(DEFINE) {defined} )" + written.replace("~", r"\s{1,3}"),
        regex.VERBOSE | regex.IGNORECASE,
    )


def _any_of(name: str) -> str:
    return rf"(?: \b {alternatives(_LISTS[name])} \b )"


_PARTS = {
    "year": r"(?: 1\d | 20 | ١[٠-٩] | ٢٠ | १[०-९] | २० ) \d\d (?! [\d%] | [.,]\d )",
    "day": r"(?: 3[01] | [12]\d | 0?[1-9] | [٠-٩०-९]{1,2} ) (?: st | nd | rd | th | er | º )?",
    "month": r"<months> | <abbreviations> \.?",
    "part": r"(?: morning | afternoon | evening | night ) \b",
    "of": r"(?: of | de | del ) ~",
    "date_by_month": r"<month> ~ <day> (?! [\d%] | [.,]\d ) (?: ,? ~ <year> )?",
    "date_by_day": r"<day> \.? ~ <of>? <month> (?: ,? ~ <of>? <year> )?",
    "date": r"""
        (?: <&months> | <&abbreviations> \.? ) ~ <day> (?! [\d%] | [.,]\d ) (?: ,? ~ <year> )?
        | <day> \.? ~ <of>? (?: <&months> | <&abbreviations> \.? ) (?: ,? ~ <of>? <year> )?
    """,
    "capital": r"(?-i: (?! \p{Ll} ) )",
    "zone": r"~ (?: GMT | UTC | BST | CES?T | E[SD]?T | P[SD]?T | C[SD]T | local ~ time ) \b",
    "hour": r"(?: [01]?\d | 2[0-4] )",
    "figure": r"""
        \d{1,3} (?: [ ] \d{3} (?! \d ) )++ (?: [.,] \d++ )?
        | \d++ (?: [.,٫٬\u00a0\u202f'’] \d++ )*+
    """,
    "suffix": r"(?: bn | tn | mn | [mkMK] ) \b",
    "percent": r"""
        % | ‰ | ٪ | °[CF]? | (?: per ~ cent | percent | percentage ~ points? | por ~ ciento
        | pour ~ cent | Prozent | في ~ المئة | في ~ المائة ) \b
    """,
    "noun": r"""
        (?! <&small> | <&months> | <&weekdays> )
        (?: \p{Thai}{1,14} (?! \p{Thai} )
        | (?! \p{Thai} | \p{Arabic} \b ) \p{L} [\p{L}\p{M}'’]*+ ) (?! \. \p{L} )
    """,
    "plural": r"""
        (?! <&small> | <&weekdays> )
        (?: \p{L}{2,}+ (?<= s ) | (?-i: \p{Lu} ) \p{L}++ | people | children | men | women
        | percent | per ~ cent ) \b
    """,
    "counted": r"(?: ~ (?: of | de ) )? ~ <noun>",
    "adjective": r"(?! <&small> ) \p{Ll}++ (?<= ed | al | ary | ern | ic | square ) (?= ~ \p{Ll} )",
    "ago": r"~ (?: ago | earlier | later ) \b",
    "by_word": r"o['’]clock \b | in ~ the ~ <part> | at ~ night \b",
    "after_clock": r"""
        (?<= \b (?: um | gegen | ab | von | bis | vid | kl\.? | klockan | alle | ore | às ) \s )
    """,
    "after_hour": r"""
        (?<= \b (?: at | until | till | before ) \s | 0\d\.[0-5]\d \s (?: to | and ) \s )
    """,
    "measured": r"""
        ~? (?: <percent> | <suffix> | [€£] | <&magnitudes> ) | - \p{L}
        | ~ (?: an? | per | euros? | dollars? | pounds? | points? | k?m | kg | miles? | tonn?e?s?
          | met (?: er | re ) s? | seconds? | minutes? | hours? ) \b
    """,
    "number": r"<figure> | <&numbers> (?: [-] <&numbers> )?",
}
"""What the patterns are put together from; `<name>` stands for another part or a list."""

_TIME = r"""
    (?<! [\w€$£¥] | \d[.,] )
    (?: (?= \d )
      (?: \d{4}-\d\d-\d\d (?: T \d\d:\d\d (?: :\d\d )? (?: Z | [+-]\d\d:?\d\d )? )?
        | \d{1,2} (?P<mark> [./] ) \d{1,2} (?P=mark) (?: \d{4} | \d\d ) \b
        | <date_by_day>
        | <hour> (?: [:.h] [0-5]\d )? \s? (?: [ap]\. \s? m\. | [ap]m \b ) <zone>?
        | <hour> [:h] [0-5]\d (?: :[0-5]\d )? (?! \d ) (?: ~ Uhr \b | <zone> )?
        | <hour> (?: \.[0-5]\d )? ~ (?: Uhr \b | heures? \b (?: ~ [0-5]\d )? | <zone> )
        | (?= \d\d? \. \d\d (?! \d | [.,]\d ) )
          (?: 0\d | <after_clock> <hour> | <after_hour> (?: 1\d | 2[0-4] ) ) \. [0-5]\d
          (?! <measured> )
        | <hour> ~ <by_word>
        | <figure> ~ <periods> <ago>
        | (?: 1\d | 20 ) \d0s \b
        | (?: 1[5-9] | 20 | ١[٥-٩] | ٢٠ | १[५-९] | २० ) \d\d (?: [-–/] \d\d (?: \d\d )? )?
          (?! [\w%‰°] | [.,:]\d | \s? (?: per ~ cent | percent | euros? | dollars? | km ) \b )
          (?! [-‐] \p{L} )
      )
      | (?: (?: (?: early | late | last | next ) ~ )? <weekdays> (?: ,? ~ <date> | ~ <part> )?
        | <date_by_month>
        | (?: early ~ | late ~ )? (?: last | next | this ) ~ (?: <&periods> | <capital> <&months> )
        | this ~ <part>
        | (?: yesterday | today | tomorrow | tonight ) \b (?: ~ <part> )?
        | (?: an? | several | (?: a ~ )? few | many ) ~ <&periods> <ago>
        | <numbers> (?: (?: - <&numbers> )? ~ (?: <&periods> <ago> | <by_word> )
          | ~ (?: past | to ) ~ <&numbers> )
        | (?: half | quarter ) ~ (?: past | to ) ~ <&numbers>
        | <seasons> ~ <of>? <year>
        | <capital> <months> (?: ,? ~ <of>? <year> )?
        | (?: the ~ )? (?: (?: early | mid | late ) [\s-] )? (?: 1\d | 20 ) \d0s \b
        | (?: vor | hace | il ~ y ~ a ) ~ <number> ~ <&periods>
        | (?: ayer | hoy | anteayer ) \b
        | (?: avant-hier | hier | demain | aujourd['’]hui ) \b
        | (?: vorgestern | gestern | heute ) \b
        | (?: el | la ) ~ <&periods> ~ (?: pasad[oa] | próxim[oa] ) \b
        | (?: l['’] | le ~ | la ~ ) <&periods> ~ (?: dernier | dernière | prochaine? | passée? ) \b
        | (?: letzte | vergangene | vorige | nächste )[nrsm]? ~ (?: <&periods> | <&weekdays> )
        | a ~ las? ~ \K <hour> [.:h] [0-5]\d \b
        | (?: noon | midnight | mediodía | medianoche | minuit | Mitternacht ) \b
      )
      | ['’] \d0s \b
    )
    | (?<! \d ) (?= [\d午月火水木金土日] )
    (?: (?: \d{4}年度?末? )?+ (?: \d{1,2}月 (?: \d{1,2}日 | 末 )? | \d{1,2}日 )
      | \d{4}年度?末?
      | (?: 午前 | 午後 )? \d{1,2}時 (?: \d{1,2}分 | 半 )? (?! 間 )
      | [月火水木金土日]曜日?
    )
    """

_AMOUNT = r"""
    (?<! [\w#] | \d[.,:] )
    (?: (?= \d )
      (?: \d+ ~ (?: in | out ~ of | to ) ~ (?: every ~ )? \d+ (?! [\w%] | [.,:]\d )
        | <figure> (?: ~? <magnitudes> \.? <counted>?
          | <suffix> <counted>?
          | \s? (?: <percent> | [€£] )
          | (?: [-–] \d+ )? (?: ~ <adjective> ~ | \s | - ) <noun>
          | (?! [\w%] ) )
      )
      | (?: (?: an? ~ | (?: one | two | three )[-\s] )? (?: half | third | quarter | fifth )s?
          (?= ~ of \b )
        | (?: an? | several | (?: a ~ )? few ) ~ <&magnitudes> <counted>?
        | (?: hundreds | thousands | millions | billions | dozens | miles | millones | milliers ) \b
          <counted>?
        | <numbers> (?: ~ (?: in | out ~ of ) ~ (?: every ~ )? <&numbers>
          | (?: - <&numbers> )? ~ (?: <&magnitudes> <counted>? | <percent> )
          | (?<! \b one ) (?: ~ <adjective> )? [\s-] <plural> )
      )
      | (?: US | A | C | NZ | HK )? [$€£¥₹₩฿] \s? <figure> (?: ~? <&magnitudes> | <suffix> )?
    )
    | (?<! [\d.,] ) <figure> [\p{Han}\p{Katakana}] [ーァ-ヺ]*
    """
