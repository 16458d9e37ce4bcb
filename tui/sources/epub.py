"""A book (EPUB 2 and 3) as a container: a chapter is what its table of contents calls one.

Files that the table does not name belong to the chapter before them.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import unquote

from lxml import etree

from tui.sources.archive import Zipped
from tui.sources.content import Container, Content, How, Part
from tui.sources.errors import Unreadable

_DC = "{http://purl.org/dc/elements/1.1/}"
_FONTS_ONLY = (b"idpf.org/2008/embedding", b"ns.adobe.com/pdf/enc")
_PAGES = ("application/xhtml+xml", "text/html")


class _Chapter(NamedTuple):
    title: str
    files: list[str]


def hold(content: Content, _how: How) -> Container:
    """The chapters of a book.

    Raises:
        Unreadable: it is damaged or locked.
    """
    return Book(Zipped(content))


class Book:
    """Chapters by their numbers, from 1."""

    def __init__(self, archive: Zipped) -> None:
        """Read what the book says of itself and the table of contents."""
        self._archive = archive
        locked = archive.read("META-INF/encryption.xml")
        if locked and not any(harmless in locked for harmless in _FONTS_ONLY):
            raise Unreadable("is locked by its publisher: it cannot be read here")
        container = _xml(archive.read("META-INF/container.xml"))
        root = container.find(".//{*}rootfile") if container is not None else None
        package = root.get("full-path", "") if root is not None else ""
        self._folder = posixpath.dirname(package)
        opf = _xml(archive.read(package))
        if opf is None:
            raise Unreadable("is damaged: it lacks the list of its contents")
        self._about = _about(opf)
        self._chapters = self._gathered(opf)
        if not self._chapters:
            raise Unreadable("is damaged: it holds no chapter")

    def parts(self) -> Iterator[Part]:
        """A part for each chapter, called as in the table of contents."""
        for number, chapter in enumerate(self._chapters, start=1):
            title = chapter.title or posixpath.basename(chapter.files[0])
            yield Part(str(number), f"{number}. {title}")

    def part(self, key: str) -> Content | None:
        """The chapter with a number."""
        number = int(key) if key.isascii() and key.isdecimal() and len(key) < 9 else 0
        if not 0 < number <= len(self._chapters):
            return None
        chapter = self._chapters[number - 1]
        found = [raw for name in chapter.files if (raw := self._archive.read(name)) is not None]
        if not found:
            raise Unreadable("is missing from the book: get the book anew")
        about = self._about | {"title": chapter.title}
        return Content("", b"\n".join(found), kind="fragment", about=about)

    def _gathered(self, opf: Any) -> list[_Chapter]:
        """The files in the order of reading, those of a chapter together."""
        items = {item.get("id"): item for item in opf.iterfind(".//{*}manifest/{*}item")}
        titles = self._titles(opf, list(items.values()))
        chapters: list[_Chapter] = []
        for reference in opf.iterfind(".//{*}spine/{*}itemref"):
            item = items.get(reference.get("idref"))
            if item is None or item.get("media-type") not in _PAGES or _is_table(item):
                continue
            name = self._name(self._folder, item.get("href", ""))
            started = any(chapter.title for chapter in chapters)
            if started and titles and name not in titles:
                chapters[-1].files.append(name)
            else:
                chapters.append(_Chapter(titles.get(name, ""), [name]))
        return chapters

    def _titles(self, opf: Any, items: list[Any]) -> dict[str, str]:
        """What the table of contents calls each file that it names."""
        toc = opf.find(".//{*}spine").get("toc") if opf.find(".//{*}spine") is not None else None
        tables = [item for item in items if _is_table(item) or item.get("id") == toc]
        found: dict[str, str] = {}
        for table in tables:
            name = self._name(self._folder, table.get("href", ""))
            tree = _xml(self._archive.read(name))
            for href, title in _entries(tree) if tree is not None else ():
                found.setdefault(self._name(posixpath.dirname(name), href), title)
        return found

    @staticmethod
    def _name(folder: str, href: str) -> str:
        """A file's name in the archive."""
        return posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0])))


def _is_table(item: Any) -> bool:
    return "nav" in item.get("properties", "").split()


def _entries(table: Any) -> Iterator[tuple[str, str]]:
    """The addresses that a table of contents names, and what it calls them."""
    for point in table.iterfind(".//{*}navPoint"):  # EPUB 2
        label, target = point.find("{*}navLabel/{*}text"), point.find("{*}content")
        if label is not None and target is not None:
            yield target.get("src", ""), " ".join((label.text or "").split())
    for nav in table.iterfind(".//{*}nav"):  # EPUB 3
        kind = next((value for name, value in nav.attrib.items() if name.endswith("type")), "toc")
        for link in nav.iterfind(".//{*}a[@href]") if kind == "toc" else ():
            yield link.get("href"), " ".join("".join(link.itertext()).split())


def _about(opf: Any) -> dict[str, str]:
    def said(name: str) -> str:
        found = (" ".join((each.text or "").split()) for each in opf.iterfind(f".//{_DC}{name}"))
        return ", ".join(filter(None, found))

    return {
        "byline": said("creator"),
        "site": said("title"),
        "published": said("date").partition(",")[0],
        "language": said("language").partition(",")[0],
    }


def _xml(raw: bytes | None) -> Any:
    """The root of an XML document; entities stay what they are, and nothing is fetched."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        return etree.fromstring(raw, parser) if raw else None
    except (etree.XMLSyntaxError, ValueError):
        return None
