"""The session: panes, library, annotation list and prompt, and which of them the keys go to.

`press` takes a key and returns what the world has to do; everything else has changed already.
The workspace reads no clock and rolls no dice: it is handed them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias

from tui.annotations.edits import Edit, Op, Storing, adds_article, inverse
from tui.annotations.history import History
from tui.annotations.ids import IdMaker
from tui.annotations.model import Annotation, ArticleRecord, Evidence
from tui.annotations.records import Records
from tui.session import (
    abreast,
    labelling,
    linking,
    overview,
    panel,
    reviewing,
    revising,
    taken,
    walking,
    where,
)
from tui.session.advice import Advice
from tui.session.effects import Commit, Effect, News
from tui.session.keymap import Binding, able, refusals
from tui.session.keys import shown, typed
from tui.session.library import Library
from tui.session.listing import Listing
from tui.session.offer import Offer
from tui.session.prompt import Prompt
from tui.session.proposals import Walk
from tui.session.reader import Reader
from tui.session.registry import FALLBACK, Command, Context
from tui.session.stored import article_of, article_record, revised, sourced, storing
from tui.session.taken import Taken
from tui.session.world import Level, Message, World
from tui.text.article import Article

if TYPE_CHECKING:
    from tui.assist.candidate import Candidate
    from tui.session.config import Config
    from tui.session.review import Review

Focus: TypeAlias = Literal["reader", "library", "list", "record", "board", "ledger"]


class Workspace:
    """All that a person sees and can change, without the terminal it is drawn on.

    `unsaved` counts the edits that the store has not answered yet; `taken` are those that it
    refused, until the person has decided. `asked` is what the last key was to decide. `waiting`
    says in words what is under way before more keys are taken. `bound` is the id of an annotation
    to which the next article opened leads, `sources` the evidence of other articles, as far as that
    is known. `editing` is the group of what is changed while an annotation is edited.
    """

    def __init__(self, config: Config, library: Library, world: World, author: str = "") -> None:
        """An empty desk: no pane is open."""
        self.config = config
        self.scheme = config.scheme
        self.library = library
        self.listing = Listing()
        settings = config.settings
        self.advice = Advice(config.scheme, settings.propose, settings.propose_from)
        self.offer: Offer | None = None
        self.walk: Walk | None = None
        self.review: Review | None = None
        self.linking: linking.Linking | None = None
        self.bound = ""
        self.sources: tuple[Evidence, ...] = ()
        self.panel = panel.Panel()
        self.overviews = {kind: overview.Overview(kind) for kind in overview.KINDS}
        self.recording: list[str] | None = None
        self.recorded: tuple[str, ...] = ()
        self.author = author
        self.world = world
        self.panes: list[Reader] = []
        self.pane = 0
        self.focus: Focus = "library" if len(library) != 1 else "reader"
        self.prompt: Prompt | None = None
        self.pending: tuple[str, ...] = ()
        self.message: Message | None = None
        self.asked: tuple[object, ...] = ()
        self.sides = {"library": True, "list": True}
        self.quiet = self.together = False
        self.orphan = self.last_tag = self.last_made = self.editing = ""
        self.tasks = labelling.Tasks()
        self.unsaved = self.playing = 0
        self.taken: Taken | None = None
        self.waiting = ""
        self._ids = IdMaker()
        self._effects: list[Effect] = []

    @property
    def reader(self) -> Reader | None:
        """The pane in focus, or None while none is open."""
        return self.panes[self.pane] if self.panes else None

    @property
    def context(self) -> Context:
        """Where the next key is looked up."""
        return where.context(self)

    @property
    def contexts(self) -> tuple[Context, ...]:
        """All the contexts in which it is looked up, nearest first."""
        near = FALLBACK[self.context]
        typing = self.context in ("prompt", "hints", "link")
        return near if typing or self.taken is None else ("taken", *near)

    @property
    def continuations(self) -> list[Binding]:
        """What the keys pressed so far can go on with, as far as it can do anything now."""
        return able(self, self.config.keymap.continuations(self.contexts, self.pending))

    def press(self, key: str) -> tuple[Effect, ...]:
        """Take a key, by its canonical name, and say what is to be done in the world."""
        self.message, self.asked = None, where.asked(self)
        self.playing = max(self.playing - 1, 0)
        keys = (*self.pending, key)
        keymap, contexts = self.config.keymap, self.contexts
        command = keymap.command(contexts, keys)
        recording = self.recording
        if command is None and (found := keymap.continuations(contexts, keys)):
            self.pending = keys
            for refusal in refusals(self, found):
                self.say(refusal)
            return self.flush()
        if command is not None:
            self.pending = ()
            self._run(command)
        elif self.prompt is not None:
            self._type(typed(key))
        elif self.context == "link":
            linking.press(self, key)
        elif self.context == "hints":
            if self.reader is not None and not self.reader.choose(key):
                self.say(f"no letter {key} is shown")
        else:
            self.pending, self.offer = (), None
            if key != "esc":
                self.say(
                    f"{shown(keys)} does nothing here; {keymap.key('help.show')} shows the keys"
                )
        if recording is not None and recording is self.recording:
            recording.extend(keys)
        return self.flush()

    def run(self, command: str) -> tuple[Effect, ...]:
        """Run a command by its id, as the palette does."""
        self.leave_typing()
        self._run(self.config.commands[command])
        return self.flush()

    def run_inside(self, command: str) -> None:
        """Run another command as part of one."""
        self.config.commands[command].run(self)

    def type(self, text: str) -> tuple[Effect, ...]:
        """Put text into the prompt, as typing or pasting does; nothing without a prompt."""
        self._type(text)
        return self.flush()

    def ask(self, prompt: Prompt) -> None:
        """Open a prompt, or go on with a changed one."""
        before, self.prompt = self.prompt, prompt
        if before is None or before.text != prompt.text:
            prompt.changed(self, prompt.text)

    def finish(self, text: str | None) -> None:
        """Close the prompt with its answer, or with None to cancel it."""
        prompt, self.prompt = self.prompt, None
        if prompt is not None:
            (prompt.cancelled if text is None else prompt.accepted)(self, text or "")

    def answer(self, text: str | None) -> tuple[Effect, ...]:
        """Close the prompt from outside, as the larger field for notes does."""
        self.finish(text)
        return self.flush()

    def choose_annotation(self, id: str) -> tuple[Effect, ...]:
        """Go to an annotation of the list."""
        self.leave_typing()
        reader = self.reader
        if reader is not None and id in reader.records.annotations:
            reader.clear()
            reader.go(reader.records.annotations[id].start)
            self.listing.selected = id
            self.focus = "reader"
        return self.flush()

    def say(self, text: str, level: Level = "plain") -> None:
        """Show a sentence until the next key."""
        self.message = Message(text, level)

    def emit(self, effect: Effect) -> None:
        """Ask something of the world."""
        self._effects.append(effect)

    def new_id(self) -> str:
        """An id for a new record."""
        return self._ids.make(self.world.milliseconds(), self.world.random())

    def edit(self, ops: tuple[Op, ...], summary: str, undoes: int = 0, *, group: str = "") -> None:
        """Change the records of the article in focus, here at once and then in the store.

        Edits that follow each other in one `group` are undone together, as are all those that are
        made while an annotation is edited.
        An article that the store does not have yet is stored along with the first change to it; so
        is a further place where it was found.
        """
        reader = self.reader
        if reader is None:
            return
        store = self.storing(reader)
        if store is not None and not any(map(adds_article, ops)):
            ops = (store, *ops)
        elif reader.records.article is not None and all(op.table != "articles" for op in ops):
            found = sourced(reader.records.article, reader.article)
            ops = (found, *ops) if found else ops
        if reader.editing and not undoes:
            group = self.editing
        self.make(Commit(reader.article.id, ops, summary, undoes, group))

    def record(self, reader: Reader) -> ArticleRecord:
        """The record of a pane's article, as it is stored or as it would be."""
        known = reader.records.article
        return known or article_record(reader.original, self.world.now(), as_read=reader.as_read)

    def storing(self, reader: Reader) -> Storing | None:
        """What stores a pane's article, the same until that is done; None where it is stored."""
        known, made = reader.records.article, reader.storing
        reader.storing = None if known else made or storing(self.record(reader))
        return reader.storing

    def records(self, article: str) -> Records | None:
        """What is recorded about an article, by its id; None where it is not open."""
        return next((reader.records for reader in self._showing(article)), None)

    def make(self, commit: Commit) -> None:
        """Make an edit, here at once and then in the store."""
        self._apply(commit.article, commit.ops)
        self.unsaved += 1
        self.emit(commit)

    def committed(self, edit: Edit, article: str) -> None:
        """The store has made the first edit that is under way durable."""
        self.unsaved -= 1
        overview.committed(self, edit)
        for reader in self._showing(article)[:1]:  # Panes on one article share their history.
            reader.history.record(edit)

    def refused(
        self,
        commits: Sequence[Commit],
        reason: str,
        news: Sequence[News] | None = None,
        *,
        lasting: bool = False,
    ) -> tuple[Effect, ...]:
        """The store refused the first of these edits, and those after it were not tried: take
        them back. `news` is what others wrote, if that is why; `lasting`: it would refuse again.
        """
        self.unsaved -= len(commits)
        for commit in reversed(commits):
            self._apply(commit.article, inverse(commit.ops))
        for edit, own in news or ():
            self.learn(edit, own=own)
        if news is None:
            taken.refused(self, commits, reason, lasting=lasting)
        else:
            taken.overtaken(self, commits, [edit for edit, own in news if not own])
        return self.flush()

    def learn(self, edit: Edit, *, own: bool = False) -> None:
        """Take in an edit as far as its article is open here: another session's, or an `own` one
        again, after one that came before it.
        """
        if not own:
            self.advice.follow(edit.ops)
            labelling.follow(self, edit.ops)
        for article in {reader.article.id for reader in self.panes}:
            ops = [op for op in edit.ops if article_of(op) == article]
            for reader in self._showing(article)[: len(ops)][:1]:
                reader.records.apply(ops)
                if edit.by == self.author and not own:
                    reader.history.record(edit)
            for reader in self._showing(article):
                reader.follow(ops)
        panel.follow(self)
        reviewing.follow(self)
        overview.follow(self, edit.ops)

    def show(
        self,
        path: str,
        article: Article,
        records: Records,
        history: History,
        *,
        position: int | None = None,
        beside: bool = False,
        as_read: bool = False,
    ) -> None:
        """Show an article, in a further pane if `beside`, at `position` (an offset) if it is known;
        `as_read` its blocks are not those that the store has.
        """
        there = self._showing(article.id)
        for other in there[:1]:
            records, history = other.records, other.history
        shown = article if as_read else revised(article, records)
        twin = next((other for other in there if other.original is shown), None)
        settings, advice = self.config.settings, self.advice
        reader = Reader(path, shown, records, history, settings, advice, as_read=as_read, twin=twin)
        if self.reader is not None:
            reader.resize(self.reader.page.width, self.reader.page.height)
        reader.go(reader.first if position is None else position)
        if beside or not self.panes:
            self.panes.append(reader)
            self.pane = len(self.panes) - 1
        else:
            self.panes[self.pane] = reader
        self.library.selected = path
        self.focus = "reader"
        self.listing.filter = ""
        revising.arrive(self, reader)
        walking.arrive(self, reader)
        reviewing.arrive(self, reader)
        linking.arrive(self, reader)
        labelling.arrive(self, reader)

    def propose(self, article: str, candidates: Sequence[Candidate]) -> None:
        """Take candidates for an article that somebody else proposes."""
        for reader in self._showing(article):
            reader.proposals.add(candidates)
            reader.proposals.shown = True

    def _type(self, text: str) -> None:
        if self.prompt is not None and text:
            self.ask(self.prompt.insert(text))

    def annotation(self, id: str) -> Annotation | None:
        """The annotation with this id in the article in focus."""
        return self.reader.records.annotations.get(id) if self.reader is not None else None

    def leave_typing(self) -> None:
        """Before something else is done: take what is being typed as it is, drop pending keys."""
        self.message, self.pending = None, ()
        self.offer = None
        linking.leave(self)
        if self.reader is not None:
            self.reader.hints = None
        if self.prompt is not None:
            self.finish(self.prompt.text)

    def _apply(self, article: str, ops: tuple[Op, ...]) -> None:
        for reader in self._showing(article)[:1]:
            reader.records.apply(ops)
        self.advice.follow(ops)
        labelling.follow(self, ops)
        panel.follow(self)
        for reader in self._showing(article):
            reader.follow(ops)
        reviewing.follow(self)
        overview.follow(self, ops)

    def _showing(self, article: str) -> list[Reader]:
        return [reader for reader in self.panes if reader.article.id == article]

    def _run(self, command: Command) -> None:
        """Run a command; panes that scroll together follow the one in focus."""
        if command.context != "speaker":
            self.offer = None
        reviewing.turn_to(self, command)
        leader = self.reader
        if leader is None or not self.together:
            command.run(self)
            return
        layout, top = leader.layout, leader.top
        command.run(self)
        if leader is self.reader and layout is leader.layout:
            rows = layout.distance(top, leader.top, 10 * leader.page.height)
            for other in self.panes:
                if other is not leader and rows:
                    other.scroll(rows)

    def flush(self) -> tuple[Effect, ...]:
        """What has been asked of the world since this was last called."""
        abreast.align(self)
        revising.align(self)
        overview.renew(self)
        made = tuple(self._effects)
        self._effects.clear()
        return made
