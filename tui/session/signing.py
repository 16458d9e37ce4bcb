"""Signing an article: how much is dealt with, what is open, who signed it, what changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.annotations.outstanding import Spot, outstanding
from tui.annotations.records import Records
from tui.annotations.signatures import latest, of_records
from tui.session import coverage
from tui.session.reader import Reader
from tui.text.dates import written

if TYPE_CHECKING:
    from tui.session.workspace import Workspace

_SHORT = {"": "", "signed": "signed", "changed": "signed, changed since"}


def signature(records: Records) -> str:
    """Who signed last and when, and whether anything changed since; empty without a signature."""
    signing = latest(records.signings.values())
    if signing is None:
        return ""
    by = f" by {signing.author}" if signing.author else ""
    since = "" if of_records(records) == "signed" else ", changed since"
    return f"signed{by} on {written(signing.created)}{since}"


def short(records: Records) -> str:
    """That an article is signed, and whether anything changed since."""
    return _SHORT[of_records(records)]


def open_here(workspace: Workspace, reader: Reader) -> dict[str, tuple[Spot, ...]]:
    """What is open in a pane's article, by kind."""
    known = coverage.standings(reader, workspace.scheme)
    return outstanding(reader.records, workspace.scheme, known.unseen)


def done(workspace: Workspace) -> str:
    """How much of the article in focus is dealt with, in short; empty where nobody began."""
    reader = workspace.reader
    if reader is None or not (reader.records.annotations or reader.records.passes):
        return ""
    return percent(coverage.progress(reader, workspace.scheme)) + " done"


def percent(share: float) -> str:
    """A share as people read it; a hundred is only said of all."""
    return f"{int(share * 100)} %"
