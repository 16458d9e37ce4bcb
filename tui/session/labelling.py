"""Labelling article by article: which are done, what is still missing, and where to go next.

The library is the queue. What counts is what this session's author said; where others left an
article is their own affair.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from msgspec import convert
from msgspec.structs import replace

from tui.annotations.edits import Op, plain
from tui.annotations.labels import by_name
from tui.annotations.model import Annotation, Task, TaskState, task_id
from tui.session.effects import Open, WhenSaved
from tui.session.guidelines import Guidelines

if TYPE_CHECKING:
    from tui.annotations.scheme import Attribute, Label
    from tui.session.reader import Reader
    from tui.session.workspace import Workspace

_RECENT = 5
"""Reasons that are offered again."""


class Left(NamedTuple):
    """The article at `path` was left for the one at `onward`, which had `last` as its last edit
    then, by number.
    """

    path: str
    onward: str
    last: int = 0


class Tasks:
    """Where articles stand, by their ids, and how this session goes.

    `guidelines` are shown below the text while it is `guided`. `seeking` is the path that was
    opened as the next undone article. `finished` are the articles that were left as done, skipped
    or flagged in this session, also where that was taken back since. `began` is when the session
    began, in milliseconds; while that is None nothing is offered that belongs to a queue.
    """

    def __init__(self, tasks: Iterable[Task] = (), began: int | None = None) -> None:
        """Take an author's tasks."""
        self.states: dict[str, TaskState] = {one.article: one.state for one in tasks}
        self.finished: set[str] = set()
        self.reasons: list[str] = []
        self.seeking = ""
        self.left: Left | None = None
        self.began = began
        self.guidelines = Guidelines()
        self.guided = False

    @property
    def dealt(self) -> list[TaskState]:
        """How articles stand that this session finished, those open again left out."""
        states = map(self.state, self.finished)
        return [state for state in states if state != "open"]

    def state(self, article: str) -> TaskState:
        """Where an article stands; one of an unknown or empty id is open."""
        return self.states.get(article, "open")


class Missing(NamedTuple):
    """Something required that has not been said of an annotation, or of the article as a whole."""

    wanted: Attribute | Label
    annotation: Annotation | None = None


def follow(workspace: Workspace, ops: Iterable[Op]) -> None:
    """Take in what has become of the author's tasks, here or in another session."""
    tasks = workspace.tasks
    for op in ops:
        record = op.after or op.before if op.table == "tasks" else None
        if record is None or record.get("author") != workspace.author:
            continue
        article = str(record["article"])
        tasks.states.pop(article, None)
        if op.after is not None:
            tasks.states[article] = convert(op.after["state"], TaskState)
        workspace.library.version += 1


def task(workspace: Workspace, reader: Reader) -> Task:
    """The author's task on the article in a pane; an open one where there is none yet."""
    article = reader.article.id
    id = task_id(article, workspace.author)
    fresh = Task(id=id, article=article, author=workspace.author, created=workspace.world.now())
    return reader.records.tasks.get(id, fresh)


def change(workspace: Workspace, reader: Reader, summary: str, **changes: object) -> None:
    """Commit the author's task with other fields; does nothing where they are the same."""
    old = task(workspace, reader)
    if replace(old, **changes) == old:
        return
    new = replace(old, **changes, updated=workspace.world.now())
    before = plain(old) if old.id in reader.records.tasks else None
    workspace.edit((Op("tasks", old.id, before, plain(new)),), summary)


def missing(workspace: Workspace, reader: Reader) -> Missing | None:
    """The first thing that has to be said before the article is done."""
    scheme, said = workspace.scheme, labels(workspace, reader)
    for annotation in reader.records.ordered():
        for attribute in scheme.tag(annotation.tag).attributes:
            if attribute.required and not annotation.attributes.get(attribute.name):
                return Missing(attribute, annotation)
    unsaid = (one for one in scheme.labels if one.required and one.name not in said)
    return next((Missing(one) for one in unsaid), None)


def labels(workspace: Workspace, reader: Reader) -> dict[str, tuple[str, ...]]:
    """What is said of the article in a pane as a whole, by the label's name: by the author, else
    by the dataset that it came from.
    """
    own = reader.records.tasks.get(task_id(reader.article.id, workspace.author))
    record = reader.records.article
    came = by_name(record.carried.labels) if record is not None else {}
    known = {label.name for label in workspace.scheme.labels}
    said = {name: values for name, values in came.items() if name in known}
    said |= own.labels if own is not None else {}
    return {name: values for name, values in said.items() if values}


