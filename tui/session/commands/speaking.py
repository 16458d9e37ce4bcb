"""Who said it: after words are tagged that somebody said, the likely speakers are offered."""

from __future__ import annotations

from functools import partial

from tui.annotations.edits import Op, plain
from tui.annotations.model import Annotation, Link
from tui.annotations.records import Records
from tui.assist.candidate import Candidate
from tui.session.commands import looking
from tui.session.commands.making import adding, annotation, here, selected, short
from tui.session.offer import Offer
from tui.session.proposals import after
from tui.session.reader import Reader
from tui.session.registry import Registry
from tui.session.workspace import Workspace
from tui.text import objects
from tui.text.article import Span

COMMANDS = Registry()

LINK = "speaker"
"""The type of the link from a quotation to who said it."""

_MOST = 5
"""Speakers that are offered."""


def offer(workspace: Workspace, made: Annotation, candidate: Candidate | None = None) -> bool:
    """Offer the speakers of an annotation whose tag has them; say whether there are any.

    They are those of the `candidate` it was made of, else of one that shares words with it.
    """
    reader = workspace.reader
    if reader is None or not workspace.scheme.tag(made.tag).speaker:
        return False
    source = candidate if candidate is not None else _proposed(reader, made)
    speakers = source.speakers[:_MOST] if source is not None else ()
    reader.unsaid = Offer(made.id, speakers, candidate)
    if speakers:
        workspace.offer = reader.unsaid
    return bool(speakers)


def said_by(records: Records) -> dict[str, str]:
    """The words for who said it, by the id of the annotation that says it."""
    named = records.annotations
    links = (link for link in records.links.values() if link.type == LINK)
    return {link.source: named[link.target].text for link in links if link.target in named}


def _proposed(reader: Reader, made: Annotation) -> Candidate | None:
    """The candidate that shares most words with an annotation made by hand."""
    found = [
        one
        for one in reader.proposals.of_block(reader.segments.block_index(made.start))
        if one.speakers and _shared(one.spans, made.spans)
    ]
    return max(found, key=lambda one: _shared(one.spans, made.spans), default=None)


def _shared(left: tuple[Span, ...], right: tuple[Span, ...]) -> int:
    return sum(
        max(min(one[1], other[1]) - max(one[0], other[0]), 0) for one in left for other in right
    )


def _link(workspace: Workspace, *, number: int) -> None:
    """Link the quotation to the speaker with this number, who is tagged if nobody did yet."""
    reader, offered = workspace.reader, workspace.offer
    workspace.offer = None
    if reader is None or offered is None:
        return
    quote = reader.records.annotations.get(offered.quote)
    if quote is not None and number < len(offered.speakers):
        speaker = offered.speakers[number]
        _say_so(workspace, reader, quote, speaker.antecedent or speaker.spans)
    if offered.candidate is not None:
        looking.go_on(workspace, reader, after(offered.candidate))


@COMMANDS.command(
    "speaker.here",
    "the words here said the quotation tagged last; on a quotation: who said it?",
    label="said it",
)
def point_out(workspace: Workspace) -> None:
    """Link the quotation tagged last to the selected words, or to the name here.

    On a quotation, offer its speakers again. The candidates go on where they were left.
    """
    reader = workspace.reader
    if reader is None:
        return
    at = here(reader)
    if reader.selection is None and at is not None and workspace.scheme.tag(at.tag).speaker:
        key = workspace.config.keymap.key("speaker.here")
        if not offer(workspace, at):
            workspace.say(f"who said it? Select the words, or go to the name, and press {key}")
        return
    asked = reader.unsaid
    quote = reader.records.annotations.get(asked.quote) if asked is not None else None
    if asked is None or quote is None:
        workspace.say("whose words? Tag a quotation first, or press this on one")
        return
    spans = _words_here(workspace, reader, workspace.scheme.tag(quote.tag).speaker)
    if spans is None:
        workspace.say("there is no name here; select the words first", "warning")
        return
    resumed = reader.candidate or asked.candidate
    reader.clear()
    _say_so(workspace, reader, quote, spans)
    if resumed is not None:
        reader.unsaid = asked._replace(candidate=None)
        looking.go_on(workspace, reader, after(resumed))


def _words_here(workspace: Workspace, reader: Reader, tag: str) -> tuple[Span, ...] | None:
    """What is selected, else the name that is tagged here, else the name here."""
    if reader.selection is not None:
        chosen = selected(reader)
        return (chosen,) if chosen else None
    if reader.folded:
        return None
    for one in reader.records.at(reader.cursor):
        if workspace.scheme.tag(one.tag).object == "name":
            return one.spans
    return objects.near(reader.segments, workspace.scheme.tag(tag).object, reader.cursor)


def _say_so(
    workspace: Workspace, reader: Reader, quote: Annotation, spans: tuple[Span, ...]
) -> None:
    """Link a quotation to who said it, and to nobody else any more."""
    links = reader.records.links.values()
    ops = [
        Op("links", one.id, plain(one), None)
        for one in links
        if one.type == LINK and one.source == quote.id
    ]
    found = _tagged(workspace, reader, spans)
    if found is None:
        tag = workspace.scheme.tag(quote.tag).speaker
        found = annotation(workspace, reader, tag, spans)
        ops.append(adding(found))
    link = Link(
        id=workspace.new_id(),
        article=reader.article.id,
        type=LINK,
        source=quote.id,
        target=found.id,
        author=workspace.author,
        created=workspace.world.now(),
    )
    ops.append(Op("links", link.id, None, plain(link)))
    workspace.edit(tuple(ops), f"said by {found.text}")
    workspace.say(f"“{short(quote.text)}” said by {found.text}")


def _tagged(workspace: Workspace, reader: Reader, spans: tuple[Span, ...]) -> Annotation | None:
    """The name that is tagged on these words already."""
    for one in reader.records.overlapping(spans[0][0], spans[-1][1]):
        if workspace.scheme.tag(one.tag).object == "name" and _shared(one.spans, spans):
            return one
    return None


@COMMANDS.command("speaker.none", "none of them said it; go on", "speaker", "none")
def none(workspace: Workspace) -> None:
    """Leave the quotation without a speaker."""
    key = workspace.config.keymap.key("speaker.here")
    workspace.say(f"if somebody else said it: {key} on the words")
    _link(workspace, number=_MOST)


for _number, _which in enumerate(("first", "second", "third", "fourth", "fifth")):
    COMMANDS.command(
        f"speaker.{_which}", f"the {_which} of the speakers offered said it", "speaker", _which
    )(partial(_link, number=_number))
