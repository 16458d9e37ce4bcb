"""Searching the article in focus, as one types."""

from __future__ import annotations

from tui.session.prompt import Prompt
from tui.session.reader import Reader
from tui.session.registry import Registry
from tui.session.workspace import Workspace
from tui.text.search import (
    Query,
    QueryError,
    compile_query,
    matches,
    next_match,
    previous_match,
)

COMMANDS = Registry()

_COUNTED = 200_000
"""Code points: in a longer article hits are not counted."""


@COMMANDS.command("search.ask", "find; “re:” before it for a regular expression", label="find")
def ask(workspace: Workspace) -> None:
    """Ask for words and go to them while they are typed."""
    reader = workspace.reader
    if reader is None:
        return
    origin, mark, before = reader.cursor, reader.mark, reader.query
    layout, top = reader.layout, reader.top

    def changed(workspace: Workspace, text: str) -> None:
        _find(workspace, reader, text, origin)

    def cancelled(_workspace: Workspace, _text: str) -> None:
        reader.query = before
        if reader.layout is layout:
            reader.top = top
        reader.go(origin)
        reader.mark = mark

    def accepted(workspace: Workspace, text: str) -> None:
        if not text:
            cancelled(workspace, text)
        else:
            _find(workspace, reader, text, origin)
            if reader.query is not None and workspace.message is None:
                _count(workspace, reader, reader.query)

    workspace.ask(Prompt("search", "/", accepted, changed=changed, cancelled=cancelled))


@COMMANDS.command("search.next", "next hit", label="next hit")
def go_next(workspace: Workspace) -> None:
    """Go to the next hit, from the end on again from the start."""
    _go(workspace, back=False)


@COMMANDS.command("search.previous", "previous hit", label="previous hit")
def go_previous(workspace: Workspace) -> None:
    """Go to the hit before, from the start on again from the end."""
    _go(workspace, back=True)


def _find(workspace: Workspace, reader: Reader, text: str, origin: int) -> None:
    reader.query = None
    if not text:
        reader.go(origin)
        return
    try:
        query = compile_query(text)
        found = next_match(query, reader.article.text, origin)
    except QueryError as error:
        workspace.say(str(error), "warning")
        return
    reader.query = query
    if found is None:
        workspace.say("not found", "warning")
    reader.go(found[0] if found else origin)


def _count(workspace: Workspace, reader: Reader, query: Query) -> None:
    """Say how many hits there are, where that is quickly known."""
    text = reader.article.text
    if len(text) <= _COUNTED:
        try:
            hits = len(matches(query, text, 0, len(text)))
        except QueryError as error:
            workspace.say(str(error), "warning")
            return
        key = workspace.config.keymap.key("search.next")
        workspace.say("1 hit" if hits == 1 else f"{hits} hits; {key} goes to the next")


def _go(workspace: Workspace, *, back: bool) -> None:
    reader = workspace.reader
    if reader is None:
        return
    if reader.query is None:
        workspace.say(f"nothing to look for yet: {workspace.config.keymap.key('search.ask')} asks")
        return
    search = previous_match if back else next_match
    try:
        found = search(reader.query, reader.article.text, reader.cursor)
    except QueryError as error:
        workspace.say(str(error), "warning")
        return
    if found is None:
        workspace.say("not found", "warning")
        return
    if found[0] == reader.cursor or (found[0] < reader.cursor) != back:
        workspace.say("went round the end of the article")
    reader.go(found[0])
