"""Putting a checkpoint in the database file's place, and keeping what was there before.

Only a session that holds the store's lock may do any of this.
"""

from __future__ import annotations

from datetime import date

from tui.store.aside import keep_schema, set_aside
from tui.store.backups import back_up
from tui.store.checkpoint import CheckpointStorage, Spare
from tui.store.disk import ABSENT, Signature
from tui.store.lines import Done, Mark
from tui.store.recovery import Found, Site
from tui.store.refusals import Remarks, refusals
from tui.store.view import Snapshot, View


class Keeper:
    """Writes the database file of one session, with remarks on what it found."""

    def __init__(self, site: Site, remarks: Remarks) -> None:
        """Name the files; nothing is read or written."""
        self._files, self._disk = site.files, site.disk
        self._schema = site.migrations.current
        self._journal = site.journal()
        self._warn = remarks.add
        self._backup: Signature = ABSENT
        self.storage = CheckpointStorage(self._files.database, self._disk, site.migrations)

    def migrates(self, found: Found) -> bool:
        """Whether the file is sound and of an older schema."""
        return bool(found.digest) and found.contents.schema < self._schema

    def keep(self, found: Found) -> None:
        """Keep the file's bytes beside it where they are foreign or of an older schema.

        Raises StoreError when that cannot be done.
        """
        data, database = found.evidence.data or b"", self._files.database
        with refusals(database, "it was not touched, as it could not be kept"):
            if found.foreign:
                kept = set_aside(self._disk, database, data)
                self._warn(f"{database.name} as it was found is kept in {kept.name}")
            if self.migrates(found):
                schema = found.contents.schema
                kept = keep_schema(self._disk, database, data, schema)
                said = f"{database.name} was brought from schema {schema} to {self._schema}"
                self._warn(f"{said}; as it was it is kept in {kept.name}")

    def place(self, view: View, snapshot: Snapshot, spare: Spare) -> None:
        """Let a prepared checkpoint take the file's place, marked in the journal before and after.

        Raises OSError.
        """
        digest = spare.digest
        view.read_to = self._journal.append([Mark(digest, snapshot.seq, snapshot.offset)])
        view.digests.add(digest)
        if view.sound and view.signature != ABSENT:
            self._keep_backup(others=view.foreign)
        self.storage.place(spare)
        view.signature, view.sound = self._disk.signature(self._files.database), digest
        view.saved = snapshot.seq
        done = Done(digest, snapshot.seq, snapshot.offset, view.signature)
        # Without this mark on the medium the one above says the same.
        view.read_to = self._journal.append([done], durable=False)
        view.digests = {digest}
        self.storage.sweep()

    def back_up(self, day: date) -> None:
        """Keep a copy of what the day's first checkpoint replaced; it is no fault if that fails."""
        try:
            back_up(self._files, self._disk, day)
        except OSError as error:
            reason = error.strerror or error
            self._warn(f"today's backup of {self._files.database.name} was not made: {reason}")

    def _keep_backup(self, *, others: bool) -> None:
        """Let the backup be the file that is about to be replaced.

        Without checkpoints of `others` it is the one that this session replaced last, and who had
        that one open may have written to it since.
        """
        database, backup = self._files.database, self._files.backup
        found = self._disk.signature(backup)
        if ABSENT not in (self._backup, found) and found != self._backup and not others:
            kept = set_aside(self._disk, backup, self._disk.read(backup))
            self._warn(
                f"a program wrote to {database.name} as it had been before a checkpoint; what it "
                f"wrote was not taken over, it is kept in {kept.name}"
            )
        self._disk.keep_copy(database, backup)
        self._backup = self._disk.signature(backup)
