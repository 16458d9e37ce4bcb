"""HTML made of elements, so that no text can be taken for markup; and the page around them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from lxml import html
from lxml.builder import ElementMaker

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_LINES = frozenset(
    ["article", "aside", "blockquote", "body", "dd", "details", "div", "dl", "dt", "footer", "h1",
     "h2", "h3", "head", "header", "li", "main", "meta", "ol", "p", "section", "style", "summary",
     "table", "tbody", "thead", "title", "tr", "ul"]
)  # fmt: skip
"""Elements after which a line ends."""

E = ElementMaker(makeelement=html.html_parser.makeelement)
"""Makes elements: `E.p({"class": "who"}, "text", E.b("more"))`."""


def some(name: str, attributes: dict[str, str], *content: Any) -> list[Any]:
    """An element, or none where all of its content is empty."""
    kept = [one for one in content if one is not None and one != ""]
    return [E(name, attributes, *kept)] if kept else []


def linked(text: str, address: str) -> Any:
    """A text that leads to an address; a plain one where there is none."""
    return E.a({"href": address}, text) if address else text


def spoken(language: str) -> dict[str, str]:
    """The attributes of words that are the article's own."""
    known = {"lang": language} if _LANGUAGE.fullmatch(language) else {}
    return {"dir": "auto", **known}


@cache
def style(*names: str) -> str:
    """The style sheets of these names, one after the other."""
    return "\n".join(Path(__file__).with_name(f"{name}.css").read_text("utf-8") for name in names)


def document(title: str, rules: str, content: Iterable[Any]) -> str:
    """A whole page with its own style; it loads nothing and runs nothing."""
    root = E.html(
        {"lang": "en"},
        E.head(
            E.meta({"charset": "utf-8"}),
            E.meta({"name": "viewport", "content": "width=device-width, initial-scale=1"}),
            E.meta({"name": "color-scheme", "content": "light dark"}),
            E.meta({"name": "referrer", "content": "no-referrer"}),
            E.title(title),
            E.style(f"\n{rules.strip()}\n"),
        ),
        E.body(E.main(*content)),
    )
    for element in root.iter():
        if element.tag in _LINES and not element.tail:
            element.tail = "\n"
    made: str = html.tostring(
        root, encoding="unicode", doctype="<!DOCTYPE html>", include_meta_content_type=True
    )
    return made + "\n"
