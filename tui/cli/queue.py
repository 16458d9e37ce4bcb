"""A session that goes through a queue of articles: how it begins, where it goes on, what it did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from msgspec.structs import replace

from tui.annotations.model import Layer
from tui.cli.options import counted, say
from tui.cli.progress import Progress
from tui.cli.reader import Session
from tui.hosting.host import Host
from tui.hosting.shelves import stored_id, whole
from tui.session.guidelines import Guidelines
from tui.session.library import Item, Library
from tui.session.queueing import Order, ordered
from tui.session.workspace import Workspace
from tui.sources.errors import Unreadable
from tui.store.protocol import Shelf, Store


class Labelling(Session):
    """A session with a queue: it begins at what is not done, and ends with what was done."""

    def __init__(self, order: Order, seed: int, guidelines: str, apart: Iterable[str] = ()) -> None:
        """Go through the library in an order, by guidelines in Markdown; files that are kept
        `apart` are no articles, wherever they lie.
        """
        super().__init__()
        self._order, self._seed = order, seed
        self._guidelines = Guidelines(guidelines)
        self._apart = {whole(path) for path in apart}
        self._began = 0

    def library(self, items: Library, host: Host, store: Store) -> Library:
        """The queue: what is known of each article, in its order."""
        self._began = store.seq
        looks = self._order in ("least-covered", "disagreement")
        articles = [item for item in items.items() if whole(item.path) not in self._apart]
        known = list(_known(articles, store, host if looks else None))
        return ordered(known, self._order, self._seed, lambda id: _layer(store, id))

    def begin(self, workspace: Workspace, host: Host) -> None:
        """Open the article that was left, if it is open still, else the first that is."""
        tasks = workspace.tasks
        tasks.began = workspace.world.milliseconds()
        tasks.guidelines = self._guidelines
        workspace.focus = "reader"
        host.resume(workspace, lambda item: tasks.state(item.id) == "open")
        if workspace.reader is None:
            workspace.focus = "library"
            workspace.say("every article is done, skipped or flagged")

    def end(self, workspace: Workspace, store: Store) -> None:
        """Say what this session has done."""
        for line in summary(workspace, store, self._began):
            say(line)


def summary(workspace: Workspace, store: Store, since: int) -> Iterator[str]:
    """What the session's author has done since an edit of the store, by its number."""
    states = Counter(workspace.tasks.dealt)
    made: Counter[str] = Counter()
    for edit in store.changes(since):
        for op in edit.ops if edit.by == workspace.author else ():
            for record, times in ((op.before, -1), (op.after, 1)):
                if op.table == "annotations" and record is not None:
                    made[str(record["tag"])] += times
    others = [f"{states[name]} {name}" for name in ("skipped", "flagged") if states[name]]
    yield ", ".join([f"{counted(states['done'], 'article')} done", *others])
    named = ", ".join(f"{tag} {number}" for tag, number in made.most_common() if number)
    yield f"{counted(made.total(), 'annotation')}{': ' if named else ''}{named}"


def _known(items: Sequence[Item], store: Store, host: Host | None) -> Iterator[Item]:
    """The items with the ids of their articles, as far as the store knows these by their places;
    a `host` reads the others, too.
    """
    shelves: dict[str, Shelf] = {}
    for shelf in store.articles():
        for source in (shelf.source, *shelf.sources):
            shelves[whole(source)] = shelf
    with Progress("articles", lambda: len(items)) as progress:
        for item in items:
            known = shelves.get(whole(item.path))
            if stored_id(item.path):
                item = replace(item, id=stored_id(item.path))
            elif known is not None:
                item = replace(item, id=known.id, title=known.title, annotations=known.annotations)
            elif host is not None:
                with suppress(Unreadable):
                    article = host.article(item.path)
                    item = replace(item, id=article.id, title=article.title)
            progress.advance()
            yield item


def _layer(store: Store, id: str) -> Layer:
    return store.load(id) if id else Layer(None)
