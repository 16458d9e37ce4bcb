"""Markdown as an article: the source itself is the text, and its structure becomes blocks.

Nothing is rendered away: markup characters stay in the text and offsets are those of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui.sources.content import Content, How
from tui.sources.decode import text_of
from tui.sources.heads import Known, named, read_head, tell
from tui.sources.language import guess_language
from tui.sources.shapes import cut, shapes
from tui.text.article import Article, Block, Role

if TYPE_CHECKING:
    from markdown_it.token import Token

EXTRACTOR = "markdown 1"

LONGEST = 1_000_000
"""Code points: a longer text is read by its lines alone, because long lists parse slowly."""

_LEAVES: dict[str, Role] = {
    "front_matter": "boilerplate",
    "heading_open": "heading",
    "paragraph_open": "paragraph",
    "fence": "preformatted",
    "code_block": "preformatted",
    "html_block": "preformatted",
    "table_open": "preformatted",
    "hr": "preformatted",
}
_CONTAINERS: dict[str, Role] = {"list_item_open": "list", "blockquote_open": "quote"}

_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?:[^\n]*\n)*?---[ \t]*(?:\r?\n|\Z)")
_FIELD = re.compile(r"^([A-Za-z][\w-]*)[ \t]*:[ \t]*(.*?)[ \t]*\r?$", re.MULTILINE)
_HEADING_MARKS = re.compile(r"^#+\s+|\s+#+$|\s*\n\s*[=-]+$|[*_`]")


def has_front_matter(text: str) -> bool:
    """Whether `text` begins with metadata between two lines of three dashes."""
    match = _FRONT_MATTER.match(text[:20_000])
    return bool(match and _FIELD.search(match[0]))


def read(content: Content, how: How) -> Article:
    """The article that a Markdown file is.

    Raises:
        Unreadable: it is no text.
    """
    return markdown_article(text_of(content, how))


def markdown_article(text: str, source: str = "") -> Article:
    """The article that the Markdown `text` is; front matter is boilerplate and gives metadata."""
    blocks = list(_blocks(text)) if len(text) <= LONGEST else shapes(text)
    said = _metadata(text)
    title = next((block for block in blocks if block.role == "title"), None)
    if title is not None:
        said.setdefault("title", _bare(text[title.start : title.end]))
    blocks = read_head(text, blocks, said)
    tell(said, language=guess_language(text))
    return Article(
        text=text,
        blocks=tuple(blocks),
        source=source,
        format="markdown",
        extractor=EXTRACTOR,
        **said,
    )


def _metadata(text: str) -> Known:
    """What the front matter says, under an article's own names."""
    if not has_front_matter(text):
        return {}
    match = _FRONT_MATTER.match(text[:20_000])
    found = _FIELD.findall(match[0]) if match else []
    fields = {name.lower(): _unquoted(value) for name, value in found}
    return named(fields)


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value.strip("[]")


def _blocks(text: str) -> Iterator[Block]:
    """The leaves of the block structure, and whatever stands between them."""
    # Only here, as the parser takes longer to load than most articles to read.
    from markdown_it import MarkdownIt
    from mdit_py_plugins.front_matter import front_matter_plugin

    starts = [0, *(match.end() for match in re.finditer(r"\r\n?|\n", text)), len(text)]
    parser = MarkdownIt("commonmark").enable("table").use(front_matter_plugin)
    parser.disable(["inline", "text_join"])
    done = 0
    for role, first, after in _leaves(parser.parse(text)):
        start, end = starts[first], starts[min(after, len(starts) - 1)]
        if start < done:
            continue
        yield from _between(text, done, start)
        words = text[start:end]
        if words.strip():
            indent = 0 if role == "preformatted" else len(words) - len(words.lstrip())
            yield from cut(text, role, start + indent, start + len(words.rstrip()))
        done = end
    yield from _between(text, done, len(text))


def _leaves(tokens: list[Token]) -> Iterator[tuple[Role, int, int]]:
    """Every leaf with its role and its lines `[first, after)`; a list or a quote gives its own."""
    around: list[Role] = []
    titled = False
    for token in tokens:
        if token.type in _CONTAINERS:
            around.append(_CONTAINERS[token.type])
        elif token.type in ("list_item_close", "blockquote_close"):
            around.pop()
        elif token.type in _LEAVES and token.map:
            role = _LEAVES[token.type]
            if token.tag == "h1" and not titled:
                role, titled = "title", True
            if around and role == "paragraph":
                role = around[-1]
            yield role, token.map[0], token.map[1]


def _between(text: str, start: int, end: int) -> Iterator[Block]:
    """What the parser made no block of (an empty item, a link's definition), as paragraphs."""
    words = text[start:end]
    if words.strip():
        first = start + len(words) - len(words.lstrip())
        yield from cut(text, "paragraph", first, start + len(words.rstrip()))


def _bare(heading: str) -> str:
    """A heading without its markup."""
    return " ".join(_HEADING_MARKS.sub("", heading).split())
