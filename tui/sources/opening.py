"""Addresses: a file, a folder, standard input, a part of these; what they hold, and opening it.

The part of a container stands after `!/`, as in `stories.zip!/north/ferry.html`.
"""

from __future__ import annotations

import importlib
import os
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from threading import RLock
from typing import Any, BinaryIO

import msgspec

from tui.sources.content import USUAL, Container, Content, How, Part, bounded, from_file, status_of
from tui.sources.errors import Many, Unreadable, about, shown
from tui.sources.folders import Entry, folder
from tui.sources.kinds import KINDS, LISTED, PLAIN, Kind, kind_of
from tui.text.article import Article

STDIN = "-"
INSIDE = "!/"
"""What stands between a container's address and the key of one of its parts."""

MOST = 100_000
"""Parts of one container that are listed."""

_REST = f"those after them are opened by number or name, as data.jsonl{INSIDE}{MOST + 1}"

_DEEPEST = 4
"""Containers within each other: what lies deeper is not opened."""

_KEPT = 7
"""Containers at hand besides the one opened last."""

_FRESH = 60.0
"""Seconds for which a page just fetched is not asked for again."""

_SINGLE = tuple(suffix for kind in KINDS if not kind.holds for suffix in kind.suffixes)


class Sources:
    """Opens what is at an address. The containers last opened are kept at hand."""

    def __init__(self, how: How = USUAL, stdin: BinaryIO | None = None) -> None:
        """Read as `how` says; `stdin` is where standard input comes from."""
        self.how = how
        self._stdin = stdin
        self._piped: bytes | None = None
        self._held: dict[str, tuple[object, Container]] = {}
        self._listed: dict[str, str] = {}  # what feeds have listed: an entry's place in its feed
        self._pages: dict[str, tuple[float, Content]] = {}
        self._lock = RLock()  # the reader looks for titles in one thread and opens in another

    def article(
        self,
        address: str,
        *,
        warn: Callable[[str], None] | None = None,
        stored: Callable[[str], Article | None] | None = None,
    ) -> Article:
        """The article at an address.

        `stored` finds the article that was once made of the bytes with this sha256. It is taken as
        it was then, so that a newer extractor never moves what was said about it. `warn` is told
        in a sentence of what could not be decoded.

        Raises:
            Many: several articles stand there.
            Unreadable: nothing can be made of it; the text says why and what to do.
        """
        warn = warn or self.how.warn
        inside = self._listed.get(address)
        try:
            article = self._article(address, warn, stored)
        except Unreadable as error:
            if inside is None:
                raise
            warn(f"{error}; this is what the feed says of it")
            return self._article(inside, warn, stored)
        return article if inside is None else self._filled(article, inside)

    def _article(
        self,
        address: str,
        warn: Callable[[str], None],
        stored: Callable[[str], Article | None] | None,
    ) -> Article:
        with about(_called(address)):
            content = self._content(address)
            if not content.head:
                raise Unreadable("is empty: there is nothing to read")
            kind = kind_of(content)
            if not kind.holds:
                usual = not (self.how.raw or self.how.encoding)
                before = stored(content.digest) if stored and usual else None
                if before is not None:
                    return msgspec.structs.replace(before, source=shown(address))
                return self._read(address, content, kind, warn)
            only = self._only(address, content)
        return self._article(only, warn, stored)

    def _filled(self, article: Article, inside: str) -> Article:
        """An article from a feed, with what the feed knows of it and its page does not say."""
        known = self._content(inside).about
        missing = {
            name: said for name, said in known.items() if said and not getattr(article, name)
        }
        return msgspec.structs.replace(article, **missing) if missing else article

    def holds(self, address: str) -> bool:
        """Whether many articles stand at an address: it is a folder or a container.

        Raises:
            Unreadable: it cannot be looked at.
        """
        if os.path.isdir(address):
            return True
        with about(_called(address)):
            return kind_of(self._content(address)).holds

    def entries(self, address: str, *, within: bool = False) -> Iterator[Entry]:
        """What can be opened at an address: itself, or what the folder or container there holds.

        An entry of a feed stands at its own address on the web; with `within` it is what the feed
        says of it.

        Raises:
            Unreadable: there is nothing, or it cannot be looked at.
        """
        with about(_called(address)):
            if os.path.isdir(address):
                yield from folder(address, LISTED)
                return
            content = self._content(address)
            if kind_of(content).holds:
                with self._lock:
                    parts = self._container(address, content).parts()
                for part in islice(parts, MOST):
                    found = _part(address, part)
                    if part.address:
                        self._listed[part.address] = found.path
                    outside = bool(part.address) and not within
                    yield found._replace(path=part.address) if outside else found
                if next(parts, None) is not None:
                    self.how.warn(f"{address} holds more than {MOST:,} articles: {_REST}")
            elif content.path:
                yield Entry(address, content.name)
            else:
                yield Entry(address, _called(address))

    def state(self, address: str) -> object:
        """What changes when the file behind an address does; None where there is no file."""
        outer, _ = _split(address)
        if is_web(outer) or not os.path.isfile(outer):
            return None
        try:
            return _stamp(outer)
        except Unreadable:
            return None

    def digest(self, address: str) -> str:
        """The sha256 of the bytes at an address now, in hexadecimal.

        Raises:
            Unreadable: it cannot be read any more.
        """
        with about(_called(address)):
            return self._content(address).digest

    def listing(self, names: Sequence[str]) -> list[Entry]:
        """What `names` stand for, in their order; a folder is everything readable below it.

        Only what may hold many articles is looked into; else no content is read.

        Raises:
            Unreadable: a name does not exist or cannot be looked at.
        """
        return [entry for name in names for entry in self._named(name)]

    def _only(self, address: str, content: Content) -> str:
        """The address of the one part of a container."""
        with self._lock:
            parts = list(islice(self._container(address, content).parts(), 2))
        if not parts:
            raise Unreadable("holds no articles: there is nothing to read")
        if len(parts) > 1:
            raise Many(f"holds several articles: name one, as {_part(address, parts[0]).path}")
        return _part(address, parts[0]).path

    def _named(self, name: str) -> Iterator[Entry]:
        if name == STDIN and self._stdin is None:
            yield Entry(STDIN, _called(STDIN))
            return
        if name.lower().endswith(_SINGLE) and not is_web(name):
            with about(name):
                status = status_of(name)
            if stat.S_ISREG(status.st_mode):
                yield Entry(name, os.path.basename(name))
                return
        yield from self.entries(name)

    def _read(
        self, address: str, content: Content, kind: Kind, warn: Callable[[str], None]
    ) -> Article:
        how = self.how._replace(warn=lambda sentence: warn(f"{_called(address)}: {sentence}"))
        reader = _module(PLAIN if how.raw and kind.source else kind)
        article: Article = reader.read(content, how)
        known: dict[str, Any] = {name: value for name, value in content.about.items() if value}
        # A name that is not Unicode could not be stored, so that the source is what can be shown.
        known |= {"source": shown(address), "raw": content.digest}
        return msgspec.structs.replace(article, **known)

    def _content(self, address: str) -> Content:
        """What stands at an address, in a container or not."""
        outer, inner = _split(address)
        content = self._outside(outer)
        if not inner:
            return content
        with self._lock:
            return self._inside(outer, content, inner)

    def _outside(self, address: str) -> Content:
        if is_web(address):
            return self._fetched(address)
        if address != STDIN:
            return from_file(address)
        if self._piped is None:
            if self._stdin is None:
                raise Unreadable("is not connected: give the name of a file")
            self._piped = bounded(self._stdin)
        return Content("", self._piped)

    def _fetched(self, address: str) -> Content:
        """What stands at a web address, which is not asked again so soon."""
        when, content = self._pages.get(address, (0.0, None))
        if content is None or time.monotonic() - when > _FRESH:
            from tui.sources.web import fetch
            from tui.sources.webcache import WebCache

            cache = WebCache.of_user()
            content, copied = fetch(address, cache, allow_local=self.how.allow_local)
            if copied:
                self.how.warn(f"{address} {copied}")
            self._pages = {address: (time.monotonic(), content)} | dict(
                [*self._pages.items()][:_KEPT]
            )
        return content

    def _inside(self, address: str, content: Content, inner: str) -> Content:
        """The part `inner` of the container at an address, or a part of its part."""
        container = self._container(address, content)
        found = container.part(inner)
        if found is not None:
            return found
        for at in _places(inner):
            outer = container.part(inner[:at])
            if outer is not None:
                where = f"{address}{INSIDE}{inner[:at]}"
                return self._inside(where, outer, inner[at + len(INSIDE) :])
        raise Unreadable("is not in there: check the name")

    def _container(self, address: str, content: Content) -> Container:
        kind = kind_of(content)
        if not kind.holds:
            raise Unreadable("does not exist: check the name")
        if address.count(INSIDE) >= _DEEPEST:
            raise Unreadable(f"lies deeper than {_DEEPEST} archives within each other: unpack it")
        state = _state(content)
        before, container = self._held.get(address, (None, None))
        if container is None or before != state:
            container = _module(kind).hold(content, self.how)
            self._keep(address, state, container)
        return container

    def _keep(self, address: str, state: object, container: Container) -> None:
        """Keep a container at hand, without the parts of what stood there before."""
        inside = f"{address}{INSIDE}"
        kept = {one: held for one, held in self._held.items() if not one.startswith(inside)}
        self._held = dict([*kept.items()][-_KEPT:]) | {address: (state, container)}


