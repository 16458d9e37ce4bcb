"""Checking a quotation against what was said, in the article of another pane."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from tui.session.reader import Reader
from tui.session.registry import Registry
from tui.session.workspace import Workspace
from tui.text.article import Article

if TYPE_CHECKING:
    from tui.review.verbatim import Transcript

COMMANDS = Registry()


@COMMANDS.command(
    "quote.check", "check the quotation here against the article in the pane beside", label="check"
)
def check(workspace: Workspace) -> None:
    """Show where the words stand in the other article, and say what they differ in."""
    reader = workspace.reader
    if reader is None:
        return
    tags = workspace.scheme.tag
    quote = next((one for one in reader.records.at(reader.cursor) if tags(one.tag).speaker), None)
    other = _beside(workspace, reader)
    if quote is None:
        workspace.say("there is no quotation here to check")
        return
    if other is None:
        key = workspace.config.keymap.key("library.beside")
        workspace.say(f"open what was said in a pane beside first ({key} in the library)")
        return
    verdict = _transcript(other.article).check([one.exact for one in quote.quotes])
    if verdict.span is None:
        workspace.say("not found beside", "warning")
        return
    other.clear()
    other.select(verdict.span)
    said = f"altered: {verdict.difference}" if verdict.changes else "exact"
    workspace.say(said, "warning" if verdict.changes else "plain")


def _beside(workspace: Workspace, reader: Reader) -> Reader | None:
    """The next pane with another article."""
    at = workspace.panes.index(reader)
    panes = [*workspace.panes[at + 1 :], *workspace.panes[:at]]
    return next((one for one in panes if one.article.id != reader.article.id), None)


@lru_cache(2)
def _transcript(article: Article) -> Transcript:
    """An article as a transcript, kept for the next quotation."""
    from tui.review.verbatim import Transcript

    return Transcript.of(article)
