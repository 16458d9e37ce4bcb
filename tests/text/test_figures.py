from __future__ import annotations

import pytest
from hypothesis import given

from tests.text.notation import parse, show, texts
from tui.text.figures import amounts, times
from tui.text.lexicon import MAGNITUDES, MONTHS, NUMBER_WORDS, PERIODS, WEEKDAYS

TIMES = [
    "On ⟦May 14⟧ and ⟦15 May 2024⟧, ⟦Tuesday⟧, ⟦last week⟧, since ⟦2011⟧; it may go.",
    "At ⟦6:40 a.m.⟧, at ⟦nine o’clock⟧, at ⟦8 p.m. ET⟧, at ⟦17:02⟧, by ⟦ten past six⟧, ⟦midnight⟧.",
    "⟦2024-05-15T10:00Z⟧, ⟦15.5.2024⟧, ⟦three years ago⟧, ⟦Tuesday night⟧, ⟦the 1990s⟧.",
    "⟦November 2022⟧, ⟦this January⟧, ⟦the early 1960s⟧, ⟦spring of 2002⟧, ⟦last September⟧.",
    "The 2,011 people of 40 villages and €2011 and 3.1998.",
    "el ⟦3 de mayo de 2023⟧, ⟦el año pasado⟧, ⟦viernes⟧, a las ⟦5.25⟧",
    "le ⟦1er janvier 2020⟧, à ⟦8 heures⟧, ⟦hier⟧",
    "am ⟦3. Mai 2020⟧ um ⟦14 Uhr⟧, ⟦vor drei Jahren⟧, ⟦letzte Woche⟧",
    "⟦2024年3月23日⟧の⟦午前10時⟧、⟦2000年度⟧は6年生が2人",
    "It left at ⟦06.15⟧ and came at ⟦22.30⟧. The ⟦06.15⟧ train, from ⟦09.30⟧ to ⟦17.45⟧.",
    "Von ⟦9.30⟧ bis ⟦17.45⟧, um ⟦8.05⟧, vid ⟦14.30⟧, kl. ⟦7.30⟧, alle ⟦18.30⟧, às ⟦18.30⟧.",
    "At 3.15 percent, at 22.30 metres, at 12.50 euros, by 11.20 points, at 10.30 a share.",
    "It rose to 22.30 from 12.50; at 5.25, in version 10.15, 06.15 %, 06.153, 06.15.7, 26.15.",
    "في ⟦٧ مارس ٢٠٢٤⟧",
    "הגיש ב-⟦3 במרץ⟧",
    "יום ⟦9 במאי 2024⟧",
]
AMOUNTS = [
    "It was ⟦40 centimetres⟧, ⟦$3.2 million⟧, ⟦eight in ten⟧, ⟦62 pages⟧, ⟦12 per cent⟧, ⟦€5⟧.",
    "⟦310 people⟧, ⟦1,912 registered voters⟧, ⟦5 to 4⟧, ⟦18%⟧, ⟦45,800 cubic metres⟧, ⟦29 years⟧.",
    "⟦Hundreds of people⟧ in ⟦three boats⟧ with a ⟦46-metre⟧ line and ⟦a dozen eggs⟧.",
    "On May 14, 2024, at 6 a.m. there were ⟦70⟧ of them, ⟦two thirds⟧ of the boats.",
    "No one of us is one child.",
    "⟦25 euros⟧, ⟦30 %⟧ de ⟦1.200 personas⟧, ⟦3 Millionen Euro⟧, ⟦12 pour cent⟧",
    "⟦187人⟧と⟦4,812回⟧",
    "⟦٤٢٠٠ نسمة⟧ و ⟦٣٥ في المئة⟧",
    "⟦18 मीटर⟧ और ⟦61 प्रतिशत⟧",
]


@pytest.mark.parametrize("marked", TIMES)
def test_times(marked: str) -> None:
    text = parse(marked).text
    assert show(text, times(text, 0, len(text))) == marked


@pytest.mark.parametrize("marked", AMOUNTS)
def test_amounts(marked: str) -> None:
    text = parse(marked).text
    assert show(text, amounts(text, 0, len(text))) == marked


@given(texts)
def test_amounts_and_times_do_not_overlap(text: str) -> None:
    found = sorted([*times(text, 0, len(text)), *amounts(text, 0, len(text))])
    edges = [edge for span in found for edge in span]
    assert edges == sorted(edges)


CALENDAR = [
    *(f"seen {day} there" for day in WEEKDAYS for day in (day, day.title(), day.upper())),
    *(f"seen {month.title()} 3 there" for month in MONTHS),
    *(f"seen {number} years ago there" for number in NUMBER_WORDS if number.isascii()),
    *(f"seen last {period} there" for period in PERIODS),
    *(f"seen {article} {period} ago there" for article in ("a", "A") for period in PERIODS),
]


def test_every_word_of_the_calendar_begins_a_time() -> None:
    assert [one for one in CALENDAR if not times(one, 0, len(one))] == []


def test_every_number_in_words_begins_an_amount() -> None:
    counted = [f"seen {number} million boats there" for number in NUMBER_WORDS]
    counted += [f"seen a {magnitude} boats there" for magnitude in MAGNITUDES if len(magnitude) > 2]
    assert [one for one in counted if not amounts(one, 0, len(one))] == []
