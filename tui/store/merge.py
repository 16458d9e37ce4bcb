"""Two databases made into one, record by record, with their common ancestor where there is one.

A record changed on one side only is taken from that side. One that was changed in two ways is a
conflict: the side that was written last keeps the id, and what the other side said of an
annotation or a link stays as a second record, for a reviewer to settle. Its id is derived from
what it says, so that merging once more, or in the other direction, gives the same file. An
article or a pass has only one record, and there the side written last is taken. What one side
removed and the other changed is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import NamedTuple

import msgspec

from tui.annotations.model import (
    TABLES,
    Annotation,
    ArticleRecord,
    Evidence,
    Link,
    Record,
)
from tui.store.checkpoint import Contents, refuse_newer
from tui.store.records import Aside, Records, read
from tui.text.cells import clip, in_marks

CONFLICT = "conflict:"
"""How the origin of an annotation begins that lost in a merge; the id of the other one follows."""


_WORDS = 40
"""Cells of an annotation's words, and of a title, in a sentence."""


class Merged(NamedTuple):
    """The records of both sides, and a sentence for each conflict."""

    contents: Contents
    conflicts: tuple[str, ...]


def merge(base: Contents, ours: Contents, theirs: Contents) -> Merged:
    """Join two databases that began as `base`, which is empty where they have no ancestor.

    Raises StoreError where one of them is of a newer schema, which would lose what only that says.
    """
    for one in (base, ours, theirs):
        refuse_newer(one, "nothing was merged")
    records = Records()
    conflicts: list[tuple[str, str, str]] = []
    before, left, right = (_texts(one.records) for one in (base, ours, theirs))
    for key in dict.fromkeys([*left, *right]):
        table, record_id = key
        kept = _kept(table, before.get(key), left.get(key), right.get(key))
        if kept.text:
            records.put(table, kept.text)
        if kept.second is not None:
            derived = table, kept.second.id
            if any(derived in side for side in (before, left, right)):
                continue  # An earlier merge met this conflict, and it may be settled since.
            records.put(table, msgspec.json.encode(kept.second))
        if kept.conflict:
            conflicts.append((table, record_id, kept.conflict))
    said = (
        f"{table} {id}{_called(table, id, records)}: {conflict}"
        for table, id, conflict in conflicts
    )
    return Merged(Contents(records, _aside(base.aside, ours.aside, theirs.aside)), tuple(said))


def _called(table: str, id: str, records: Records) -> str:
    """What a person knows a record by: the tag and the first words of the annotation that it is or
    belongs to, and the article's title.
    """
    entry = records.held.get(table, id)
    if entry is None:
        return ""
    record = read(table, entry.text)
    owner = {"links": "source", "evidence": "claim"}.get(table)
    about = records.held.get("annotations", getattr(record, owner)) if owner else entry
    one = read("annotations", about.text) if about and (owner or table == "annotations") else None
    said = [f"{one.tag} {in_marks(clip(one.text, _WORDS))}"] if isinstance(one, Annotation) else []
    article = records.article(record.id if table == "articles" else entry.article)
    title = (article.title or article.source) if article is not None else ""
    said += [f"in {in_marks(clip(title, _WORDS))}"] if title else []
    return f" ({' '.join(said)})" if said else ""


class _Kept(NamedTuple):
    """What one id leaves: a record's text, what the losing side said, and the conflict."""

    text: bytes | None
    conflict: str = ""
    second: Annotation | Link | Evidence | None = None


def _kept(table: str, before: bytes | None, left: bytes | None, right: bytes | None) -> _Kept:
    if left is None or right is None:
        text = right if left is None else left
        if text is None or before is None:
            return _Kept(text)
        if _same(table, text, before):
            return _Kept(None)
        return _Kept(text, "changed on one side and removed on the other; kept")
    if _same(table, left, right) or (before and _same(table, right, before)):
        return _Kept(left)
    if before and _same(table, left, before):
        return _Kept(right)
    loser, winner = sorted((left, right), key=lambda text: (_written(read(table, text)), text))
    second = _second(read(table, loser))
    if second is None:
        if _content(read(table, loser)) == _content(read(table, winner)):
            return _Kept(winner)
        return _Kept(winner, "changed on both sides; the one written last was taken")
    return _Kept(winner, f"changed on both sides; the other one is {second.id}", second)


def _second(record: Record) -> Annotation | Link | Evidence | None:
    """The record that keeps what the losing side said; None where there can be only one."""
    if not isinstance(record, Annotation | Link | Evidence):
        return None
    digest = blake2b(msgspec.json.encode(record), digest_size=4).hexdigest()
    derived = f"{record.id}~{digest}"
    if isinstance(record, Annotation):
        return msgspec.structs.replace(record, id=derived, origin=CONFLICT + record.id)
    return msgspec.structs.replace(record, id=derived)


def _content(record: Record) -> Record:
    """What an article, a pass or a decision says, without when it was said and who did."""
    if isinstance(record, ArticleRecord):
        return msgspec.structs.replace(record, added="", source="")
    return msgspec.structs.replace(record, author="", created="")


def _written(record: Record) -> str:
    """When the record was written."""
    if isinstance(record, Annotation):
        return record.updated or record.created
    return record.added if isinstance(record, ArticleRecord) else record.created


def _same(table: str, one: bytes, other: bytes) -> bool:
    return one == other or read(table, one) == read(table, other)


def _texts(records: Records) -> dict[tuple[str, str], bytes]:
    tables = records.tables()
    return {(table, entry.id): entry.text for table in TABLES for entry in tables[table]}


def _aside(base: Aside, ours: Aside, theirs: Aside) -> Aside:
    """What is not for us to read: all that either side has, less what one of them removed."""
    joined: Aside = {}
    before, left, right = (set(_rows(one)) for one in (base, ours, theirs))
    for table, number, text in dict.fromkeys([*_rows(ours), *_rows(theirs)]):
        row = (table, number, text)
        if row in before and not (row in left and row in right):
            continue
        rows = joined.setdefault(table, {})
        free = int(number)
        while str(free) in rows:
            free += 1
        rows[str(free)] = text
    return joined


def _rows(aside: Aside) -> Iterable[tuple[str, str, bytes]]:
    def each() -> Iterator[tuple[str, str, bytes]]:
        for table, rows in aside.items():
            for number, text in rows.items():
                yield table, number, text

    return each()
