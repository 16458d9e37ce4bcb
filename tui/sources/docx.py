"""A Word document (DOCX) as an article: mammoth's HTML of it, read by its structure."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any
from zipfile import ZipFile

from lxml import etree

from tui.sources.content import MAX_BYTES, Content, How, too_large
from tui.sources.elements import tree_of, without_forbidden
from tui.sources.errors import Unreadable, needs
from tui.sources.heads import Known, tell
from tui.sources.structured import structured
from tui.text.article import Article

try:
    import mammoth
except ImportError:
    raise needs("a Word document", "docx") from None

EXTRACTOR = f"mammoth {version('mammoth')}"

_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => h2:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
"""
_DC = "{http://purl.org/dc/elements/1.1/}"


def read(content: Content, _how: How) -> Article:
    """The article that a document is.

    Raises:
        Unreadable: it is damaged or too large, or there are no words in it.
    """
    try:
        with content.file() as file, ZipFile(file) as archive:
            if sum(one.file_size for one in archive.infolist()) > 4 * MAX_BYTES:
                raise Unreadable(too_large(4 * MAX_BYTES))
            said = _known(archive)
        with content.file() as file:
            page = mammoth.convert_to_html(
                file, style_map=_STYLES, convert_image=mammoth.images.img_element(_no_picture)
            ).value
    except Unreadable:
        raise
    except Exception:  # Damage shows itself in any of several libraries, each in its way.
        raise Unreadable("is a damaged Word document: open it in Word and save it anew") from None
    return structured(tree_of(without_forbidden(page)), said, extractor=EXTRACTOR)


def _no_picture(_image: Any) -> dict[str, str]:
    return {"src": ""}


def _known(archive: ZipFile) -> Known:
    """What the document's properties say of it."""
    said: Known = {}
    if "docProps/core.xml" in archive.NameToInfo:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
        core = etree.fromstring(archive.read("docProps/core.xml"), parser)
        if core is not None:
            title, author = core.findtext(f"{_DC}title"), core.findtext(f"{_DC}creator")
            tell(
                said, title=" ".join((title or "").split()), byline=" ".join((author or "").split())
            )
    return said
