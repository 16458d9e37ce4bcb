"""A PDF document as an article: lines joined into paragraphs, page numbers kept as locators.

Coordinates are points, from the page's lower left corner upwards. Where a paragraph runs over to
the next page it stays whole and belongs to the page on which it begins. What is repeated at the top
or the bottom of the pages is boilerplate.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from statistics import median
from typing import Any, NamedTuple

from tui.sources.content import Content, How
from tui.sources.errors import Unreadable, needs
from tui.sources.heads import Known, read_head, tell
from tui.sources.language import guess_language
from tui.sources.shapes import cut
from tui.text.article import Article, Block, Role

try:
    import pypdfium2
except ImportError:
    raise needs("a PDF document", "pdf") from None

EXTRACTOR = f"pypdfium2 {version('pypdfium2')}"

MOST_PAGES = 5_000

_MARGIN = 2
"""Lines at the top and at the bottom of a page that may be repeated on others."""

_BREAK = re.compile("\r\n|\r|\n|\ufffe")
_HYPHEN = "\ufffe"
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"\W*(?:page|seite|página|p\.)?\W*\d{1,4}(?:\W+(?:of|von|de|/)?\W*\d{1,4})?\W*", re.I
)
_STOPPED = re.compile(r"[.!?…:。！？।؟][\"'”’»)\]]*$")
_BULLET = re.compile(r"(?:[•‣◦▪●*–-]|\d{1,2}[.)])\s+\S")
_TOOL = re.compile(r"microsoft word|untitled|\.(?:docx?|indd|qxd|pages|odt|rtf)\b", re.I)


class _Line(NamedTuple):
    """One printed line; `split` if its last word goes on in the next."""

    page: int
    words: str
    left: float
    right: float
    bottom: float
    top: float
    split: bool

    @property
    def size(self) -> float:
        """The height of its letters."""
        return self.top - self.bottom


class _Paragraph(NamedTuple):
    page: int
    words: str
    role: Role
    size: float


def read(content: Content, how: How) -> Article:
    """The article that a PDF document is.

    Raises:
        Unreadable: it is damaged, locked, or holds no text.
    """
    try:
        document = pypdfium2.PdfDocument(content.raw)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        reason = "locked with a password: save it without" if locked else "damaged: get it anew"
        raise Unreadable(f"is a PDF document that is {reason}") from None
    try:
        return _article(document, how)
    finally:
        document.close()


def _article(document: Any, how: How) -> Article:
    count = len(document)
    if count > MOST_PAGES:
        how.warn(f"has {count:,} pages, of which the first {MOST_PAGES:,} are read")
    lines = [line for page in range(min(count, MOST_PAGES)) for line in _lines(document, page)]
    if not lines:
        raise Unreadable(
            "holds no text, only pictures of it: run text recognition (OCR) on it first"
        )
    labels = [document.get_page_label(page) or str(page + 1) for page in range(count)]
    text, blocks, title = _written(list(_paragraphs(lines)), labels)
    named = " ".join(document.get_metadata_dict().get("Title", "").split())
    said: Known = {}
    tell(said, title=title or ("" if _TOOL.search(named) else named))
    blocks = read_head(text, blocks, said)
    tell(said, language=guess_language(text))
    return Article(text=text, blocks=tuple(blocks), format="plain", extractor=EXTRACTOR, **said)


def _lines(document: Any, number: int) -> Iterator[_Line]:
    """The lines of a page, in the order of the document."""
    try:
        page = document[number]
        words = page.get_textpage()
        text = words.get_text_range()
    except pypdfium2.PdfiumError:
        return
    start = 0
    for end, after, mark in (
        *((m.start(), m.end(), m[0]) for m in _BREAK.finditer(text)),
        (len(text),) * 2 + ("",),
    ):
        line = text[start:end]
        if line.strip():
            first = start + len(line) - len(line.lstrip())
            last = start + len(line.rstrip()) - 1
            begin, finish = (
                words.get_charbox(first, loose=True),
                words.get_charbox(last, loose=True),
            )
            yield _Line(
                number,
                " ".join(line.split()),
                begin[0],
                finish[2],
                begin[1],
                begin[3],
                mark == _HYPHEN,
            )
        start = after
    words.close()
    page.close()


def _paragraphs(lines: Sequence[_Line]) -> Iterator[_Paragraph]:
    """The lines joined, each with its role; what is repeated on the pages comes out of the flow."""
    repeated = _repeated(lines)
    body = [line for line in lines if line not in repeated]
    for line in repeated:
        yield _Paragraph(line.page, line.words, "boilerplate", line.size)
    if not body:
        return
    size = median(line.size for line in body)
    width = _width(body)
    joined = [body[0]]
    for line in body[1:]:
        if not _continues(joined, line, width):
            yield _joined(joined, size)
            joined = []
        joined.append(line)
    yield _joined(joined, size)


def _repeated(lines: Sequence[_Line]) -> list[_Line]:
    """The running heads and feet: what stands, but for its number, at the edge of several pages."""
    pages: dict[int, list[_Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    edges = [
        line
        for page in pages.values()
        for line in {*sorted(page, key=_height)[:_MARGIN], *sorted(page, key=_height)[-_MARGIN:]}
    ]
    counts = Counter(_DIGITS.sub("0", line.words) for line in edges)
    often = max(3, len(pages) // 2)
    return sorted(
        (
            line
            for line in edges
            if counts[_DIGITS.sub("0", line.words)] >= often
            or (len(pages) > 1 and _PAGE_NUMBER.fullmatch(line.words))
        ),
        key=lambda line: (line.page, -line.top),
    )


def _height(line: _Line) -> float:
    return line.top


def _width(lines: Sequence[_Line]) -> float:
    """How wide a full line is: that which a tenth of them exceed."""
    widths = sorted(line.right - line.left for line in lines)
    return widths[len(widths) * 9 // 10]


def _continues(joined: Sequence[_Line], line: _Line, width: float) -> bool:
    """Whether a line goes on with the paragraph that the lines before it make up."""
    above = joined[-1]
    if above.split:
        return True
    if abs(line.size - above.size) > 0.15 * above.size or _BULLET.match(line.words):
        return False
    if line.page != above.page or line.top > above.top:  # the next page, or the next column
        return not _STOPPED.search(above.words) and not line.words[0].isupper()
    gap = above.bottom - line.top
    usual = joined[-2].bottom - above.top if len(joined) > 1 else 0.5 * line.size
    indented = line.left > joined[-1].left + 0.8 * line.size and len(joined) > 1
    short = above.right - above.left < 0.75 * width
    return (
        gap <= max(usual, 0) + 0.35 * line.size
        and not indented
        and not (short and bool(_STOPPED.search(above.words)))
    )


def _joined(lines: Sequence[_Line], body: float) -> _Paragraph:
    words = ""
    for line in lines:
        words += line.words + ("" if line.split else " ")
    words = words.strip()
    first = lines[0]
    large = first.size > 1.15 * body and len(words) <= 200
    role: Role = "heading" if large else "list" if _BULLET.match(words) else "paragraph"
    return _Paragraph(first.page, words, role, first.size)


def _written(paragraphs: list[_Paragraph], labels: Sequence[str]) -> tuple[str, list[Block], str]:
    """The text, its blocks, and the title: the largest heading of the first page."""
    paragraphs.sort(key=lambda one: one.page)  # stable: what is repeated stays at its page's top
    heads = [one for one in paragraphs if one.role == "heading" and one.page == 0]
    title = max(heads, key=lambda one: one.size, default=None)
    text, page = "", -1
    blocks: list[Block] = []
    for one in paragraphs:
        if one.page != page:
            page = one.page
            text += "\n\n" if text else ""
            blocks.append(Block("locator", len(text), len(text) + len(f"[p. {labels[page]}]")))
            text += f"[p. {labels[page]}]"
        text += "\n\n"
        role: Role = "title" if one is title else one.role
        blocks += cut(text + one.words, role, len(text), len(text) + len(one.words))
        text += one.words
    return text, blocks, title.words if title else ""
