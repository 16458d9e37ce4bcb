"""Gold annotations of the project's own stories: what an ideal reader would mark.

A story's file has one annotation a line, in order of place: the tag, a colon, the words. An
ellipsis between blanks stands for what lies between, a plus between blanks joins two spans, and
what follows an arrow is the mention of who said it (the one nearest before or at the words, else
the next after). Times and amounts are left out.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from tui.text.article import Article, Span

FOLDER = Path(__file__).parent / "gold"
STORIES = Path(__file__).parent.parent.parent / "sample_articles"
NAMES = ("person", "organisation", "place")


class Gold(NamedTuple):
    """An annotation as it ought to be; `speaker` is the span of the mention to link to."""

    tag: str
    spans: tuple[Span, ...]
    speaker: Span | None


def story(name: str) -> Path:
    """The sample article that a gold file belongs to."""
    return next(path for path in STORIES.iterdir() if path.stem == name)


def stories() -> list[str]:
    """The stories that have gold annotations."""
    return sorted(path.stem for path in FOLDER.glob("*.gold"))


def gold(name: str, article: Article) -> list[Gold]:
    """The gold annotations of a story, in order of place.

    Raises:
        ValueError: a line's words are not in the story after those of the line before.
    """
    found: list[Gold] = []
    reached = 0
    for line in (FOLDER / f"{name}.gold").read_text("utf-8").splitlines():
        tag, _, rest = line.partition(": ")
        words, _, who = rest.partition(" <- ")
        spans = _spans(article.text, words, reached, line)
        if any(one.tag == tag and one.spans == spans for one in found):
            spans = _spans(article.text, words, reached + 1, line)
        reached = spans[0][0]
        found.append(Gold(tag, spans, _mention(article.text, who, spans[0][0]) if who else None))
    return found


def _spans(text: str, words: str, start: int, line: str) -> tuple[Span, ...]:
    spans: list[Span] = []
    for part in words.split(" + "):
        first, _, last = part.partition(" … ")
        begin = text.find(first, start)
        end = text.find(last, begin + len(first)) if last else begin
        if begin < 0 or end < 0:
            raise ValueError(f"not found after offset {start}: {line}")
        start = end + len(last or first)
        spans.append((begin, start))
    return tuple(spans)


def _mention(text: str, who: str, near: int) -> Span:
    """The mention in the same paragraph, else the nearest before."""
    end = text.find("\n\n", near)
    at = text.rfind(who, text.rfind("\n\n", 0, near) + 1, end if end >= 0 else len(text))
    if at < 0:
        at = text.rfind(who, 0, near)
    if at < 0:
        raise ValueError(f"nobody called {who} near offset {near}")
    return at, at + len(who)
