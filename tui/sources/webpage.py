"""An HTML page as an article: the text that trafilatura finds, with blocks mapped over it."""

from __future__ import annotations

import logging
import re
import unicodedata
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, cast

import trafilatura

from tui.sources.content import Content, How
from tui.sources.decode import text_of
from tui.sources.elements import tree_of, without_forbidden
from tui.sources.heads import Known, read_head, tell
from tui.sources.language import guess_language
from tui.sources.plain import plain_article
from tui.sources.shapes import cut
from tui.sources.structured import structured
from tui.sources.titles import without_site
from tui.text.article import Article, Block, Role

if TYPE_CHECKING:
    from trafilatura.settings import Document

SETTINGS: dict[str, Any] = {"favor_precision": True, "include_comments": False}
"""What trafilatura is asked for; these score best on news pages. See `trafilatura.extract`."""

EXTRACTOR = f"trafilatura {version('trafilatura')}"

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_LANGUAGE = re.compile(r"<html[^>]*?\slang\s*=\s*[\"']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)", re.I)
_TAG = re.compile(r"<[a-zA-Z!/]")
_ROLES: dict[str, Role] = {"head": "heading", "quote": "quote", "code": "preformatted"}
_LONGEST_ROW = 300
"""Code points: a longer row of a table is a page that was laid out with one."""
_TABLE = re.compile(r"(?:^\|.*\| *(?:\n|\Z))+", re.MULTILINE)
_RULE = re.compile(r"\|(?:-{3,}\|)+ *")
_CELL = re.compile(r"(?<!\\)\|")
_ITEM = re.compile(r"(?:[-*•]|\d{1,3}[.)]) \S")

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # What fails is told by our own words.
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


def read(content: Content, how: How) -> Article:
    """The article on a page; the whole page where none can be made out.

    Raises:
        Unreadable: it is no text, or there are no words on the page.
    """
    declared = _CHARSET.search(content.head)
    page = text_of(content, how, declared[1].decode("ascii") if declared else "")
    if not _TAG.search(page):
        return plain_article(page)
    return page_article(without_forbidden(page), content.url, how)


def page_article(page: str, url: str, how: How) -> Article:
    """The article on the page with this HTML, which was fetched from `url` if that is known.

    Raises:
        Unreadable: there are no words on the page.
    """
    found = _extracted(page, url)
    if found is None or not (found.text or "").strip():
        how.warn("no article could be made out on the page, so that all of it is shown")
        return whole_page(page)
    text = unicodedata.normalize("NFC", (found.text or "").strip())
    if found.body.find(".//row") is not None:
        text = _TABLE.sub(_table, text).strip()
    said = _metadata(page, found)
    blocks = read_head(text, _blocks(text, found.body, said.get("title", "")), said)
    declared = _LANGUAGE.search(page[:4_000])
    tell(said, language=guess_language(text) or (declared[1] if declared else ""))
    return Article(text=text, blocks=tuple(blocks), format="plain", extractor=EXTRACTOR, **said)


def whole_page(page: str) -> Article:
    """All words of a page, furniture and all, by the structure of its HTML alone.

    Raises:
        Unreadable: there are no words on the page.
    """
    said: Known = {}
    declared = _LANGUAGE.search(page[:4_000])
    tree = tree_of(page)
    if tree is not None:
        tell(said, title=" ".join(tree.findtext(".//title", "").split()))
    return structured(tree, said, language=declared[1] if declared else "")


def _extracted(page: str, url: str) -> Document | None:
    """What trafilatura makes of a page; with less precision where that leaves nothing."""
    for settings in (SETTINGS, SETTINGS | {"favor_precision": False}):
        try:
            found = trafilatura.bare_extraction(
                page,
                url=url or None,
                with_metadata=True,
                date_extraction_params={"extensive_search": False, "original_date": True},
                **settings,
            )
        except Exception:  # Whatever an extractor stumbles over, the whole page can be shown.
            return None
        if found is not None:
            return cast("Document", found)
    return None


def _metadata(page: str, found: Document) -> Known:
    tree = tree_of(page)
    headings = tree.iterfind(".//h1") if tree is not None else ()
    titles = [without_site("".join(each.itertext())) for each in headings]
    said: Known = {}
    title = without_site(
        found.title or "",
        site=found.sitename or "",
        host=found.hostname or "",
        heading=titles[0] if len(titles) == 1 else "",
    )
    tell(
        said,
        title=title,
        byline=", ".join((found.author or "").split("; ")),
        published=found.date or "",
        site=found.sitename or found.hostname or "",
    )
    return said


def _blocks(text: str, body: Any, title: str) -> list[Block]:
    """A block for each line, tables and code together; its role is that of its element."""
    roles = _roles(body)
    blocks: list[Block] = []
    start = 0
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words:
            first = start + line.index(words[0])
            role = _role(line.rstrip(), roles, titled=not blocks and _same(words, title))
            last = blocks[-1] if blocks else None
            if last and role == last.role == "preformatted":
                blocks.pop()
                first = last.start
            blocks += cut(text, role, first, start + len(line.rstrip()))
        start += len(line)
    return blocks


def _table(found: re.Match[str]) -> str:
    """A table as `elements.walked` has it: tabs between cells, set apart by empty lines; one that
    lays out a page, a cell a line.
    """
    rows = [row.rstrip() for row in found[0].splitlines() if not _RULE.fullmatch(row)]
    between = "\t" if max(map(len, rows), default=0) <= _LONGEST_ROW else "\n"
    return "\n{}\n\n".format("\n".join(_row(row, between) for row in rows))


def _row(row: str, between: str) -> str:
    cells = (cell.strip().replace("\\|", "|") for cell in _CELL.split(row)[1:-1])
    return between.join(cells).rstrip()


def _roles(body: Any) -> dict[str, Role]:
    """The lines of headings, quotations and code, and what they are."""
    found: dict[str, Role] = {}
    for element in body.iter(*_ROLES):
        for line in "".join(element.itertext()).splitlines():
            found.setdefault(" ".join(line.split()), _ROLES[element.tag])
        for child in element.iter("p", "item"):
            found.setdefault(" ".join("".join(child.itertext()).split()), _ROLES[element.tag])
    return found


def _role(line: str, roles: dict[str, Role], *, titled: bool) -> Role:
    if titled:
        return "title"
    if "\t" in line:
        return "preformatted"
    words = " ".join(line.split())
    return roles.get(words) or ("list" if _ITEM.match(words) else "paragraph")


def _same(words: str, title: str) -> bool:
    return bool(title) and " ".join(words.split()).casefold() == title.casefold()
