"""Desks to press keys on, and texts with everything that a desk shows written into them.

┃ stands before the cluster at the cursor, ⟦ and ⟧ around the selection, `{claim:…}` around an
annotation, `{quote+:…}` around a further span of it, `{claim=verified:…}` shows its status and
`{0:…}` a sentence with nothing to check. Blank lines part the blocks; a block that begins with
`#` is a title, with `~` boilerplate, with `|` preformatted, with `@` a locator.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import count
from pathlib import Path
from typing import NamedTuple

from tui.annotations.edits import Edit, Op, Plain, plain
from tui.annotations.history import History
from tui.annotations.model import Annotation, Quote
from tui.annotations.records import Records
from tui.assist.same import same_words
from tui.review.carrying import Beside, removed
from tui.review.overview import gathered, sift
from tui.review.rebase import Rebase
from tui.review.rows import Gathered, Story
from tui.session import config, overview, revising, walking
from tui.session.effects import (
    Commit,
    Effect,
    Gather,
    News,
    Open,
    Press,
    Revise,
    Seek,
    Sift,
    WhenSaved,
)
from tui.session.keys import script
from tui.session.library import Item, Library
from tui.session.reader import Reader
from tui.session.revision import Revision
from tui.session.workspace import Workspace
from tui.session.world import World
from tui.text.anchors import select
from tui.text.article import Article, Block, Role, Span

SHIPPED = config.Source(
    "keymap.toml", Path(__file__).parents[2].joinpath("keymap.toml").read_text("utf-8")
)
CONFIG = config.load([SHIPPED])

_ROLES: dict[str, Role] = {"#": "title", "~": "boilerplate", "|": "preformatted", "@": "locator"}
_MARKS = {role: mark for mark, role in _ROLES.items()}
_TOKEN = re.compile(r"(?P<role>(?:^|(?<=\n\n))[#~|@])|(?P<open>\{\w+:)|(?P<mark>[┃⟦⟧}])")
_BLOCK = re.compile(r"\S(?:[^\n]|\n(?!\s*\n))*")


def ticking() -> World:
    """A clock that goes on by a minute, or a millisecond, whenever it is looked at."""
    minutes, milliseconds, dice = count(), count(1), count()
    return World(
        now=lambda: "2024-05-15T{:02}:{:02}:00Z".format(*divmod(next(minutes), 60)),
        milliseconds=lambda: next(milliseconds),
        random=lambda: next(dice),
    )


class ChangedError(ValueError):
    """An operation's `before` is not what is held."""


class Ledger:
    """Keeps edits as a store does: an operation's `before` has to be what is held."""

    def __init__(self) -> None:
        self.edits: list[Edit] = []
        self.held: dict[tuple[str, str], Plain] = {}
        self.refusal = ""

    def take(
        self, ops: tuple[Op, ...], by: str, summary: str = "", undoes: int = 0, group: str = ""
    ) -> Edit:
        """The edit, or ValueError where it is refused."""
        if self.refusal:
            raise ValueError(self.refusal)
        for op in ops:
            if self.held.get((op.table, op.id)) != op.before:
                raise ChangedError(f"{op.table}/{op.id} changed meanwhile")
        for op in ops:
            self.held.pop((op.table, op.id), None)
            if op.after is not None:
                self.held[op.table, op.id] = op.after
        seq = len(self.edits) + 1
        made = Edit(seq=seq, at="", by=by, ops=ops, summary=summary, undoes=undoes, group=group)
        self.edits.append(made)
        return made


