"""What the lines around the text say: where one is, and what each tag key would take here."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.annotations.scheme import Tag
from tui.assist.candidate import Candidate
from tui.session import completing, coverage, evidence, reviewing, revising
from tui.session.commands.making import here
from tui.session.commands.tagging import removes, target
from tui.session.keys import shown
from tui.session.linking import Linking
from tui.session.reader import Reader
from tui.session.registry import Context
from tui.session.workspace import Workspace
from tui.text import objects
from tui.text.article import Span
from tui.text.cells import clip
from tui.text.dates import written

if TYPE_CHECKING:
    from tui.review.changes import SentenceChange

_COUNTED = 20_000
"""Code points of a selection whose words are counted at every key."""

_REASON = 20
"""Cells of a reason that is offered again."""
_QUEUE = ("task.done", "task.skip", "task.flag")
"""What comes first in the key line where articles are labelled one after the other."""

_KEY_LINE: dict[Context, tuple[str, ...]] = {
    "reader": (
        "candidate.next",
        "select.extend",
        "pass.nothing",
        "edit.undo",
        "hints.jump",
        "search.ask",
        "help.show",
        "select.wider",
        "annotation.edit",
        "back",
        "fold.toggle",
        "library.show",
        "list.show",
    ),
    "candidate": (
        "candidate.accept",
        "candidate.reject",
        "candidate.next",
        "candidate.accept_all",
        "pass.nothing",
        "candidate.leave",
        "help.show",
        "select.next_word",
        "select.previous_word",
    ),
    "change": (
        "change.accept",
        "change.drop",
        "change.on",
        "change.back",
        "draft.compare",
        "change.leave",
        "help.show",
    ),
    "review": (
        "review.take_1",
        "review.take_2",
        "review.both",
        "review.neither",
        "review.edit",
        "review.reason",
        "review.comment",
        "review.next",
        "review.undo",
        "help.show",
        "review.filter",
        "review.leave",
    ),
    "signing": ("signing.sign", "signing.leave", "help.show"),
    "place": ("orphan.place", "select.extend", "select.sentence", "orphan.leave", "help.show"),
    "speaker": (
        "speaker.first",
        "speaker.none",
        "candidate.next",
        "help.show",
    ),
    "link": ("link.leave",),
    "hints": ("hints.leave",),
    "edit": (
        "edit.save",
        "edit.cancel",
        "edit.note",
        "select.next_word",
        "select.previous_word",
        "select.swap",
        "annotation.remove",
        "help.show",
    ),
    "library": (
        "library.open",
        "library.beside",
        "library.filter",
        "library.leave",
        "help.show",
        "quit",
    ),
    "list": (
        "list.go",
        "list.edit",
        "list.remove",
        "list.filter",
        "list.sort",
        "list.leave",
        "help.show",
    ),
    "record": (
        "field.edit",
        "field.remove",
        "evidence.add",
        "status.next",
        "record.next",
        "record.previous",
        "record.leave",
        "help.show",
    ),
    "prompt": ("prompt.accept", "prompt.cancel", "prompt.erase_word", "prompt.erase_all"),
    "taken": ("taken.again", "taken.leave", "help.show"),
    "annotation": ("help.show", "quit"),
    "everywhere": ("help.show", "quit"),
}


class Hint(NamedTuple):
    """A key and what it does."""

    key: str
    label: str


class Offer(NamedTuple):
    """Words that a tag key would take right now, and the tags, with their keys, that would."""

    words: str
    tags: tuple[tuple[Tag, str], ...]


class Where(NamedTuple):
    """What is under the cursor or selected, and a remark about it."""

    words: str
    remark: str


def hints(workspace: Workspace) -> list[Hint]:
    """The handful of keys that help now; of a pending sequence, its continuations."""
    keymap = workspace.config.keymap
    if workspace.pending:
        skip = len(workspace.pending)
        return [Hint(shown(b.keys[skip:]), b.command.label) for b in workspace.continuations]
    if workspace.prompt is not None and workspace.prompt.kind == "note":
        return []  # The field for notes has its own line of keys.
    if workspace.prompt is not None and workspace.prompt.kind == "reason":
        recent = enumerate(workspace.tasks.reasons, 1)
        return [Hint(str(number), clip(reason, _REASON)) for number, reason in recent]
    if workspace.prompt is not None and workspace.prompt.kind == "evidence":
        helps = evidence.parts(workspace, workspace.prompt.text)
        if helps:
            return [Hint(*one) for one in helps]
    if completions := completing.helps(workspace):
        return [Hint(*one) for one in completions]
    if workspace.linking is not None and workspace.linking.asked:
        types = [Hint(one.type.key, one.type.summary) for one in workspace.linking.asked]
        return [*types, Hint(keymap.key("link.leave"), "leave")]
    ids = _KEY_LINE[workspace.context]
    if workspace.context == "reader" and workspace.tasks.began is not None:
        ids = (*_QUEUE, *ids)
    wanted = (workspace.config.commands[id] for id in ids)
    return [Hint(key, one.label) for one in wanted if (key := keymap.key(one.id))]


def answers(workspace: Workspace) -> list[Hint]:
    """The keys that decide about what was taken back, and what each would do."""
    keymap, taken = workspace.config.keymap, workspace.taken
    if taken is None:
        return []
    again, leave = ("keep mine", "take theirs") if taken.theirs else ("try again", "leave it out")
    wanted = (Hint(keymap.key("taken.again"), again), Hint(keymap.key("taken.leave"), leave))
    return [hint for hint in wanted if hint.key]


def where(workspace: Workspace) -> Where:
    """What the status line begins with."""
    reader = workspace.reader
    if reader is None:
        return Where("", "")
    editing = reader.records.annotations.get(reader.editing)
    text = reader.article.text
    if reader.selection is not None:
        words = text[slice(*reader.selection)]
    else:
        word = objects.at(reader.segments, "word", reader.cursor)
        words = text[slice(*word[0])] if word else ""
    if workspace.linking is not None:
        return Where("", _linked(workspace.linking))
    if reader.hints is not None:
        return Where("", "press the letter of what to go to")
    if editing is not None:
        return Where(words, f"editing {editing.tag}")
    asked = _asked(workspace, reader, words)
    if asked is not None:
        return asked
    remarks = []
    if reader.selection is not None:
        remarks.append(_size(reader, reader.selection))
    found = here(reader)
    if found is not None:
        remarks.append(" · ".join((found.tag, *evidence.remarks(workspace, reader, found))))
        if found.id in reader.records.rechecks:
            remarks.append(f"was “{reader.records.rechecks[found.id].was.text}”")
    if coverage.counted(reader):
        number, total = coverage.number(reader)
        if number:
            remarks.append(f"sentence {number} of {total}")
    return Where(words, " · ".join(remarks))


def offers(workspace: Workspace) -> list[Offer]:
    """What each tag key would take at the cursor, in the scheme's order."""
    reader = workspace.reader
    if reader is None or workspace.context not in ("reader", "edit", "candidate"):
        return []
    picked = reader.editing or reader.candidate
    made: dict[str, list[tuple[Tag, str]]] = {}
    targets: dict[str, tuple[Span, ...] | None] = {}
    for tag in workspace.scheme.tags:
        key = workspace.config.keymap.key(f"tag.{tag.name}")
        if tag.object not in targets and not picked:
            targets[tag.object] = target(reader, tag)
        words = tag.name if picked else _taken(reader, tag, targets[tag.object])
        if key and words:
            made.setdefault(words, []).append((tag, key))
    return [Offer(words, tuple(tags)) for words, tags in made.items()]


