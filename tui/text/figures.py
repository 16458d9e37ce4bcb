"""Dates and times, and amounts, found by pattern.

The words are those of English, Spanish, French, German and Japanese; figures with a unit or a
currency sign are found in any language.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import regex

from tui.text.article import Span
from tui.text.lexicon import (
    AMOUNT_OPENERS,
    MAGNITUDES,
    MONTH_ABBREVIATIONS,
    MONTHS,
    NUMBER_WORDS,
    PERIODS,
    SEASONS,
    SMALL_WORDS,
    TIME_OPENERS,
    WEEKDAYS,
)


def times(text: str, start: int, end: int) -> list[Span]:
    """The dates and times of `text[start:end]`: "May 14", "last week", "6:40 a.m.", "2011"."""
    return [match.span() for match in _compiled(_TIME, TIME_OPENERS).finditer(text, start, end)]


def amounts(text: str, start: int, end: int) -> list[Span]:
    """The amounts of `text[start:end]`: "$3.2 million", "62 pages", "eight in ten", "12 per cent".

    A number goes with the unit or noun that follows it. A number that belongs to a date or a
    time is no amount.
    """
    taken = times(text, start, end)
    found: list[Span] = []
    for match in _compiled(_AMOUNT, AMOUNT_OPENERS).finditer(text, start, end):
        while taken and taken[0][1] <= match.start():
            taken.pop(0)
        if not (taken and taken[0][0] < match.end()):
            found.append(match.span())
    return found


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
def _compiled(pattern: str, openers: frozenset[str]) -> regex.Pattern[str]:
    """The pattern, where `~` stands for white space and `<name>` for one of `_LISTS`.

    It is made when it is first needed, because that takes long. `openers` are the words that any
    of its alternatives begins with: looking each word up in one list before trying them all makes
    the search some ten times as fast.
    """
    spelt = regex.sub(r"(?<!P)<(\w+)>", r"(?&\1)", pattern.replace("~", r"\s{1,3}"))
    # A list is spelt out once for each place it stands in, so it stands in one and is called.
    lists: dict[str, Any] = {name: sorted(words) for name, words in _LISTS.items()}
    lists["openers"] = sorted(openers)
    calls = "".join(rf"(?P<{name}> \b \L<{name}> \b )" for name in lists)
    spelt = f"(?(DEFINE) {calls} ) {spelt}"
    return regex.compile(
        spelt,
        regex.VERBOSE | regex.IGNORECASE,
        ignore_unused=True,
        **lists,
    )


_DEFINITIONS = r"""
(?(DEFINE)
  (?P<year> (?: 1\d | 20 | ١[٠-٩] | ٢٠ | १[०-९] | २० ) \d\d (?! [\d%] | [.,]\d ) )
  (?P<day> (?: 3[01] | [12]\d | 0?[1-9] | [٠-٩०-९]{1,2} ) (?: st | nd | rd | th | er | º )? )
  (?P<month> <months> | <abbreviations> \.? )
  (?P<part> (?: morning | afternoon | evening | night ) \b )
  (?P<of> (?: of | de | del ) ~ )
  (?P<date>
      (?&month) ~ (?&day) (?! [\d%] | [.,]\d ) (?: ,? ~ (?&year) )?
    | (?&day) \.? ~ (?&of)? (?&month) (?: ,? ~ (?&of)? (?&year) )?
  )
  (?P<capital> (?-i: (?! \p{Ll} ) ) )
  (?P<zone> ~ (?: GMT | UTC | BST | CES?T | E[SD]?T | P[SD]?T | C[SD]T | local ~ time ) \b )
  (?P<hour> (?: [01]?\d | 2[0-4] ) )
  (?P<figure> \d{1,3} (?: [ ] \d{3} (?! \d ) )++ (?: [.,] \d++ )?
    | \d++ (?: [.,٫٬\u00a0\u202f'’] \d++ )*+ )
  (?P<suffix> (?: bn | tn | mn | [mkMK] ) \b )
  (?P<percent> % | ‰ | ٪ | °[CF]? | (?: per ~ cent | percent | percentage ~ points? | por ~ ciento
    | pour ~ cent | Prozent | في ~ المئة | في ~ المائة ) \b )
  (?P<noun> (?! <small> | <months> | <weekdays> )
    (?: \p{Thai}{1,14} (?! \p{Thai} )
      | (?! \p{Thai} | \p{Arabic} \b ) \p{L} [\p{L}\p{M}'’]*+ ) (?! \. \p{L} ) )
  (?P<plural> (?! <small> | <weekdays> ) (?: \p{L}+ s | (?-i: \p{Lu} ) \p{L}+ | people | children
    | men | women | percent | per ~ cent ) \b )
  (?P<counted> (?: ~ (?: of | de ) )? ~ (?&noun) )
  (?P<adjective> (?! <small> ) \p{Ll}* (?: ed | al | ary | ern | ic | square ) (?= ~ \p{Ll} ) )
  (?P<ago> <periods> ~ (?: ago | earlier | later ) \b )
  (?P<by_word> o['’]clock \b | in ~ the ~ (?&part) | at ~ night \b )
  (?P<number> (?&figure) | <numbers> (?: [-] <numbers> )? )
)
"""

_TIME = (
    _DEFINITIONS
    + r"""
    (?<! [\w€$£¥] | \d[.,] )
    (?: (?= \d )
      (?: \d{4}-\d\d-\d\d (?: T \d\d:\d\d (?: :\d\d )? (?: Z | [+-]\d\d:?\d\d )? )?
        | \d{1,2} (?P<mark> [./] ) \d{1,2} (?P=mark) (?: \d{4} | \d\d ) \b
        | (?&date)
        | (?&hour) (?: [:.h] [0-5]\d )? \s? (?: [ap]\. \s? m\. | [ap]m \b ) (?&zone)?
        | (?&hour) [:h] [0-5]\d (?: :[0-5]\d )? (?! \d ) (?: ~ Uhr \b | (?&zone) )?
        | (?&hour) (?: \.[0-5]\d )? ~ (?: Uhr \b | heures? \b (?: ~ [0-5]\d )? | (?&zone) )
        | (?&hour) ~ (?&by_word)
        | (?&figure) ~ (?&ago)
        | (?: 1\d | 20 ) \d0s \b
        | (?: 1[5-9] | 20 | ١[٥-٩] | ٢٠ | १[५-९] | २० ) \d\d (?: [-–/] \d\d (?: \d\d )? )?
          (?! [\w%‰°] | [.,:]\d | \s? (?: per ~ cent | percent | euros? | dollars? | km ) \b )
          (?! [-‐] \p{L} )
      )
      | (?= <openers> )
      (?: (?: (?: early | late | last | next ) ~ )? <weekdays> (?: ,? ~ (?&date) | ~ (?&part) )?
        | (?&date)
        | (?: early ~ | late ~ )? (?: last | next | this ) ~ (?: <periods> | (?&capital) <months> )
        | this ~ (?&part)
        | (?: yesterday | today | tomorrow | tonight ) \b (?: ~ (?&part) )?
        | (?: an? | several | (?: a ~ )? few | many ) ~ (?&ago)
        | <numbers> (?: - <numbers> )? ~ (?: (?&ago) | (?&by_word) )
        | (?: half | quarter | <numbers> ) ~ (?: past | to ) ~ <numbers>
        | <seasons> ~ (?&of)? (?&year)
        | (?&capital) <months> (?: ,? ~ (?&of)? (?&year) )?
        | (?: the ~ )? (?: (?: early | mid | late ) [\s-] )? (?: 1\d | 20 ) \d0s \b
        | (?: vor | hace | il ~ y ~ a ) ~ (?&number) ~ <periods>
        | (?: ayer | hoy | anteayer ) \b
        | (?: avant-hier | hier | demain | aujourd['’]hui ) \b
        | (?: vorgestern | gestern | heute ) \b
        | (?: el | la ) ~ <periods> ~ (?: pasad[oa] | próxim[oa] ) \b
        | (?: l['’] | le ~ | la ~ ) <periods> ~ (?: dernier | dernière | prochaine? | passée? ) \b
        | (?: letzte | vergangene | vorige | nächste )[nrsm]? ~ (?: <periods> | <weekdays> )
        | a ~ las? ~ \K (?&hour) [.:h] [0-5]\d \b
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
)

_AMOUNT = (
    _DEFINITIONS
    + r"""
    (?<! [\w#] | \d[.,:] )
    (?: (?= \d )
      (?: \d+ ~ (?: in | out ~ of | to ) ~ (?: every ~ )? \d+ (?! [\w%] | [.,:]\d )
        | (?&figure) ~? <magnitudes> \.? (?&counted)?
        | (?&figure) (?&suffix) (?&counted)?
        | (?&figure) \s? (?: (?&percent) | [€£] )
        | (?&figure) (?: [-–] \d+ )? (?: ~ (?&adjective) ~ | \s | - ) (?&noun)
        | (?&figure) (?! [\w%] )
      )
      | (?= <openers> )
      (?: <numbers> ~ (?: in | out ~ of ) ~ (?: every ~ )? <numbers>
        | (?: an? ~ | (?: one | two | three )[-\s] )? (?: half | third | quarter | fifth )s?
          (?= ~ of \b )
        | (?: an? | several | (?: a ~ )? few ) ~ <magnitudes> (?&counted)?
        | <numbers> (?: - <numbers> )? ~ (?: <magnitudes> (?&counted)? | (?&percent) )
        | (?: hundreds | thousands | millions | billions | dozens | miles | millones | milliers ) \b
          (?&counted)?
        | (?! one \b ) <numbers> (?: ~ (?&adjective) )? [\s-] (?&plural)
      )
      | (?: US | A | C | NZ | HK )? [$€£¥₹₩฿] \s? (?&figure) (?: ~? <magnitudes> | (?&suffix) )?
    )
    | (?<! [\d.,] ) (?&figure) [\p{Han}\p{Katakana}] [ーァ-ヺ]*
    """
)
