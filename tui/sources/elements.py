"""HTML and XHTML as a tree, and its words as text with a block for each element that holds some.

Paragraphs are set apart by an empty line, items and rows by a line break. White space within a
paragraph is one space, as a browser shows it; preformatted text keeps its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml import etree, html

from tui.sources.decode import REPLACEMENT
from tui.sources.shapes import cut
from tui.text.article import Block, Role

_SKIPPED = frozenset(
    """button head iframe math nav noscript object script select style svg template
    textarea""".split()  # noqa: SIM905 (a list of words is read more easily)
)
_ROLES: dict[str, Role] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    "li": "list",
    "dt": "list",
    "dd": "list",
    "blockquote": "quote",
    "pre": "preformatted",
    "tr": "preformatted",
}
_BLOCKS = frozenset(_ROLES) | frozenset(
    """address article aside body caption center details dialog div dl fieldset figcaption figure
    footer form header hr html legend main ol p section summary table tbody td tfoot th thead
    ul""".split()  # noqa: SIM905
)
_CELLS = ("td", "th")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_INVISIBLE = re.compile(r"[\u200b\u200c\u2060\ufeff\u00ad\u034f]+")


_FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|&#(?:x([0-9a-f]{1,8})|([0-9]{1,9}));?",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"<(title|script|style|textarea|iframe)\b([^<>]*)/>", re.IGNORECASE)


class _Piece(NamedTuple):
    words: str
    role: Role


def tree_of(page: str) -> Any:
    """The tree of an HTML or XHTML page; None where there are no elements in it.

    Entities that a page declares itself are left alone, and nothing is fetched.
    """
    page = _CLOSED.sub(r"<\1\2></\1>", page)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    try:
        return html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def without_forbidden(page: str) -> str:
    """The page with U+FFFD for each control character, written out or as a reference.

    A tree of elements cannot hold them.
    """

    def replaced(match: re.Match[str]) -> str:
        if match[1] is None and match[2] is None:
            return REPLACEMENT
        code = int(match[1], 16) if match[1] else int(match[2])
        return match[0] if _allowed(code) else REPLACEMENT

    return _FORBIDDEN.sub(replaced, page)


def _allowed(code: int) -> bool:
    """Whether XML allows a character."""
    return (
        code in (9, 10, 13)
        or 0x20 <= code < 0xD800
        or 0xE000 <= code < 0xFFFE
        or (0x10000 <= code <= 0x10FFFF)
    )


def walked(tree: Any) -> tuple[str, list[Block]]:
    """The text of a tree of elements, and its blocks; both are empty where there are no words."""
    text = ""
    blocks: list[Block] = []
    for words, role in _pieces(tree):
        if text:
            alike = blocks[-1].role == role and role in ("list", "preformatted")
            text += "\n" if alike else "\n\n"
        start = len(text)
        text += words
        blocks += cut(text, role, start, len(text))
    return text, blocks


def _pieces(tree: Any) -> Iterator[_Piece]:
    """What stands in each block, in the order of the document."""
    words, kept = "", 0
    roles: list[Role] = ["paragraph"]
    for event, found in _events(tree):
        if event == "text":
            words += found if kept else _SPACE.sub(" ", found)
            continue
        tag, opens = _tag(found), event == "start"
        kept += (tag == "pre") * (1 if opens else -1)
        if tag in _CELLS and not _arranges(found.getparent()):
            words += "\t" if opens and words.strip() else ""
        elif tag == "p" and _tag(found.getparent()) in _CELLS and _in_row(found.getparent()):
            continue
        elif tag == "br" and opens and not words.endswith("\n"):
            words = words.rstrip(" ") + "\n"
        elif tag in _BLOCKS or (tag == "br" and opens):
            yield from _piece(words, roles[-1])
            words = ""
            if tag in _BLOCKS and opens:
                roles.append(_role(found, tag) or roles[-1])
            elif tag in _BLOCKS:
                roles.pop()
    yield from _piece(words, roles[-1])


def _events(tree: Any) -> Iterator[tuple[str, Any]]:
    """Elements as they open and close, and the words between; without recursion, as pages nest."""
    stack: list[tuple[Any, Iterator[Any]]] = []
    element: Any = tree
    while True:
        if _shown(element):
            yield "start", element
            if element.text:
                yield "text", element.text
            stack.append((element, iter(element)))
        while True:
            if not stack:
                return
            parent, children = stack[-1]
            following = next(children, None)
            if following is not None:
                break
            stack.pop()
            yield "end", parent
            if stack and parent.tail:
                yield "text", parent.tail
        element = following
        if not _shown(element) and element.tail:
            yield "text", element.tail


def _shown(element: Any) -> bool:
    if not isinstance(element.tag, str) or _tag(element) in _SKIPPED:
        return False
    style = element.get("style", "").replace(" ", "").lower()
    return "display:none" not in style and element.get("hidden") is None


def _tag(element: Any) -> str:
    if element is None:
        return ""
    return str(element.tag).rsplit("}", 1)[-1].lower() if isinstance(element.tag, str) else ""


def _arranges(row: Any) -> bool:
    """Whether a row only arranges the page: it has one cell, or one with more than a paragraph."""
    if row is None or _tag(row) != "tr" or len(row) < 2:
        return True
    inside = ([_tag(one) for one in cell if _tag(one) in _BLOCKS] for cell in row)
    return any(tags and tags != ["p"] for tags in inside)


def _in_row(cell: Any) -> bool:
    return not _arranges(cell.getparent())


def _role(element: Any, tag: str) -> Role | None:
    """The role of words in an element; None where they have that of what lies around it."""
    return None if tag == "tr" and _arranges(element) else _ROLES.get(tag)


def _piece(words: str, role: Role) -> Iterator[_Piece]:
    words = words.strip("\r\n").rstrip()
    if role != "preformatted":
        words = "\n".join(filter(None, (line.strip() for line in words.split("\n"))))
    if _INVISIBLE.sub("", words).strip():
        yield _Piece(words, role)