def summary(reader: Reader) -> str:
    """The line below the headline: place, agency, date, and how long the article is."""
    article = reader.article
    place = article.place.upper() if article.place else ""
    parts = [place, article.agency, written(article.published), _length(reader)]
    return " · ".join(part for part in parts if part)


def saved(workspace: Workspace, read_only: str) -> str:
    """The saved state in a word or two."""
    if read_only:
        return "read only"
    reader = workspace.reader
    stored = reader is not None and reader.records.article is not None
    if workspace.unsaved:
        return "saving…"
    if workspace.taken is not None and not workspace.taken.theirs:
        return "not saved"
    return "saved" if stored else ""


def _proposed(workspace: Workspace, candidate: Candidate) -> str:
    """What a candidate would be, why, and how sure that is."""
    sure = f"{workspace.advice.score(candidate):.0%}".replace("%", " %")
    parts = [f"{candidate.tag}?", candidate.reason, sure]
    if candidate.speakers:
        parts.insert(1, candidate.speakers[0].shown)
    return " · ".join(part for part in parts if part)


def _asked(workspace: Workspace, reader: Reader, words: str) -> Where | None:
    """What is to be decided about: a candidate, a change, a place for an annotation."""
    if reader.candidate is not None:
        return Where(words, _proposed(workspace, reader.candidate))
    change = revising.changed_here(reader)
    if change is not None:
        return Where(_difference(change), _decided(reader, change))
    reviewed = reviewing.kind(workspace)
    if reviewed is not None:
        return Where(*reviewed)
    orphan = revising.placing(workspace)
    if orphan is not None:
        return Where(words, f"a place for {orphan.was.tag} “{orphan.was.text}”")
    return None


