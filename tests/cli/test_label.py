"""`glossator label`: a queue in a real terminal, killed and gone on with; its scheme and order."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cli_samples import FINE, FOUND, UNREADABLE, USAGE, glossator
from terminal import Start, Terminal
from tinydb import TinyDB

from tui.annotations.model import Annotation, ArticleRecord, Layer, Quote, Task
from tui.session.library import Item
from tui.session.queueing import Order, ordered, sampled

SCHEME = """
[tags.name]
summary = "a name"
keys = ["p"]
glyph = "n"
object = "name"
"""
NAMES = ("Ada Bell", "Bo Reed", "Una Moss", "Ida Crane", "Tom Ash", "Eva Lind")


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    """A folder with a dataset of six stories, and a scheme."""
    rows = [{"text": f"{name} was here today.", "title": f"Story of {name}"} for name in NAMES]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / "stories.jsonl").write_text(lines, "utf-8")
    (tmp_path / "scheme.toml").write_text(SCHEME, "utf-8")
    return tmp_path


def tasks(folder: Path) -> list[tuple[str, str]]:
    """The state and the reason of each task that plain TinyDB finds, the first made first."""
    try:
        with TinyDB(folder / "annotations.json", access_mode="r") as database:
            found = sorted(database.table("tasks"), key=lambda one: str(one["updated"]))
            return [(one["state"], one["reason"]) for one in found]
    except (OSError, ValueError):
        return []


def test_a_queue_goes_on_after_a_kill(stories: Path, start: Start) -> None:
    command = "exec glossator label stories.jsonl --tags scheme.toml --author ana"
    first = start(command)
    first.wait("Ada Bell was here")
    first.wait(", done, next")
    first.press("p,")
    first.wait("Bo Reed was here")
    first.press("_dull\r")
    first.wait("Una Moss was here")
    first.press("!who\r")
    first.wait("Ida Crane was here")
    wanted = [("done", ""), ("skipped", "dull"), ("flagged", "who")]
    first.wait(lambda: tasks(stories) == wanted)
    first.signal(signal.SIGKILL)
    assert first.left() == -signal.SIGKILL
    assert tasks(stories) == wanted

    again = start(command)
    again.wait("Ida Crane was here")
    again.press("p,")
    again.wait("Tom Ash was here")
    again.press("\x11")
    assert again.left() == FINE
    again_said = ended(again)
    assert "1 article done" in again_said
    assert "1 annotation: name 1" in again_said


def test_the_library_shows_where_articles_stand(stories: Path, start: Start) -> None:
    made = start("exec glossator label stories.jsonl --tags scheme.toml", size=(120, 30))
    made.wait("Ada Bell was here")
    made.press(",_dull\r!who\r")
    made.wait("Ida Crane was here")
    made.wait(lambda: [sign for sign in "✓–⚑" if sign in made.text] == list("✓–⚑"))
    made.press("#p")
    made.wait("1 of 6 articles done · 1 skipped · 1 flagged · 3 open")


def ended(made: Terminal) -> str:
    """What the shell's screen shows after the end."""
    return made.raw.rsplit(b"\x1b[?1049l", 1)[-1].decode()


def test_guidelines_beside_the_scheme_are_no_article(stories: Path, start: Start) -> None:
    for name in NAMES[:2]:
        (stories / f"{name}.txt").write_text(f"{name} was here today.\n", "utf-8")
    (stories / "stories.jsonl").unlink()
    (stories / "scheme.md").write_text("# name\n\nWhoever has one.\n", "utf-8")
    session = start("exec glossator label . --tags scheme.toml --author ana")
    session.wait("Ada Bell was here")
    session.wait("1 of 2")
    session.press("#g")
    session.wait("Whoever has one.")
    session.press("\x11")
    assert session.left() == FINE


