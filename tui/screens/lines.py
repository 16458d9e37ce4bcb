"""The lines around the text: the top line, the status line and the key line."""

from __future__ import annotations

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual import events, message
from textual.strip import Strip

from tui.screens.colours import Colours
from tui.screens.painting import Surface
from tui.session import evidence, keyline, labelling, signing, status, where
from tui.session.keys import shown
from tui.session.overview import current
from tui.session.reader import Reader
from tui.session.tallying import seen, tally
from tui.session.workspace import Workspace
from tui.session.world import Message
from tui.text.cells import clip, display, width

_WORDS = 28
"""Cells that the words under the cursor, or in an offer, may take in the status line."""
_FEW_WORDS = 18
"""The same on a narrow screen."""
_TYPED = 12
"""Cells that are left to what is typed after a long question."""
_OR_LETTER = "   or a letter"
_NARROW = 100
_BOLD = Style(bold=True)
_STATE = 8
"""Cells of the saved state with what parts it from the rest, which neither “saved” nor “saving…”
moves.
"""


class Styled:
    """A row of words, each with its style over the row's; rich's own can more, and takes longer."""

    def __init__(self, words: str, style: Style) -> None:
        """Begin with some words in the row's own style."""
        self.style = style
        self.segments = [Segment(words, style)]
        self.keys: list[tuple[range, str]] = []

    @property
    def plain(self) -> str:
        """The words alone."""
        return "".join(segment.text for segment in self.segments)

    def hint(self, hint: keyline.Hint, key: Style, label: Style, room: int) -> None:
        """Add a key and what it does, in at most `room` cells; a click there presses it."""
        begin = width(self.plain)
        self.append(hint.key, key).append(f" {clip(hint.label, room)}", label)
        self.keys.append((range(begin, width(self.plain)), hint.key))
        self.append("   ", label)

    def key(self, x: int) -> str:
        """The keys of the hint at a cell, as they are shown; empty where there is none."""
        return next((keys for cells, keys in self.keys if x in cells), "")

    def append(self, words: str, style: Style) -> Styled:
        """Add words at the end."""
        if words:
            self.segments.append(Segment(words, self.style + style))
        return self


class Line(Surface):
    """One row of chrome; `put` shows a text, which is cut where the row ends."""

    class Pressed(message.Message):
        """A hint was clicked, whose keys are written like this."""

        def __init__(self, keys: str) -> None:
            """Remember which."""
            super().__init__()
            self.keys = keys

    DEFAULT_CSS = "Line { height: 1; width: 1fr; }"

    def __init__(self, id: str) -> None:
        """An empty row."""
        super().__init__(id=id)
        self._text = Styled("", Style())

    @property
    def plain(self) -> str:
        """The words shown."""
        return self._text.plain

    def put(self, text: Styled) -> None:
        """Show a text; nothing is repainted if it is the one shown."""
        stale = text is not self._text and text.segments != self._text.segments
        self._text = text
        if stale:
            self.stale((0,))

    def render_line(self, _y: int) -> Strip:
        """The row."""
        strip = Strip(self._text.segments)
        return strip.adjust_cell_length(self.size.width, self._text.style)

    def on_click(self, event: events.Click) -> None:
        """Press the key of the hint under the mouse."""
        keys = self._text.key(event.x)
        if keys:
            self.post_message(self.Pressed(keys))


def top_line(workspace: Workspace, colours: Colours, saved: str, room: int) -> Styled:
    """Name and file on the left; place in the library, per cent read, saved state on the right."""
    reader = workspace.reader
    right = []
    left = Styled(" ", colours.base)
    left.append("Glossator", colours.accent + _BOLD)
    if reader is not None:
        place, total = workspace.library.place(reader.path), len(workspace.library)
        right = [f"{place} of {total}"] if place and total > 1 else []
        right.append(f"{reader.read:.0%} read".replace("%", " %"))
        right.append(_dealt_with(workspace, reader, room))
        state = workspace.tasks.state(reader.article.id)
        right += [state] if state != "open" else []
    tail = "   ".join(part for part in right if part)
    if tail and saved:
        tail += saved.rjust(_STATE) if len(saved) < _STATE else f"   {saved}"
    name = _name(workspace)
    free = room - width(tail) - 2
    if free > 14 and name:
        left.append("  " + clip(name, free - 14), colours.headline)
        said = labelling.described(workspace, reader) if reader is not None else ""
        left.append("   " + clip(said, free - width(left.plain) - 5) if said else "", colours.dim)
    elif free < 12:
        left = Styled(" ", colours.base).append(clip(name, room - 2), colours.headline)
        tail = ""
    gap = room - width(left.plain) - width(tail) - 1
    left.append(" " * max(gap, 0), colours.base)
    left.append(tail, colours.dim)
    return left


