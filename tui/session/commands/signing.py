"""Signing an article: first what is open is shown and can be gone through, then it is signed."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from tui.annotations.edits import Op, plain
from tui.annotations.model import Signing
from tui.annotations.outstanding import KINDS, figures
from tui.session import coverage, signing
from tui.session.reader import Reader
from tui.session.registry import Registry
from tui.session.workspace import Workspace

COMMANDS = Registry()

_ABOUT = {
    "unseen": "next sentence of which nothing has been said",
    "unchecked": "next annotation that nobody has checked",
    "recheck": "next annotation that has to be checked again",
    "unsourced": "next verdict that has no evidence",
    "unattributed": "next quotation without a speaker",
    "unanswered": "next criticism about which nobody was heard",
    "unplaced": "next annotation that has lost its place",
    "doubted": "next annotation to look over: its sentence changed",
}


@COMMANDS.command("signing.show", "how much is dealt with, what is open; sign it", label="sign")
def show(workspace: Workspace) -> None:
    """Show what a signature would say."""
    reader = workspace.reader
    if reader is not None:
        reader.clear()
        reader.signing = True


@COMMANDS.command("signing.sign", "sign the article as it is", "signing", "sign")
def sign(workspace: Workspace) -> None:
    """Record who signs, when, the text and what had been said, and the figures of this moment."""
    reader = workspace.reader
    if reader is None:
        return
    reader.signing = False
    own = [one for one in reader.records.signings.values() if one.author == workspace.author]
    old = own[0] if own else None
    if old is not None and old.said == reader.records.said:
        workspace.say(f"{signing.signature(reader.records)}; nothing has changed since")
        return
    made = _signing(workspace, reader, old)
    before = plain(old) if old is not None else None
    workspace.edit((Op("signings", made.id, before, plain(made)),), _summary(made))
    key = workspace.config.keymap.key("edit.undo")
    workspace.say(f"{_summary(made)} · {key} takes the signature back")


@COMMANDS.command("signing.leave", "leave it unsigned", "signing", "leave")
def leave(workspace: Workspace) -> None:
    """Drop the selection, else go on without signing."""
    reader = workspace.reader
    if reader is not None and reader.selection is not None:
        reader.clear()
    elif reader is not None:
        reader.signing = False


def _signing(workspace: Workspace, reader: Reader, old: Signing | None) -> Signing:
    """The signature of this moment, in the place of the `old` one of the same person."""
    records, scheme = reader.records, workspace.scheme
    counts = coverage.standings(reader, scheme).counts
    made = Signing(
        id=workspace.new_id(),
        article=reader.article.id,
        text=reader.article.id,
        said=records.said,
        figures=figures(records, scheme, counts, signing.open_here(workspace, reader)),
        author=workspace.author,
        created=workspace.world.now(),
    )
    return made if old is None else replace(made, id=old.id)


def _summary(made: Signing) -> str:
    """What a signature says, in words."""
    said = made.figures
    done = said["annotated"] + said["opinion"] + said["nothing"]
    open_ = [f"{said[kind]} {label}" for kind, label in KINDS.items() if said[kind]]
    return f"signed: {done} of {said['sentences']} sentences, {', '.join(open_) or 'nothing open'}"


def _go(workspace: Workspace, *, kind: str) -> None:
    """Go to the next place where something of a kind is open, from the last to the first."""
    reader = workspace.reader
    if reader is None:
        return
    spots = signing.open_here(workspace, reader).get(kind, ())
    if not spots:
        workspace.say(f"{KINDS[kind]}: none")
        return
    if kind == "unplaced":
        workspace.run_inside("list.show")
        workspace.listing.selected = spots[0].id
        return
    ahead = next((spot for spot in spots if spot.offset > reader.cursor), spots[0])
    reader.clear()
    reader.go(ahead.offset)


for _kind, _summary_of in _ABOUT.items():
    COMMANDS.command(f"open.{_kind}", _summary_of, "signing", KINDS[_kind])(
        partial(_go, kind=_kind)
    )
