"""The canonical JSONL: one article a line, with everything recorded about it.

Offsets are code points of the article's text. Every annotation states its words, and reading
compares them with the text, so that a dataset whose text and offsets fell apart is noticed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

import msgspec

from tui.annotations.labels import uncarried
from tui.annotations.model import (
    Annotation,
    ArticleRecord,
    Carried,
    Evidence,
    Layer,
    Link,
    Pass,
    PassState,
    Quote,
    pass_id,
)
from tui.exchange.drafts import Found, disagreement, made_id
from tui.exchange.faults import Fault
from tui.exchange.features import RECORDS
from tui.exchange.inputs import lines as lines_of
from tui.exchange.jsonl_records import taken, written
from tui.exchange.options import Piece, Reading, Writing
from tui.exchange.outputs import json_text
from tui.exchange.values import Wrong, converted, lone_surrogate
from tui.text.anchors import select
from tui.text.article import MAX_BLOCK, Block, Metadata, Role, Span


class _Meta(Metadata, frozen=True, kw_only=True):
    added: str = ""
    sources: tuple[str, ...] = ()
    revises: str = ""
    blocks: tuple[tuple[Role, int, int], ...] = ()
    carried: Carried = Carried()


class _Annotation(msgspec.Struct):
    tag: str
    spans: tuple[Span, ...]
    id: str = ""
    text: str | None = None
    attributes: dict[str, str] = {}
    note: str = ""
    author: str = ""
    origin: str = "import:jsonl"
    created: str = ""
    updated: str = ""
    revision: int = 0
    checked: str = ""
    checked_by: str = ""


class _Link(
    msgspec.Struct, rename={"source": "from", "target": "to", "target_article": "to_article"}
):
    type: str
    source: str
    target: str
    id: str = ""
    target_article: str = ""
    author: str = ""
    created: str = ""


class _Evidence(msgspec.Struct):
    claim: str
    id: str = ""
    title: str = ""
    address: str = ""
    place: str = ""
    quotation: str = ""
    seen: str = ""
    contact: str = ""
    author: str = ""
    created: str = ""


class _Line(msgspec.Struct):
    text: str
    id: str = ""
    meta: object = None
    annotations: list[object] = []
    links: list[object] = []
    passes: list[object] = []
    passed: list[object] = []
    evidence: list[object] = []
    signings: list[object] = []
    tasks: list[object] = []
    rulings: list[object] = []
    decisions: list[object] = []
    rechecks: list[object] = []
    recasts: list[object] = []


def read(path: Path, _reading: Reading) -> Iterator[Found]:
    """The articles of a file; raises OSError where it cannot be read."""
    for line in lines_of(path):
        if isinstance(line, Fault):
            yield line
        elif line.text:
            yield from _found(line.text, str(path), line.number)


def write(layers: Iterable[Layer], _writing: Writing) -> Iterator[Piece]:
    """One file, an article a line."""
    for line in export_jsonl(layers):
        yield "", line.encode() + b"\n"


def export_jsonl(layers: Iterable[Layer]) -> Iterator[str]:
    """Each layer as one line of JSON, without its line end.

    Raises:
        ValueError: a layer has no article, so that its offsets would mean nothing.
    """
    for layer in layers:
        article = layer.shaped
        if article is None:
            raise ValueError("a layer without an article cannot be exported")
        line = {
            "id": article.id,
            "text": article.text,
            "meta": _meta(article),
            "annotations": [annotation_fields(each) for each in layer.annotations],
            "links": [_link(each) for each in layer.links],
            "passes": [(each.start, each.end, each.state) for each in layer.passes],
            **_passed(layer),
            **({"evidence": list(map(_evidence, layer.evidence))} if layer.evidence else {}),
            **written(layer),
        }
        yield json_text(line)


def read_jsonl(lines: Iterable[str], name: str) -> Iterator[Layer | Fault]:
    """The layers in `lines` of the file `name`, and a fault for everything that is not sound.

    What is sound in a line is kept. Ids are kept; missing ones are made from the content, the
    same every time.
    """
    for number, line in enumerate(lines, 1):
        yield from _found(line, name, number)


def _found(line: str, name: str, number: int) -> Iterator[Found]:
    if line and not line.isspace():
        faults: list[Wrong] = []
        layer = _read_line(line, faults)
        if layer:
            yield layer
        for field, reason in faults:
            yield Fault(name, number, field, reason)


def _meta(article: ArticleRecord) -> dict[str, object]:
    known = msgspec.structs.asdict(article)
    meta = {name: known[name] for name in _Meta.__struct_fields__}
    meta["blocks"] = [(block.role, block.start, block.end) for block in article.blocks]
    if article.carried == Carried():
        del meta["carried"]
    for name in ("sources", "revises"):
        if not meta[name]:
            del meta[name]
    return meta


def _passed(layer: Layer) -> dict[str, object]:
    """By whom and when, beside the passes; nothing where none of them says it."""
    passed = [(one.author, one.created) for one in layer.passes]
    return {"passed": passed} if any(map(any, passed)) else {}


def annotation_fields(annotation: Annotation) -> dict[str, object]:
    """An annotation as the canonical JSONL writes it."""
    return {
        "id": annotation.id,
        "tag": annotation.tag,
        "spans": annotation.spans,
        "text": annotation.text,
        "attributes": annotation.attributes,
        "note": annotation.note,
        "author": annotation.author,
        "origin": annotation.origin,
        "created": annotation.created,
        "updated": annotation.updated,
        "revision": annotation.revision,
        **({"checked": annotation.checked} if annotation.checked else {}),
        **({"checked_by": annotation.checked_by} if annotation.checked_by else {}),
    }


def _link(link: Link) -> dict[str, object]:
    return {
        "id": link.id,
        "type": link.type,
        "from": link.source,
        "to": link.target,
        **({"to_article": link.target_article} if link.target_article else {}),
        "author": link.author,
        "created": link.created,
    }


def _evidence(one: Evidence) -> dict[str, object]:
    """Evidence as the canonical JSONL writes it: what it says, and nothing of what it does not."""
    fields = {name: getattr(one, name) for name in _Evidence.__struct_fields__}
    return {name: value for name, value in fields.items() if value}


def _read_line(line: str, faults: list[Wrong]) -> Layer | None:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        faults.append(("", f"is not JSON: {error}"))
        return None
    read = converted(value, _Line, "", faults, parts=True)
    if read is None:
        return None
    if lone_surrogate(read.text):
        faults.append(("text", lone_surrogate(read.text)))
        return None
    article = _article(read, faults)
    annotations = tuple(_annotations(read, article.id, faults))
    known = {annotation.id for annotation in annotations}
    links = tuple(_links(read, article.id, known, faults))
    passes = tuple(_passes(read, article.id, faults))
    evidence = tuple(_attested(read, article.id, known, faults))
    values: dict[str, list[object]] = {table: getattr(read, table) for table in RECORDS}
    records = taken(values, article.id, len(article.text), faults)
    return uncarried(Layer(article, annotations, links, passes, evidence=evidence, **records))


def _article(read: _Line, faults: list[Wrong]) -> ArticleRecord:
    identity = sha256(read.text.encode()).hexdigest()
    if read.id not in ("", identity):
        faults.append(("id", "is not the sha256 of the text, which is used instead"))
    meta = converted(read.meta or {}, _Meta, "meta", faults) or _Meta()
    blocks = tuple(Block(*block) for block in meta.blocks)
    if blocks and not _sound(read.text, blocks):
        faults.append(("meta.blocks", "do not cover the text in order, and are made anew"))
        blocks = ()
    fields = {name: getattr(meta, name) for name in meta.__struct_fields__ if name != "blocks"}
    return ArticleRecord(id=identity, text=read.text, blocks=blocks, **fields)


def _sound(text: str, blocks: tuple[Block, ...]) -> bool:
    """Whether blocks are what an article promises: sorted, disjoint, short, and all the words."""
    done = 0
    for block in blocks:
        if not done <= block.start < block.end <= min(len(text), block.start + MAX_BLOCK):
            return False
        if text[done : block.start].strip():
            return False
        done = block.end
    return not text[done:].strip()


def _annotations(read: _Line, article: str, faults: list[Wrong]) -> Iterator[Annotation]:
    seen: set[str] = set()
    for at, value in enumerate(read.annotations):
        field = f"annotations[{at}]"
        item = converted(value, _Annotation, field, faults)
        if item is None:
            continue
        key = item.id or made_id(article, item.tag, item.spans, item.author)
        wrong = _wrong(read.text, item)
        if key in seen:
            wrong = "id", f"{key} is used twice"
        if wrong:
            faults.append((f"{field}.{wrong[0]}", wrong[1]))
            continue
        seen.add(key)
        yield Annotation(
            id=key,
            article=article,
            tag=item.tag,
            spans=item.spans,
            quotes=tuple(Quote(*select(read.text, span)) for span in item.spans),
            attributes=item.attributes,
            note=item.note,
            author=item.author,
            origin=item.origin,
            created=item.created,
            updated=item.updated,
            revision=item.revision,
            checked=item.checked,
            checked_by=item.checked_by,
        )


def _wrong(text: str, item: _Annotation) -> Wrong | None:
    """What is wrong with an annotation's place, if anything."""
    done = 0
    for start, end in item.spans:
        if not done <= start < end:
            return "spans", "are not sorted, disjoint and longer than nothing"
        if end > len(text):
            return "spans", f"end at {end}, after the text's {len(text)} code points"
        done = end
    if not item.spans:
        return "spans", "are missing"
    words = " … ".join(text[start:end] for start, end in item.spans)
    if item.text is not None and item.text != words:
        return "text", disagreement(item.text, words)
    return None