def _dealt_with(workspace: Workspace, reader: Reader, room: int) -> str:
    """How much is dealt with, or who signed it; in short where there is little room."""
    if not reader.records.signings:
        return signing.done(workspace)
    said = signing.signature(reader.records)
    return said if room >= _NARROW else signing.short(reader.records)


def status_rows(workspace: Workspace, colours: Colours, room: int, most: int = 1) -> list[Styled]:
    """A question, a message, or what is under the cursor and what each tag key would take; a
    message that needs them has `most` rows. What keys decide about is not hidden by a message
    before it has been seen.
    """
    if _says(workspace) and workspace.message is not None:
        asked = where.asked(workspace)
        if asked and asked != workspace.asked:
            return _asked(workspace, workspace.message, colours, room, most)
        return _message(workspace.message, colours, room, most)
    return [_status_line(workspace, colours, room)]


def _says(workspace: Workspace) -> bool:
    """Whether a message is what is to be seen: nothing is being asked, or waited for."""
    asked = workspace.prompt is not None and workspace.prompt.kind != "note"
    return not (asked or workspace.waiting or workspace.offer is not None)


def _message(message: Message, colours: Colours, room: int, most: int) -> list[Styled]:
    style = _level(message, colours)
    words, space = display(message.text), room - 2
    rows = [words]
    if most > 1 and width(words) > space:
        gaps = [at for at, char in enumerate(words) if char == " " and width(words[:at]) <= space]
        rows = [words[: gaps[-1]], words[gaps[-1] + 1 :]] if gaps else rows
    return [Styled(" ", colours.bar).append(clip(row, space), style) for row in rows]


def _level(message: Message, colours: Colours) -> Style:
    styles = {"plain": colours.bar_words, "warning": colours.warning, "error": colours.error}
    return styles[message.level]


def _asked(
    workspace: Workspace, message: Message, colours: Colours, room: int, most: int
) -> list[Styled]:
    """What is to be decided about, and after it as much of a message as there is room for; a
    warning is never cut, and takes the row below.
    """
    line = _under_cursor(workspace, colours, room)
    words, left = display(message.text), room - width(line.plain) - 4
    if message.level != "plain" and width(words) > left:
        said = _message(message, colours, room, 1)
        return [line, *said] if most > 1 else said
    if left >= _FEW_WORDS:
        line.append("   " + clip(words, left), _level(message, colours))
    return [line]


def _status_line(workspace: Workspace, colours: Colours, room: int) -> Styled:
    if workspace.prompt is not None and workspace.prompt.kind != "note":
        return _question(workspace, colours, room)
    if workspace.waiting:
        return Styled(" ", colours.bar).append(clip(workspace.waiting, room - 2), colours.bar_words)
    if workspace.offer is not None:
        return _speakers(workspace, colours, room)
    if workspace.taken is not None:
        return _taken(workspace, workspace.taken.why, colours, room)
    if workspace.focus == "library":
        return _in_library(workspace, colours, room)
    view = current(workspace)
    if view is not None:
        return Styled(" ", colours.bar).append(clip(seen(view), room - 2), colours.bar_words)
    if workspace.focus == "list" and workspace.reader is not None:
        said = tally(workspace, workspace.reader)
        return Styled(" ", colours.bar).append(clip(said, room - 2), colours.bar_words)
    most = _WORDS if room >= _NARROW else _FEW_WORDS
    line = _under_cursor(workspace, colours, room)
    for offer in status.offers(workspace):
        words = clip(offer.words, most)
        keys = sum(width(key) + 1 for _, key in offer.tags)
        if width(line.plain) + keys + width(words) + 3 > room:
            continue
        line.append("   ", colours.bar)
        for tag, key in offer.tags:
            line.append(key + " ", colours.offer(tag))
        line.append(words, colours.bar)
    return line


