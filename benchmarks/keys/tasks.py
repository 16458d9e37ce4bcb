"""What there is to mark up: articles with the annotations that they ought to have.

The project's own stories have gold files (`tests/assist/gold.py`). Of published corpora two are
read where they lie: CofeNet's sentences of news, and WikiGold's names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple, TypeAlias

from tests.assist.gold import Gold, gold, stories, story
from tui.sources.opening import open_source
from tui.text.article import Article, Block, Span
from tui.text.segments import Segments

Lines: TypeAlias = list[list[Span]]
"""The spans of tokens, by the lines in which SLATE shows them."""

_TOKEN = re.compile(r"\w+(?:[’'.,-]\w+)*|[^\w\s]")
_LABELS = {"PER": "person", "ORG": "organisation", "LOC": "place", "MISC": "other"}

_WRITTEN = {
    "``": "“", "''": "”", "`": "‘", "'": "’", "-LRB-": "(", "-RRB-": ")", "-LSB-": "[",
    "-RSB-": "]", "-LCB-": "{", "-RCB-": "}", "--": "—",
}  # fmt: skip
_CLOSE_BEFORE = re.compile(r"[,.;:?!%)\]}”]$|['’](?:s|re|ve|ll|d|m)?$|n['’]t$", re.IGNORECASE)
_CLOSE_AFTER = frozenset("“‘([{$£€#")


class Task(NamedTuple):
    """An article, its gold annotations in order of place, and its tokens by lines.

    With `mentions` a gold speaker is the mention beside the words, whoever it stands for; else it
    is the very name that is to be linked.
    """

    name: str
    article: Article
    gold: tuple[Gold, ...]
    lines: Lines
    mentions: bool = False


def own(*tags: str) -> list[Task]:
    """The project's stories with those of their gold annotations that have one of the tags."""
    made = []
    for name in stories():
        article = open_source(str(story(name)))
        wanted = tuple(one for one in gold(name, article) if one.tag in tags)
        made.append(Task(name, article, wanted, _lines(article)))
    return made


def _lines(article: Article) -> Lines:
    """A sentence a line, as datasets have them; what is no part of the story is left out."""
    segments = Segments(article)
    return [
        [match.span() for match in _TOKEN.finditer(article.text, start, end)]
        for index, block in enumerate(article.blocks)
        if block.role != "boilerplate"
        for start, end in segments.sentences(index)
    ]


class _Text:
    """An article put together again from tokens."""

    def __init__(self) -> None:
        self.text = ""
        self.lines: Lines = []
        self.blocks: list[Block] = []

    def add(self, tokens: Iterable[str], between: str) -> list[Span]:
        """Write a sentence; returns the spans of its tokens."""
        if self.text:
            self.text += between
        line: list[Span] = []
        before = ""
        for token in tokens:
            word = _WRITTEN.get(token, token)
            if line and before not in _CLOSE_AFTER and not _CLOSE_BEFORE.match(word):
                self.text += " "
            line.append((len(self.text), len(self.text) + len(word)))
            self.text += word
            before = word
        self.lines.append(line)
        return line

    def article(self) -> Article:
        """A paragraph for each stretch between blank lines."""
        blocks = tuple(
            Block("paragraph", *match.span())
            for match in re.finditer(r"\S(?:[^\n]|\n(?!\n))*", self.text)
        )
        return Article(text=self.text, blocks=blocks, language="en")


def wikigold(folder: Path) -> list[Task]:
    """WikiGold: the names of 145 articles, of four kinds.

    An article is one paragraph, as sentences are all that the file tells.
    """
    rows = (folder / "conll" / "wikigold.conll.txt").read_text("utf-8").splitlines()
    made = []
    for number, (_, group) in enumerate(_documents(rows), 1):
        text, found = _Text(), []
        for sentence in group:
            spans = text.add([token for token, _ in sentence], " ")
            for tag, first, last in _runs([label for _, label in sentence]):
                found.append(Gold(_LABELS[tag], ((spans[first][0], spans[last][1]),), None))
        made.append(Task(f"wikigold {number}", text.article(), tuple(found), text.lines))
    return made


_Sentence: TypeAlias = list[tuple[str, str]]


def _documents(rows: Iterable[str]) -> Iterator[tuple[int, list[_Sentence]]]:
    """The sentences of each document, as pairs of token and label."""
    sentences: list[_Sentence] = [[]]
    number = 0
    for row in rows:
        token, _, label = row.partition(" ")
        if token == "-DOCSTART-":
            yield number, [one for one in sentences if one]
            number, sentences = number + 1, [[]]
        elif row.strip():
            sentences[-1].append((token, label))
        else:
            sentences.append([])
    if any(sentences):
        yield number, [one for one in sentences if one]


def _runs(labels: list[str]) -> Iterator[tuple[str, int, int]]:
    """Runs of one label, as label, first and last index; `B-` begins a new one."""
    start = 0
    for index, label in enumerate(labels):
        kind = label[2:]
        if index == 0 or label.startswith("B-") or labels[index - 1][2:] != kind:
            start = index
        if kind and (
            index + 1 == len(labels)
            or labels[index + 1][2:] != kind
            or labels[index + 1].startswith("B-")
        ):
            yield kind, start, index


def cofenet(folder: Path) -> list[Task]:
    """CofeNet's news: quotations with who said them. A row of the file is a paragraph.

    The rows do not say which source belongs to which content. With one source and one cue all
    contents are pieces of one quotation; else each is its own, said by the source nearest to it.
    """
    rows = [
        json.loads(line)
        for line in (folder / "cofenet" / "news-valid.jsonl").read_text("utf-8").splitlines()
    ]
    made = []
    for name, group in groupby(rows, key=lambda row: row["id"]):
        text, found = _Text(), []
        for row in group:
            spans = text.add(row["tokens"], "\n\n")
            found += _quotations(row["labels"], spans)
        found.sort(key=lambda one: one.spans[0])
        made.append(Task(name, text.article(), tuple(found), text.lines, mentions=True))
    return made


def _quotations(labels: list[str], spans: list[Span]) -> Iterator[Gold]:
    parts: dict[str, list[Span]] = {"source": [], "cue": [], "content": []}
    for kind, first, last in _runs(labels):
        parts[kind].append((spans[first][0], spans[last][1]))
    sources, contents = parts["source"], parts["content"]
    if contents and len(sources) <= 1 and len(parts["cue"]) <= 1:
        yield Gold("quote", tuple(contents), sources[0] if sources else None)
        return
    for content in contents:
        nearest = min(sources, key=lambda one: _gap(one, content), default=None)
        yield Gold("quote", (content,), nearest)


def _gap(left: Span, right: Span) -> int:
    return max(left[0] - right[1], right[0] - left[1], 0)
