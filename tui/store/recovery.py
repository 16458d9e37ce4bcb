"""From the files of a database to its records: which file to believe, and what to put on top."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from tui.store.checkpoint import Contents, Damaged, contents, digest_of
from tui.store.chronicle import Chronicle
from tui.store.disk import Disk, Signature
from tui.store.files import Files
from tui.store.journal import Journal
from tui.store.lines import Done, Mark, Reading, Row
from tui.store.migrations import MIGRATIONS, Migrations
from tui.store.protocol import StoreError
from tui.store.records import Records

Origin: TypeAlias = Literal["new", "file", "outside", "rebuilt"]
"""Whether the file was never there, is what a session wrote, was changed outside the program, or
was lost and made again."""

_STEADY_ATTEMPTS = 50
_NAMED = 5


@dataclass(frozen=True)
class Evidence:
    """What was read: the database file (None when missing), its signature, the journal's tail.

    `rotated` is the last edit in a rotated part, looked up only where there is no journal.
    """

    data: bytes | None
    signature: Signature
    tail: Reading
    rotated: int = 0

    @property
    def seq(self) -> int:
        """The number of the last edit."""
        return max((line.seq for _, line in self.tail.lines), default=self.rotated)

    def marks(self) -> tuple[Mark | Done, ...]:
        """The last checkpoint that was placed, and those later ones that may have been."""
        marks: list[Mark | Done] = []
        for _, line in self.tail.lines:
            if isinstance(line, Done):
                marks = [line]
            elif isinstance(line, Mark):
                marks.append(line)
        return tuple(marks)


@dataclass(frozen=True)
class Found:
    """What the files say the records are.

    `digest` is that of a sound database file, else empty; `saved` the last edit that the file
    holds, -1 when it has to be written again. `rows` are what someone changed in the file outside
    the program, still to be put into the records and the journal. `foreign` says that the file's
    bytes are to be kept aside before it is written. `warnings` are for the reader.
    """

    origin: Origin
    evidence: Evidence
    contents: Contents
    digest: str = ""
    saved: int = -1
    rows: tuple[Row, ...] = ()
    warnings: tuple[str, ...] = ()
    foreign: bool = False

    @property
    def at_rest(self) -> bool:
        """Whether nothing has to be written before the records can be used."""
        return self.origin == "file" and self.saved >= 0 and self.evidence.tail.sound


class Site(NamedTuple):
    """Where a database is, and what its records are brought up to."""

    files: Files
    disk: Disk
    migrations: Migrations = MIGRATIONS

    def journal(self) -> Journal:
        """The journal."""
        return Journal(self.files.journal, self.disk, self.migrations)

    def chronicle(self) -> Chronicle:
        """The journal with its rotated parts."""
        return Chronicle(self.files, self.disk, self.migrations)

    def obstacle(self, schema: int) -> str:
        """Why records of a schema cannot be written here, or the empty string."""
        if schema > self.migrations.current:
            return (
                f"{self.files.database.name} was written by a newer Glossator (schema {schema}, "
                f"this one knows {self.migrations.current}); it is open for reading only"
            )
        for path in (self.files.database, self.files.journal):
            if not self.disk.writable(path):
                return f"{path} cannot be written; it is open for reading only"
        return ""

    def contents(self, data: bytes | None) -> Contents:
        """The records in a database file, None where it is missing. Raises Damaged."""
        if data is None:
            raise Damaged("is missing")
        return contents(data, self.migrations)


def recover(site: Site, former: Contents | None = None) -> Found:
    """Read the files and say what the records are; nothing is written.

    `former` is what a running session holds already: a file changed outside the program is
    compared with it, and a lost one is made from it.

    Raises StoreError when the file is no database and there is nothing to make it from.
    """
    evidence = _steady(site)
    try:
        read = site.contents(evidence.data)
    except Damaged as error:
        return _lost(site, former, evidence, str(error))
    known = former or evidence.tail.lines or evidence.rotated or site.files.backup.exists()
    if known and not read.ours:
        return _lost(site, former, evidence, "has no table of Glossator's")
    digest = digest_of([evidence.data or b""])
    newest = max(read.schema, *(change.schema for change in evidence.tail.changes()), 1)
    if newest > site.migrations.current:
        behind = (
            ("edits that are only in the journal are not shown",) if evidence.tail.lines else ()
        )
        read = read._replace(schema=newest, faults=(*read.faults, *behind))
        return Found("file", evidence, read, digest, 0, (), read.faults)
    mark = next((mark for mark in reversed(evidence.marks()) if mark.digest == digest), None)
    if mark is None and (evidence.tail.lines or former is not None):
        return _changed_outside(site, former, evidence, read, digest)
    saved = mark.seq if mark else evidence.rotated
    for change in evidence.tail.changes(saved):
        read.records.apply(change.ops)
    if read.schema < site.migrations.current:
        saved = -1
    return Found("file", evidence, read, digest, saved, (), read.faults)


def contents_of(path: Path, migrations: Migrations = MIGRATIONS) -> Contents:
    """What a session would find in the database at `path`; nothing is written.

    Raises StoreError when it is no database and there is nothing to make one from.
    """
    return outcome(Site(Files.of(path), Disk(), migrations), recover)


def outcome(site: Site, finding: Callable[[Site], Found]) -> Contents:
    """What a session would have of what is found, and all that it would say of it among the faults.

    Raises StoreError where that fails.
    """
    try:
        found = finding(site)
    except OSError as error:
        path = site.files.database
        raise StoreError(f"{path} cannot be read: {error.strerror or error}") from error
    found.contents.records.apply(found.rows)
    return found.contents._replace(faults=found.warnings)


class Rebuilt(NamedTuple):
    """Records made without the database file; `source` says from what.

    `complete` is False where the journal had to do and does not reach back to the beginning.
    """

    contents: Contents
    source: str
    complete: bool


def rebuild(site: Site) -> Rebuilt | None:
    """The records as the backup and the journal have them; None where there is neither."""
    chronicle = site.chronicle()
    backup = _read(site.files.backup, site.disk)
    try:
        base = site.contents(backup)
    except Damaged:
        if next(chronicle.lines(), None) is None:
            return None
        base, source, saved = Contents(Records(), {}), "the journal", 0
        complete = chronicle.from_the_beginning()
        if not complete:
            source += " alone, so what the file held before the journal began is not in it"
    else:
        source, complete = f"{site.files.backup.name} and the journal", True
        digest = digest_of([backup or b""])
        marks = chronicle.lines(holding=digest.encode())
        # Where no mark is found every edit is done again: the journal holds whole values.
        saved = max((one.seq for one in marks if isinstance(one, Mark | Done)), default=0)
    for change in chronicle.changes(saved):
        base.records.apply(change.ops)
    return Rebuilt(base, source, complete)


def _lost(site: Site, former: Contents | None, evidence: Evidence, fault: str) -> Found:
    """The file is missing, damaged or none of ours."""
    files = site.files
    name, foreign = files.database.name, evidence.data is not None
    if former is not None:
        warning = f"{name} {fault}; it was written again from memory"
        return Found("rebuilt", evidence, former, warnings=(warning,), foreign=foreign)
    if not evidence.data and not evidence.tail.lines and not files.backup.exists():
        begun = () if evidence.data is None else (f"{name} was empty; a new database was begun",)
        return Found("new", evidence, Contents(Records(), {}), warnings=begun)
    rebuilt = rebuild(site)
    if rebuilt is None:
        raise StoreError(
            f"{files.database} {fault}, and there is no journal or backup to rebuild it from. "
            "It was left as it is: move it away, or name another file."
        )
    warning = f"{name} {fault}; it was rebuilt from {rebuilt.source}"
    state = rebuilt.contents
    said = (warning, *state.faults)
    return Found("rebuilt", evidence, state, warnings=said, foreign=foreign)


def _changed_outside(
    site: Site,
    former: Contents | None,
    evidence: Evidence,
    read: Contents,
    digest: str,
) -> Found:
    """The file is sound, and it is not what a session wrote last."""
    marks = evidence.marks()
    edits = evidence.tail.changes(marks[0].seq if marks else 0)
    unsaved = tuple(row for edit in edits for row in edit.ops)
    both = _overruled(read.records, unsaved)
    read.records.apply(unsaved)
    warnings = [
        f"{site.files.database.name} was changed outside Glossator; its contents were taken over"
    ]
    if unsaved:
        warnings.append("edits that were only in the journal were put on top of it")
    if both:
        named = ", ".join(both[:_NAMED]) + ("…" if len(both) > _NAMED else "")
        warnings.append(f"changed in the file and in the journal, the journal's kept: {named}")
    warnings.extend(read.faults)
    if former is None and (rebuilt := rebuild(site)) and rebuilt.complete:
        former = rebuilt.contents
    if former is None:
        return Found("outside", evidence, read, digest, -1, (), tuple(warnings), bool(both))
    rows = former.records.difference(read.records)
    state = read._replace(records=former.records)
    return Found("outside", evidence, state, digest, -1, rows, tuple(warnings), bool(both))


def _overruled(records: Records, rows: tuple[Row, ...]) -> list[str]:
    """The ids of records whose value is neither what the rows found nor what they leave."""
    first: dict[tuple[str, str], Row] = {}
    last: dict[tuple[str, str], Row] = {}
    for row in rows:
        first.setdefault((row.table, row.id), row)
        last[row.table, row.id] = row
    return [
        row.id
        for key, row in first.items()
        if not records.holds(row.table, row.id, bytes(row.before))
        and not records.holds(row.table, row.id, bytes(last[key].after))
    ]


def _steady(site: Site) -> Evidence:
    """Both files as they were at one moment, though another session may be writing them."""
    files, disk, journal = site.files, site.disk, site.journal()
    for _ in range(_STEADY_ATTEMPTS):
        signature = disk.signature(files.database)
        begun = disk.signature(files.journal)[2]
        data, tail = _read(files.database, disk), journal.tail()
        if disk.signature(files.database) != signature or disk.signature(files.journal)[2] != begun:
            continue
        rotated = 0 if tail.lines else site.chronicle().parts.last()
        return Evidence(data, signature, tail, rotated)
    raise StoreError(f"{files.database} is being rewritten all the time; try again later")


def _read(path: Path, disk: Disk) -> bytes | None:
    try:
        return disk.read(path)
    except FileNotFoundError:
        return None