def _under_cursor(workspace: Workspace, colours: Colours, room: int) -> Styled:
    """What is under the cursor, selected or to be decided about, and a remark on it."""
    here = status.where(workspace)
    most = _WORDS if room >= _NARROW else _FEW_WORDS
    line = Styled(" ", colours.bar)
    line.append(clip(here.words, min(most, room - 2)), colours.bar_words)
    if here.remark:
        line.append("  " + clip(here.remark, room - width(line.plain) - 3), colours.bar)
    return line


def key_rows(workspace: Workspace, colours: Colours, room: int, most: int = 1) -> list[Styled]:
    """The keys that help now in at most `most` rows, as many as there is room for."""
    said = shown(workspace.pending) + " …  " if workspace.pending else ""
    hints = keyline.hints(workspace)
    if workspace.prompt is not None and workspace.prompt.kind == "evidence":
        hints = [keyline.Hint(*one) for one in evidence.fitted(hints, room - 1)]
    return _key_rows(said, tuple(hints), colours, room, most)


@lru_cache(16)
def _key_rows(
    said: str, hints: tuple[keyline.Hint, ...], colours: Colours, room: int, most: int
) -> list[Styled]:
    rows = [Styled(" ", colours.base).append(said, colours.headline)]
    for hint in hints:
        if width(rows[-1].plain) + width(hint.key) + width(hint.label) + 1 > room:
            if len(rows) == most:
                break
            rows.append(Styled(" ", colours.base))
        rows[-1].hint(hint, colours.accent, colours.dim, room)
    return rows


def _speakers(workspace: Workspace, colours: Colours, room: int) -> Styled:
    """Who may have said the words just tagged, each after the digit that says so."""
    line = Styled(" ", colours.bar).append("who said it?", colours.bar_words)
    for number, speaker in enumerate(workspace.offer.speakers if workspace.offer else (), 1):
        words = clip(speaker.shown, _WORDS)
        if width(line.plain) + width(words) + 6 > room:
            break
        line.append(f"   {number} ", colours.bar_key).append(words, colours.bar)
    if workspace.linking is not None and width(line.plain) + width(_OR_LETTER) < room:
        line.append(_OR_LETTER, colours.bar)
    return line


def _taken(workspace: Workspace, why: str, colours: Colours, room: int) -> Styled:
    """Why edits were taken back, and the keys that decide about them."""
    answers = keyline.answers(workspace)
    taken = sum(width(f"   {hint.key} {hint.label}") for hint in answers)
    line = Styled(" ", colours.bar)
    line.append(clip(why, max(room - 2 - taken, _FEW_WORDS)), colours.warning)
    for hint in answers:
        line.append(f"   {hint.key} ", colours.bar_key)
        line.append(hint.label, colours.bar_words)
    return line


def _in_library(workspace: Workspace, colours: Colours, room: int) -> Styled:
    item = workspace.library.get(workspace.library.selected)
    if item is None:
        return Styled(" ", colours.bar)
    count = "1 annotation" if item.annotations == 1 else f"{item.annotations} annotations"
    state = workspace.tasks.state(item.id)
    dealt = state if state != "open" else f"{signing.percent(item.progress)} done"
    signed = {"signed": ", signed", "changed": ", signed and changed since"}
    said = item.fault or f"{item.name} · {count}, {dealt}{signed.get(item.signature, '')}"
    style = colours.warning if item.fault else colours.bar
    return Styled(" ", colours.bar).append(clip(said.replace("%", " %"), room - 2), style)


def _name(workspace: Workspace) -> str:
    reader = workspace.reader
    if reader is None:
        return ""
    item = workspace.library.get(reader.path)
    return item.name if item is not None else reader.article.source


def _question(workspace: Workspace, colours: Colours, room: int) -> Styled:
    prompt = workspace.prompt
    if prompt is None:
        return Styled("", colours.bar)
    label = prompt.label if prompt.label == "/" else f"{clip(prompt.label, room - _TYPED)}: "
    before, after = prompt.text[: prompt.caret], prompt.text[prompt.caret :]
    space = max(room - width(label) - 3, 1)
    while width(before) > space:
        before = before[max(len(before) // 8, 1) :]
    line = Styled(" ", colours.bar)
    line.append(label, colours.bar_key)
    line.append(_typed(before), colours.bar_words)
    line.append(_typed(after[:1]) or " ", colours.cursor)
    line.append(_typed(after[1:]), colours.bar_words)
    if workspace.message is not None:
        line.append("   " + clip(workspace.message.text, room), colours.warning)
    return line


def _typed(text: str) -> str:
    """Typed text as it may be shown, line breaks as spaces."""
    return display(text)