def _links(read: _Line, article: str, known: set[str], faults: list[Wrong]) -> Iterator[Link]:
    for at, value in enumerate(read.links):
        field = f"links[{at}]"
        item = converted(value, _Link, field, faults)
        if item is None:
            continue
        ends = {"from": item.source, "to": item.target}
        if item.target_article:
            del ends["to"]
        lost = [(end, key) for end, key in ends.items() if key not in known]
        if lost:
            faults += [(f"{field}.{end}", f"no annotation has the id {key!a}") for end, key in lost]
            continue
        yield Link(
            id=item.id or made_id(article, item.type, item.source, item.target, item.author),
            article=article,
            type=item.type,
            source=item.source,
            target=item.target,
            target_article=item.target_article,
            author=item.author,
            created=item.created,
        )


def _attested(
    read: _Line, article: str, known: set[str], faults: list[Wrong]
) -> Iterator[Evidence]:
    for at, value in enumerate(read.evidence):
        field = f"evidence[{at}]"
        item = converted(value, _Evidence, field, faults)
        if item is None:
            continue
        if item.claim not in known:
            faults.append((f"{field}.claim", f"no annotation has the id {item.claim!a}"))
            continue
        said = msgspec.structs.asdict(item)
        key = said.pop("id") or made_id(article, *said.values())
        yield Evidence(id=key, article=article, **said)


def _passes(read: _Line, article: str, faults: list[Wrong]) -> Iterator[Pass]:
    seen: set[str] = set()
    for at, value in enumerate(read.passes):
        field = f"passes[{at}]"
        item = converted(value, tuple[int, int, PassState], field, faults)
        if item is None:
            continue
        start, end, state = item
        key = pass_id(article, (start, end))
        if not 0 <= start < end <= len(read.text):
            faults.append((field, f"[{start}, {end}) is no part of the text"))
        elif key in seen:
            faults.append((field, "says a second thing of the same sentence"))
        else:
            seen.add(key)
            author, created = _passed_by(read, at, faults)
            yield Pass(
                id=key,
                article=article,
                start=start,
                end=end,
                state=state,
                author=author,
                created=created,
            )


def _passed_by(read: _Line, at: int, faults: list[Wrong]) -> tuple[str, str]:
    value = read.passed[at] if at < len(read.passed) else ("", "")
    return converted(value, tuple[str, str], f"passed[{at}]", faults) or ("", "")
