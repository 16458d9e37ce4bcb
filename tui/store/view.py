"""What a session has seen of a database's files, and the records that it made of them."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from tui.store.disk import Signature
from tui.store.lines import Change, Done, Mark, Place, Reading
from tui.store.records import Aside, Records
from tui.store.recovery import Found


class Snapshot(NamedTuple):
    """What a checkpoint will hold, and the file that it is to replace.

    `aside` is None when another session wrote that file and may have left aside something else.
    """

    records: Records
    aside: Aside | None
    seq: int
    offset: int
    replaces: Signature


class View:
    """The records as of edit number `seq`, and the files that they were read from.

    `read_to` is where the session stopped reading the journal. `signature` and `sound` are the
    database file's, when it was last known to be a checkpoint, and that one's digest, empty if it
    never was; `saved` is the last edit that it holds, -1 when it has to be written again.
    `digests` are those of the checkpoints that may be in its place. `aside` is what it holds and
    no session shows; `foreign` says that another session wrote it since, so that this may differ.
    """

    def __init__(self, found: Found, seq: int = 0) -> None:
        """See what was found, as a session that knows of edit number `seq` already.

        A journal that was lost while the session ran does not take its numbers with it.
        """
        tail = found.evidence.tail
        self.records, self.aside = found.contents.records, found.contents.aside
        self.seq = max(seq, found.evidence.seq)
        self.read_to = tail.end
        self.saved, self.signature = found.saved, found.evidence.signature
        self.digests = {mark.digest for mark in found.evidence.marks()}
        self.sound, self.foreign = found.digest, False
        self._places: list[tuple[int, int]] = []
        self._note(tail)

    def succeeded(self, found: Found) -> View:
        """The view of what was found since; what only this one holds is let go."""
        if found.contents.records is not self.records:
            self.records.held.close()
        return View(found, self.seq)

    def follow(self, reading: Reading) -> None:
        """Do what other sessions wrote."""
        self._note(reading)
        for _, line in reading.lines:
            if isinstance(line, Change):
                self.records.apply(line.ops)
                self.seq = line.seq
            elif isinstance(line, Done):
                # The records are ours too, but not what that session left aside.
                self.digests, self.saved, self.foreign = {line.digest}, line.seq, True
                self.sound, self.signature = line.digest, line.signature
            elif isinstance(line, Mark):
                self.digests.add(line.digest)
        self.read_to = reading.end

    def made(self, change: Change, after: Place) -> None:
        """Do what this session wrote; its line ends at a place."""
        self.digests.add(self.sound)
        self._places.append((change.seq, self.read_to.offset))
        self.records.made(change.ops)
        self.seq, self.read_to = change.seq, after

    def begin_again(self) -> None:
        """Forget a journal that is no more."""
        self.read_to, self._places, self.digests, self.saved = Place(), [], set(), -1

    def rotated(self, after: Place) -> None:
        """Know that the journal, all of it in the file, is now a single mark of that."""
        self.read_to, self._places, self.digests = after, [(self.seq, 0)], {self.sound}

    def snapshot(self) -> Snapshot:
        """What a checkpoint of this moment holds, whatever is edited while it is written."""
        aside = None if self.foreign else self.aside
        records = self.records.snapshot()
        return Snapshot(records, aside, self.seq, self.read_to.offset, self.signature)

    def offset(self, since: int) -> int | None:
        """Where to read the edits after number `since`; None if not in what was read."""
        before = bisect_right(self._places, (since, self.read_to.offset)) - 1
        return None if before < 0 else self._places[before][1]

    def _note(self, reading: Reading) -> None:
        for offset, line in reading.lines:
            # A mark may stand after edits that were made while its checkpoint was written.
            if not self._places or line.seq >= self._places[-1][0]:
                self._places.append((line.seq, offset))
