"""Keys per annotation: an ideal reader here, beside models of SLATE and of a tool with a mouse.

    python -m benchmarks.keys [CORPORA]

The project's own stories have gold files in `tests/assist/gold`. CORPORA is a folder that holds
`conll/wikigold.conll.txt` and `cofenet/news-valid.jsonl`, which are no part of the project; without
it only the stories are marked up. A quotation is one annotation with its speaker and the link to
it. Keys that go from article to article, that reject what is wrong and that correct it all count;
what does not become right, or becomes what is not gold, is reported beside.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.keys import tasks
from benchmarks.keys.ideal import mark_up
from benchmarks.keys.models import Slate, mouse
from benchmarks.keys.tasks import Task
from tests.assist.gold import NAMES
from tests.session.notation import SHIPPED
from tui.session import config

_OTHER = """
[tags.other]
summary = "another name"
plural = "other names"
keys = ["r"]
glyph = "r"
object = "name"
colour = { dark = "#c98bb9", light = "#8a3d78" }
ansi = "magenta"
"""


class Work(NamedTuple):
    """Articles to mark up with some tags, and what the keymap says of these."""

    name: str
    tags: Sequence[str]
    articles: Sequence[Task]
    keymap: str = ""


def work(corpora: Path | None) -> Iterator[Work]:
    """What is marked up: the project's stories, and two corpora if they are at hand."""
    yield Work("stories: names", NAMES, tasks.own(*NAMES))
    yield Work("stories: quotations", ("quote",), tasks.own("quote"))
    everything = ("claim", "quote", *NAMES)
    yield Work("stories: everything", everything, tasks.own(*everything))
    if corpora is not None:
        yield Work("WikiGold: names", NAMES, tasks.wikigold(corpora), _OTHER)
        yield Work("CofeNet: quotations", ("quote",), tasks.cofenet(corpora))


def row(done: Work) -> str:
    """Mark up articles, and say what it took."""
    own = f"[reader]\npropose = {list(done.tags)}\n{done.keymap}"
    conf = config.load([SHIPPED, config.Source("benchmark", own)])
    made = list(mark_up(done.articles, conf))
    gold = sum(len(task.gold) for task in done.articles)
    keys = sum(len(one.keys) for one in made)
    slate = sum(Slate(task.lines).keys(task) for task in done.articles)
    dragged = sum(map(mouse, done.articles))
    right, wrong = sum(one.right for one in made), sum(one.wrong for one in made)
    ours, theirs = keys / max(right, 1), slate / gold
    return (
        f"{done.name:21}{len(made):9}{gold:13}{right:7}{wrong:7}"
        f"{ours:11.2f}{theirs:8.2f}{dragged / gold:8.2f}{ours / theirs:12.0%}"
    )


def main() -> None:
    """Print a row for each kind of work, as soon as it is done."""
    corpora = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    print(
        f"{'':21}{'articles':>9}{'annotations':>13}{'right':>7}{'wrong':>7}"
        f"{'Glossator':>11}{'SLATE':>8}{'mouse':>8}{'of SLATE’s':>12}"
    )
    for one in work(corpora):
        print(row(one), flush=True)


if __name__ == "__main__":
    main()
