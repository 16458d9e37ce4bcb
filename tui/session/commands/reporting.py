"""A report of the article that is read, written to a file."""

from __future__ import annotations

from tui.session.effects import WriteReport
from tui.session.prompt import Prompt
from tui.session.registry import Registry
from tui.session.workspace import Workspace

COMMANDS = Registry()


@COMMANDS.command(
    "report.write",
    "write a report of this article: .html, .md, .csv, .annotated.html",
    "everywhere",
    "report",
)
def ask(workspace: Workspace) -> None:
    """Ask where the report is to be written; its name says of what kind it is."""
    from tui.exchange.outputs import file_stem

    reader = workspace.reader
    if reader is None:
        workspace.say("no article is open")
        return
    article = reader.article
    name = f"{file_stem(article.source) or article.id[:16]}.html"

    def accept(workspace: Workspace, typed: str) -> None:
        if typed.strip():
            workspace.emit(WriteReport(article.id, typed.strip()))

    workspace.ask(Prompt("report", "report to", accept, name, len(name)))
