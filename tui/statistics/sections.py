"""The figures as sections of rows, each with a bar: what the terminal, a page and a table show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from tui.statistics.counting import Counts

_BLOCKS = " ▏▎▍▌▋▊▉█"
_MOST = 12
"""Rows of a section of which there may be any number."""


class Row(NamedTuple):
    """A name, how long its bar is compared with the others of its section, and what it says."""

    name: str
    value: float
    said: str


class Section(NamedTuple):
    """Rows under a title; `more` are left out. A bar as long as there is room stands for `full`."""

    title: str
    rows: tuple[Row, ...]
    full: float
    more: int = 0


def sections(counts: Counts, titles: Mapping[str, str]) -> list[Section]:
    """The sections that have rows; `titles` are those of articles by their ids."""
    articles = ((titles.get(id) or id[:12], number) for id, number in counts.by_article.items())
    forms = ((f"{words} · {tag}", number) for (words, tag), number in counts.forms.items())
    differing = [
        Row(words, sum(tags.values()), ", ".join(f"{tag} {n}" for tag, n in tags.items()))
        for words, tags in counts.differing.items()
    ]
    agreed = [
        Row(week, one.f1, f"{one.f1:.2f} in {one.articles} article{'s' * (one.articles != 1)}")
        for week, one in counts.agreement.items()
    ]
    judged = [
        Row(origin, one.rate, f"{one.accepted:,} accepted, {one.rejected:,} rejected")
        for origin, one in counts.candidates.items()
    ]
    made = (
        _section("Tags", _plain(counts.by_tag.items())),
        _section("Authors", _plain(counts.by_author.items())),
        _section("Articles", _plain(articles)),
        _section("Words of an annotation", _plain(counts.by_length.items())),
        _section("Annotations by week", _plain(counts.by_week.items())[-_MOST:]),
        _section("Agreement by week: F1 of tag and words", agreed[-_MOST:], 1.0),
        _section("Most frequent words", _plain(forms)),
        _section("Words tagged in several ways", differing),
        _section("Candidates by where they come from", judged, 1.0),
    )
    return [section for section in made if section.rows]


def bar(share: float, room: int) -> str:
    """A bar that takes a share, from 0 to 1, of so many cells."""
    whole, rest = divmod(round(min(max(share, 0.0), 1.0) * room * 8), 8)
    return ("█" * whole + _BLOCKS[rest]).strip().ljust(room)


def lines(section: Section, room: int) -> Iterator[tuple[str, str, str]]:
    """The rows as name, bar and words, for so many cells in all; the name is not cut to its room,
    which is a third.
    """
    for row in section.rows:
        yield row.name, bar(row.value / (section.full or 1), max(room // 4, 1)), row.said


def _plain(figures: Iterable[tuple[str, int]]) -> list[Row]:
    return [Row(name, number, f"{number:,}") for name, number in figures]


def _section(title: str, rows: list[Row], full: float = 0.0) -> Section:
    shown = tuple(rows[:_MOST])
    return Section(
        title, shown, full or max((row.value for row in shown), default=1.0), len(rows) - len(shown)
    )
