"""Records and files that the store's tests share."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from tinydb import TinyDB

from tui.annotations.edits import Edit, Op, Plain, plain
from tui.annotations.model import Annotation, ArticleRecord, Link, Pass, Quote, Record
from tui.store.disk import Disk
from tui.store.tinydb_store import TinyDBStore, open_store
from tui.text.article import Article

TEXT = "The ferry to Varn sails at six. “It never waits,” said Ilsa Brandt, who runs it."
ARTICLE = Article(text=TEXT).id


NOON = datetime(2031, 5, 1, 12, tzinfo=UTC)


class Clock(datetime):
    """A clock that shows what it is set to, in place of the store's own."""

    shows = NOON

    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
        return cls.shows


def article(text: str = TEXT, *, title: str = "", added: str = "") -> ArticleRecord:
    return ArticleRecord(id=Article(text=text).id, text=text, title=title, added=added)


def annotation(
    record_id: str, start: int = 4, end: int = 9, *, on: str = ARTICLE, note: str = ""
) -> Annotation:
    return Annotation(
        id=record_id,
        article=on,
        tag="claim",
        spans=((start, end),),
        quotes=(Quote(TEXT[start:end]),),
        note=note,
        author="ana",
    )


def link(record_id: str, source: str, target: str) -> Link:
    return Link(id=record_id, article=ARTICLE, type="speaker", source=source, target=target)


def said(record_id: str, start: int = 0, end: int = 31) -> Pass:
    return Pass(id=record_id, article=ARTICLE, start=start, end=end, state="nothing")


TABLE = {ArticleRecord: "articles", Annotation: "annotations", Link: "links", Pass: "passes"}


def add(record: Record) -> Op:
    return Op(TABLE[type(record)], record.id, None, plain(record))


def change(before: Record, after: Record) -> Op:
    return Op(TABLE[type(before)], before.id, plain(before), plain(after))


def remove(record: Record) -> Op:
    return Op(TABLE[type(record)], record.id, plain(record), None)


class Prompt(TinyDBStore):
    """A store whose file follows every edit at once, as when people pause after each."""

    def commit(self, ops: Sequence[Op], *, by: str, summary: str = "", undoes: int = 0) -> Edit:
        edit = super().commit(ops, by=by, summary=summary, undoes=undoes)
        self.checkpoint()
        return edit


class Frozen(Disk):
    """A disk that nobody may write."""

    def writable(self, path: Path) -> bool:
        return False


class Crash(BaseException):
    """The machine stops."""


class Stopping(Disk):
    """A disk that fails at its n-th write."""

    def __init__(self, at: int, failure: BaseException) -> None:
        self.left = at
        self._failure = failure

    def _count(self) -> None:
        self.left -= 1
        if self.left == 0 or (self.left < 0 and isinstance(self._failure, Crash)):
            # A new one each time: what was raised keeps alive the session that it ended.
            raise type(self._failure)(*self._failure.args)

    def sync(self, handle: int) -> None:
        self._count()
        super().sync(handle)

    def sync_folder(self, folder: Path) -> None:
        self._count()
        super().sync_folder(folder)

    def replace(self, source: Path, target: Path) -> None:
        self._count()
        super().replace(source, target)


def database(folder: Path) -> Path:
    """A database whose file holds a-1 and a-2, its backup a-1, and only its journal a-3."""
    path = folder / "annotations.json"
    store = Prompt(path)
    store.commit([add(article()), add(annotation("a-1"))], by="ana")
    store.commit([add(annotation("a-2"))], by="ana")
    open_store(path).commit([add(annotation("a-3"))], by="ana")
    return path


def backup(path: Path) -> Path:
    return path.with_name(path.name + ".bak")


def journal(path: Path) -> Path:
    return path.with_suffix(".journal")


def ids(store: TinyDBStore, on: str = ARTICLE) -> set[str]:
    return {held.id for held in store.load(on).annotations}


def in_file(path: Path, table: str = "annotations") -> dict[str, Plain]:
    """What plain TinyDB finds, by record id."""
    with TinyDB(path) as database:
        return {document["id"]: dict(document) for document in database.table(table).all()}


def snapshot(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@contextmanager
def public_folder() -> Iterator[Path]:
    """A folder that every user can reach, which pytest's own are not."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def without_privileges(work: Callable[[], str]) -> str:
    """What the work returns when done by a user who is not root, whoever runs the tests."""
    if os.geteuid() != 0:
        return work()
    receiving, sending = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
            answer = work()
        except BaseException as error:  # a child must say what failed, whatever it was
            answer = f"{type(error).__name__}: {error}"
        os.write(sending, answer.encode())
        os._exit(0)
    os.close(sending)
    with os.fdopen(receiving, "rb") as answers:
        answer = answers.read().decode()
    os.waitpid(child, 0)
    return answer
