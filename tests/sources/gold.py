"""Pages with what is right about them: messy pasted ones, and ones shaped like news sites'.

A pasted page encloses each paragraph of its story and each dateline in `§…¶`, which are taken out
before it is read. Beside an HTML page stands a text: its title, then byline, day and site, then the
paragraphs of the story.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tui.text.article import Article

PASTED = Path(__file__).parent / "pages"
PUBLISHED = sorted((Path(__file__).parent / "html").glob("*.html"))
STORY = {"paragraph", "list", "heading", "quote", "preformatted", "dateline"}


class Gold(NamedTuple):
    """What a page says."""

    title: str
    byline: str
    day: str
    site: str
    paragraphs: list[str]


def marked(name: str) -> tuple[str, list[str]]:
    """A pasted page without its marks, and the paragraphs of its story."""
    text = (PASTED / f"{name}.txt").read_text("utf-8")
    return re.sub("[§¶]", "", text), [each.strip() for each in re.findall("§(.*?)¶", text, re.S)]


def gold(page: Path) -> Gold:
    """What an HTML page says."""
    title, about, *paragraphs = page.with_suffix(".txt").read_text("utf-8").strip().split("\n\n")
    return Gold(title, *about.split(" · "), paragraphs)


def story(article: Article) -> list[str]:
    """The paragraphs that are not boilerplate."""
    return [article.text[b.start : b.end] for b in article.blocks if b.role in STORY]


def paragraph_f1(found: Sequence[str], expected: Sequence[str]) -> float:
    """The harmonic mean of precision and recall over whole paragraphs."""
    if not found and not expected:
        return 1.0
    return 2 * len(set(found) & set(expected)) / (len(found) + len(expected))


def word_f1(found: str, expected: str) -> float:
    """The same over words, each as often as it stands there."""
    ours, theirs = (Counter(re.findall(r"\w+", text)) for text in (found, expected))
    return 2 * (ours & theirs).total() / (ours.total() + theirs.total())
