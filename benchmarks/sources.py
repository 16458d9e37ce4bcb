"""How well pages are read, and how a large folder opens beside a small one.

    make bench-sources

Scores are over the pages in tests/sources; times are ratios within this run.
"""

from __future__ import annotations

import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.sources.gold import PASTED, PUBLISHED, gold, marked, paragraph_f1, story, word_f1
from tui.hosting.shelves import library
from tui.sources.opening import Sources, open_source
from tui.sources.plain import plain_article

STORY = "The ferry that waits {}\n\nBy Mirel Osk\n\n" + "It waited for a boy with a cello. " * 60


def main() -> None:
    """Print the figures."""
    pasted()
    published()
    folders()


def pasted() -> None:
    """Messy pasted pages."""
    scores = {}
    for path in sorted(PASTED.glob("*.txt")):
        text, expected = marked(path.stem)
        scores[path.stem] = paragraph_f1(story(plain_article(text)), expected)
    print(f"pasted pages: {len(scores)}, paragraph F1 {mean(scores.values()):.3f}", end="")
    print(f", lowest {min(scores.values()):.3f} ({min(scores, key=lambda name: scores[name])})")


def published() -> None:
    """Pages shaped like those of news sites."""
    words, paragraphs, titles = [], [], 0
    for path in PUBLISHED:
        article, right = open_source(str(path)), gold(path)
        words.append(word_f1(article.text, " ".join(right.paragraphs)))
        found = [one.removeprefix("- ") for one in story(article)]
        paragraphs.append(paragraph_f1(found, right.paragraphs))
        titles += article.title == right.title
    print(f"HTML pages: {len(words)}, word F1 {mean(words):.3f}, lowest {min(words):.3f}", end="")
    print(f", paragraph F1 {mean(paragraphs):.3f}, titles right {titles}")


def folders() -> None:
    """A folder of 10,000 texts beside one of 100: listing, the first article, the memory."""
    with tempfile.TemporaryDirectory() as name:
        small, large = (made(Path(name) / str(count), count) for count in (100, 10_000))
        times = {folder: best(lambda folder=folder: usable(folder)) for folder in (small, large)}
        print(
            f"library of 10,000: {times[large] * 1e3:.0f} ms, {times[large] / times[small]:.1f}",
            end="",
        )
        print(f" times that of 100 ({times[small] * 1e3:.1f} ms), without the program's start")
        browse(large)


def usable(folder: Path) -> None:
    """List a folder and open its first article, as the reader does."""
    sources = Sources()
    items = library(sources.listing([str(folder)]))
    sources.article(items.selected)


def browse(folder: Path) -> None:
    """Open one article after the other, and see what memory that takes."""
    sources = Sources()
    paths = [entry.path for entry in sources.listing([str(folder)])]
    for path in paths[:200]:
        sources.article(path)
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for path in paths[200:2_200]:
        sources.article(path)
    grown = (tracemalloc.get_traced_memory()[0] - before) / 1024
    tracemalloc.stop()
    print(f"memory after 2,000 more articles: {grown:+.0f} KB")


def made(folder: Path, count: int) -> Path:
    """A folder of so many texts."""
    folder.mkdir()
    for number in range(count):
        (folder / f"story {number}.txt").write_text(STORY.format(number), "utf-8")
    return folder


def best(work: Callable[[], object], times: int = 5) -> float:
    """The shortest of several tries, in seconds."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        took.append(time.perf_counter() - start)
    return min(took)


def mean(numbers: object) -> float:
    """The mean."""
    found = list(numbers)  # type: ignore[call-overload]
    return float(sum(found) / len(found))


if __name__ == "__main__":
    main()
