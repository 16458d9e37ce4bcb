"""What the annotation list holds, in figures for the status line."""

from __future__ import annotations

from tui.annotations.checking import status
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
    counted = listing.standings(records, workspace.scheme)
    for group in groups:
        attribute, counts = status(group.tag), counted.get(group.tag.name)
        if attribute is not None and counts:
            names = (value.name for value in attribute.values)
            parts += [f"{counts[name]} {name}" for name in names if counts[name]]
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
