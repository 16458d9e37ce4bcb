"""The lines of the lists beside the text: of the library and of the annotations."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from rich.segment import Segment

from tui.annotations import checking
from tui.annotations.model import Annotation, Recheck, TaskState
from tui.annotations.scheme import Tag
from tui.screens.colours import Colours
from tui.screens.sides import Entries, Entry
from tui.session.commands.speaking import said_by
from tui.session.library import Item
from tui.session.listing import Group
from tui.session.reader import Reader
from tui.session.workspace import Workspace
from tui.text.cells import clip

_RINGS = "○◔◑◕●"
_STATES = {"done": "✓", "skipped": "–", "flagged": "⚑"}
"""The signs of articles that somebody has said where they stand."""
_SIGNATURES = {"signed": "S", "changed": "↻"}
"""What stands in the ring's place where an article is signed, or was before something changed."""
_GOOD, _DOUBTFUL = (_RINGS[4], "✓", "S"), ("⚑", "↻")
_BESIDE_TITLE = 8
"""Cells of a library's line that are not the title: edge, count, ring and hairline."""
_SPEAKER = 14
"""Cells that a speaker's name may take in the line of what they said."""
_LINKED = "→"
"""The sign of an annotation that is linked to another."""
_BARE = "!"
"""The sign of an annotation whose status needs evidence and has none."""
_CHANGED = "Δ"
"""The sign of an annotation whose sentence is another one than in the earlier draft."""
_AROUND_GROUP = 2
"""Lines that a tag's annotations have around them: a heading and an empty one."""
_NOTHING_TO_READ = (
    "Nothing to read yet.",
    "",
    "glossator story.txt  opens a file",
    "glossator stories/   opens a folder",
    "glossator -          what is piped in",
)


def library_entries(workspace: Workspace, colours: Colours, heading: str) -> Entries:
    """The library's lines: a heading, then title, count and ring for each article."""
    library = workspace.library
    found = library.items()
    entries = [Entry(heading, style=colours.dim)]
    if library.filter:
        entries[0] = Entry(f"“{library.filter}”", f"{len(found)}", style=colours.dim)
    entries.append(Entry(""))
    seen = workspace.config.settings.library_width - _BESIDE_TITLE
    titles = Counter(item.title[:seen] for item in found)
    states = workspace.tasks
    entries += [
        _item(item, states.state(item.id), colours, twin=titles[item.title[:seen]] > 1)
        for item in found
    ]
    if not found and len(library):
        said = _nothing_matches(workspace.config.keymap.key("library.leave"))
        entries += [Entry(line, style=colours.dim) for line in said]
    elif not len(library):
        entries += [Entry(line, style=colours.dim) for line in _NOTHING_TO_READ]
    return Entries(entries)


