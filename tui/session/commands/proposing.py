"""Going through candidates: accepting, mending, rejecting, and proposing the same words elsewhere.

While a candidate is looked at its span is selected, so every selecting key mends it and every tag
key accepts it as something else.
"""

from __future__ import annotations

from functools import partial

from tui.annotations.edits import Op, adding, plain
from tui.annotations.model import Annotation, Decision, decision_id
from tui.assist.candidate import Candidate
from tui.session.advice import sure
from tui.session.commands import looking, speaking
from tui.session.commands.making import annotation, here, mended, short
from tui.session.effects import Ask, Seek
from tui.session.proposals import Place, Walk, after, place_of
from tui.session.reader import Reader
from tui.session.registry import Registry
from tui.session.workspace import Workspace
from tui.text import objects
from tui.text.article import Span

COMMANDS = Registry()


def accept(
    workspace: Workspace, reader: Reader, candidate: Candidate, tag: str, spans: tuple[Span, ...]
) -> Annotation:
    """Make an annotation of a candidate, as an edit; what was right about it is remembered."""
    walk = reader.proposals.walk
    made = annotation(workspace, reader, tag, spans, origin=candidate.origin)
    ops = (adding(made), _decision(workspace, reader, candidate, accepted=tag == candidate.tag))
    workspace.last_made, workspace.last_tag = made.id, tag
    workspace.edit(ops, f"{tag}: {made.text}", group=walk.group if walk else "")
    return made


@COMMANDS.command("candidate.next", "look at the next candidate", label="candidates")
def go_next(workspace: Workspace) -> None:
    """Look at the next candidate; from the cursor on, if none is looked at yet."""
    reader = workspace.reader
    if reader is None:
        return
    at = reader.candidate
    looking.go_on(workspace, reader, after(at) if at is not None else _here(reader))


@COMMANDS.command("candidate.previous", "look at the candidate before")
def go_previous(workspace: Workspace) -> None:
    """Look at the last candidate before this one, or before the cursor."""
    reader = workspace.reader
    if reader is None:
        return
    at = reader.candidate
    place = place_of(at) if at is not None else _here(reader)
    looking.arrive(workspace, reader, reader.proposals.previous(place))


@COMMANDS.command("candidate.accept", "accept it as it is selected", "candidate", "accept")
def accept_here(workspace: Workspace) -> None:
    """Make an annotation of the candidate, as its span has been mended."""
    accept_as(workspace, "")


def accept_as(workspace: Workspace, name: str) -> None:
    """Accept the candidate that is looked at, with another tag if one is named, and go on."""
    reader = workspace.reader
    candidate = reader.candidate if reader is not None else None
    if reader is None or candidate is None:
        return
    spans = mended(reader, candidate.spans)
    if spans is None:
        workspace.say("there are no words in the selection", "warning")
        return
    tag = name or candidate.tag
    same = reader.records.same(tag, spans)
    if same is None:
        made = accept(workspace, reader, candidate, tag, spans)
        reader.clear()
        if speaking.offer(workspace, made, candidate):
            return
    looking.go_on(workspace, reader, after(candidate))


@COMMANDS.command("candidate.reject", "reject it; it stays rejected", "candidate", "reject")
def reject(workspace: Workspace) -> None:
    """Say that the candidate is wrong, and go on."""
    reader = workspace.reader
    candidate = reader.candidate if reader is not None else None
    if reader is None or candidate is None:
        return
    op = _decision(workspace, reader, candidate, accepted=False)
    group = reader.proposals.walk.group if reader.proposals.walk else ""
    workspace.edit((op,), f"rejected {candidate.tag}: {candidate.text}", group=group)
    looking.go_on(workspace, reader, after(candidate))


@COMMANDS.command(
    "candidate.accept_all",
    "accept all left of these words, or of the sentence, with who said them",
    "candidate",
    "accept all left",
)
def accept_all(workspace: Workspace) -> None:
    """Accept what is left of a walk; without one, the candidates left in this sentence.

    Quotations are linked to who said them, where the text points at them.
    """
    reader = workspace.reader
    candidate = reader.candidate if reader is not None else None
    if reader is None or candidate is None:
        return
    left = _left(reader, candidate)
    made = [
        (annotation(workspace, reader, one.tag, one.spans, origin=one.origin), one) for one in left
    ]
    ops: list[Op] = []
    for new, one in made:
        ops += [adding(new), _decision(workspace, reader, one, accepted=True)]
    ops += speaking.as_proposed(workspace, reader, made)
    group = reader.proposals.walk.group if reader.proposals.walk else ""
    workspace.edit(tuple(ops), f"accepted {len(left)}: {candidate.text}…", group=group)
    looking.go_on(workspace, reader, after(left[-1]))


