"""What people have annotated, counted: by tag, author, article, length and form, and over time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import combinations
from typing import NamedTuple, TypeAlias

from tui.annotations.model import Annotation, Decision
from tui.text.article import Span

LENGTHS = (1, 2, 3, 5, 10, 20, 50)
"""Words: the longest annotation of each class of lengths; what is longer has a class of its own."""

_UNKNOWN = "unknown"

_Marked: TypeAlias = set[tuple[str, tuple[Span, ...]]]
"""What an author marked in an article: tag and spans."""


class Agreed(NamedTuple):
    """How far authors agreed: the F1 of tag and words, from 0 to 1, and in how many articles."""

    f1: float
    articles: int


class Judged(NamedTuple):
    """How many candidates were accepted and rejected as they were proposed."""

    accepted: int
    rejected: int

    @property
    def rate(self) -> float:
        """The share that was accepted."""
        return self.accepted / (self.accepted + self.rejected)


class Counts(NamedTuple):
    """All figures. Articles go by their ids, lengths by their classes' names, weeks as ISO 8601 has
    them (`2026-W07`); `forms` by words and tag; `differing` are forms with several tags.
    """

    annotations: int
    by_tag: dict[str, int]
    by_author: dict[str, int]
    by_article: dict[str, int]
    by_length: dict[str, int]
    by_week: dict[str, int]
    agreement: dict[str, Agreed]
    forms: dict[tuple[str, str], int]
    differing: dict[str, dict[str, int]]
    candidates: dict[str, Judged]


def counted(annotations: Iterable[Annotation], decisions: Iterable[Decision]) -> Counts:
    """The figures, in one pass over the records; the largest of each kind come first."""
    tags: Counter[str] = Counter()
    authors: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    lengths: Counter[int] = Counter()
    forms: Counter[tuple[str, str]] = Counter()
    weeks: Counter[str] = Counter()
    marked: dict[str, dict[str, _Marked]] = defaultdict(lambda: defaultdict(set))
    last: dict[str, str] = {}
    for one in annotations:
        author, words = one.author or _UNKNOWN, " ".join(one.text.split())
        tags[one.tag] += 1
        authors[author] += 1
        articles[one.article] += 1
        lengths[len(words.split(" "))] += 1
        forms[words.casefold(), one.tag] += 1
        weeks[one.created[:10]] += 1
        marked[one.article][author].add((one.tag, one.spans))
        last[one.article] = max(last.get(one.article, ""), one.created[:10])
    return Counts(
        annotations=tags.total(),
        by_tag=dict(tags.most_common()),
        by_author=dict(authors.most_common()),
        by_article=dict(articles.most_common()),
        by_length=_classes(lengths),
        by_week=_weekly(weeks),
        agreement=_agreement(marked, last),
        forms=dict(forms.most_common()),
        differing=_differing(forms),
        candidates=_judged(decisions),
    )


def _classes(lengths: Mapping[int, int]) -> dict[str, int]:
    """Numbers of words in classes, the shortest first; empty ones are left out."""
    made: dict[str, int] = {}
    least = 1
    for most in LENGTHS:
        name = str(most) if most == least else f"{least}–{most}"
        made[name] = sum(number for words, number in lengths.items() if least <= words <= most)
        least = most + 1
    made[f"over {LENGTHS[-1]}"] = sum(n for words, n in lengths.items() if words >= least)
    return {name: number for name, number in made.items() if number}


def _weekly(days: Mapping[str, int]) -> dict[str, int]:
    made: Counter[str] = Counter()
    for day, number in days.items():
        made[_week(day)] += number
    return {week: made[week] for week in sorted(made) if week}


def _week(day: str) -> str:
    """The ISO week of a date; empty where there is none."""
    try:
        return "{}-W{:02}".format(*datetime.fromisoformat(day).isocalendar())
    except ValueError:
        return ""


def _agreement(
    marked: Mapping[str, Mapping[str, _Marked]], last: Mapping[str, str]
) -> dict[str, Agreed]:
    """How far each two authors of an article agree, added up over the articles of a week: that in
    which the last annotation of the article was made.
    """
    same: Counter[str] = Counter()
    both: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    for article, by in marked.items():
        week = _week(last[article])
        for first, second in combinations(by.values(), 2):
            same[week] += 2 * len(first & second)
            both[week] += len(first) + len(second)
        articles[week] += len(by) > 1
    weeks = sorted(week for week in both if week)
    return {week: Agreed(same[week] / both[week], articles[week]) for week in weeks}


def _differing(forms: Mapping[tuple[str, str], int]) -> dict[str, dict[str, int]]:
    """The words that carry several tags, those first of which there are most."""
    by: dict[str, dict[str, int]] = defaultdict(dict)
    for (words, tag), number in forms.items():
        by[words][tag] = number
    found = {words: tags for words, tags in by.items() if len(tags) > 1}
    return dict(sorted(found.items(), key=lambda one: (-sum(one[1].values()), one[0])))


def _judged(decisions: Iterable[Decision]) -> dict[str, Judged]:
    accepted: Counter[str] = Counter()
    rejected: Counter[str] = Counter()
    for one in decisions:
        (accepted if one.accepted else rejected)[one.origin or _UNKNOWN] += 1
    both = accepted + rejected
    return {name: Judged(accepted[name], rejected[name]) for name, _ in both.most_common()}
