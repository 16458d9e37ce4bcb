"""Whether a database is sound, in sentences, and what can be done when it is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tui.annotations.model import Annotation, ArticleRecord, Link, Pass
from tui.store.checkpoint import Damaged, contents
from tui.store.disk import Disk
from tui.store.files import Files
from tui.store.journal import Journal
from tui.store.protocol import StoreError
from tui.store.records import Records
from tui.store.recovery import contents_of
from tui.store.tinydb_store import open_store
from tui.text.article import Article


def check(path: Path) -> list[str]:
    """What is wrong with the database, one sentence each with the ids concerned; nothing written.

    A database file changed outside the program is not wrong. Raises StoreError when the folder
    does not exist.
    """
    disk = Disk()
    files = Files.of(path)
    return [*_files(files, disk), *_records(path)]


def repair(path: Path) -> list[str]:
    """Rebuild what is lost or damaged from the backup and the journal; what was done.

    Damaged bytes are kept beside the files. What a record says is never changed.

    Raises StoreError when there is nothing to rebuild from, ReadOnly when nothing can be written.
    """
    store = open_store(path)
    try:
        store.mend()
        return list(store.warnings)
    finally:
        store.close()


def _files(files: Files, disk: Disk) -> Iterator[str]:
    name = files.database.name
    try:
        yield from contents(disk.read(files.database)).faults
    except FileNotFoundError:
        yield f"{name} is missing"
    except OSError as error:
        yield f"{name} cannot be read: {error.strerror}"
    except Damaged as error:
        yield f"{name} {error}"
    journal = Journal(files.journal, disk).read()
    for start, end in journal.damaged:
        yield f"{files.journal.name}: the line at byte {start:,} is damaged ({end - start:,} bytes)"
    if journal.torn:
        yield f"{files.journal.name}: the last line is unfinished ({journal.torn:,} bytes)"


def _records(path: Path) -> Iterator[str]:
    try:
        state = contents_of(path)
    except StoreError:
        return  # The files' own sentences have said why.
    yield from _faults(state.records)


def _faults(records: Records) -> Iterator[str]:
    texts: dict[str, str] = {}
    for article in records.each(ArticleRecord):
        texts[article.id] = article.text
        if Article(text=article.text).id != article.id:
            yield f"article {article.id}: its text is not the one its id stands for"
    annotations = set[str]()
    for annotation in records.each(Annotation):
        annotations.add(annotation.id)
        yield from _annotation_faults(annotation, texts.get(annotation.article))
    for link in records.each(Link):
        for end, target in (("source", link.source), ("target", link.target)):
            if target not in annotations:
                yield f"link {link.id}: its {end}, annotation {target}, does not exist"
    for said in records.each(Pass):
        if (text := texts.get(said.article)) is None:
            yield f"pass {said.id}: there is no article {said.article}"
        elif not 0 <= said.start < said.end <= len(text):
            yield f"pass {said.id}: {said.start}–{said.end} is not inside its article"


def _annotation_faults(annotation: Annotation, text: str | None) -> Iterator[str]:
    name = f"annotation {annotation.id}"
    if text is None:
        yield f"{name}: there is no article {annotation.article}"
        return
    if len(annotation.quotes) != len(annotation.spans):
        counts = f"{len(annotation.quotes)} and {len(annotation.spans)}"
        yield f"{name}: the numbers of its quotes and of its spans differ ({counts})"
    end_before = 0
    for start, end in annotation.spans:
        if not end_before <= start < end <= len(text):
            yield f"{name}: span {start}–{end} is empty, out of order or not inside its article"
            return
        end_before = end
    for (start, end), quote in zip(annotation.spans, annotation.quotes, strict=False):
        if text[start:end] != quote.exact:
            yield f"{name}: the article says “{text[start:end]}” where it quotes “{quote.exact}”"
