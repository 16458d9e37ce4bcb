"""The key line: the handful of keys that help now, read from the registry and the keymap."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tui.annotations import checking
from tui.session import completing, evidence, reviewing
from tui.session.choosing import told
from tui.session.commands import attributes, general
from tui.session.keys import shown
from tui.session.registry import Context
from tui.session.workspace import Workspace
from tui.text.cells import clip

_REASON = 20
"""Cells of a reason that is offered again."""
_QUEUE = ("task.done", "task.skip", "task.flag")
"""What comes first in the key line where articles are labelled one after the other."""

_END = ("review.go", "signing.show", "article.next", "review.undo", "review.leave", "help.show")
"""What helps where nothing is left to decide."""

_BESIDE = ("candidate.next", "edit.undo", "help.show")
"""What the line has room for on a narrow screen beside what is about an annotation."""

_KEY_LINE: dict[Context, tuple[str, ...]] = {
    "reader": (
        "candidate.next",
        "select.extend",
        "pass.nothing",
        "edit.undo",
        "hints.jump",
        "search.ask",
        "help.show",
        "select.wider",
        "annotation.edit",
        "back",
        "fold.toggle",
        "library.show",
        "list.show",
    ),
    "candidate": (
        "candidate.accept",
        "candidate.reject",
        "candidate.next",
        "candidate.accept_all",
        "pass.nothing",
        "candidate.leave",
        "help.show",
        "select.next_word",
        "select.previous_word",
    ),
    "change": (
        "change.accept",
        "change.drop",
        "change.on",
        "change.back",
        "draft.compare",
        "change.leave",
        "help.show",
    ),
    "review": (
        "review.take_1",
        "review.take_2",
        "review.both",
        "review.neither",
        "review.edit",
        "review.reason",
        "review.comment",
        "review.next",
        "review.undo",
        "help.show",
        "review.filter",
        "review.leave",
    ),
    "signing": ("signing.sign", "signing.leave", "help.show"),
    "place": ("orphan.place", "select.extend", "select.sentence", "orphan.leave", "help.show"),
    "speaker": (
        "speaker.first",
        "speaker.none",
        "candidate.next",
        "help.show",
    ),
    "link": ("link.leave",),
    "hints": ("hints.leave",),
    "edit": (
        "edit.save",
        "edit.cancel",
        "edit.note",
        "select.next_word",
        "select.previous_word",
        "select.swap",
        "annotation.remove",
        "help.show",
    ),
    "library": (
        "library.open",
        "library.beside",
        "library.filter",
        "library.leave",
        "help.show",
        "quit",
    ),
    "list": (
        "list.go",
        "list.edit",
        "list.remove",
        "list.filter",
        "list.sort",
        "list.leave",
        "help.show",
    ),
    "record": (
        "field.edit",
        "field.remove",
        "evidence.add",
        "status.next",
        "record.next",
        "record.previous",
        "record.leave",
        "help.show",
    ),
    "overview": (),
    "board": (
        "overview.go",
        "board.carry",
        "overview.filter",
        "board.several",
        "overview.sort",
        "overview.leave",
        "help.show",
        "board.differing",
        "board.undo",
        "overview.beside",
        "ledger.show",
    ),
    "ledger": (
        "overview.go",
        "filter.unanswered",
        "overview.filter",
        "overview.sort",
        "overview.leave",
        "help.show",
        "overview.beside",
        "board.show",
    ),
    "carrying": ("carry.confirm", "carry.leave", "help.show"),
    "filter": (),
    "prompt": ("prompt.accept", "prompt.cancel", "prompt.erase_word", "prompt.erase_all"),
    "taken": ("taken.again", "taken.leave", "help.show"),
    "annotation": ("help.show", "quit"),
    "everywhere": ("help.show", "quit"),
}


class Hint(NamedTuple):
    """A key and what it does."""

    key: str
    label: str


def hints(workspace: Workspace) -> list[Hint]:
    """The handful of keys that help now; of a pending sequence, its continuations."""
    keymap = workspace.config.keymap
    if workspace.pending:
        skip = len(workspace.pending)
        return [Hint(shown(b.keys[skip:]), b.command.label) for b in workspace.continuations]
    if workspace.prompt is not None and workspace.prompt.kind == "note":
        return []  # The field for notes has its own line of keys.
    if workspace.prompt is not None and workspace.prompt.kind == "reason":
        recent = enumerate(workspace.tasks.reasons, 1)
        return [Hint(str(number), clip(reason, _REASON)) for number, reason in recent]
    if workspace.prompt is not None and workspace.prompt.kind == "evidence":
        helps = evidence.parts(workspace, workspace.prompt.text)
        if helps:
            return [Hint(*one) for one in helps]
    if completions := completing.helps(workspace):
        return [Hint(*one) for one in completions]
    if workspace.linking is not None and workspace.linking.asked:
        types = [Hint(one.type.key, one.type.summary) for one in workspace.linking.asked]
        return [*types, Hint(keymap.key("link.leave"), "leave")]
    ids = _KEY_LINE[workspace.context]
    if workspace.context == "review" and reviewing.at_end(workspace):
        ids = _END
    if workspace.context != "reader":
        return _named(workspace, ids)
    about = _about(workspace)
    ids = tuple(dict.fromkeys((*_BESIDE, *ids))) if about else ids
    queue = _QUEUE if workspace.tasks.began is not None else ()
    return _named(workspace, queue) + about + _named(workspace, ids)


def _named(workspace: Workspace, ids: Iterable[str]) -> list[Hint]:
    """The keys of commands, those that have one."""
    commands = workspace.config.commands
    wanted = (commands[id] for id in ids if id in commands)
    keymap = workspace.config.keymap
    last = workspace.focus == "reader" and general.leaves(workspace)
    labels = {"back": "leave"} if last else {}
    return [
        Hint(key, labels.get(one.id, one.label)) for one in wanted if (key := keymap.key(one.id))
    ]


def _about(workspace: Workspace) -> list[Hint]:
    """The keys that say something of the annotations at the cursor: how they were checked, by
    what evidence, and what they are linked to, as far as the scheme has that for them.
    """
    reader, scheme = workspace.reader, workspace.scheme
    found = told(workspace) if reader is not None and reader.selection is None else []
    if not found:
        return []
    states = [state for one in found if (state := checking.status(scheme.tag(one.tag)))]
    made = [
        Hint(shown(keys), one.name)
        for one in scheme.tag(found[0].tag).attributes
        if one.required and one not in states and not found[0].attributes.get(one.name)
        if (keys := attributes.keys(workspace, one.name))
    ]
    if states:
        keys = attributes.begun(workspace, states[0].name)
        made += [Hint(shown(keys), states[0].name)] if keys else []
        made += _named(workspace, ("evidence.add",))
    if any(one.tag in link.source for link in scheme.links for one in found):
        made += _named(workspace, ("link.make",))
    return made + _named(workspace, ("annotation.open",))


def answers(workspace: Workspace) -> list[Hint]:
    """The keys that decide about what was taken back, and what each would do."""
    keymap, taken = workspace.config.keymap, workspace.taken
    if taken is None:
        return []
    again, leave = ("keep mine", "take theirs") if taken.theirs else ("try again", "leave it out")
    wanted = (Hint(keymap.key("taken.again"), again), Hint(keymap.key("taken.leave"), leave))
    return [hint for hint in wanted if hint.key]