class Annotations(Entries):
    """The annotation list's lines: for each tag a heading with its count, then its annotations.

    Only the lines that are looked at are made.
    """

    def __init__(self, workspace: Workspace, reader: Reader, colours: Colours) -> None:
        """Take the list's groups as they are."""
        self._records = reader.records
        self._colours = colours
        groups = workspace.listing.groups(reader.records, workspace.scheme)
        lines: list[str] = []
        if not reader.records.annotations and not reader.records.rechecks:
            lines = _empty(workspace)
        elif not groups:
            lines = _nothing_matches(workspace.config.keymap.key("list.leave"))
        head = [f"“{workspace.listing.filter}”", ""] if workspace.listing.filter else []
        told = [Entry(line, style=colours.dim) for line in head]
        told += _orphans(workspace.listing.orphans(reader.records, workspace.scheme), colours)
        told += [Entry(line, style=colours.dim) for line in lines]
        super().__init__(told)
        self._groups: list[tuple[int, Group]] = []
        self._made: dict[int, Entry] = {}
        self._length = len(self._lines)
        for group in groups:
            self._groups.append((self._length, group))
            self._length += len(group.annotations) + _AROUND_GROUP

    def __len__(self) -> int:
        """How many lines there are."""
        return self._length

    def __getitem__(self, number: int) -> Entry:
        """A line by its number."""
        if number < len(self._lines):
            return self._lines[number]
        if number not in self._made:
            self._made[number] = self._entry(number)
        return self._made[number]

    def _entry(self, number: int) -> Entry:
        at = bisect_right(self._groups, number, key=lambda one: one[0]) - 1
        first, (tag, members) = self._groups[at]
        within = number - first - 1
        if within < 0:
            glyph = Segment(tag.glyph, self._colours.tag(tag))
            heading = tag.plural or tag.name
            return Entry(heading, str(len(members)), style=self._colours.dim, mark=glyph)
        if within >= len(members):  # One may have gone since the list was last put.
            return Entry("")
        return self._of(members[within], tag)

    def place(self, id: str) -> int:
        """The number of an annotation's line; 0 if it has none."""
        annotation = self._records.annotations.get(id)
        if annotation is None:
            return super().place(id)
        for first, (tag, members) in self._groups:
            place = members.place(annotation) if tag.name == annotation.tag else None
            if place is not None:
                return first + 1 + place
        return 0

    def _of(self, annotation: Annotation, tag: Tag) -> Entry:
        hanging = self._records.hanging
        sign = clip(self._speakers.get(annotation.id, ""), _SPEAKER)
        leads = any(one.source == annotation.id for one in hanging.links.get(annotation.id, ()))
        if leads and not sign:
            sign = _LINKED
        for attribute in tag.attributes:
            said = annotation.attributes.get(attribute.name)
            values = attribute.values if said else ()
            sign += next((one.glyph or one.name for one in values if one.name == said), "")
        attested = annotation.id in hanging.evidence
        if not attested and checking.needs_evidence(annotation, self._colours.scheme):
            sign += _BARE
        if annotation.id in self._records.rechecks:
            sign += _CHANGED
        note = "✎" if annotation.note else ""
        right = " ".join(part for part in (note, sign) if part)
        style = self._colours.tag(tag)
        return Entry(annotation.text, right, annotation.id, right_style=style, indent=2)

    @cached_property
    def _speakers(self) -> dict[str, str]:
        return said_by(self._records)


def _orphans(orphans: Sequence[Recheck], colours: Colours) -> list[Entry]:
    """What came from an earlier draft and has no place in this one: never out of sight."""
    if not orphans:
        return []
    lines = [
        Entry(
            "without a place", str(len(orphans)), style=colours.dim, mark=Segment("!", colours.lost)
        )
    ]
    for one in orphans:
        style = colours.tag(colours.scheme.tag(one.was.tag))
        lines.append(Entry(one.was.text, one.was.tag, one.id, right_style=style, indent=2))
    return [*lines, Entry("")]


def _nothing_matches(key: str) -> list[str]:
    return ["nothing matches", f"{key} drops the filter"]


def _item(item: Item, state: TaskState, colours: Colours, *, twin: bool) -> Entry:
    """An article's line; of several whose titles look the same, each goes by its file's name."""
    label = item.name if twin else item.label
    if item.fault:
        return Entry(label, "!", item.path, colours.dim, colours.warning)
    count = f"{item.annotations} " if item.annotations else ""
    sign = _sign(item, state)
    good = sign in _GOOD
    style = colours.warning if sign in _DOUBTFUL else colours.good if good else colours.dim
    return Entry(label, count + sign, item.path, right_style=style)


def _sign(item: Item, state: TaskState) -> str:
    """Where an article stands: left aside, signed, done with, or how much is dealt with."""
    if state in ("skipped", "flagged"):
        return _STATES[state]
    if item.signature:
        return _SIGNATURES[item.signature]
    if state in _STATES:
        return _STATES[state]
    if item.progress >= 1:
        return _RINGS[4]
    begun = item.progress or item.annotations
    return _RINGS[min(max(round(item.progress * 4), 1), 3)] if begun else _RINGS[0]


def _empty(workspace: Workspace) -> list[str]:
    """What an article without annotations says: the first tags and their keys."""
    keymap = workspace.config.keymap
    lines = ["Nothing tagged yet.", ""]
    for tag in workspace.scheme.tags:
        key = keymap.key(f"tag.{tag.name}")
        if key:
            lines.append(f"{key}  tags {tag.summary}")
    return lines
