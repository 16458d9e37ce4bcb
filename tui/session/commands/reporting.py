"""Reports of the article that is read, each kind by a key, or under a name of one's own."""

from __future__ import annotations

from functools import partial
from pathlib import PurePath

from tui.session.effects import WriteReport
from tui.session.prompt import Prompt
from tui.session.reader import Reader
from tui.session.registry import Registry
from tui.session.workspace import Workspace

COMMANDS = Registry()


@COMMANDS.command(
    "report.write",
    "write a report under a name: .html, .md, .csv, .annotated.html",
    "everywhere",
    "under a name",
)
def ask(workspace: Workspace) -> None:
    """Ask where the report is to be written; its name says of what kind it is."""
    reader = _reader(workspace)
    if reader is None:
        return
    article, name = reader.article.id, _named(reader, ".html")

    def accept(workspace: Workspace, typed: str) -> None:
        if typed.strip():
            workspace.emit(WriteReport(article, typed.strip()))

    workspace.ask(Prompt("report", "report to", accept, name, len(name)))


@COMMANDS.command(
    "report.claimreview", "write ClaimReview, for search engines", "everywhere", "ClaimReview"
)
def ask_publisher(workspace: Workspace) -> None:
    """Ask who publishes the reviews and at which address, as they have to say, then write them."""
    from tui.reports.writers import CLAIM_REVIEW_SUFFIX

    reader = _reader(workspace)
    if reader is None:
        return
    article, path = reader.article.id, _stem(reader) + CLAIM_REVIEW_SUFFIX
    known = workspace.config.settings.publisher

    def accept(workspace: Workspace, typed: str) -> None:
        workspace.emit(WriteReport(article, path, typed))

    workspace.ask(Prompt("report", "published by, and at", accept, known, len(known)))


def _write(workspace: Workspace, *, kind: str) -> None:
    """Write a report of a kind under the article's name."""
    from tui.reports.writers import KINDS

    reader = _reader(workspace)
    if reader is not None:
        workspace.emit(WriteReport(reader.article.id, _named(reader, KINDS[kind].suffix)))


def _reader(workspace: Workspace) -> Reader | None:
    if workspace.reader is None:
        workspace.say("no article is open")
    return workspace.reader


def _named(reader: Reader, suffix: str) -> str:
    """The name of a report with this suffix, another one than the article's own file has."""
    name = _stem(reader) + suffix
    own = PurePath(reader.article.source).name
    return f"{_stem(reader)}.report{suffix}" if name == own else name


def _stem(reader: Reader) -> str:
    """The name of an article's reports without what says their kind."""
    from tui.exchange.outputs import file_stem

    return file_stem(reader.article.source) or reader.article.id[:16]


for _kind, _summary, _label in (
    ("markdown", "write the fact sheet in Markdown", "fact sheet .md"),
    ("html", "write the fact sheet as a page", "as a page .html"),
    ("csv", "write all that is annotated as a table", "table .csv"),
    ("annotated", "write the article with its annotations in the margin", "annotated article"),
):
    COMMANDS.command(f"report.{_kind}", _summary, "everywhere", _label)(partial(_write, kind=_kind))
