"""Reviewing: going through disagreements and deciding them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui.session import abreast, reviewing
from tui.session.commands import editing, tagging
from tui.session.effects import Open, WhenSaved
from tui.session.prompt import Prompt
from tui.session.registry import Registry
from tui.session.review import DECIDED, letter
from tui.session.workspace import Workspace
from tui.text.cells import display

if TYPE_CHECKING:
    from tui.review.adjudication import Case
    from tui.session.reader import Reader
    from tui.session.review import Review

COMMANDS = Registry()

MOST = 9
"""Annotators whose versions have a key of their own."""


def _case(workspace: Workspace) -> tuple[Review, Case, Reader] | None:
    """The case that is decided about; says so where none is left."""
    review = workspace.review
    if review is not None and review.end:
        reviewing.say_end(workspace, review)
    return reviewing.case_of(workspace)


@COMMANDS.command("review.go", "go on with the disagreements, from here", label="review")
def go(workspace: Workspace) -> None:
    """Look at the first open case from the cursor on."""
    review, reader = workspace.review, workspace.reader
    if review is None or reader is None:
        workspace.say("nothing is reviewed here: `glossator review A.json B.json` begins one")
        return
    again = not review.left and bool(review.total)
    if again:
        review.narrow(DECIDED)
    reviewing.look_at(workspace, review, review.first(reader.article.id, reader.cursor))
    if again:
        workspace.say("all is decided: this goes through it once more")


def _step(workspace: Workspace, *, step: int) -> None:
    found = _case(workspace)
    if found is None:
        return
    review, case, _ = found
    other = review.beside(case, step)
    if other is not None:
        reviewing.look_at(workspace, review, other)
    else:
        workspace.say("this is the only one left" if step > 0 else "this is the first one")


COMMANDS.command("review.next", "next disagreement", "review", "next")(partial(_step, step=1))
COMMANDS.command("review.previous", "disagreement before", "review", "previous")(
    partial(_step, step=-1)
)


def _take(workspace: Workspace, *, layer: int) -> None:
    found = _case(workspace)
    if found is None:
        return
    review, case, _ = found
    if layer >= len(review.names):
        workspace.say(f"there is no annotator {letter(layer)}", "warning")
        return
    version = next(one for one in case.comparison.versions if layer in one.layers)
    reviewing.decide(workspace, [version])


for _layer in range(MOST):
    COMMANDS.command(
        f"review.take_{_layer + 1}",
        f"{letter(_layer)} is right; next disagreement",
        "review",
        f"take {letter(_layer)}",
    )(partial(_take, layer=_layer))


@COMMANDS.command("review.majority", "what most say is right; next disagreement", "review", "most")
def take_majority(workspace: Workspace) -> None:
    """Take the version of more than half of the annotators."""
    found = _case(workspace)
    if found is None:
        return
    version = found[1].comparison.majority
    if version is None:
        workspace.say("no version is that of most: take one of them")
    else:
        reviewing.decide(workspace, [version])


@COMMANDS.command("review.both", "all are right; next disagreement", "review", "both")
def take_both(workspace: Workspace) -> None:
    """Take every version."""
    found = _case(workspace)
    if found is not None:
        versions = found[1].comparison.versions
        reviewing.decide(workspace, [one for one in versions if one.annotation is not None])


@COMMANDS.command("review.neither", "nobody is right; next disagreement", "review", "neither")
def take_neither(workspace: Workspace) -> None:
    """Keep no version."""
    if _case(workspace) is not None:
        reviewing.decide(workspace, [])


@COMMANDS.command("review.edit", "take it and edit it", "review", "edit")
def edit(workspace: Workspace) -> None:
    """Edit what was decided, or take the version of most, else the first, and edit that."""
    found = _case(workspace)
    if found is None:
        return
    review, case, reader = found
    ruling, group = review.ruling(case), ""
    if ruling is None or not ruling.gold:
        present = (one for one in case.comparison.versions if one.annotation is not None)
        most = case.comparison.majority
        version = most if most is not None and most.annotation is not None else next(present)
        group = workspace.new_id()
        reviewing.decide(workspace, [version], stay=True, group=group)
        ruling = review.ruling(case)
    made = reader.records.annotations.get(ruling.gold[0]) if ruling is not None else None
    if made is not None:
        editing.begin(workspace, reader, made, group)


@COMMANDS.command("review.comment", "write a comment on the next decision", "review", "comment")
def comment(workspace: Workspace) -> None:
    """Ask for a comment, which is kept with the decision."""
    review = workspace.review
    if review is None or _case(workspace) is None:
        return

    def accept(_workspace: Workspace, text: str) -> None:
        review.comment = text.strip()

    workspace.ask(Prompt("comment", "comment", accept, review.comment, len(review.comment)))


@COMMANDS.command("review.reason", "give the next decision a reason", "review", "reason")
def ask_reason(workspace: Workspace) -> None:
    """Ask for the letter of a reason, which is kept with the decision; the same again drops it."""
    review, reasons = workspace.review, workspace.config.settings.reasons
    if review is None or _case(workspace) is None:
        return

    def changed(workspace: Workspace, text: str) -> None:
        if text:
            workspace.finish(text)

    def accept(workspace: Workspace, text: str) -> None:
        if text in reasons:
            review.reason = "" if review.reason == reasons[text] else reasons[text]
        elif text:
            workspace.say(f"no reason has the letter {text}")

    listed = display("  ".join(f"{letter} {reason}" for letter, reason in reasons.items()))
    workspace.ask(Prompt("because", f"reason ({listed})", accept, changed=changed))


@COMMANDS.command("review.filter", "only some: a kind, a tag, an annotator", "review", "filter")
def ask_filter(workspace: Workspace) -> None:
    """Ask for the words that say what is gone through."""
    review = workspace.review
    if review is None:
        return

    def accept(workspace: Workspace, text: str) -> None:
        unknown = review.narrow(text)
        if unknown:
            workspace.say(f"no kind, tag or annotator: {', '.join(unknown)}", "warning")
        case = review.case
        if case is None or case not in review.queue(case.article):
            reviewing.look_at(workspace, review, review.first(case.article if case else ""))

    workspace.ask(Prompt("filter", "only", accept, review.filter, len(review.filter)))


@COMMANDS.command("review.blind", "hide the annotators' names, or show them", "review", "names")
def toggle_blind(workspace: Workspace) -> None:
    """Show letters alone, or the names with them."""
    if workspace.review is not None:
        workspace.review.blind = not workspace.review.blind
        reviewing.refresh(workspace)


@COMMANDS.command("review.abreast", "layers side by side, or over each other", "review", "abreast")
def show_abreast(workspace: Workspace) -> None:
    """Give each annotator's layer a pane of its own, or show them all in one again."""
    found = _case(workspace)
    if found is not None:
        review, _, reader = found
        abreast.toggle(workspace, review, reader)
        reviewing.refresh(workspace)