class Desk:
    """A workspace with its articles open in a library, and a ledger for its edits."""

    def __init__(
        self,
        *articles: Article,
        size: tuple[int, int] = (80, 24),
        conf: config.Config = CONFIG,
        ledger: Ledger | None = None,
        author: str = "ana",
    ) -> None:
        self.ledger = ledger or Ledger()
        self.articles = {f"{number}.txt": one for number, one in enumerate(articles, 1)}
        self.size = size
        self._own: set[int] = set()
        self._seen = len(self.ledger.edits)
        items = [Item(path=path, name=path, title=a.title) for path, a in self.articles.items()]
        self.workspace = Workspace(conf, Library(items), ticking(), author)
        self.open(Open("1.txt"))

    @property
    def reader(self) -> Reader:
        """The pane in focus."""
        reader = self.workspace.reader
        assert reader is not None
        return reader

    @property
    def said(self) -> str:
        """The message that is shown now, or the empty string."""
        return self.workspace.message.text if self.workspace.message else ""

    def press(self, keys: str) -> list[Effect]:
        """Press the keys of a script; edits and openings are carried out. Returns all effects."""
        return self.press_each(script(keys))

    def press_each(self, keys: Iterable[str]) -> list[Effect]:
        """Press keys by their canonical names."""
        done: list[Effect] = []
        for key in keys:
            effects = self.workspace.press(key)
            self.carry_out(effects)
            done += effects
        return done

    def carry_out(self, effects: Iterable[Effect]) -> None:
        """Do what a host does: edits and openings."""
        for effect in effects:
            if isinstance(effect, Commit):
                self.commit(effect)
            elif isinstance(effect, Open):
                self.open(effect)
            elif isinstance(effect, WhenSaved):
                self.carry_out(self.workspace.run(effect.command))
            elif isinstance(effect, Press):
                self.press_each(effect.keys)
            elif isinstance(effect, Seek):
                found = [
                    path
                    for path, one in self.articles.items()
                    if any(same_words(one, effect.tag, effect.words))
                ]
                self.carry_out(walking.sought(self.workspace, effect, found))
            elif isinstance(effect, Gather):
                overview.gathered(self.workspace, effect.kind, self._gathered(effect))
                self.carry_out(self.workspace.flush())
            elif isinstance(effect, Sift):
                made = sift(effect.rows, effect.filter, effect.order, self.workspace.scheme)
                overview.sifted(self.workspace, effect, made)
            elif isinstance(effect, Revise):
                self.carry_out(revising.found(self.workspace, effect, self._revision()))

    def _gathered(self, effect: Gather) -> Gathered:
        """What the view shows of all articles."""
        records = {path: self._records(one) for path, one in self.articles.items()}
        others = {id: one for held in records.values() for id, one in held.annotations.items()}
        titles = {one.id: one.title for one in self.articles.values()}
        stories = (
            Story(path, self.articles[path].title or path, held, others, titles)
            for path, held in records.items()
        )
        return gathered(effect.kind, stories, self.workspace.scheme)

    def _revision(self) -> Revision | None:
        """How the article in the pane revises another one that has annotations."""
        new = self.reader.article
        for path, old in self.articles.items():
            records = self._records(old)
            if old.id != new.id and records.annotations:
                rebase = Rebase(old, new, records.ordered())
                beside = Beside(
                    list(records.links.values()),
                    list(records.passes.values()),
                    list(records.decisions.values()),
                    list(records.evidence.values()),
                )
                return Revision(path, rebase, beside, removed(self.ledger.edits))
        return None

    def commit(self, effect: Commit) -> None:
        """Take an edit into the ledger and tell the workspace."""
        try:
            edit = self.ledger.take(
                effect.ops, self.workspace.author, effect.summary, effect.undoes, effect.group
            )
        except ValueError as error:
            news = self._news() if isinstance(error, ChangedError) else None
            self.carry_out(self.workspace.refused([effect], str(error), news))
        else:
            self._own.add(edit.seq)
            self.workspace.committed(edit, effect.article)

    def catch_up(self) -> None:
        """Take in what others have committed to the ledger."""
        for edit, own in self._news():
            self.workspace.learn(edit, own=own)

    def _news(self) -> list[News]:
        fresh = [News(one, one.seq in self._own) for one in self.ledger.edits[self._seen :]]
        self._seen = len(self.ledger.edits)
        return [] if all(one.own for one in fresh) else fresh

    def open(self, effect: Open) -> None:
        """Show one of the articles, with what the ledger holds of it."""
        article = self.articles[effect.path]
        records = self._records(article)
        history = History(tuple(edit for edit in self.ledger.edits if _is_about(edit, article.id)))
        self.workspace.show(effect.path, article, records, history, beside=effect.beside)
        for reader in self.workspace.panes:
            reader.resize(self.size[0] // len(self.workspace.panes), self.size[1])
        self.carry_out(self.workspace.flush())

    def _records(self, article: Article) -> Records:
        """What the ledger holds of an article."""
        records = Records()
        records.apply(
            Op(table, id, None, held)
            for (table, id), held in self.ledger.held.items()
            if article.id in (id, held.get("article"))
        )
        return records


def _is_about(edit: Edit, article: str) -> bool:
    return any(article in (op.id, (op.after or op.before or {}).get("article")) for op in edit.ops)


def desk(
    marked: str, *others: str, size: tuple[int, int] = (80, 24), conf: config.Config = CONFIG
) -> Desk:
    """A desk with a marked text in its pane, and other texts, marked too, in the library."""
    _, cursor, selection, _ = parse(marked)
    articles = [article(one) for one in (marked, *others)]
    ledger = Ledger()
    for at, one in zip(articles, (marked, *others), strict=True):
        for tag, span in parse(one).annotations:
            id, quote = f"given{len(ledger.held):011}", Quote(*select(at.text, span))
            given = Annotation(id=id, article=at.id, tag=tag, spans=(span,), quotes=(quote,))
            ledger.held["annotations", id] = plain(given)
    made = Desk(*articles, size=size, ledger=ledger, conf=conf)
    reader = made.reader
    if selection is not None:
        reader.select(selection)
        if cursor == selection[0]:
            made.press(";")
    elif cursor >= 0:
        reader.go(cursor)
    return made


def article(marked: str) -> Article:
    """The article of a marked text."""
    text = parse(marked).text
    roles = [
        _ROLES.get(part.lstrip("┃⟦")[:1], "paragraph")
        for part in re.split(r"\n(?:[^\S\n]*\n)+", marked)
        if parse(part).text.strip()
    ]
    found = zip(roles, _BLOCK.finditer(text), strict=True)
    blocks = tuple(Block(role, *match.span()) for role, match in found)
    title = next((text[b.start : b.end] for b in blocks if b.role == "title"), "")
    return Article(text=text, blocks=blocks, language="en", title=title)


def show(reader: Reader) -> str:
    """The text with everything written into it."""
    text = reader.article.text
    marks: list[tuple[int, int, int, str]] = [(reader.cursor, 9, 0, "┃")]
    marks += [
        (block.start, 5, 0, _MARKS[block.role])
        for block in reader.article.blocks
        if block.role in _MARKS
    ]
    if reader.selection is not None:
        marks += _around(reader.selection, "⟦", "⟧", 8)
    for one in reader.records.annotations.values():
        status = "".join(f"={value}" for value in one.attributes.values())
        for number, span in enumerate(one.spans):
            marks += _around(span, f"{{{one.tag}{'+' * number}{status}:", "}", 7)
    for said in reader.records.passes.values():
        marks += _around((said.start, said.end), "{0:", "}", 6)
    pieces, reached = [], 0
    for offset, _, _, mark in sorted(marks):
        pieces += [text[reached:offset], mark]
        reached = offset
    return "".join([*pieces, text[reached:]])


def _around(span: Span, before: str, after: str, rank: int) -> list[tuple[int, int, int, str]]:
    return [(span[0], rank, -span[1], before), (span[1], -rank, -span[0], after)]


class _Marked(NamedTuple):
    text: str
    cursor: int
    selection: Span | None
    annotations: tuple[tuple[str, Span], ...]


def parse(marked: str) -> _Marked:
    """Take the marks out of a text; `cursor` is -1 without one."""
    text, reached, cursor, start = "", 0, -1, -1
    selection: Span | None = None
    opened: list[tuple[str, int]] = []
    annotations: list[tuple[str, Span]] = []
    for match in _TOKEN.finditer(marked):
        text += marked[reached : match.start()]
        reached = match.end()
        mark = match.group()
        if match["open"]:
            opened.append((mark[1:-1], len(text)))
        elif mark == "}":
            tag, begun = opened.pop()
            annotations.append((tag, (begun, len(text))))
        elif mark == "┃":
            cursor = len(text)
        elif mark == "⟦":
            start = len(text)
        elif mark == "⟧":
            selection = (start, len(text))
    return _Marked(text + marked[reached:], cursor, selection, tuple(annotations))
