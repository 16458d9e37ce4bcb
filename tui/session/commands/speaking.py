"""Who said it: after words are tagged that somebody said, the likely speakers are offered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from tui.annotations.edits import Op, adding, removing
from tui.annotations.model import Annotation
from tui.annotations.outstanding import speakers
from tui.annotations.records import Records
from tui.annotations.sayers import SPEAKER
from tui.assist.candidate import Candidate, Speaker
from tui.session import linking
from tui.session.commands import looking
from tui.session.commands.making import annotation, link, selected, short
from tui.session.offer import Offer
from tui.session.proposals import after
from tui.session.reader import Reader
from tui.session.registry import Registry
from tui.session.sayers import tag_of_sayer
from tui.session.workspace import Workspace
from tui.text import objects
from tui.text.article import Span
from tui.text.cells import in_marks

COMMANDS = Registry()

_MOST = 5
"""Speakers that are offered."""


def offer(workspace: Workspace, made: Annotation, candidate: Candidate | None = None) -> bool:
    """Offer the speakers of an annotation whose tag has them; say whether there are any.

    They are those of the `candidate` it was made of, else of one that shares words with it, and
    after them who said something before.
    """
    reader = workspace.reader
    if reader is None or not workspace.scheme.tag(made.tag).speaker:
        return False
    source = candidate if candidate is not None else _proposed(reader, made)
    likely = source.speakers if source is not None else ()
    speakers = (*likely, *_heard(reader, made, likely))[:_MOST]
    reader.unsaid = Offer(made.id, speakers, candidate)
    if speakers:
        workspace.offer = reader.unsaid
    return bool(speakers)


def said_by(records: Records) -> dict[str, str]:
    """The words for who said it, by the id of the annotation that says it."""
    return {id: by.text for id, by in speakers(records).items()}


def _proposed(reader: Reader, made: Annotation) -> Candidate | None:
    """The candidate that shares most words with an annotation made by hand."""
    found = [
        one
        for one in reader.proposals.of_block(reader.segments.block_index(made.start))
        if one.speakers and _shared(one.spans, made.spans)
    ]
    return max(found, key=lambda one: _shared(one.spans, made.spans), default=None)


def _heard(reader: Reader, made: Annotation, likely: Iterable[Speaker]) -> list[Speaker]:
    """Who was linked to quotations before this one, the last first, each once."""
    from tui.assist.mentions import surname

    records = reader.records
    quoted = [
        (records.annotations[one.source], records.annotations[one.target])
        for one in records.links.values()
        if one.type == SPEAKER and {one.source, one.target} <= records.annotations.keys()
    ]
    quoted.sort(key=lambda pair: -pair[0].start)
    known = {surname(one.named or one.text) for one in likely}
    heard = []
    for quote, by in quoted:
        if quote.start < made.start and surname(by.text) not in known:
            known.add(surname(by.text))
            heard.append(Speaker(spans=by.spans, kind="name", text=by.text, score=0.0))
    return heard


def _shared(left: tuple[Span, ...], right: tuple[Span, ...]) -> int:
    return sum(
        max(min(one[1], other[1]) - max(one[0], other[0]), 0) for one in left for other in right
    )


def _link(workspace: Workspace, *, number: int) -> None:
    """Link the quotation to the speaker with this number, who is tagged if nobody did yet."""
    reader, offered = workspace.reader, workspace.offer
    workspace.offer = None
    linking.leave(workspace)
    if reader is None or offered is None:
        return
    quote = reader.records.annotations.get(offered.quote)
    if quote is not None and number < len(offered.speakers):
        speaker = offered.speakers[number]
        _say_so(workspace, reader, quote, speaker.antecedent or speaker.spans)
    if offered.candidate is not None:
        looking.go_on(workspace, reader, after(offered.candidate))


def said_here(workspace: Workspace, reader: Reader) -> None:
    """Link the quotation tagged last to the selected words, or to the name here.

    The candidates go on where they were left.
    """
    asked = reader.unsaid
    quote = reader.records.annotations.get(asked.quote) if asked is not None else None
    if asked is None or quote is None:
        key = workspace.config.keymap.key("link.make")
        workspace.say(f"nothing to link here: press {key} on a quotation or a claim, or after one")
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
    ops = [removing(one) for one in links if one.type == SPEAKER and one.source == quote.id]
    by, more = _linking(workspace, reader, quote, spans, reader.records.annotations.values())
    workspace.edit((*ops, *more), f"said by {by.text}")
    workspace.say(f"{in_marks(short(quote.text))} said by {by.text}")


def as_proposed(
    workspace: Workspace, reader: Reader, made: Sequence[tuple[Annotation, Candidate]]
) -> list[Op]:
    """What links annotations made of candidates to those whom the text points at as speakers."""
    ops: list[Op] = []
    known = [*reader.records.annotations.values(), *(one for one, _ in made)]
    for quote, candidate in made:
        first = candidate.speakers[0] if candidate.speakers else None
        if first is not None and first.phrase and workspace.scheme.tag(quote.tag).speaker:
            spans = first.antecedent or first.spans
            by, more = _linking(workspace, reader, quote, spans, known)
            known.append(by)
            ops += more
    return ops


def _linking(
    workspace: Workspace,
    reader: Reader,
    quote: Annotation,
    spans: tuple[Span, ...],
    known: Iterable[Annotation],
) -> tuple[Annotation, list[Op]]:
    """Who said it, and what links the quotation to them.

    A name among the `known` annotations that shares words with the spans is taken, else tagged.
    """
    ops: list[Op] = []
    names = (one for one in known if workspace.scheme.tag(one.tag).object == "name")
    by = next((one for one in names if _shared(one.spans, spans)), None)
    if by is None:
        said = workspace.scheme.tag(quote.tag), workspace.scheme.link(SPEAKER)
        by = annotation(workspace, reader, tag_of_sayer(workspace, reader, *said, spans), spans)
        ops.append(adding(by))
    return by, [*ops, adding(link(workspace, SPEAKER, quote, by))]


@COMMANDS.command("speaker.none", "none of them said it; go on", "speaker", "none")
def none(workspace: Workspace) -> None:
    """Leave the quotation without a speaker."""
    key = workspace.config.keymap.key("link.make")
    workspace.say(f"if somebody else said it: {key} on the words")
    _link(workspace, number=_MOST)


for _number, _which in enumerate(("first", "second", "third", "fourth", "fifth")):
    COMMANDS.command(
        f"speaker.{_which}", f"the {_which} of the speakers offered said it", "speaker", _which
    )(partial(_link, number=_number))
