"""What the annotation list holds, in figures for the status line."""

from __future__ import annotations

from collections import Counter

from tui.annotations.checking import status, value_of
from tui.session.overview import Overview
from tui.session.reader import Reader
from tui.session.workspace import Workspace


def tally(workspace: Workspace, reader: Reader) -> str:
    """How many annotations are shown of how many, how those stand that are to be checked, and by
    what they are sorted.
    """
    listing, records = workspace.listing, reader.records
    groups = listing.groups(records, workspace.scheme)
    shown, total = sum(len(group.annotations) for group in groups), len(records.annotations)
    parts = [f"{shown} of {total}" if shown != total else f"{total}"]
    parts[0] += " annotation" if total == 1 else " annotations"
    for group in groups:
        attribute = status(group.tag)
        if attribute is None:
            continue
        values = (value_of(one, attribute) for one in group.annotations)
        counts = Counter(value.name for value in values if value is not None)
        parts += [f"{counts[one.name]} {one.name}" for one in attribute.values if counts[one.name]]
    return " · ".join((*parts, f"by {listing.order}"))


def seen(overview: Overview) -> str:
    """How many rows a view shows of how many and how those stand; how far gathering has come."""
    if overview.gathered is None:
        return overview.told or "gathering…"
    shown, total = len(overview.sifted.shown), len(overview.gathered.rows)
    noun = "claim" if overview.kind == "board" else "criticism"
    parts = [f"{shown:,} of {total:,}" if shown != total else f"{total:,}"]
    parts[0] += f" {noun}" if total == 1 else f" {noun}s"
    counts = sorted(overview.sifted.counts.items(), key=lambda one: -one[1])
    parts += [f"{number:,} {said}" for said, number in counts]
    return " · ".join((*parts, *filter(None, [overview.told])))
