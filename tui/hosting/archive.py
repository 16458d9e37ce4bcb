"""The store, asked one thing after the other in a thread of its own.

A slow disk then holds up nobody who reads, and no question meets another one half answered. Only
the database file is written beside that, in another thread: edits do not wait for it. What of the
store's edits this session has taken in already is known here too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import NamedTuple, TypeAlias, TypeVar

from tui import memory
from tui.annotations.edits import Edit, Storing
from tui.hosting.errands import is_long
from tui.session.effects import Commit, News
from tui.store.protocol import Conflict, Store, StoreError

_AT_ONCE = 0.02
"""Seconds: where writing the database file takes less, it follows the edits at once, so that
other programs see them; else it waits until nobody is pressing keys.
"""

T = TypeVar("T")


class Refusal(NamedTuple):
    """Why an edit was not made, and what others wrote meanwhile if it conflicts with that."""

    reason: str
    conflicts: bool = False
    news: tuple[Edit, ...] = ()


Answer: TypeAlias = "Edit | Refusal"


class Archive:
    """A store in its thread. Every method returns at once, but `close`."""

    def __init__(self, store: Store) -> None:
        """Ask `store`; what it holds now is known."""
        self._store = store
        self._held = memory.Held()
        self._thread, self._beside = (ThreadPoolExecutor(1, name) for name in ("store", "file"))
        self._seen = store.seq
        self._own: set[int] = set()
        self._ahead = False
        self._look: Future[tuple[Edit, ...]] | None = None

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the store has found out so far, a sentence each."""
        return self._store.warnings

    @property
    def read_only(self) -> str:
        """Why nothing can be written, or the empty string."""
        return self._store.read_only

    @property
    def is_ahead(self) -> bool:
        """Whether edits were made that the database file was not yet told to follow."""
        return self._ahead

    def ask(self, question: Callable[[Store], T]) -> Future[T]:
        """Put a question to the store when those before it are answered."""
        return self._thread.submit(question, self._store)

    def commit(self, effect: Commit, by: str) -> Future[Answer]:
        """Make an edit durable, or say why that was not possible."""

        def question(store: Store) -> Answer:
            try:
                return store.commit(
                    effect.ops,
                    by=by,
                    summary=effect.summary,
                    undoes=effect.undoes,
                    group=effect.group,
                )
            except Conflict as error:
                return Refusal(str(error), conflicts=True, news=self.unseen(store))
            except StoreError as error:
                return Refusal(str(error))
            except OSError as error:
                return Refusal(said(error))

        return self.ask(question)

    def prepare(self, storing: Iterable[Storing]) -> None:
        """Have the texts at hand of articles that may be stored soon, but for long ones."""
        ready = [op for op in storing if not is_long(op)]
        self.ask(lambda _store: [op.json for op in ready])

    def made(self, edit: Edit) -> None:
        """Take note that an edit is this session's own; where no other's came before it, it need
        not be read again.
        """
        if edit.seq == self._seen + 1:
            self._seen = edit.seq
        else:
            self._own.add(edit.seq)
        self._ahead = True

    def follow(self) -> None:
        """Let the database file follow the edits, if that is quick."""
        self._ahead = False
        self._beside.submit(self._store.checkpoint, _AT_ONCE)

    def rest(self, lengths: dict[str, int]) -> None:
        """Bring the database file up to date, however long that takes; where a long article is no
        longer among those that are open, its memory is given back after that. `lengths` are code
        points, by the article's id.
        """
        self._beside.submit(self._store.checkpoint)
        if self._held.shrunk(lengths):
            self._beside.submit(memory.give_back)

    def look(self, patience: float) -> list[News]:
        """What others wrote, as far as an answer comes within `patience` seconds; without
        patience it is that to the question put by the call before.
        """
        if self._look is None:
            self._look = self.ask(self.unseen)
        if not answered(self._look, patience):
            return []
        found, self._look = self._look.result(), None
        return self.take(found)

    def unseen(self, store: Store) -> tuple[Edit, ...]:
        """The edits that `take` has not been given; to be called in the store's thread."""
        try:
            return store.changes(self._seen)
        except OSError:
            return ()  # The next edit meets the same and says so.

    def take(self, edits: tuple[Edit, ...]) -> list[News]:
        """What of these edits is to be taken in, in order; nothing if all are this session's."""
        fresh = [edit for edit in edits if edit.seq > self._seen]
        if fresh:
            self._seen = fresh[-1].seq
        # Own edits are made again where others came before them, so that the order is the store's.
        news = [News(edit, edit.seq in self._own) for edit in fresh]
        self._own = {seq for seq in self._own if seq > self._seen}
        return [] if all(one.own for one in news) else news

    def close(self) -> None:
        """Wait for all answers, and bring the store to rest."""
        self._beside.shutdown()
        self.ask(lambda store: store.close()).result()


def said(error: OSError) -> str:
    """What the system has against something, and where."""
    return f"{error.filename}: {error.strerror}" if error.filename else str(error)


def answered(answer: Future[T], patience: float | None) -> bool:
    """Whether an answer is there within `patience` seconds; None waits as long as it takes."""
    return answer.done() or (patience != 0 and bool(wait((answer,), patience).done))