@pytest.mark.parametrize(
    ("scheme", "code", "said"),
    [
        ('[tags.a]\nsummary = "x"\nkeys = ["wrong key"]\nglyph = "ab"\n[words]\n', FOUND, 3),
        ("", FOUND, 1),
        ("[tags", FOUND, 1),
        (b"\xff", UNREADABLE, 1),
        (None, UNREADABLE, 1),
    ],
)
def test_a_scheme_with_faults_opens_nothing(
    stories: Path, scheme: str | bytes | None, code: int, said: int
) -> None:
    path = stories / "scheme.toml"
    path.unlink()
    if scheme is not None:
        path.write_bytes(scheme if isinstance(scheme, bytes) else scheme.encode())
    done = glossator("label", stories, "--tags", path)
    assert (done.code, len(done.err.splitlines())) == (code, said), done.err
    assert all("scheme.toml" in line for line in done.err.splitlines())


def test_labelling_needs_a_scheme(stories: Path) -> None:
    done = glossator("label", stories)
    assert done.code == USAGE
    assert "--tags" in done.err


TEXT = "Ada and Bo and Una."


def layer(id: str, *said: str, done: Iterable[str] = ()) -> Layer:
    """An article with annotations `author:start-end`."""
    made = []
    for number, one in enumerate(said):
        author, _, place = one.partition(":")
        span = tuple(map(int, place.split("-")))
        made.append(
            Annotation(
                id=f"{id}{number}",
                article=id,
                tag="name",
                spans=(span,),  # type: i#nore[arg-type]
                quotes=(Quote(TEXT[slice(*span)]),),
                author=author,
            )
        )
    tasks = tuple(Task(id=f"{id}-{one}", article=id, state="done", author=one) for one in done)
    return Layer(ArticleRecord(id=id, text=TEXT), annotations=tuple(made), tasks=tasks)


LAYERS = {
    "agreed": layer("agreed", "ana:0-3", "ben:0-3"),
    "half": layer("half", "ana:0-3", "ben:0-3", "ben:8-10"),
    "apart": layer("apart", "ana:0-3", "ben:8-10"),
    "silent": layer("silent", "ana:0-3", done=("ana", "ben")),
    "nothing": layer("nothing", done=("ana", "ben")),
    "single": layer("single", "ana:0-3"),
    "": Layer(None),
}


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("given", ["agreed", "half", "apart", "silent", "nothing", "single", ""]),
        ("least-covered", ["", "single", "nothing", "silent", "agreed", "apart", "half"]),
        ("disagreement", ["apart", "silent", "half", "agreed", "nothing", "single", ""]),
    ],
)
def test_what_comes_first(order: Order, expected: list[str]) -> None:
    items = [Item(path=f"{id}.txt", name=id, id=id) for id in LAYERS]
    made = ordered(items, order, 0, LAYERS.__getitem__)
    assert [item.id for item in made.items()] == expected


def test_a_shuffle_is_the_same_for_the_same_seed() -> None:
    items = [Item(path=str(number), name=str(number)) for number in range(50)]

    def shuffled(seed: int) -> list[str]:
        made = ordered(items, "shuffled", seed, lambda _id: Layer(None))
        return [item.path for item in made.items()]

    assert shuffled(1) == shuffled(1) != shuffled(2)
    assert sorted(shuffled(1), key=int) == [item.path for item in items]


LABELS = """
[labels.topic]
key = "X"
values = ["politics", "sport"]

[labels.audience]
key = "Y"
kind = "multiple"
values = ["young", "old"]
"""


@pytest.mark.parametrize(
    "form",
    ["jsonl", "doccano", "doccano-csv", "prodigy", "labelstudio", "webannotation", "slate"],
)
def test_document_labels_go_out_and_come_back(
    stories: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.chdir(stories)
    Path("own.toml").write_text(LABELS, "utf-8")
    row = ["replay", "stories.jsonl!/1", "--keymap", "own.toml"]
    assert glossator(*row, "X2Y2Y1", "--author", "ana").code == FINE
    assert glossator(*row, "X1Y1", "--author", "ben").code == FINE
    assert glossator("export", "--by", "ana", "--to", form, "--out", "out").code == FINE
    took = glossator("import", "out", "--from", form, "--db", "new.json")
    assert took.code == FINE, took.err
    assert glossator("export", "--db", "new.json").rows()[0]["meta"]["carried"]["labels"] == [
        "topic:sport",
        "audience:young",
        "audience:old",
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), ["topic:politics", "audience:young", "topic:sport", "audience:old"]),
        (("--by", "ben"), ["topic:politics", "audience:young"]),
        (("--majority",), ["topic:politics", "audience:young"]),
        (("--by", "ben", "--map", "topic:politics=politics"), ["politics", "audience:young"]),
        (("--by", "eva"), None),
    ],
)
def test_whose_document_labels_go_out(
    stories: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    expected: list[str] | None,
) -> None:
    monkeypatch.chdir(stories)
    Path("own.toml").write_text(LABELS, "utf-8")
    for author, keys in (("ana", "X1Y1"), ("ben", "X1Y1"), ("cy", "X2Y1Y2")):
        row = ["replay", "stories.jsonl!/1", keys, "--keymap", "own.toml"]
        assert glossator(*row, "--author", author).code == FINE
    (row,) = glossator("export", *words).rows()
    assert row["meta"].get("carried", {}).get("labels") == expected