@COMMANDS.command("review.summary", "what was decided so far", "review", "summary")
def show_summary(workspace: Workspace) -> None:
    """Say how far one has come."""
    if workspace.review is not None:
        workspace.say(workspace.review.summary())


@COMMANDS.command("review.undo", "take the last decision back", "review", "undo")
def undo(workspace: Workspace) -> None:
    """Take back the last edit, in the article where that was, and look at its case again."""
    review, reader = workspace.review, workspace.reader
    if review is None or reader is None:
        return
    last = review.trail[-1] if review.trail else None
    if workspace.unsaved:
        workspace.emit(WhenSaved("review.undo"))
        return
    if last is not None and last.article != reader.article.id:
        workspace.emit(Open(review.paths[last.article]))
        workspace.emit(WhenSaved("review.undo"))
        return
    before = set(reader.records.rulings)
    tagging.undo(workspace)
    again = before - set(reader.records.rulings)
    if again:
        review.current = again.pop()
        said = workspace.message
        reviewing.look_at(workspace, review, review.case)
        workspace.message = said


@COMMANDS.command("review.leave", "leave the disagreements", "review", "leave")
def leave(workspace: Workspace) -> None:
    """Have the reader's own keys back."""
    if workspace.review is not None:
        workspace.review.active = workspace.review.end = False
        reviewing.refresh(workspace)