@COMMANDS.command("candidate.same", "propose this tag wherever the same words stand", label="same")
def propose_same(workspace: Workspace) -> None:
    """Propose the tag of the annotation here for the same words everywhere in the article."""
    _walk(workspace, everywhere=False)


@COMMANDS.command(
    "candidate.everywhere", "propose it for the same words in the whole library", label="everywhere"
)
def propose_everywhere(workspace: Workspace) -> None:
    """Propose the tag of the annotation here for the same words in every article."""
    _walk(workspace, everywhere=True)


def _walk(workspace: Workspace, *, everywhere: bool) -> None:
    reader = workspace.reader
    found = reader.records.annotations.get(reader.editing) or here(reader) if reader else None
    if reader is None:
        return
    if found is None:
        workspace.say("there is no annotation here whose words could be looked for elsewhere")
        return
    words = found.quotes[0].exact
    walk = Walk((), workspace.new_id(), found.tag, words).on(reader.article, ())
    reader.proposals.walk = walk
    left = reader.proposals.left()
    if everywhere:
        workspace.emit(Seek(found.tag, words))
    if not left:
        if not everywhere:
            reader.proposals.walk = None
            workspace.say(f"“{short(found.text)}” stands nowhere else untagged")
        return
    reader.look_at(next((one for one in left if one.start > found.start), left[0]))
    key = workspace.config.keymap.key("candidate.accept_all")
    workspace.say(f"{len(left)} more; {key} accepts all that are left")


@COMMANDS.command("candidate.leave", "leave the candidates", "candidate", "leave")
def leave(workspace: Workspace) -> None:
    """Stop looking at candidates; they are marked in the margin no longer."""
    if workspace.reader is not None:
        workspace.reader.proposals.shown = False
        workspace.reader.proposals.walk = None
        workspace.reader.clear()


@COMMANDS.command("candidate.ask", "ask the suggesters that keymap.toml names", label="ask others")
def ask(workspace: Workspace) -> None:
    """Let suggesters from outside propose candidates too."""
    if workspace.config.suggesters:
        workspace.emit(Ask())
    else:
        workspace.say("no suggester is named in the keymap; docs/suggesters.md says how")


def _threshold(workspace: Workspace, *, steps: int) -> None:
    """Propose surer candidates, or more of them."""
    workspace.advice.ask_for(steps)
    reader = workspace.reader
    if reader is None:
        return
    page = reader.rows()
    seen = reader.proposals.within(page[0].row.start, page[-1].row.end) if page else []
    least = sure(workspace.advice.threshold)
    workspace.say(f"candidates from {least} on are proposed: {len(seen)} on this page")


COMMANDS.command("candidate.fewer", "propose only surer candidates", label="surer")(
    partial(_threshold, steps=1)
)
COMMANDS.command("candidate.more", "propose more candidates", label="more")(
    partial(_threshold, steps=-1)
)


def _here(reader: Reader) -> Place:
    """Before what begins with the name or the word at the cursor."""
    name = objects.at(reader.segments, "name", reader.cursor)
    around = name or objects.at(reader.segments, "word", reader.cursor)
    return (around[0][0] if around else reader.cursor), -len(reader.article.text), ""


def _left(reader: Reader, candidate: Candidate) -> list[Candidate]:
    if reader.proposals.walk is not None:
        return [one for one in reader.proposals.left() if place_of(one) >= place_of(candidate)]
    sentence = reader.segments.sentence_at(candidate.start)
    end = max(sentence[1] if sentence else candidate.end, candidate.start + 1)
    found = reader.proposals.within(candidate.start, end)
    return [one for one in found if place_of(one) >= place_of(candidate)] or [candidate]


def _decision(workspace: Workspace, reader: Reader, candidate: Candidate, *, accepted: bool) -> Op:
    from tui.assist.ranking import features

    article = reader.article.id
    made = Decision(
        id=decision_id(article, candidate.tag, candidate.spans),
        article=article,
        tag=candidate.tag,
        spans=candidate.spans,
        accepted=accepted,
        origin=candidate.origin,
        features=features(candidate),
        author=workspace.author,
        created=workspace.world.now(),
    )
    old = reader.records.decisions.get(made.id)
    return Op("decisions", made.id, plain(old) if old else None, plain(made))