def _difference(change: SentenceChange) -> str:
    """What changed in a sentence, or the sentence that came or went."""
    from tui.review.wording import brief

    return brief(change.before, change.after) if change.kind == "changed" else change.words


def _decided(reader: Reader, change: SentenceChange) -> str:
    """What kind of change this is, what is to be decided about it, and how many there are."""
    left = len(revising.doubted(reader, change))
    doubts = "without a place" if change.kind == "removed" else "to recheck"
    count = len(reader.revision.changes) if reader.revision is not None else 0
    parts = [change.kind, f"{left} {doubts}" if left else ""]
    parts.append(f"change {(reader.change or 0) + 1} of {count}")
    return " · ".join(part for part in parts if part)


def _linked(linking: Linking) -> str:
    if not linking.asked:
        return "press the letter of what it is linked to"
    return "how is it linked?"


def _size(reader: Reader, span: tuple[int, int]) -> str:
    """How many words a span touches; for a long one, whose words take long to tell, its length."""
    if span[1] - span[0] > _COUNTED:
        return f"{span[1] - span[0]:,} characters"
    count = len(reader_words(reader, span))
    return "1 word" if count == 1 else f"{count} words"


def reader_words(reader: Reader, span: tuple[int, int]) -> list[tuple[int, int]]:
    """The words that a span touches."""
    first, last = reader.segments.block_index(span[0]), reader.segments.block_index(span[1] - 1)
    return [
        word
        for block in range(first, last + 1)
        for word in reader.segments.words(block)
        if word[0] < span[1] and span[0] < word[1]
    ]


def _taken(reader: Reader, tag: Tag, spans: tuple[Span, ...] | None) -> str:
    """What a tag's key would do with these spans: tag the words, or remove the tag from them."""
    if spans is None:
        return ""
    same = reader.records.same(tag.name, spans)
    if same is not None:
        return "remove" if removes(reader, same) else ""
    if reader.selection is not None:
        return "the selection"
    if tag.object in ("sentence", "paragraph", "article"):
        return tag.object
    return " … ".join(reader.article.text[start:end] for start, end in spans)


def _length(reader: Reader) -> str:
    """Words and minutes at 230 words a minute; characters at 500 where words have no spaces."""
    if not coverage.counted(reader):
        return f"{len(reader.article.text):,} characters"
    body = [
        reader.article.text[block.start : block.end]
        for block in reader.article.blocks
        if block.role not in ("boilerplate", "title", "byline", "locator")
    ]
    words = sum(len(part.split()) for part in body)
    letters = sum(map(len, body))
    if letters > 25 * words:
        return f"{letters:,} characters, {max(round(letters / 500), 1)} min"
    return f"{words:,} words, {max(round(words / 230), 1)} min"
