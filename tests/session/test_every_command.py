"""Every command of the registry, by each of its shipped keys, does something that can be seen."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest

from tests.session.judged import judged
from tests.session.notation import CONFIG, Desk, desk, ticking
from tui.assist.candidate import Speaker
from tui.session import reviewing
from tui.session.commands.reviewing import MOST
from tui.session.keymap import Binding
from tui.session.library import Item, Library
from tui.session.offer import Offer
from tui.session.workspace import Workspace
from tui.suggesters.settings import Suggester

STORY = "#Head\n\nOne is. Ada ┃Bell paid 40 euros on May 14. “It went,” he said.\n\n~Ad.\n\nEnd."
LONG = "\n\n".join(f"Sentence number {number} is here." for number in range(60))
FIGURES = "┃Ada paid 40 euros on May 14."
SAID = "{quote:┃“It is late,”} said Ada Bell, Tom Reed, Ida Crane, Una Moss and Ben Ash."
ASKING = CONFIG._replace(suggesters={"names": Suggester(command=("names",))})
OLDER = "{claim:It sails at six.} {person:Ada Bell} goes there. It rains."
NEWER = "┃It sails at seven. It rains. Una Moss is ill."
OPEN = "#He┃ad\n\nOne is. {claim:Two is.} Three is. {quote:“Four is,”} she said."
MARKED = "#Head\n\n{claim:One is.} {person:A┃da} is. {place:Varn} is."

ALIKE = "{claim:O┃ne is not two.} {claim:Three is.}"
ELSEWHERE = ("#Other\n\n{claim:One is not two.}",)

CLAIM = "{claim:O┃ne is.}"
TIED = "{quote:“O┃ne,”} said {person:Ada}."


class Case(NamedTuple):
    """Where a command is pressed, after which keys, and what it changes; `refused` are further
    keys, whose edits are refused. Where it is `judged`, annotators' texts are reviewed.
    """

    changes: str
    keys: str = ""
    text: str = STORY
    others: tuple[str, ...] = ()
    refused: str = ""
    judged: tuple[str, ...] = ()


JUDGED = (
    *("{person:Ada Bell} met {place:Tom}.",) * 5,
    *("{place:Ada Bell} met {person:Tom}.",) * 4,
)
LIBRARY = ("#Birch\n\nTwo.", *(f"#Title {number}\n\nBody {number}." for number in range(20)))

CASES = {
    **{
        f"{unit}.{way}": Case("cursor") for unit in ("char", "word") for way in ("next", "previous")
    },
    "line.next": Case("cursor"),
    "line.previous": Case("cursor"),
    "sentence.next": Case("cursor"),
    "sentence.previous": Case("cursor"),
    "paragraph.next": Case("cursor"),
    "paragraph.previous": Case("cursor"),
    "row.start": Case("cursor"),
    "row.end": Case("cursor"),
    "article.start": Case("cursor page", "G", LONG),
    "article.end": Case("cursor page", "", LONG),
    "half.down": Case("cursor page", "", LONG),
    "half.up": Case("cursor page", "G", LONG),
    "page.down": Case("cursor page", "", LONG),
    "page.up": Case("cursor page", "G", LONG),
    "annotation.next": Case("cursor", "", MARKED),
    "annotation.previous": Case("cursor", "", MARKED),
    "unseen.next": Case("cursor", "", MARKED),
    "search.ask": Case("focus prompt"),
    "search.next": Case("cursor", "/e<enter>"),
    "search.previous": Case("cursor", "/e<enter>"),
    "select.extend": Case("selection"),
    "select.sentence": Case("cursor selection"),
    "select.wider": Case("cursor selection"),
    "select.narrower": Case("selection", "++"),
    "select.next_word": Case("cursor selection"),
    "select.previous_word": Case("cursor selection"),
    "select.swap": Case("cursor selection", "vw"),
    "select.clear": Case("selection", "vw"),
    "select.char_next": Case("cursor selection"),
    "select.char_previous": Case("cursor selection"),
    "select.line_next": Case("cursor selection"),
    "select.line_previous": Case("cursor selection"),
    **{f"tag.{tag.name}": Case("records") for tag in CONFIG.scheme.tags},
    "tag.quote": Case("focus records", ")"),
    "tag.repeat": Case("records", "c)"),
    "pass.nothing": Case("cursor records"),
    "annotation.remove": Case("records", "", MARKED),
    "annotation.add_span": Case("records selection", "p)vw"),
    "annotation.open": Case("focus panel", "", MARKED),
    "annotation.edit": Case("cursor focus selection", "", MARKED),
    "annotation.copy": Case("Copy"),
    **{f"report.{kind}": Case("WriteReport") for kind in ("markdown", "html", "csv", "annotated")},
    "report.claimreview": Case("focus prompt"),
    "report.write": Case("focus prompt"),
    "edit.undo": Case("cursor records", "pl"),
    "edit.redo": Case("records", "pu"),
    "edit.save": Case("focus records selection", "e]", MARKED),
    "edit.note": Case("Show focus prompt", "e", MARKED),
    "edit.cancel": Case("focus selection", "e", MARKED),
    **{
        f"set.{attribute.name}.{value.name}": Case("records", "c")
        for tag in CONFIG.scheme.tags
        for attribute in tag.attributes
        for value in attribute.values
    },
    "set.replied": Case("focus prompt", "c"),
    "status.next": Case("cursor", "", MARKED),
    "evidence.add": Case("focus prompt", "", CLAIM),
    "hints.jump": Case("focus letters"),
    "hints.extend": Case("focus letters"),
    "hints.leave": Case("focus letters", "f"),
    "candidate.next": Case("candidate cursor focus selection"),
    "candidate.previous": Case("candidate cursor focus selection", ")"),
    "candidate.accept": Case("candidate cursor decisions records selection", "<tab>", FIGURES),
    "candidate.reject": Case("candidate cursor decisions selection", "<tab>", FIGURES),
    "candidate.accept_all": Case(
        "candidate decisions focus records selection", "<tab><tab>", FIGURES
    ),
    "candidate.leave": Case("candidate focus selection", "<tab>"),
    "candidate.same": Case("candidate cursor focus selection", "", "{person:┃Ada} is. Ada is."),
    "candidate.everywhere": Case(
        "Seek candidate cursor focus selection", "", "{person:┃Ada} is. Ada is."
    ),
    "candidate.ask": Case("Ask"),
    "candidate.fewer": Case("threshold"),
    "candidate.more": Case("threshold"),
    **{
        f"speaker.{which}": Case("focus records", "", SAID)
        for which in ("first", "second", "third", "fourth", "fifth")
    },
    "speaker.none": Case("focus", "", SAID),
    "link.make": Case("focus letters", "", TIED),
    "link.leave": Case("focus letters", "L", TIED),
    "link.follow": Case("cursor", "Las", TIED),
    "field.next": Case("panel", "i", CLAIM),
    "field.previous": Case("panel", "ij", CLAIM),
    "field.first": Case("panel", "iG", CLAIM),
    "field.last": Case("panel", "i", CLAIM),
    "field.edit": Case("Show focus prompt", "ijjj", CLAIM),
    "field.remove": Case("evidence panel", "Eone<enter>ijjj", CLAIM),
    "record.next": Case("cursor panel", "i", MARKED),
    "record.previous": Case("cursor panel", "i", MARKED),
    "record.leave": Case("focus", "i", MARKED),
    "draft.carry": Case("Revise rechecks records", "", NEWER, (OLDER,)),
    "draft.compare": Case("Revise marked page panes", "", NEWER, (OLDER,)),
    "draft.copy": Case("Copy", "Dn", NEWER, (OLDER,)),
    "change.next": Case("Revise change cursor focus selection", "", NEWER, (OLDER,)),
    "change.previous": Case("Revise change focus selection", "G", NEWER, (OLDER,)),
    "change.accept": Case("change cursor rechecks selection", "DcDn", NEWER, (OLDER,)),
    "change.drop": Case("change cursor rechecks records selection", "DcDn", NEWER, (OLDER,)),
    "change.on": Case("change cursor selection", "Dn", NEWER, (OLDER,)),
    "change.back": Case("change cursor selection", "DnDn", NEWER, (OLDER,)),
    "change.leave": Case("change focus selection", "Dn", NEWER, (OLDER,)),
    "review.go": Case("focus review", "<esc>", judged=JUDGED),
    "review.next": Case("cursor review", judged=JUDGED),
    "review.previous": Case("cursor review", "n", judged=JUDGED),
    **{
        f"review.take_{number}": Case("cursor records review", judged=JUDGED)
        for number in range(1, MOST + 1)
    },
    "review.majority": Case("cursor records review", "n", judged=JUDGED),
    "review.both": Case("cursor records review", judged=JUDGED),
    "review.neither": Case("cursor review", judged=JUDGED),
    "review.edit": Case("cursor focus records review selection", judged=JUDGED),
    "review.reason": Case("focus prompt", judged=JUDGED),
    "review.comment": Case("focus prompt", judged=JUDGED),
    "review.filter": Case("focus prompt", judged=JUDGED),
    "review.abreast": Case("panes", judged=JUDGED[4:6]),
    "review.blind": Case("review", judged=JUDGED),
    "review.summary": Case("review", judged=JUDGED),
    "review.undo": Case("cursor records review", "1", judged=JUDGED),
    "review.leave": Case("focus review", judged=JUDGED),
    "orphan.place": Case("focus orphan rechecks records", "Dcgagg<enter>))", NEWER, (OLDER,)),
    "orphan.leave": Case("focus orphan", "Dcgagg<enter>))", NEWER, (OLDER,)),
    "quote.check": Case("beside", "glj|<c-w>h", "{quote:“┃It rains,”} she said.", ("It rains.",)),
    "signing.show": Case("focus"),
    "signing.sign": Case("focus signings", "S"),
    "signing.leave": Case("focus", "S"),
    "open.unseen": Case("cursor", "S"),
    "open.unchecked": Case("cursor", "S", OPEN),
    "open.doubted": Case("cursor", "DcGS", NEWER, (OLDER,)),
    "open.recheck": Case("cursor", "gg)c=rggS", OPEN),
    "open.unsourced": Case("cursor", "gg)c=vggS", OPEN),
    "open.unattributed": Case("cursor", "S", OPEN),
    "open.unanswered": Case("cursor", "gg))CnggS", OPEN),
    "open.unplaced": Case("focus list", "DcS", NEWER, (OLDER,)),
    "macro.record": Case("recording"),
    "macro.play": Case("Press cursor", "@r@r@rl@r"),
    "task.done": Case("Open blocks cursor library page panes tasks", "", STORY, LIBRARY),
    "task.skip": Case("focus prompt"),
    "task.flag": Case("focus prompt"),
    "task.next": Case("Open blocks cursor library page panes", "", STORY, LIBRARY),
    "task.previous": Case("Open blocks cursor library page panes", "", STORY, LIBRARY),
    "task.reopen": Case("tasks", ","),
    "task.progress": Case("progress"),
    "fold.toggle": Case("page"),
    "fold.mark": Case("blocks cursor page"),
    "focus.toggle": Case("sides"),
    "article.next": Case("Open blocks cursor library page panes", "", STORY, LIBRARY),
    "article.previous": Case("Open blocks cursor library page panes", "J", STORY, LIBRARY),
    "pane.beside": Case("panes"),
    "pane.close": Case("panes", "|"),
    "pane.next": Case("panes", "|"),
    "pane.previous": Case("panes", "|"),
    "pane.together": Case("sides"),
    "article.again": Case("Open cursor"),
    "library.show": Case("focus"),
    "list.show": Case("cursor focus list", "", MARKED),
    "board.show": Case("Gather focus overview", "", ALIKE, ELSEWHERE),
    "ledger.show": Case("Gather focus overview", "Cn", CLAIM),
    "overview.next": Case("overview", "gc", ALIKE, ELSEWHERE),
    "overview.previous": Case("overview", "gcG", ALIKE, ELSEWHERE),
    "overview.first": Case("overview", "gcG", ALIKE, ELSEWHERE),
    "overview.last": Case("overview", "gc", ALIKE, ELSEWHERE),
    "overview.page_down": Case("overview", "gc", ALIKE, ELSEWHERE),
    "overview.page_up": Case("overview", "gcG", ALIKE, ELSEWHERE),
    "overview.go": Case("cursor focus", "gcG", ALIKE, ELSEWHERE),
    "overview.beside": Case(
        "Open blocks cursor elsewhere focus library page panes records", "gcj", ALIKE, ELSEWHERE
    ),
    "overview.filter": Case("Sift focus prompt", "gc", ALIKE, ELSEWHERE),
    "overview.sort": Case("Sift overview", "gc", ALIKE, ELSEWHERE),
    "overview.leave": Case("focus", "gc", ALIKE, ELSEWHERE),
    "board.carry": Case("focus overview", "=fgc", ALIKE, ELSEWHERE),
    "carry.confirm": Case("Sift elsewhere focus overview", "=fgcc", ALIKE, ELSEWHERE),
    "carry.leave": Case("focus overview", "=fgcc", ALIKE, ELSEWHERE),
    "board.undo": Case("Sift elsewhere overview", "=fgccc", ALIKE, ELSEWHERE),
    "board.differing": Case("Sift overview", "=fgc", ALIKE, ELSEWHERE),
    "board.several": Case("Sift overview", "gc", ALIKE, ELSEWHERE),
    "library.next": Case("library", "gl", STORY, LIBRARY),
    "library.previous": Case("library", "glG", STORY, LIBRARY),
    "library.first": Case("library", "glG", STORY, LIBRARY),
    "library.last": Case("library", "gl", STORY, LIBRARY),
    "library.page_down": Case("library", "gl", STORY, LIBRARY),
    "library.page_up": Case("library", "glG", STORY, LIBRARY),
    "library.open": Case("Open blocks cursor focus page panes", "glj", STORY, LIBRARY),
    "library.beside": Case("Open blocks cursor focus page panes", "glj", STORY, LIBRARY),
    "library.filter": Case("focus prompt", "gl", STORY, LIBRARY),
    "library.leave": Case("focus", "gl", STORY, LIBRARY),
    "list.next": Case("cursor list", "ga", MARKED),
    "list.previous": Case("cursor list", "ga", MARKED),
    "list.first": Case("cursor list", "ga", MARKED),
    "list.last": Case("cursor list", "ga", MARKED),
    "list.go": Case("focus", "ga", MARKED),
    "list.edit": Case("cursor focus selection", "ga", MARKED),
    "list.remove": Case("cursor list records", "ga", MARKED),
    "list.filter": Case("focus prompt", "ga", MARKED),
    "list.sort": Case("list", "ga", MARKED),
    **{
        f"filter.{name}": Case("cursor list", "ga", MARKED)
        for name in ("unchecked", "unsourced", "unlinked")
    },
    **{f"filter.{name}": Case("list", "ga", MARKED) for name in ("criticism", "unanswered")},
    "list.differing": Case("list", "ga", MARKED),
    "list.leave": Case("focus", "ga", MARKED),
    "prompt.accept": Case("focus prompt", "/One"),
    "prompt.cancel": Case("cursor focus prompt query", "/One"),
    "prompt.erase": Case("prompt query", "/One"),
    "prompt.erase_word": Case("cursor prompt query", "/One"),
    "prompt.erase_all": Case("cursor prompt query", "/One"),
    "prompt.complete": Case("cursor list prompt", "ga/ta", MARKED),
    "prompt.left": Case("prompt", "/One"),
    "prompt.right": Case("prompt", "/One<left>"),
    "prompt.start": Case("prompt", "/One"),
    "prompt.end": Case("prompt", "/One<left>"),
    "taken.again": Case("records taken", refused="c"),
    "taken.leave": Case("taken", refused="c"),
    "help.show": Case("Show"),
    "palette.show": Case("Show"),
    "guide.toggle": Case("sides"),
    "guide.show": Case("Show"),
    "statistics.show": Case("Show"),
    "theme.next": Case("NextTheme"),
    "back": Case("focus", "", STORY, LIBRARY),
    "suspend": Case("Suspend"),
    "quit": Case("Quit"),
    "interrupt": Case("Quit"),
    "prompt.quit": Case("Quit focus prompt", "/One"),
}


def seen(made: Desk) -> dict[str, object]:
    """All that a person can see, by the words that the cases use."""
    workspace, reader = made.workspace, made.reader
    records, prompt, library = reader.records, workspace.prompt, workspace.library
    return {
        "cursor": reader.cursor,
        "selection": (reader.selection and True, reader.mark, reader.extending),
        "query": reader.query.source if reader.query else "",
        "page": [(shown.place, shown.row) for shown in reader.rows()],
        "records": (dict(records.annotations), dict(records.links), dict(records.passes)),
        "evidence": dict(records.evidence),
        "decisions": dict(records.decisions),
        "rechecks": dict(records.rechecks),
        "signings": dict(records.signings),
        "change": reader.change,
        "marked": reader.marked,
        "orphan": workspace.orphan,
        "review": (
            workspace.review and (workspace.review.blind, made.said),
            reviewing.kind(workspace),
        ),
        "candidate": reader.candidate,
        "letters": reader.hints,
        "overview": [
            (one.selected, one.filter, one.order, one.asked, one.sifted, len(one.rows))
            for one in workspace.overviews.values()
        ],
        "elsewhere": [
            held["attributes"]
            for (table, _), held in made.ledger.held.items()
            if table == "annotations" and held["article"] != reader.article.id
        ],
        "panel": (workspace.panel.annotation, workspace.panel.field),
        "threshold": workspace.advice.threshold,
        "recording": workspace.recording is not None,
        "blocks": [block.role for block in reader.article.blocks],
        "panes": (workspace.pane, [one.path for one in workspace.panes]),
        "beside": [one.selection for one in workspace.panes if one is not reader and one.selection],
        "focus": workspace.context,
        "taken": workspace.taken,
        "prompt": (prompt.label, prompt.text, prompt.caret) if prompt else None,
        "library": (library.selected, library.filter),
        "list": (workspace.listing.selected, workspace.listing.state),
        "tasks": dict(workspace.tasks.states),
        "progress": "articles done" in made.said,
        "sides": (
            workspace.quiet,
            workspace.together,
            workspace.tasks.guided,
            dict(workspace.sides),
        ),
    }


def offer_speakers(made: Desk) -> None:
    """Everybody in the text may have said the quotation in it."""
    text, (quote,) = made.reader.article.text, made.reader.records.annotations
    speakers = [
        Speaker(spans=(match.span(),), kind="name", text=match.group(), score=0.5)
        for match in re.finditer(r"[A-Z]\w+ [A-Z]\w+", text)
    ]
    made.workspace.offer = Offer(quote, tuple(speakers), None)


def test_every_command_has_a_case_and_a_key() -> None:
    assert CASES.keys() == CONFIG.commands.keys()
    assert {binding.command.id for binding in CONFIG.keymap.bindings} == CONFIG.commands.keys()


@pytest.mark.parametrize(
    "binding",
    CONFIG.keymap.bindings,
    ids=lambda binding: f"{binding.command.id} {' '.join(binding.keys)}",
)
def test_command(binding: Binding) -> None:
    case = CASES[binding.command.id]
    made = desk(case.text, *case.others, conf=ASKING)
    if case.judged:
        made = judged(*case.judged)
    made.press(case.keys)
    if case.text == SAID:
        offer_speakers(made)
    made.ledger.refusal = "the disk is full" if case.refused else ""
    made.press(case.refused)
    made.ledger.refusal = ""
    before = seen(made)
    assert CONFIG.keymap.command(made.workspace.contexts, binding.keys) is binding.command
    effects = made.press_each(binding.keys)
    after = seen(made)
    changed = {what for what in before if before[what] != after[what]}
    changed |= {type(effect).__name__ for effect in effects} - {"Commit"}
    assert " ".join(sorted(changed)) == case.changes


@pytest.mark.parametrize("id", CONFIG.commands)
@pytest.mark.parametrize("keys", ["", "e]", "/a", "en", "gl", "ga", "vw", "|", "g"])
def test_a_command_may_be_run_from_anywhere(id: str, keys: str) -> None:
    made = desk(MARKED, *LIBRARY)
    made.press(keys)
    made.carry_out(made.workspace.run(id))


@pytest.mark.parametrize("id", CONFIG.commands)
def test_a_command_may_be_run_before_anything_is_open(id: str) -> None:
    for library in (
        Library(),
        Library([Item("1.txt", "1.txt")]),
        Library([Item("1", "1"), Item("2", "2")]),
    ):
        workspace = Workspace(CONFIG, library, ticking())
        workspace.run(id)
        assert workspace.reader is None
