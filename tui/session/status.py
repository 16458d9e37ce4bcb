"""What the lines around the text say: where one is, and what each tag key would take here."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.annotations.scheme import Tag
from tui.assist.candidate import Candidate
from tui.session import coverage, evidence, reviewing, revising
from tui.session.advice import sure
from tui.session.choosing import told
from tui.session.commands.tagging import removes, target
from tui.session.linking import Linking
from tui.session.reader import Reader
from tui.session.workspace import Workspace
from tui.text import objects
from tui.text.article import Span
from tui.text.cells import in_marks
from tui.text.dates import written
from tui.text.graphemes import clusters

if TYPE_CHECKING:
    from tui.review.changes import SentenceChange

_COUNTED = 20_000
"""Code points of a selection whose words are counted at every key."""


class Offer(NamedTuple):
    """Words that a tag key would take right now, and the tags, with their keys, that would."""

    words: str
    tags: tuple[tuple[Tag, str], ...]


class Where(NamedTuple):
    """What is under the cursor or selected, and a remark about it."""

    words: str
    remark: str


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
    asked = _asked(workspace, reader, words) or _folded(workspace, reader)
    if asked is not None:
        return asked
    remarks = []
    if reader.selection is not None:
        remarks.append(_size(reader, reader.selection))
    for one in told(workspace):
        remarks += (one.tag, *evidence.remarks(workspace, reader, one))
        if one.id in reader.records.rechecks:
            remarks.append(f"was {in_marks(reader.records.rechecks[one.id].was.text)}")
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
    """The line below the headline: its author unless the text names one on a line of its own,
    place, agency, date, and how long the article is.
    """
    article = reader.article
    place = article.place.upper() if article.place else ""
    named = any(block.role == "byline" for block in article.blocks)
    author = "" if named else article.byline
    parts = [author, place, article.agency, written(article.published), _length(reader)]
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
    """What a candidate would be, how sure that is, who said it, and why."""
    speaker = candidate.speakers[0].shown if candidate.speakers else ""
    score = workspace.advice.score(candidate)
    parts = (f"{candidate.tag}?", sure(score), speaker, candidate.reason)
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
        return Where(words, f"a place for {orphan.was.tag} {in_marks(orphan.was.text)}")
    return None


def _folded(workspace: Workspace, reader: Reader) -> Where | None:
    """What to do where the cursor stands for a fold, whose first word nobody sees."""
    key = workspace.config.keymap.key("fold.toggle")
    folded = reader.folded and reader.selection is None
    return Where("", f"folded: {key} unfolds") if folded else None


def _difference(change: SentenceChange) -> str:
    """What changed in a sentence, or the sentence that came or went."""
    from tui.review.wording import brief

    return brief(change.before, change.after) if change.kind == "changed" else change.words


def _decided(reader: Reader, change: SentenceChange) -> str:
    """What kind of change this is, what is to be decided about it, and how many there are."""
    left = len(revising.doubted(reader, change))
    doubts = "without a place" if change.kind == "removed" else "to look over"
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
    words = reader_words(reader, span)
    if len(words) > 1:
        return f"{len(words)} words"
    if words and span[0] <= words[0][0] and words[0][1] <= span[1]:
        return "1 word"
    characters = sum(1 for _ in clusters(reader.article.text, *span))
    if words and characters > 1:
        return "part of a word"
    return "1 character" if characters == 1 else f"{characters} characters"


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
