"""Deciding about what annotators disagree on: looking at a case, deciding it, going on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.session import abreast
from tui.session.effects import Effect, Open
from tui.text.cells import clip, in_marks

if TYPE_CHECKING:
    from tui.review.adjudication import Case
    from tui.review.comparison import Version
    from tui.session.reader import Reader
    from tui.session.registry import Command
    from tui.session.review import Review
    from tui.session.workspace import Workspace

_WORDS = 40
"""Cells of an annotation's words in a message."""


def case_of(workspace: Workspace) -> tuple[Review, Case, Reader] | None:
    """The case that keys decide about now, and the pane that it is looked at in."""
    review, reader = workspace.review, workspace.reader
    case = review.case if review is not None and review.active else None
    if review is None or case is None or reader is None or reader.article.id != case.article:
        return None
    return review, case, reader


def begin(workspace: Workspace, review: Review) -> tuple[Effect, ...]:
    """Go to the first case that is open; where there is none, to the first article."""
    workspace.review = review
    first = review.first()
    if first is not None:
        look_at(workspace, review, first)
    else:
        review.active = False
        workspace.emit(Open(next(iter(review.paths.values()))))
    return workspace.flush()


def look_at(workspace: Workspace, review: Review, case: Case | None) -> None:
    """Go to a case, in its article; or say that there is none."""
    review.current = case.id if case is not None else ""
    review.end, review.active = case is None, case is not None
    reader = workspace.reader
    if case is None:
        say_end(workspace, review)
    elif reader is None or reader.article.id != case.article:
        workspace.emit(Open(review.paths[case.article]))
    else:
        reader.clear()
        reader.go(case.comparison.start)
    refresh(workspace)


def say_end(workspace: Workspace, review: Review) -> None:
    """Say that nothing is left to decide, and what can be done now."""
    done = "nothing is left that the filter takes" if review.left else review.summary()
    again, sign = map(workspace.config.keymap.key, ("review.go", "signing.show"))
    more = "" if review.left else f" · {again} goes through it once more, {sign} signs"
    workspace.say(done + more)


def at_end(workspace: Workspace) -> bool:
    """Whether keys that decide have nothing left to decide about."""
    return workspace.review is not None and workspace.review.end


def turn_to(workspace: Workspace, command: Command) -> None:
    """A command is run: what has nothing to do with deciding leaves the end of a review."""
    if workspace.review is not None and command.context not in ("review", "everywhere"):
        workspace.review.end = False


def arrive(workspace: Workspace, shown: Reader) -> None:
    """An article was opened: know what was decided about it, and go to the case there."""
    review = workspace.review
    if review is None or shown.article.id not in review.cases:
        refresh(workspace)
        return
    review.take(shown.article.id, shown.records.rulings)
    case = review.case
    if case is not None and case.article == shown.article.id:
        shown.clear()
        shown.go(case.comparison.start)
    refresh(workspace)


def follow(workspace: Workspace) -> None:
    """The records of an open article may have changed."""
    review = workspace.review
    if review is not None:
        for reader in workspace.panes:
            if reader.article.id in review.cases:
                review.take(reader.article.id, reader.records.rulings)
        refresh(workspace)


def refresh(workspace: Workspace) -> None:
    """Let the panes show what is open now."""
    review = workspace.review
    if review is not None:
        abreast.lay(workspace, review)
    for reader in workspace.panes:
        layer = reader.layer
        reader.overlay = review.overlay(reader.article.id, layer) if review is not None else None


def decide(
    workspace: Workspace, versions: Sequence[Version], *, stay: bool = False, group: str = ""
) -> None:
    """Decide the case for these versions, and go on to the next unless one is to `stay`. In a
    `group` the decision is undone together with what follows.
    """
    from tui.review.adjudication import Reviewer, decided

    found = case_of(workspace)
    if found is None:
        return
    review, case, reader = found
    among = review.cases[case.article]
    reviewer = Reviewer(workspace.author, workspace.world.now(), review.reason, review.comment)
    number = next(at for at, one in enumerate(among) if one.id == case.id)
    ops = decided(number, among, versions, reader.records, reviewer)
    review.reason = review.comment = ""
    review.trail.append(case)
    workspace.edit(ops, f"{_decision(review, versions)}: {called(case)}", group=group)
    if not stay:
        look_at(workspace, review, review.beside(case, 1))


def called(case: Case) -> str:
    """What a case is called in a message."""
    first = case.comparison.present[0]
    return f"{first.tag} {in_marks(clip(' '.join(first.text.split()), _WORDS))}"


def _decision(review: Review, versions: Sequence[Version]) -> str:
    """What was decided, in a few words."""
    if not versions:
        return "neither"
    names = [review.names[at] for version in versions for at in version.layers]
    return " and ".join(names)


def kind(workspace: Workspace) -> tuple[str, str] | None:
    """In what the versions of the case that is looked at differ, in a word; and the rest that the
    status line says of it.
    """
    from tui.review.saying import difference

    found = case_of(workspace)
    if found is None:
        return None
    review, case, _ = found
    ruling = review.ruling(case)
    said = [difference(case.comparison, workspace.scheme)]
    if ruling is not None:
        said.append(" · ".join(filter(None, [f"decided: {review.outcome(ruling)}", ruling.reason])))
    said.append(f"{review.left} left" + (f", only {review.filter}" if review.filter else ""))
    said += [f"because: {review.reason}"] if review.reason else []
    said += [f"comment: {review.comment}"] if review.comment else []
    differences = case.comparison.differences
    return differences[0] if differences else "the same", " · ".join(filter(None, said))
