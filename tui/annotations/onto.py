"""One person's change put on top of what somebody else has made of the same record.

A three-way merge by fields: what the change leaves alone stays as it is held now.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from tui.annotations.edits import Op, Plain, removing
from tui.annotations.model import Annotation
from tui.annotations.records import Records

_BOOKKEEPING = ("author", "created", "updated", "added", "revision", "checked", "checked_by")
"""Fields that say who wrote a record and when, and nothing about the text."""


def onto(ops: Iterable[Op], records: Records, now: str) -> tuple[Op, ...]:
    """The operations as they change what `records` hold at the moment `now` (ISO 8601, UTC).

    Those that would change nothing any more are left out; what hangs on an annotation that is
    removed goes with it.
    """
    made: list[Op] = []
    for op in ops:
        held = records.held(op.table, op.id)
        after = _merged(op.before, op.after, held)
        if said_alike(after, held) or _needless(op, held, records):
            continue
        if after is not None and held is not None:
            after = _signed(after, held, now)
        if op.table == "annotations" and after is None:
            hanging = map(removing, records.hanging.on(op.id))
            made += [one for one in hanging if one not in made]
        made.append(Op(op.table, op.id, held, after))
    return tuple(made)


def said_alike(one: Plain | None, other: Plain | None) -> bool:
    """Whether two records say the same of the text, whoever wrote them."""
    return _said(one) == _said(other)


def _said(record: Plain | None) -> Plain | None:
    if record is None:
        return None
    return {name: value for name, value in record.items() if name not in _BOOKKEEPING}


def _merged(before: Plain | None, after: Plain | None, held: Plain | None) -> Plain | None:
    """What the change from `before` to `after` makes of `held`."""
    if before is None or after is None or held is None:
        return after
    made = dict(held)
    for name in {**before, **after}:
        old, new, theirs = before.get(name), after.get(name), held.get(name)
        if isinstance(old, dict) and isinstance(new, dict) and isinstance(theirs, dict):
            made[name] = _merged(old, new, theirs)
        elif old != new and name in after:
            made[name] = new
        elif old != new:
            made.pop(name, None)
    return made


def _signed(after: Plain, held: Plain, now: str) -> Plain:
    """With the revision and the time of a further change."""
    if "revision" not in held:
        return after
    return {**after, "revision": int(str(held["revision"])) + 1, "updated": now}


def _needless(op: Op, held: Plain | None, records: Records) -> bool:
    """Whether what is to be added is there: the article, or the same tag on the same spans."""
    if op.before is not None or op.after is None:
        return False
    if op.table == "annotations":
        made = msgspec.convert(op.after, Annotation)
        return records.same(made.tag, made.spans) is not None
    return op.table == "articles" and held is not None
