"""Tagging: the selection, or what a tag takes by itself at the cursor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from msgspec.structs import replace

from tui.annotations.edits import Op, adding, inverse, plain, removing
from tui.annotations.model import Annotation, Pass, pass_id
from tui.annotations.scheme import Scheme, Tag
from tui.session import labelling, revising
from tui.session.commands import looking, proposing, speaking
from tui.session.commands.making import annotation, here, quotes, selected, short
from tui.session.commands.moving import move
from tui.session.effects import WhenSaved
from tui.session.reader import Reader
from tui.session.registry import Command, Registry
from tui.session.workspace import Workspace
from tui.text import objects
from tui.text.article import Span
from tui.text.graphemes import previous_boundary

COMMANDS = Registry()


def tag_commands(scheme: Scheme) -> Iterable[Command]:
    """A command for each tag."""
    for tag in scheme.tags:
        summary = f"tag {tag.summary}: the selection, or the {tag.object} here"
        yield Command(f"tag.{tag.name}", summary, "reader", partial(_tag, name=tag.name), tag.name)


def tag_keys(scheme: Scheme) -> dict[str, tuple[str, ...]]:
    """The tags' own keys, by command id."""
    return {f"tag.{tag.name}": tag.keys for tag in scheme.tags}


def target(reader: Reader, tag: Tag) -> tuple[Span, ...] | None:
    """What a tag's key takes right now, or None: the selection, or the tag's object here."""
    if reader.selection is not None:
        chosen = selected(reader)
        return (chosen,) if chosen else None
    if reader.folded:
        return None
    return objects.near(reader.segments, tag.object, reader.cursor)


def removes(reader: Reader, same: Annotation) -> bool:
    """Whether a tag's key takes the tag away again from the words that have it.

    It does where the words are selected, or the cursor is on them in the sentence in which they
    begin: who goes through a story sentence by sentence must not undo what they did one before.
    """
    if reader.selection is not None:
        return True
    on_it = any(start <= reader.cursor < end for start, end in same.spans)
    sentence = reader.segments.sentence_at(reader.cursor)
    return on_it and sentence is not None and sentence[0] <= same.start < sentence[1]


def change(workspace: Workspace, old: Annotation, summary: str, **changes: object) -> None:
    """Commit an annotation with other fields; does nothing where they are the same."""
    if replace(old, **changes) == old:
        return
    new = replace(old, **changes, updated=workspace.world.now(), revision=old.revision + 1)
    ops = [Op("annotations", old.id, plain(old), plain(new))]
    if workspace.reader is not None and new.attributes != old.attributes:
        ops += _rechecked(workspace.reader, old)
    workspace.edit(tuple(ops), summary)


def _tag(workspace: Workspace, *, name: str, attributes: Mapping[str, str] | None = None) -> None:
    reader = workspace.reader
    if reader is None:
        return
    tag = workspace.scheme.tag(name)
    if reader.editing:
        old = reader.records.annotations[reader.editing]
        change(workspace, old, f"{old.tag} → {name}: {old.text}", tag=name)
        return
    if reader.candidate is not None:
        proposing.accept_as(workspace, name)
        return
    spans = target(reader, tag)
    if spans is None:
        key = workspace.config.keymap.key("fold.toggle" if reader.folded else "select.extend")
        what = (
            "folded text is not tagged; unfold it"
            if reader.folded
            else (f"there is no {tag.object} here; select the words")
        )
        workspace.say(f"{what} first ({key})", "warning")
        return
    workspace.last_tag = name
    same = reader.records.same(name, spans)
    if same is None:
        _stand_on(reader, spans)
        _add(workspace, reader, name, spans, attributes)
    elif removes(reader, same):
        reader.clear()
        remove(workspace, reader, same)
    else:
        key = workspace.config.keymap.key("annotation.remove")
        workspace.say(f"“{short(same.text)}” is tagged already; on it, {key} removes that")


def _stand_on(reader: Reader, spans: tuple[Span, ...]) -> None:
    """Drop the selection; a cursor that stood on a blank at its edge comes onto what is tagged."""
    if reader.selection is not None:
        last = previous_boundary(reader.article.text, spans[-1][1])
        reader.go(min(max(reader.cursor, spans[0][0]), last))
    reader.clear()


def _add(
    workspace: Workspace,
    reader: Reader,
    name: str,
    spans: tuple[Span, ...],
    attributes: Mapping[str, str] | None = None,
) -> None:
    made = annotation(workspace, reader, name, spans, attributes=attributes)
    workspace.last_made = made.id
    others = [one.tag for one in reader.records.on(made.spans)]
    workspace.edit((adding(made),), f"{name}: {made.text}")
    if others:
        undo, edit, tag = map(
            workspace.config.keymap.key, ("edit.undo", "annotation.edit", f"tag.{name}")
        )
        instead = f"; {undo} {edit} {tag} retags instead" if len(others) == 1 else ""
        said = f"{name} beside {', '.join(others)} on the same words"
        workspace.say(f"{said}; {undo} undoes it{instead}")
    speaking.offer(workspace, made)


def _rechecked(reader: Reader, annotation: Annotation) -> list[Op]:
    """What says that an annotation from an earlier draft has been looked at."""
    recheck = reader.records.rechecks.get(annotation.id)
    return [removing(recheck)] if recheck is not None else []


