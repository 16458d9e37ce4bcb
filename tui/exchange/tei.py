"""TEI P5 with standoff: a `.xml` file for each text, which stands in `<ab>`, and what is said of it
in `<standOff>`. A `<span>` points to `string-range(#text, start, length)`, in code points.

A `<spanGrp>` has the annotations of a tag, `<interp>` their attributes, `<note>` notes, and
`<link>` links. A carriage return is `&#13;`. Of other TEI files the text of the body is read, and
the named entities in it (`persName`, `placeName`, `orgName`, `name`, `rs`, `date`, `q`, `quote`,
`said`), whose element is their tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from tui.annotations.model import Annotation, ArticleRecord, Layer
from tui.exchange.drafts import Draft, Found
from tui.exchange.faults import Fault
from tui.exchange.inputs import files
from tui.exchange.offsets import Offsets
from tui.exchange.options import Piece, Reading, Writing
from tui.exchange.outputs import named
from tui.exchange.xml import parsed
from tui.text.article import Metadata

_FORMAT = "tei"
_TEI = "http://www.tei-c.org/ns/1.0"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_RANGE = re.compile(r"#?string-range\(#?[\w.-]+,\s*(\d+),\s*(\d+)\)")
_INLINE = frozenset(
    ("persName", "placeName", "orgName", "geogName", "name", "rs", "date", "time", "num", "q")
) | {"quote", "said"}
_APART = frozenset(["p", "head", "lb", "div", "l", "lg", "item", "list", "ab", "u", "sp"])


def read(path: Path, reading: Reading) -> Iterator[Found]:
    """The text of a file, or of each `.xml` file in a folder and the folders in it."""
    for file, name in files(path, ".xml"):
        yield from _file(file, name, reading)


def _file(path: Path, source: str, reading: Reading) -> Iterator[Found]:
    root = parsed(path)
    if isinstance(root, Fault):
        yield root
        return
    body = root.find(f".//{{{_TEI}}}text")
    if etree.QName(root).namespace != _TEI or body is None:
        yield Fault(str(path), 1, "", "is no TEI document with a text")
        return
    whole = body.find(f".//{{{_TEI}}}ab[@{_ID}='text']")
    pieces: list[str] = []
    inline: list[tuple[str, int, int, int]] = []
    if whole is not None:
        text = "".join(whole.itertext())
    else:
        _walk(body, pieces, inline)
        text = "".join(pieces)
    unit = reading.unit("code points")
    draft = Draft(text, format_id=_FORMAT, file=str(path), unit=unit)
    for tag, start, end, line in inline:
        if start < end:
            draft.annotate(tag, [(start, end)], field=tag, line=line)
    labels = _standoff(root, draft)
    title = root.findtext(f".//{{{_TEI}}}titleStmt/{{{_TEI}}}title") or ""
    yield from draft.finish(source=source, labels=labels, metadata=Metadata(title=title))


def _walk(element: Any, pieces: list[str], inline: list[tuple[str, int, int, int]]) -> None:
    """The text of an element, and the names in it; blocks are parted by line breaks."""
    for node in element.iter(tag=etree.Element):
        if etree.QName(node).localname in _APART and node.tail is None:
            node.tail = "\n"
    start = 0

    def visit(node: Any) -> None:
        nonlocal start
        name = etree.QName(node).localname
        began = start
        for piece in (node.text,):
            pieces.append(piece or "")
            start += len(piece or "")
        for child in node.iterchildren():
            if isinstance(child.tag, str):
                visit(child)
            pieces.append(child.tail or "")
            start += len(child.tail or "")
        if name in _INLINE:
            inline.append((name, began, start, node.sourceline or 1))

    visit(element)


def _standoff(root: Any, draft: Draft) -> list[str]:
    """Take what stands off the text; the labels of the text."""
    labels = [one.text or "" for one in root.iterfind(f".//{{{_TEI}}}textClass//{{{_TEI}}}term")]
    notes: dict[str, str] = {}
    for note in root.iterfind(f".//{{{_TEI}}}standOff//{{{_TEI}}}note"):
        notes[note.get("target", "").lstrip("#")] = note.text or ""
    said: dict[str, dict[str, str]] = {}
    for one in root.iterfind(f".//{{{_TEI}}}standOff//{{{_TEI}}}interp"):
        key = one.get("inst", "").lstrip("#")
        said.setdefault(key, {})[one.get("type", "")] = one.text or ""
    for group in root.iterfind(f".//{{{_TEI}}}standOff//{{{_TEI}}}spanGrp"):
        for span in group.iterfind(f"{{{_TEI}}}span"):
            key = span.get(_ID) or ""
            ranges = _RANGE.findall(span.get("target", ""))
            places = [(int(start), int(start) + int(length)) for start, length in ranges]
            draft.annotate(
                span.get("ana", group.get("type")),
                places,
                field=key,
                line=span.sourceline or 1,
                native=key,
                stated=span.text,
                attributes=said.get(key, {}),
                note=notes.get(key, ""),
                author=span.get("resp", "").lstrip("#"),
            )
    for link in root.iterfind(f".//{{{_TEI}}}standOff//{{{_TEI}}}link"):
        ends = [one.lstrip("#") for one in link.get("target", "").split()]
        if len(ends) == 2:
            line = link.sourceline or 1
            draft.link(link.get("type"), *ends, field="link", line=line)
    return labels


def write(layers: Iterable[Layer], writing: Writing) -> Iterator[Piece]:
    """A `.xml` file for each text."""
    for name, layer, article in named(layers):
        yield f"{name}.xml", _document(layer, article, writing)


def _document(layer: Layer, article: ArticleRecord, writing: Writing) -> bytes:
    default: Any = {None: _TEI}  # Whether stubs know that a prefix may be None differs by version.
    root = etree.Element(f"{{{_TEI}}}TEI", {}, nsmap=default)
    head = _add(root, "teiHeader")
    about = _add(head, "fileDesc")
    _add(_add(about, "titleStmt"), "title").text = article.title
    _add(_add(about, "publicationStmt"), "p")
    _add(_add(about, "sourceDesc"), "p")
    if article.carried.labels:
        words = _add(_add(_add(head, "profileDesc"), "textClass"), "keywords")
        for label in article.carried.labels:
            _add(words, "term").text = label
    standoff = _add(root, "standOff")
    names = {one.id: f"a{at}" for at, one in enumerate(layer.annotations, 1)}
    out = Offsets(article.text, writing.unit("code points")).outward
    for one in layer.annotations:
        _annotation(standoff, one, names[one.id], out)
    if layer.links:
        group = _add(standoff, "linkGrp")
        for link in layer.links:
            ends = f"#{names[link.source]} #{names[link.target]}"
            _add(group, "link", type=link.type, target=ends)
    _add(_add(_add(root, "text"), "body"), "ab", **{_ID: "text"}).text = article.text
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return made


def _annotation(standoff: Any, one: Annotation, name: str, out: Any) -> None:
    ranges = (
        f"string-range(#text,{out(start)},{out(end) - out(start)})" for start, end in one.spans
    )
    group = _add(standoff, "spanGrp", type=one.tag)
    span = _add(group, "span", **{_ID: name, "target": " ".join(ranges)})
    span.text = one.text
    if one.author:
        span.set("resp", f"#{one.author}")
    for key, value in one.attributes.items():
        _add(group, "interp", inst=f"#{name}", type=key).text = value
    if one.note:
        _add(group, "note", target=f"#{name}").text = one.note


def _add(parent: Any, tag: str, **attributes: str) -> Any:
    return etree.SubElement(parent, f"{{{_TEI}}}{tag}", attributes)