def test_labels_that_come_later_are_added(stories: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(stories)
    for label in (["a:1"], ["a:1", "b:2"], ["b:2"]):
        Path("in.jsonl").write_text(json.dumps({"text": "Ada is.", "label": label}), "utf-8")
        assert glossator("import", "in.jsonl", "--from", "doccano").code == FINE
    (row,) = glossator("export").rows()
    assert row["meta"]["carried"]["labels"] == ["a:1", "b:2"]


def aged(folder: Path, days: int) -> None:
    """Let the database's tasks have been done so many days earlier."""
    path = folder / "annotations.json"
    with TinyDB(path) as database:
        for one in database.table("tasks"):
            then = datetime.fromisoformat(one["updated"]) - timedelta(days=days)
            database.table("tasks").update({"updated": then.isoformat()}, doc_ids=[one.doc_id])


@pytest.fixture
def labelled(stories: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder where Ana has labelled all stories, and Ben the first."""
    monkeypatch.chdir(stories)
    Path("own.toml").write_text('[tags.name]\nkeys = ["P"]\nobject = "name"\n', "utf-8")
    for number in range(1, 7):
        row = ["replay", f"stories.jsonl!/{number}", "P,", "--keymap", "own.toml"]
        assert glossator(*row, "--author", "ana").code == FINE
    row = ["replay", "stories.jsonl!/1", ",", "--keymap", "own.toml"]
    assert glossator(*row, "--author", "ben").code == FINE
    return stories


def test_a_second_pass_is_blind(labelled: Path, start: Start) -> None:
    command = "glossator label --tags scheme.toml --author ana --again 1"
    early = start(f"exec {command}")
    assert early.left() == FOUND
    assert "ana has done 6 articles, 0 of them long enough ago" in early.raw.decode()
    aged(labelled, 8)
    made = start(f"exec {command}")
    made.wait("1 of 6")
    made.wait(", done, next")
    assert "name · " not in made.text
    made.press("p,")
    made.wait("2 of 6")
    made.press(",")
    made.wait("3 of 6")
    made.press("\x11")
    assert made.left() == FINE
    assert "2 articles done" in ended(made)

    before = glossator("export").rows()
    assert all(len(row["annotations"]) == 1 for row in before)
    agreed = glossator("agree", "--again", "--json").json()
    assert (agreed["articles"], agreed["annotators"]) == (2, ["first pass", "second pass"])
    exact = next(one for one in agreed["measures"] if one["name"] == "exact-f1")
    assert exact["value"] == pytest.approx(2 / 3)


def test_what_a_second_pass_takes(labelled: Path) -> None:
    aged(labelled, 8)
    again = ["label", "--tags", "scheme.toml", "--again", "0.5"]
    assert glossator(*again, "stories.jsonl").code == USAGE
    assert glossator(*again, "--again", "0").code == USAGE
    assert glossator(*again, "--author", "eva").code == FOUND
    assert glossator("agree", "--again").code == UNREADABLE
    assert glossator("agree").code == USAGE


def test_a_larger_sample_holds_the_smaller() -> None:
    tasks = [Task(id=str(number), article="a") for number in range(200)]
    few, many = sampled(tasks, 0.2), sampled(tasks, 0.6)
    assert few == [one for one in many if one in few] != many
    assert 20 < len(few) < 60 < 90 < len(many) < 150
    assert sampled(tasks[:50], 0.6) == [one for one in many if one in tasks[:50]]
    assert sampled(tasks, 1) == tasks
