"""INCEpTION's project layout: `source/` has the texts, `annotation/TEXT/USER.json` what each
annotator said of them, `curation/` what was adjudicated. A folder, or the `.zip` of it.

Annotations are read from CAS JSON, XMI or WebAnno TSV, whichever is there, also inside a `.zip` of
their own. The layers of all annotators of a text become one, told apart by their author.
"""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath

import msgspec

from tui.annotations.model import ArticleRecord, Layer
from tui.exchange import cas_json, inputs, webanno, xmi
from tui.exchange.drafts import Draft, Found
from tui.exchange.faults import Fault
from tui.exchange.options import Piece, Reading, Writing
from tui.exchange.outputs import named

_LARGEST = 2 << 30
"""Bytes to which an archive may unfold."""

_DEEPEST = 2
_ANNOTATED = ("annotation", "curation")
_CURATOR, _NOBODY = "CURATION_USER", "INITIAL_CAS"

_READERS: dict[str, Callable[[Path, str, str], Iterator[Found]]] = {
    ".json": cas_json.read_file,
    ".xmi": xmi.read_file,
    ".tsv": webanno.read_file,
}


def read(path: Path, _reading: Reading) -> Iterator[Found]:
    """A text for each document of the project, with what every annotator said of it."""
    if path.is_dir():
        yield from _project(path)
        return
    with tempfile.TemporaryDirectory() as folder:
        fault = _unpack(path, Path(folder))
        if fault is not None:
            yield fault
        else:
            yield from _project(Path(folder))


def _unpack(path: Path, folder: Path, depth: int = 1) -> Fault | None:
    """Unpack an archive and those in it; nothing lands outside the folder."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(one.file_size for one in archive.infolist()) > _LARGEST:
                return Fault(str(path), 1, "", "unfolds to more than 2 GB")
            for one in archive.infolist():
                parts = PurePosixPath(one.filename).parts
                if one.is_dir() or ".." in parts or one.filename.startswith("/"):
                    continue
                target = folder.joinpath(*parts)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(archive.read(one))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        return Fault(str(path), 1, "", f"is no project and no archive of one: {error}")
    for inner in list(folder.rglob("*.zip")) if depth < _DEEPEST else ():
        _unpack(inner, inner.with_suffix(""), depth + 1)
    return None


def _project(folder: Path) -> Iterator[Found]:
    """The documents one after another, so that no project is in memory as a whole."""
    kinds = ("source", *_ANNOTATED)
    names = {one.name for kind in kinds for one in (folder / kind).glob("*")}
    if not names:
        yield Fault(str(folder), 1, "", "has neither texts in source/ nor any in annotation/")
    for name in sorted(names):
        yield from _document(folder, name)


def _document(folder: Path, name: str) -> Iterator[Found]:
    """A document with what all say of it; one of which nobody says anything is its text."""
    found: dict[str, list[Layer]] = {}
    initial: list[tuple[Path, Path]] = []
    for document in (folder / kind / name for kind in _ANNOTATED):
        for file in sorted(document.rglob("*")):
            if file.suffix not in _READERS:
                continue
            if _author(document, file) == _NOBODY:
                initial.append((document, file))
            else:
                yield from _gathered(document, file, found)
    for document, file in initial if not found else ():
        yield from _gathered(document, file, found)
    if not found:
        yield from _plain(folder / "source" / name)
    for layers in found.values():
        yield _joined(layers)


def _gathered(document: Path, file: Path, found: dict[str, list[Layer]]) -> Iterator[Fault]:
    """Take a file's layers into `found`, by article; what is not sound."""
    author = _author(document, file)
    author = "" if author == _NOBODY else author
    for one in _READERS[file.suffix](file, document.name, author):
        if isinstance(one, Fault):
            yield one
        elif one.article is not None:
            found.setdefault(one.article.id, []).append(one)


def _plain(path: Path) -> Iterator[Found]:
    """A text without annotations, if it is one."""
    if path.suffix == ".txt" and path.is_file():
        content = inputs.text(path)
        if isinstance(content, Fault):
            yield content
        else:
            yield from Draft(content, format_id="inception", file=str(path)).finish()


def _author(document: Path, file: Path) -> str:
    """The annotator: the name of the file, or of the archive in which it was."""
    name = file.relative_to(document).parts[0]
    return PurePosixPath(name).stem


def _joined(layers: list[Layer]) -> Layer:
    """One layer with what all say; an annotation keeps the id that its author's file gave it."""
    first = layers[0]
    if len(layers) == 1 or first.article is None:
        return first
    carried = msgspec.structs.replace(first.article.carried, rest={})
    return Layer(
        msgspec.structs.replace(first.article, carried=carried),
        tuple({one.id: one for layer in layers for one in layer.annotations}.values()),
        tuple({one.id: one for layer in layers for one in layer.links}.values()),
    )


def write(layers: Iterable[Layer], writing: Writing) -> Iterator[Piece]:
    """A project: the texts, and a CAS in JSON for each annotator of each."""
    documents = []
    for stem, layer, article in named(layers):
        name = f"{stem}.txt"
        documents.append({"name": name, "format": "text", "state": "ANNOTATION_IN_PROGRESS"})
        yield f"source/{name}", article.text.encode()
        authors = {one.id: one.author for one in layer.annotations}
        for link in layer.links:
            if authors[link.source] != authors[link.target]:
                writing.lost["links left out that join two annotators' annotations"] += 1
        for author in sorted(set(authors.values())) or [""]:
            own = _by(layer, article, author)
            folder = "curation" if author == _CURATOR else "annotation"
            user = author or "admin"
            yield f"{folder}/{name}/{user}.json", cas_json.file_of(own, article, writing)
    project = {"name": "glossator", "mode": "annotation", "source_documents": documents}
    yield "exportedproject.json", json.dumps(project, indent=1).encode()


def _by(layer: Layer, article: ArticleRecord, author: str) -> Layer:
    """What one annotator said."""
    mine = tuple(one for one in layer.annotations if one.author == author)
    ids = {one.id for one in mine}
    links = tuple(one for one in layer.links if one.source in ids and one.target in ids)
    return Layer(article, mine, links)