def describe(workspace: Workspace, reader: Reader, label: Label, values: Sequence[str]) -> None:
    """Commit what is said of the article as a whole."""
    old = task(workspace, reader).labels
    said = f"{label.name}: {', '.join(values) or 'nothing'}"
    change(workspace, reader, said, labels={**old, label.name: tuple(values)})
    workspace.say(said)


def described(workspace: Workspace, reader: Reader) -> str:
    """All labels of the article in a line; a dash stands for one that has not been said."""
    said = labels(workspace, reader)
    return " · ".join(
        f"{label.name} {', '.join(said.get(label.name, ('–',)))}"
        for label in workspace.scheme.labels
    )


def leave(workspace: Workspace, state: TaskState, summary: str, reason: str = "") -> None:
    """Say where the article in focus stands, and go on to the next undone one."""
    reader = workspace.reader
    if reader is None:
        return
    said = {**task(workspace, reader).labels, **labels(workspace, reader)}
    change(workspace, reader, summary, state=state, reason=reason, labels=said)
    workspace.tasks.finished.add(reader.article.id)
    workspace.say(summary)
    go(workspace, 1, back=reader.path)


def go(workspace: Workspace, step: int, *, back: str = "") -> None:
    """Open the next undone article of the library, or the one before; after the last comes the
    first. From there undo leads `back` to a path.
    """
    tasks = workspace.tasks
    here = workspace.reader.path if workspace.reader is not None else workspace.library.selected
    paths = [item.path for item in workspace.library.items() if not item.fault]
    at = paths.index(here) if here in paths else -1
    around = [*paths[at + 1 :], *paths[: max(at, 0)]]
    for path in around if step > 0 else reversed(around):
        item = workspace.library.get(path)
        if item is not None and tasks.state(item.id) == "open":
            tasks.seeking = path
            tasks.left = Left(back, path) if back else None
            workspace.emit(Open(path))
            return
    tasks.seeking = ""
    said = f"{workspace.message.text} · " if workspace.message is not None else ""
    workspace.say(f"{said}no other article is open")


def arrive(workspace: Workspace, reader: Reader) -> None:
    """Know which article stands at a path; go on where what was opened as the next undone one
    turns out to be none, since its text stood elsewhere before.
    """
    tasks = workspace.tasks
    if workspace.library.get(reader.path) is not None:
        workspace.library.update(reader.path, id=reader.article.id)
    sought, tasks.seeking = tasks.seeking == reader.path, ""
    left = tasks.left
    if sought and left is not None:
        tasks.left = left._replace(last=_last(reader))
    if sought and tasks.state(reader.article.id) != "open":
        go(workspace, 1, back=left.path if left is not None else "")


def returns(workspace: Workspace) -> bool:
    """Whether undo belongs to the article left last, since nothing was done in the one after it;
    then it is opened again, and undone there.
    """
    reader, left = workspace.reader, workspace.tasks.left
    if reader is None or left is None or left.onward != reader.path or left.last != _last(reader):
        return False
    workspace.tasks.left = None
    workspace.emit(Open(left.path))
    workspace.emit(WhenSaved("edit.undo"))
    return True


def recall(workspace: Workspace, reason: str) -> None:
    """Keep a reason, so that it can be given again by its digit."""
    reasons = workspace.tasks.reasons
    if reason:
        workspace.tasks.reasons = [reason, *(one for one in reasons if one != reason)][:_RECENT]


def progress(workspace: Workspace) -> str:
    """How many articles of the library are done, how many that is an hour, how long the rest will
    take at that.
    """
    tasks = workspace.tasks
    states = [tasks.state(item.id) for item in workspace.library.items()]
    counts = {name: states.count(name) for name in ("skipped", "flagged", "open")}
    said = [f"{states.count('done')} of {len(states)} articles done"]
    said += [f"{number} {name}" for name, number in counts.items() if number]
    hours = (workspace.world.milliseconds() - (tasks.began or 0)) / 3_600_000
    if tasks.began is not None and tasks.dealt and hours > 0:
        rate = len(tasks.dealt) / hours
        said.append(f"{rate:.0f} an hour")
        said += [f"{_span(counts['open'] / rate)} left"] if counts["open"] else []
    return " · ".join(said)


def _span(hours: float) -> str:
    """A time in words, to the minute below an hour."""
    return f"about {hours:.0f} h" if hours >= 1.5 else f"about {max(round(hours * 60), 1)} min"


def _last(reader: Reader) -> int:
    done = reader.history.last_done
    return done.seq if done is not None else 0