def remove(workspace: Workspace, reader: Reader, old: Annotation) -> None:
    """Remove an annotation, with the links and the evidence that hang on it, as one edit."""
    ops = [removing(one) for one in (*reader.records.hanging.on(old.id), old)]
    ops += _rechecked(reader, old)
    workspace.edit(tuple(ops), f"removed {old.tag}: {old.text}")
    key = workspace.config.keymap.key("edit.undo")
    workspace.say(f"removed {old.tag} “{short(old.text)}” · {key} brings it back")


@COMMANDS.command("tag.repeat", "tag with the last tag again, and its attributes", label="repeat")
def repeat(workspace: Workspace) -> None:
    """Tag the selection, or what the tag takes here, as the last annotation was tagged."""
    if not workspace.last_tag:
        workspace.say("nothing has been tagged yet")
        return
    last = workspace.annotation(workspace.last_made)
    same = last is not None and last.tag == workspace.last_tag
    attributes = last.attributes if last is not None and same else None
    _tag(workspace, name=workspace.last_tag, attributes=attributes)


@COMMANDS.command("annotation.remove", "remove the annotation here", label="remove")
def remove_here(workspace: Workspace) -> None:
    """Remove the annotation being edited, else the innermost one at the cursor."""
    reader = workspace.reader
    if reader is None:
        return
    found = reader.records.annotations.get(reader.editing) or here(reader)
    if found is None:
        workspace.say("there is no annotation here to remove")
        return
    remove(workspace, reader, found)


@COMMANDS.command(
    "annotation.add_span", "add the selection to the annotation made last", label="add"
)
def add_span(workspace: Workspace) -> None:
    """Give the annotation made last a further span."""
    reader = workspace.reader
    last = reader.records.annotations.get(workspace.last_made) if reader is not None else None
    if reader is None or last is None:
        workspace.say("tag something first; then select more words and press this")
        return
    spans = target(reader, workspace.scheme.tag(last.tag)) if reader.selection else None
    if spans is None:
        workspace.say("select the further words first (v)")
        return
    if any(start < spans[0][1] and spans[0][0] < end for start, end in last.spans):
        workspace.say("the selection overlaps the annotation", "warning")
        return
    reader.clear()
    joined = tuple(sorted((*last.spans, *spans)))
    summary = f"{last.tag}, one more span: {reader.article.text[slice(*spans[0])]}"
    change(workspace, last, summary, spans=joined, quotes=quotes(reader.article.text, joined))


@COMMANDS.command(
    "pass.nothing", "nothing to check in this sentence; go to the next", label="nothing"
)
def pass_nothing(workspace: Workspace) -> None:
    """Record that the sentence has nothing to check, and go on to the next."""
    reader = workspace.reader
    candidate = reader.candidate if reader is not None else None
    if reader is not None and candidate is not None:
        reader.clear()
        reader.go(candidate.start)
    sentence = reader.segments.sentence_at(reader.cursor) if reader is not None else None
    if reader is None or sentence is None:
        return
    article = reader.article.id
    if not reader.folded and reader.records.passed(article, sentence) is None:
        made = Pass(
            id=pass_id(article, sentence),
            article=article,
            start=sentence[0],
            end=sentence[1],
            state="nothing",
            author=workspace.author,
            created=workspace.world.now(),
        )
        words = short(reader.article.text[slice(*sentence)])
        workspace.edit((adding(made),), f"nothing to check: {words}")
    reader.clear()
    if candidate is not None:
        looking.go_on(workspace, reader, (sentence[1], 0, ""))
    else:
        move(reader, "sentence.next")


@COMMANDS.command("edit.undo", "undo", "annotation", "undo")
def undo(workspace: Workspace) -> None:
    """Take back the last edit of this article, also one of an earlier session."""
    _replay(workspace, redo=False)


@COMMANDS.command("edit.redo", "redo", "annotation", "redo")
def redo(workspace: Workspace) -> None:
    """Bring back the edit that was undone last."""
    _replay(workspace, redo=True)


def _replay(workspace: Workspace, *, redo: bool) -> None:
    reader = workspace.reader
    if reader is None:
        return
    if workspace.unsaved:
        # What there is to undo is known when the store has given it its number.
        workspace.emit(WhenSaved("edit.redo" if redo else "edit.undo"))
        return
    if not redo and labelling.returns(workspace):
        return
    edit = reader.history.last_undone if redo else reader.history.last_done
    if edit is None:
        workspace.say("nothing to redo" if redo else "nothing to undo")
        return
    # An article that was stored stays stored, also where one edit brought it with its annotations.
    ops = tuple(op for op in inverse(edit.ops) if op.table != "articles" or op.after is not None)
    if not all(reader.records.holds(op) for op in ops):
        reader.history.forget(edit)
        key = workspace.config.keymap.key("edit.redo" if redo else "edit.undo")
        what = f"“{short(edit.summary)}” was changed elsewhere since and is left as it is"
        workspace.say(f"{what}; {key} again goes on to the next", "warning")
        return
    said = edit.summary.removeprefix("undid ").removeprefix("redid ")
    doubts, at, candidate = set(reader.records.rechecks), reader.change, reader.candidate
    workspace.edit(ops, f"redid {said}" if redo else f"undid {said}", edit.seq)
    workspace.say(f"{'redone' if redo else 'undone'}: {short(said)}")
    reader.clear()
    places = [(op.after or op.before or {}).get("spans") for op in ops]
    starts = [int(spans[0][0]) for spans in places if isinstance(spans, list) and spans]
    if starts:
        reader.go(min(starts))
    if at is not None:
        revising.look_again(workspace, reader, at, doubts)
    if candidate is not None:
        looking.look_again(reader, candidate, ops)
