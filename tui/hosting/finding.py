"""Articles by path, from a source or from the database, with what the database has of them.

The text of a stored article is never made anew from the same bytes: a newer extractor would
move what has been said about it.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from msgspec.structs import replace

from tui.annotations.edits import Edit
from tui.annotations.model import Layer
from tui.hosting.archive import Archive, said
from tui.hosting.drafting import Drafts, compared
from tui.hosting.shelves import Opening, stored_id, stored_path
from tui.sources.errors import Many, Unreadable
from tui.sources.folders import Entry
from tui.sources.opening import STDIN
from tui.store.protocol import Store
from tui.text.article import Article

if TYPE_CHECKING:
    from tui.session.revision import Revision

T = TypeVar("T")


class Found(NamedTuple):
    """An article, and what the store has of it; `news` is what others wrote before that was
    answered, `warnings` are about how it was decoded.
    """

    article: Article
    layer: Layer
    edits: tuple[Edit, ...]
    news: tuple[Edit, ...]
    warnings: tuple[str, ...]


class Held(NamedTuple):
    """What was to be opened holds these."""

    entries: tuple[Entry, ...]


class _Opened(NamedTuple):
    """A file as it was when it was opened: what changes with it, and the sha256 of its bytes."""

    state: object
    raw: str


class Finder:
    """Finds what is to be opened; several threads may ask at a time."""

    def __init__(self, opening: Opening, archive: Archive) -> None:
        """Read from the sources, and ask the archive."""
        self._sources, self._archive = opening.sources, archive
        self._ready = {} if opening.ready is None else opening.ready
        self._opened: dict[str, _Opened] = {}
        self._made = _Made()
        self._drafts = Drafts(lambda question: archive.ask(question).result())

    @property
    def raw(self) -> bool:
        """Whether texts are taken as they stand, and articles keep the blocks read with them."""
        return self._sources.how.raw

    def article(self, path: str, warn: Callable[[str], None] | None = None) -> Article:
        """The article at a path; `warn` is told in a sentence of what could not be decoded.

        Raises:
            Unreadable: it cannot be read; the text says why.
        """
        id = stored_id(path)
        if id:
            return self._archive.ask(partial(_stored, id)).result()
        return self._read(path, warn)

    def find(self, path: str, shown: Article | None) -> Future[Found | Held | Unreadable]:
        """What there is to show for a path; an article that is shown already is not read again.

        Reading may take long, as from the web, and holds up no edits meanwhile.
        """
        return _apart(partial(self._find, path, shown))

    def changed(self, path: str) -> bool:
        """Whether the file of an open article says something else now; that is said once."""
        before, state = self._opened.get(path), self._sources.state(path)
        if before is None or state is None or state == before.state:
            return False
        try:
            raw = self._sources.digest(path)
        except Unreadable:
            return False
        self._opened[path] = _Opened(state, raw)
        return raw != before.raw

    def earlier(self, article: Article) -> Future[Layer | None]:
        """The annotated draft that an article revises; None if none of the last ones is it."""
        return _apart(partial(self._earlier, article))

    def revision(self, article: Article) -> Future[Revision | Unreadable | None]:
        """How an article revises another one of the database; None if it does not."""
        return _apart(partial(self._revision, article))

    def _earlier(self, article: Article) -> Layer | None:
        with suppress(OSError):
            return self._drafts.earlier(article, recent=True)
        return None

    def _revision(self, article: Article) -> Revision | Unreadable | None:
        from tui.review.carrying import removed
        from tui.session.revision import Revision

        try:
            earlier = self._drafts.earlier(article)
            edits = self._archive.ask(lambda store: store.history(article.id)).result()
        except OSError as error:
            return Unreadable(f"the database cannot be read: {said(error)}")
        if earlier is None:
            return None
        rebase, beside = compared(earlier, article)
        return Revision(stored_path(rebase.old.id), rebase, beside, removed(edits))

    def _find(self, path: str, shown: Article | None) -> Found | Held | Unreadable:
        warnings: list[str] = []
        state = self._sources.state(path)
        try:
            article = shown or self.article(path, warnings.append)
            if shown is None:
                self._opened[path] = _Opened(state, article.raw)
            return self._archive.ask(partial(self._recorded, article, tuple(warnings))).result()
        except Many:
            return self._held(path)
        except Unreadable as error:
            return error
        except OSError as error:
            return Unreadable(f"the database cannot be read: {said(error)}")

    def _held(self, path: str) -> Held | Unreadable:
        """What a container holds."""
        try:
            return Held(tuple(self._sources.entries(path)))
        except Unreadable as error:
            return error

    def _recorded(self, article: Article, warnings: tuple[str, ...], store: Store) -> Found:
        """An article with what the store has of it."""
        news = self._archive.unseen(store)  # What is loaded now is not to be learnt once more.
        layer = store.load(article.id, article.text)
        edits = store.history(article.id) if layer.article else ()
        if layer.article is not None and layer.article.blocks == article.blocks:
            # A long article has tens of thousands of them: they are kept once, as its text is.
            record = replace(layer.article, blocks=article.blocks)
            layer = replace(layer, article=record)
        return Found(article, layer, edits, news, warnings)

    def _read(self, path: str, warn: Callable[[str], None] | None) -> Article:
        if path not in self._ready:
            return self._sources.article(path, warn=warn, stored=self._stored_of)
        article = self._ready[path] if path == STDIN else self._ready.pop(path)
        return article if self._as_read else self._stored_of(article.raw, article) or article

    @property
    def _as_read(self) -> bool:
        """Whether people have said how a text is to be read, whatever the store has of it."""
        return bool(self._sources.how.raw or self._sources.how.encoding)

    def _stored_of(self, raw: str, read: Article | None = None) -> Article | None:
        """The article that was once made of the bytes with this sha256, and `read` now."""
        return self._archive.ask(partial(self._made.article, raw, read)).result() if raw else None


class _Made:
    """Which stored article was made of which bytes; asked in the store's thread."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}
        self._seq: int | None = None

    def article(self, raw: str, read: Article | None, store: Store) -> Article | None:
        """The article that was made of the bytes with this sha256, which may be the one `read`."""
        self._follow(store)
        id = self._ids.get(raw)
        known = read.text if read is not None and read.id == id else None
        record = store.article(id, known) if id else None
        return None if record is None or record.raw != raw else record.read

    def _follow(self, store: Store) -> None:
        """Know what is stored now: all is looked through once, then only what has changed."""
        if self._seq is None:
            self._ids = {shelf.raw: shelf.id for shelf in reversed(store.articles())}
        elif self._seq != store.seq:
            for edit in store.changes(self._seq):
                for op in edit.ops:
                    if op.table == "articles" and op.after is not None:
                        self._ids[str(op.after.get("raw"))] = op.id
        self._seq = store.seq


def _stored(id: str, store: Store) -> Article:
    record = store.article(id)
    if record is None:
        raise Unreadable("this article is no longer in the database")
    return record.read


def _apart(work: Callable[[], T]) -> Future[T]:
    """Do some work in a thread of its own."""
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:  # whatever it is, who waits for the answer is told
            future.set_exception(error)

    Thread(target=run, daemon=True).start()
    return future