def open_source(
    name: str,
    *,
    encoding: str = "",
    raw: bool = False,
    stdin: BinaryIO | None = None,
    warn: Callable[[str], None] | None = None,
) -> Article:
    """The article in the file `name`, or in `stdin` if the name is `-`.

    With `raw` every block is a paragraph or preformatted: no title, no folding, no markup.
    `warn` is told in a sentence of what could not be decoded.

    Raises:
        Unreadable: nothing can be made of it; the text says why and what to do.
    """
    return Sources(How(encoding, raw), stdin).article(name, warn=warn)


def listing(names: Sequence[str]) -> list[Entry]:
    """What `names` stand for; see `Sources.listing`.

    Raises:
        Unreadable: a name does not exist or cannot be looked at.
    """
    return Sources().listing(names)


def _split(address: str) -> tuple[str, str]:
    """The address of a file (or standard input), and the part of it that is meant."""
    for at in _places(address):
        outer = address[:at]
        # A page's own address may hold the mark after a number sign.
        web = is_web(outer) and not outer.endswith("#")
        if outer == STDIN or web or os.path.isfile(outer):
            return outer, address[at + len(INSIDE) :]
    return address, ""


def is_web(address: str) -> bool:
    """Whether an address is one of the web."""
    return address[:8].lower().startswith(("http://", "https://"))


def _places(address: str) -> Iterator[int]:
    """Where the marks between a container and its parts stand, the first first."""
    at = address.find(INSIDE)
    while at >= 0:
        yield at
        at = address.find(INSIDE, at + 1)


def _part(address: str, part: Part) -> Entry:
    name = part.name or part.key.rsplit("/", 1)[-1]
    return Entry(f"{address}{INSIDE}{part.key}", name, part.title)


def _state(content: Content) -> object:
    """What changes when a file does."""
    return _stamp(content.path) if content.path else len(content.raw)


def _stamp(name: str) -> object:
    status = status_of(name)
    return status.st_mtime_ns, status.st_size, status.st_ino


def _called(address: str) -> str:
    return "standard input" if address == STDIN else address


def _module(kind: Kind) -> Any:  # what reads a kind is known by its name only
    return importlib.import_module(f"tui.sources.{kind.module}")
