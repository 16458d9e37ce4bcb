"""What becomes of records that an older schema describes.

A step turns one record of a schema into one of the next. The database file is migrated when it is
opened. Lines of the journal stay as they were written, each with the number of its schema, and
are migrated whenever they are read; so edits can be undone that are older than a migration.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

import msgspec

from tui.annotations.edits import Plain
from tui.store.protocol import StoreError

Step: TypeAlias = Callable[[str, Plain], Plain]
"""From a table's name and the plain values of one of its records to what the next schema says."""


class Stuck(StoreError):  # noqa: N818 (it describes a record)
    """A record is not what its schema says, so that no step can take it further."""


class Migrations(NamedTuple):
    """The steps from schema 1 to 2, from 2 to 3 and so on, to the schema that is written."""

    steps: tuple[Step, ...] = ()

    @property
    def current(self) -> int:
        """The schema that this program writes."""
        return len(self.steps) + 1

    def migrated(self, schema: int, table: str, text: bytes) -> bytes:
        """A record's JSON text in the current schema; `null` stays what it is. Raises Stuck."""
        if schema >= self.current:
            return text
        try:
            record = msgspec.json.decode(text)
            if record is None:
                return text
            for step in self.steps[schema - 1 :]:
                record = step(table, record)
            return msgspec.json.encode(record)
        except Exception as error:  # whatever a step makes of values that nobody expected
            raise Stuck(
                f"it is not what schema {schema} says, so it cannot be brought to schema "
                f"{self.current} ({type(error).__name__}: {error})"
            ) from error


MIGRATIONS = Migrations()
"""Schema 1 is the only one so far."""
