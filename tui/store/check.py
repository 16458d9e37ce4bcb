"""Whether a database is sound, in sentences, and what can be done when it is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from tui.annotations.model import Annotation, ArticleRecord, Link, Pass
from tui.store.aside import free_name
from tui.store.checkpoint import Damaged
from tui.store.disk import Disk
from tui.store.files import Files
from tui.store.gaps import missing, named, numbers
from tui.store.protocol import StoreError
from tui.store.records import Records
from tui.store.recovery import Site, contents_of
from tui.store.tinydb_store import open_store
from tui.text.article import Article


def check(path: Path) -> list[str]:
    """What is wrong with the database, one sentence each with the ids concerned; nothing written.

    A database file changed outside the program is not wrong. Raises StoreError when the folder
    does not exist.
    """
    site = Site(Files.of(path), Disk())
    try:
        records = contents_of(path).records
    except StoreError:
        records = Records()  # The files' own sentences say why.
    return [*_files(site), *_history(site, records), *_faults(records)]


def repair(path: Path) -> list[str]:
    """Rebuild what is lost or damaged from the backup and the journal; what was done.

    Damaged bytes are kept beside the files. What a record says is never changed.

    Raises StoreError when there is nothing to rebuild from, ReadOnly when nothing can be written.
    """
    site = Site(Files.of(path), Disk())
    kept = [*_keep_unfinished(site), *_keep_backup(site)]
    store = open_store(path)
    try:
        store.mend()
        return [*kept, *store.warnings]
    finally:
        store.close()


def _keep_unfinished(site: Site) -> list[str]:
    """Keep the beginning of a last line, which opening the database cuts off."""
    journal = site.journal()
    reading = journal.read()
    if not reading.torn:
        return []
    start = reading.end.offset
    aside = journal.keep([(start, start + reading.torn)])
    return [f"an unfinished line of {journal.path.name} is kept in {aside.name}"]


def _keep_backup(site: Site) -> list[str]:
    """Keep a damaged backup under another name, as the next checkpoint brings a new one."""
    backup = site.files.backup
    with suppress(FileNotFoundError):
        try:
            site.contents(site.disk.read(backup))
        except Damaged as error:
            aside = free_name(backup, "damaged")
            site.disk.replace(backup, aside)
            return [f"{backup.name} {error}; it is now {aside.name}"]
    return []


def _files(site: Site) -> Iterator[str]:
    """What is wrong with the database file and its backup."""
    for path in (site.files.database, site.files.backup):
        try:
            faults = site.contents(site.disk.read(path)).faults
        except FileNotFoundError:
            faults = (f"{path.name} is missing",)
        except OSError as error:
            faults = (f"{path.name} cannot be read: {error.strerror}",)
        except Damaged as error:
            faults = (f"{path.name} {error}",)
        if path == site.files.database or path.exists():
            yield from faults


def _history(site: Site, records: Records) -> Iterator[str]:
    """What is wrong with the journal and its parts, and which edits are missing for that."""
    journal, chronicle = site.journal(), site.chronicle()
    name, reading = journal.path.name, journal.read()
    if not journal.size() and (site.files.backup.exists() or chronicle.parts.paths()):
        how = "empty" if journal.path.exists() else "missing"
        yield (
            f"{name} is {how}: edits after number {chronicle.parts.last():,} can neither be seen "
            "nor undone, and are lost if they were not in the file"
        )
    told = set[int]()
    for start, end, lines in _runs(reading.damaged):
        text = journal.text(start, end)
        told.update(numbers(text))
        where = f"the {lines:,} lines from byte {start:,} on are" if lines > 1 else ""
        where = where or f"the line at byte {start:,} is"
        yield f"{name}: {where} damaged ({end - start:,} bytes){_about(text)}"
    if reading.torn:
        text = journal.text(reading.end.offset, reading.end.offset + reading.torn)
        yield f"{name}: the last line is unfinished ({reading.torn:,} bytes){_about(text)}"
    for path in chronicle.parts.paths():
        if not chronicle.parts.read(path).sound:
            yield f"{path.name} is damaged, and not all of it can be read"
    for gap in missing(chronicle, records):
        if not told.issuperset(range(gap.first, gap.last + 1)):
            yield gap.said(name)


def _runs(damaged: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Damaged lines that follow each other as one range, and how many they are."""
    run = (0, 0, 0)
    for start, end in damaged:
        if run[2] and start == run[1] + 1:
            run = (run[0], end, run[2] + 1)
            continue
        if run[2]:
            yield run
        run = (start, end, 1)
    if run[2]:
        yield run


def _about(text: bytes) -> str:
    """Which edits and records a damaged text is about, after a colon; empty if unknown."""
    edits = numbers(text)
    which = [f"edit{'s' if len(edits) > 1 else ''} {', '.join(map(str, edits))}"] if edits else []
    about = ", ".join((*which, *named(text)))
    return about and f": {about}"


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
