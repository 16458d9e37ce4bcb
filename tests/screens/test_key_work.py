"""How much is looked at for a key: what is near, never all that an article holds."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.strip import Strip

from tests.screens.conftest import MakeApp, saved
from tui.annotations.edits import Storing
from tui.annotations.model import Annotation, Layer, Quote
from tui.screens.app import Glossator
from tui.screens.reader_view import ReaderView
from tui.session.keys import script
from tui.session.proposals import Proposals
from tui.store.disk import Disk

SENTENCE = "The ferry to Tolmarch sails at six, said Ana Berg of the harbour office. "
PARAGRAPH = SENTENCE * 4 + "\n\n"
BRIEF, LONG = 20, 900
"""Paragraphs: of a text whose sentences are counted, and of one whose are reckoned."""

KEYS = "l w ) ( j k } { <space> <c-d> gg G c u p . 0 <tab> <esc> v w <esc> ] + - a <esc> / n <esc>"
KEYS += " ga j k j q l"
CHANGING = "} { gz gz u U z c 0 ) n j <space> G gg v l <esc>"


class Counted(dict[str, Annotation]):
    """Annotations that tell how often all of them are gone through."""

    through = 0

    def __iter__(self) -> Iterator[str]:
        self.through += 1
        return super().__iter__()

    def values(self):  # type: ignore[no-untyped-def]
        self.through += 1
        return super().values()

    def items(self):  # type: ignore[no-untyped-def]
        self.through += 1
        return super().items()


@pytest.mark.parametrize("paragraphs", [BRIEF, LONG])
async def test_no_key_goes_through_all_annotations(
    paragraphs: int, make_app: MakeApp, tmp_path: Path
) -> None:
    story = tmp_path / "story.txt"
    story.write_text(PARAGRAPH * paragraphs, encoding="utf-8")
    app = make_app(story)
    async with app.run_test(size=(120, 40)) as pilot:
        reader = app.workspace.reader
        assert reader is not None
        reader.records.load(annotated(app))
        await pressed(pilot, app, KEYS)  # what is looked at once, has been
        counted = reader.records.annotations = Counted(reader.records.annotations)
        told = {}
        for key in KEYS.split():
            await pressed(pilot, app, key)
            told[key], counted.through = counted.through, 0
        assert {key: times for key, times in told.items() if times} == {}


class Watched(Disk):
    """A disk that tells which files are read."""

    def __init__(self) -> None:
        self.read_files = list[str]()

    def read(self, path: Path) -> bytes:
        self.read_files.append(path.name)
        return super().read(path)

    def pieces(self, path: Path, start: int = 0) -> Iterator[bytes]:
        self.read_files.append(path.name)
        return super().pieces(path, start)


async def test_the_first_tag_stores_the_article_and_goes_through_it_no_more(
    make_app: MakeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = tmp_path / "story.txt"
    story.write_text(PARAGRAPH * LONG, encoding="utf-8")
    disk, asked = Watched(), list[str]()
    app = make_app(story, disk=disk)
    async with app.run_test(size=(120, 40)) as pilot:
        await saved(pilot)
        disk.read_files.clear()
        monkeypatch.setattr(Storing, "after", property(lambda op: asked.append(op.id)))
        await pressed(pilot, app, "c")
        app.host.catch_up(app.workspace, patience=30)
    reader = app.workspace.reader
    assert reader is not None
    assert reader.records.article is not None
    assert len(reader.records.annotations) == 1
    assert asked == []  # Plain values of an article take as long as it is.
    assert "annotations.journal" not in disk.read_files  # What this session wrote it knows.


async def test_a_list_in_which_nothing_is_marked_stays_where_it_is(
    make_app: MakeApp, tmp_path: Path
) -> None:
    story = tmp_path / "story.txt"
    story.write_text(PARAGRAPH * BRIEF, encoding="utf-8")
    app = make_app(story)
    async with app.run_test(size=(120, 40)) as pilot:
        reader = app.workspace.reader
        assert reader is not None
        reader.records.load(annotated(app))
        await pressed(pilot, app, "G")
        below = shown(app)
        await pressed(pilot, app, "gg")
        assert reader.records.at(reader.cursor) == []
        assert shown(app) == below


async def test_a_list_that_follows_the_text_stays_for_several_keys(
    make_app: MakeApp, tmp_path: Path
) -> None:
    story = tmp_path / "story.txt"
    story.write_text(PARAGRAPH * BRIEF, encoding="utf-8")
    app = make_app(story)
    async with app.run_test(size=(120, 20)) as pilot:
        reader = app.workspace.reader
        assert reader is not None
        reader.records.load(annotated(app))
        await pressed(pilot, app, "gg >")
        lists = []
        for _ in range(30):
            await pressed(pilot, app, ">")
            assert [row for row in rows(app) if "▌" in row] != []
            lists.append(shown(app))
        assert 1 <= sum(one != other for one, other in pairwise(lists)) <= 5


async def test_a_list_in_use_goes_on_line_by_line(make_app: MakeApp, tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text(PARAGRAPH * BRIEF, encoding="utf-8")
    app = make_app(story)
    async with app.run_test(size=(120, 20)) as pilot:
        reader = app.workspace.reader
        assert reader is not None
        reader.records.load(annotated(app))
        await pressed(pilot, app, "ga")
        lists = []
        for _ in range(30):
            await pressed(pilot, app, "j")
            lists.append(shown(app))
        assert all(one[2:] == other[1:-1] for one, other in pairwise(lists[20:]))


@pytest.mark.parametrize("seed", range(3))
async def test_rows_that_are_kept_look_as_if_they_were_drawn_now(
    seed: int, make_app: MakeApp, tmp_path: Path
) -> None:
    chance = random.Random(seed)
    story = tmp_path / "story.txt"
    story.write_text(PARAGRAPH * 8, encoding="utf-8")
    app = make_app(story)
    async with app.run_test(size=(100, 30)) as pilot:
        reader = app.workspace.reader
        assert reader is not None
        reader.records.load(annotated(app))
        view = app.desk.query_one(ReaderView)
        for _ in range(12):
            for key in chance.choices(CHANGING.split(), k=4):
                await pressed(pilot, app, key)
            kept = drawn(view)
            view.notify_style_update()
            assert drawn(view) == kept


async def test_words_of_boilerplate_count_no_more_from_the_key_on(
    make_app: MakeApp, tmp_path: Path
) -> None:
    story = tmp_path / "story.txt"
    story.write_text(PARAGRAPH * 8, encoding="utf-8")
    app = make_app(story)
    async with app.run_test(size=(100, 30)) as pilot:
        view = app.desk.query_one(ReaderView)
        await pressed(pilot, app, "}}")
        assert drawn(view)[0].text.split()[:2] == ["448", "words,"]
        await pressed(pilot, app, "gz")
        assert drawn(view)[0].text.split()[:2] == ["392", "words,"]


async def test_the_first_candidate_was_worked_out_while_the_person_read(
    make_app: MakeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = tmp_path / "story.txt"
    story.write_text(PARAGRAPH * BRIEF, encoding="utf-8")
    app = make_app(story)
    async with app.run_test(size=(120, 40)) as pilot:
        reader = app.workspace.reader
        assert reader is not None
        while len(reader.proposals._kept) < len(reader.article.blocks):
            await pilot.pause(0.01)
        monkeypatch.setattr(Proposals, "_read", None)
        await pressed(pilot, app, "<tab>")
        assert reader.candidate is not None


def shown(app: Glossator) -> list[str]:
    """The words of the annotation list's rows."""
    return [row.replace("▌", " ") for row in rows(app)]


def rows(app: Glossator) -> list[str]:
    side = app.desk.annotations
    return [side.render_line(y).text for y in range(side.size.height)]


def drawn(view: ReaderView) -> list[Strip]:
    return [view.render_line(y) for y in range(view.size.height)]


def annotated(app: Glossator) -> Layer:
    """A claim on every sentence of the article but the first few."""
    reader = app.workspace.reader
    assert reader is not None
    article = reader.article
    spans = [span for n in range(len(article.blocks)) for span in reader.segments.sentences(n)]
    made = (
        Annotation(
            id=f"a{number}",
            article=article.id,
            tag="claim",
            spans=(span,),
            quotes=(Quote(article.text[slice(*span)]),),
        )
        for number, span in enumerate(spans[4:])
    )
    return Layer(None, annotations=tuple(made))


async def pressed(pilot: Pilot[None], app: Glossator, keys: str) -> None:
    for key in script(keys.replace(" ", "")):
        app.press(key)
        await saved(pilot)
