"""Datasets on the command line: in, out, from one format to another, divided, with a card."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from cli_samples import FINE, FOUND, KEYS, UNREADABLE, USAGE, WIRE, glossator

from tui.store.tinydb_store import open_store

CONLL = "Ada B-PER\nVenn I-PER\nmet O\n\n-DOCSTART- O\n\nOrsk B-LOC\n. O\n\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a database, a sound dataset and one that is not."""
    monkeypatch.chdir(tmp_path)
    assert glossator("replay", WIRE, KEYS, "--author", "Ana").code == FINE
    Path("in.conll").write_text(CONLL)
    Path("bad.conll").write_text(CONLL + "-DOCSTART- O\n\nlost\n\n")
    return tmp_path


def test_import_names_the_labels_that_are_no_tags(folder: Path) -> None:
    took = glossator("import", "in.conll", "--from", "conll", "--db", "new.json")
    assert took.code == FINE
    assert took.err.splitlines() == [
        "no tags of the scheme: PER (1), LOC (1); rename with --map, or make tags with --add-tags",
        "2 articles, 4 new records, 0 faults",
    ]


def test_labels_become_tags(folder: Path) -> None:
    Path("map.txt").write_text("# names\nPER=person\n")
    took = glossator(
        "import", "in.conll", "--from", "conll", "--db", "new.json",
        "--map-file", "map.txt", "--map", "LOC=place",
    )  # fmt: skip
    assert took.err == "2 articles, 4 new records, 0 faults\n"
    rows = glossator("export", "--db", "new.json").rows()
    assert [one["tag"] for row in rows for one in row["annotations"]] == ["person", "place"]


def test_unknown_labels_become_tags_on_request(folder: Path) -> None:
    words = ["import", "in.conll", "--from", "conll", "--db", "new.json", "--add-tags", "own.toml"]
    assert glossator(*words).err.startswith("2 tags added to own.toml\n")
    keys = glossator("keys", "--keymap", "own.toml")
    assert (keys.code, keys.err) == (FINE, "")
    again = glossator(*words, "--keymap", "own.toml")
    assert again.err == "2 articles, 0 new records, 0 faults\n"


@pytest.mark.parametrize("pair", ["PER", "=x", "PER="])
def test_what_is_no_mapping(folder: Path, pair: str) -> None:
    outcome = glossator("import", "in.conll", "--from", "conll", "--map", pair)
    assert (outcome.code, "is no mapping" in outcome.err) == (USAGE, True)


def test_what_is_not_sound_is_reported_and_the_rest_taken(folder: Path) -> None:
    took = glossator("import", "bad.conll", "--from", "conll", "--db", "new.json", "--report", "r")
    assert took.code == FOUND
    assert "bad.conll:12: has 1 column where the file has 2" in took.err
    assert Path("r").read_text() == took.err.splitlines()[0] + "\n"
    assert took.err.endswith("2 articles, 4 new records, 1 fault\n")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a pipe that has a name")
def test_a_stopped_import_goes_on_where_it_was(folder: Path) -> None:
    """It is stopped while it waits for more of a file whose beginning is taken already."""
    rows = [
        json.dumps({"text": f"Boat {at}. " * 90, "annotations": [{"tag": "x", "spans": [[0, 4]]}]})
        for at in range(3000)
    ]
    os.mkfifo("pipe")
    command = [sys.executable, "-m", "tui", "import", "pipe", "--db", "new.json"]
    importing = subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        text=True,
        # Who starts the tests in the background may have had the signal ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    with Path("pipe").open("w") as pipe:
        pipe.write("\n".join(rows[:2500]))
        pipe.flush()
        while not (journal := Path("new.journal")).exists() or journal.stat().st_size < 1_000_000:
            assert importing.poll() is None
            time.sleep(0.01)
        importing.send_signal(signal.SIGINT)
    _, said = importing.communicate()
    assert importing.returncode == FOUND
    assert "stopped; what was taken is kept, and the same command goes on from there" in said
    Path("all.jsonl").write_text("\n".join(rows))
    again = glossator("import", "all.jsonl", "--db", "new.json")
    assert again.code == FINE
    (new,) = (int(one.split()[0]) for one in again.err.split(", ") if "new record" in one)
    assert 1000 <= new < 5000
    found = glossator("export", "--db", "new.json").rows()
    assert sum(len(row["annotations"]) for row in found) == len(found) == 3000


def imported(*lines: object) -> str:
    """What an import of these lines says, which nothing is wrong with."""
    Path("lines.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    took = glossator("import", "lines.jsonl", "--db", "new.json")
    assert took.code == FINE
    return took.err


def test_two_peoples_labels_of_a_text_are_two_tasks(folder: Path) -> None:
    """Both are called the same in the datasets that they exported."""
    for who, topic in (("Ana", "sports"), ("Ben", "politics")):
        task = {"id": f"0-{who}", "labels": {"topic": [topic]}, "author": who}
        line = {"text": "Ada met Bo.", "tasks": [task]}
        Path(f"{who}.jsonl").write_text(json.dumps(line))
        glossator("import", f"{who}.jsonl", "--db", f"{who}.json")
        glossator("export", "--db", f"{who}.json", "--out", f"{who}.jsonl")
    for new in (3, 0):
        took = glossator("import", "Ana.jsonl", "Ben.jsonl", "--db", "new.json")
        assert took.err == f"2 articles, {new} new records, 0 faults\n"
    (row,) = glossator("export", "--db", "new.json").rows()
    assert row["meta"]["carried"]["labels"] == ["topic:sports", "topic:politics"]


def test_what_stands_under_the_same_id_is_left_and_said(folder: Path) -> None:
    def line(topic: str) -> object:
        task = {"id": "t", "labels": {"topic": [topic]}, "author": "Ana"}
        return {"text": "Ada met Bo.", "tasks": [task]}

    imported(line("sports"))
    assert imported(line("politics")).splitlines() == [
        "1 record left out: under the id stands something else",
        "1 article, 1 new record, 0 faults",
    ]
    with closing(open_store(Path("new.json"))) as store:
        (shelf,) = store.articles()
        layer = store.load(shelf.id)
    assert [task.labels for task in layer.tasks] == [{"topic": ("sports",)}]
    assert layer.article is not None
    assert layer.article.carried.labels == ("topic:politics",)


@pytest.mark.parametrize("table", ["annotations", "signings", "decisions", "evidence"])
def test_ids_that_another_article_has_too_are_replaced(folder: Path, table: str) -> None:
    def line(text: str) -> dict[str, object]:
        claim = {"id": "1" if table == "annotations" else text, "tag": "claim", "spans": [[0, 3]]}
        other = {"id": f"{text}-2", "tag": "person", "spans": [[0, 3]]}
        records: dict[str, object] = {
            "signings": {"id": "1", "text": "0"},
            "decisions": {"id": "1", "tag": "claim", "spans": [[0, 3]], "accepted": False},
            "evidence": {"id": "1", "claim": claim["id"]},
        }
        if table == "annotations":
            records = {"evidence": {"id": f"{text}-e", "claim": "1"}}
        link = {"id": f"{text}-l", "type": "t", "from": claim["id"], "to": other["id"]}
        one = {name: [fields] for name, fields in records.items() if table in (name, "annotations")}
        return {"text": text, "annotations": [claim, other], "links": [link], **one}

    lines = [line("Ada met Bo."), line("Bo met Ada.")]
    said = "1 id of other articles' records replaced by new ones"
    assert imported(*lines).splitlines()[-2] == said
    again = imported(*lines).splitlines()
    assert again[-1] == "2 articles, 0 new records, 0 faults"
    assert said not in again
    first, second = glossator("export", "--db", "new.json").rows()
    assert len({row[table][0]["id"] for row in (first, second)}) == 2
    for row in (first, second):
        ids = [one["id"] for one in row["annotations"] if one["tag"] == "claim"]
        assert [one["from"] for one in row["links"]] == ids
        assert [one["claim"] for one in row.get("evidence", [])] in ([], ids)


def test_links_from_another_article_follow_an_id_that_is_replaced(folder: Path) -> None:
    texts = ("Ada met Bo.", "Bo met Ada.", "They met.")
    first, second, third = (sha256(text.encode()).hexdigest() for text in texts)

    def line(text: str, id: str, *ends: tuple[str, str]) -> dict[str, object]:
        made = [{"id": id, "tag": "claim", "spans": [[0, 3]]}]
        links = [
            {"id": f"{id}-{at}", "type": "same", "from": id, "to": to, "to_article": article}
            for at, (article, to) in enumerate(ends)
        ]
        return {"text": text, "annotations": made, "links": links}

    lines = [
        line(texts[0], "1"),
        line(texts[2], "2", (first, "1"), (second, "1")),
        line(texts[1], "1"),
    ]
    imported(*lines)
    assert imported(*lines).splitlines()[-1] == "3 articles, 0 new records, 0 faults"
    rows = {row["id"]: row for row in glossator("export", "--db", "new.json").rows()}
    ends = [(one["to_article"], one["to"]) for one in rows[third]["links"]]
    assert ends == [(first, "1"), (second, rows[second]["annotations"][0]["id"])]
    assert rows[second]["annotations"][0]["id"] != "1"


def test_strict_takes_nothing(folder: Path) -> None:
    took = glossator("import", "bad.conll", "--from", "conll", "--db", "new.json", "--strict")
    assert took.code == FOUND
    assert took.err.endswith("nothing was taken: 1 fault\n")
    assert not Path("new.json").exists()
    made = glossator(
        "convert", "bad.conll", "out.jsonl", "--from", "conll", "--to", "jsonl", "--strict"
    )
    assert made.code == FOUND
    assert not Path("out.jsonl").exists()


def test_convert_needs_no_database(folder: Path) -> None:
    before = sorted(Path().iterdir())
    made = glossator("convert", "in.conll", "--from", "conll", "out", "--to", "brat")
    assert (made.code, made.err) == (FINE, "out: 2 articles written\n")
    assert sorted(set(Path().iterdir()) - set(before)) == [Path("out")]
    back = glossator("convert", "out", "--from", "brat", "back.conll", "--to", "conll")
    assert back.code == FINE
    assert Path("back.conll").read_text().replace("\t", " ").count("B-PER\nVenn I-PER") == 1


def test_convert_a_file_that_is_not_there(folder: Path) -> None:
    made = glossator("convert", "no.conll", "--from", "conll", "out", "--to", "brat")
    assert made.code == UNREADABLE
    assert "no.conll:0: cannot be read: No such file" in made.err


def test_what_a_format_cannot_carry_is_said_first(folder: Path) -> None:
    made = glossator("export", "--to", "conll", "--out", "out.conll")
    assert made.code == FINE
    said = made.err.splitlines()
    assert said[0] == "conll cannot carry an annotation inside another: 1"
    assert all("cannot carry" in line for line in said[:-2])
    assert said[-2] == "conll-nested carries an annotation inside another"
    assert said[-1] == "out.conll: 1 article written"
    card = Path("out.conll.card.md").read_text("utf-8")
    assert "| nested annotations left out | 1 |" in card


def test_what_only_writing_finds_out_is_said_after_it(folder: Path) -> None:
    Path("two.jsonl").write_text(
        '{"text": "Ada met Bo.", "annotations": [{"tag": "person", "spans": [[0, 2], [8, 10]]}]}\n'
    )
    made = glossator("convert", "two.jsonl", "--from", "jsonl", "out.conll", "--to", "conll")
    assert made.err.splitlines() == [
        "conll cannot carry one annotation on several pieces of text: 1 (each piece becomes one)",
        "1 annotations widened to whole tokens",
        "out.conll: 1 article written",
    ]


def test_characters_that_become_others_are_said(folder: Path) -> None:
    Path("bell.jsonl").write_text('{"text": "Ada\\u0007 met Bo.", "annotations": []}\n')
    made = glossator("convert", "bell.jsonl", "--from", "jsonl", "out.xmi", "--to", "xmi")
    assert made.err.splitlines()[0] == (
        "xmi cannot carry characters that XML forbids: 1 (they become U+FFFD)"
    )


def test_people_and_paths_are_left_out_unless_asked_for(folder: Path) -> None:
    (row,) = glossator("export").rows()
    assert {one["author"] for one in row["annotations"]} == {"annotator-1"}
    assert row["meta"]["source"] == WIRE.name
    (row,) = glossator("export", "--keep-authors", "--keep-paths").rows()
    assert {one["author"] for one in row["annotations"]} == {"Ana"}
    assert row["meta"]["source"] == str(WIRE)
    assert str(folder) not in Path("annotations.json").with_name("in.conll").read_text()


def test_what_a_dataset_brought_names_nobody_either(folder: Path) -> None:
    result = {"id": "r", "from_name": "l", "to_name": "t", "type": "labels",
              "value": {"start": 0, "end": 3, "text": "Ada", "labels": ["person"]}}  # fmt: skip
    said = {"completed_by": 7, "created_username": "bo@venn.example, 7", "result": [result]}
    task = {"data": {"text": "Ada met Bo.", "seen": "file:///home/bo/a.txt"}, "annotations": [said]}
    Path("tasks.json").write_text(json.dumps([task]))
    words = ("convert", "tasks.json", "--from", "labelstudio", "--to", "labelstudio")
    glossator(*words, "plain")
    (made,) = json.loads(Path("plain/tasks.json").read_text())
    assert made["data"] == {"text": "Ada met Bo.", "seen": "a.txt"}
    assert "bo" not in json.dumps(made["annotations"])
    glossator(*words, "whole", "--keep-authors", "--keep-paths")
    (made,) = json.loads(Path("whole/tasks.json").read_text())
    assert made["data"] == task["data"]
    assert made["annotations"][0]["created_username"] == said["created_username"]
    assert made["annotations"][0]["completed_by"] == 7


def test_only_one_author_or_the_majority(folder: Path) -> None:
    glossator("replay", WIRE, "}}p", "--author", "Ben")
    (row,) = glossator("export", "--by", "Ben", "--keep-authors").rows()
    assert {one["author"] for one in row["annotations"]} == {"Ben"}
    (row,) = glossator("export", "--majority").rows()
    assert row["annotations"] == []


def test_a_card_stands_beside(folder: Path) -> None:
    glossator("export", "--out", "out.jsonl")
    card = Path("out.jsonl.card.md").read_text("utf-8")
    assert "as `jsonl`: 1 article, " in card
    assert "| claim | a claim | 1 |" in card
    assert "| annotator-1 | 4 |" in card
    assert "Ana" not in card
    glossator("export", "--out", "bare.jsonl", "--no-card")
    assert not Path("bare.jsonl.card.md").exists()


def test_the_card_says_how_far_annotators_agree(folder: Path) -> None:
    Path("two.jsonl").write_text(
        '{"text": "Ada met Bo.", "annotations": ['
        '{"tag": "person", "spans": [[0, 3]], "author": "Ana"}, '
        '{"tag": "person", "spans": [[0, 3]], "author": "Ben"}, '
        '{"tag": "person", "spans": [[8, 10]], "author": "Ana"}]}\n'
    )
    glossator("import", "two.jsonl", "--db", "two.json")
    glossator("export", "--db", "two.json", "--out", "out.jsonl")
    card = Path("out.jsonl.card.md").read_text("utf-8")
    assert "| annotator-1 and annotator-2 | 0.667 in 1 |" in card
    glossator("export", "--db", "two.json", "--by", "Ana", "--out", "one.jsonl")
    assert "Agreement" not in Path("one.jsonl.card.md").read_text("utf-8")


def test_only_what_is_complete(folder: Path) -> None:
    Path("two.jsonl").write_text(
        '{"text": "It rains. Boats wait.", "passes": [[0, 9, "nothing"], [10, 21, "nothing"]]}\n'
        '{"text": "It snows. Boats wait.", "passes": [[0, 9, "nothing"]], "annotations": ['
        '{"tag": "person", "spans": [[10, 15]]}]}\n'
        '{"text": "It pours. Boats wait.", "passes": [[0, 9, "nothing"]], "annotations": ['
        '{"tag": "claim", "spans": [[10, 21]]}]}\n'
    )
    glossator("import", "two.jsonl", "--db", "two.json")
    rows = glossator("export", "--db", "two.json", "--complete").rows()
    assert {row["text"] for row in rows} == {"It rains. Boats wait.", "It pours. Boats wait."}


def test_only_what_is_signed_and_not_changed_since(folder: Path) -> None:
    pressed = {"It rains.": "cSS", "It snows.": "c", "It pours.": "cSSx", "It hails.": "cSSxu"}
    for number, (text, keys) in enumerate(pressed.items()):
        Path(f"{number}.txt").write_text(text)
        assert glossator("replay", f"{number}.txt", keys, "--db", "signed.json").code == FINE
    rows = glossator("export", "--db", "signed.json", "--only-signed").rows()
    assert [row["text"] for row in rows] == ["It rains.", "It hails."]
    assert glossator("export", "--db", "signed.json", "--out", "all.jsonl").code == FINE
    assert glossator("import", "all.jsonl", "--db", "again.json").code == FINE
    again = glossator("export", "--db", "again.json", "--only-signed").rows()
    assert [row["text"] for row in again] == ["It rains.", "It hails."]
    said = glossator("export", "--db", "again.json", "--to", "csv").err
    assert (said.count("who signed a text"), said.count("left out")) == (1, 0)


def test_labels_in_a_table_that_are_no_list(folder: Path) -> None:
    Path("t.csv").write_text(
        'text,start,end,tag,labels\nIt rains.,,,,"[""wet""]"\nIt snows.,,,,wet\n'
    )
    took = glossator("import", "t.csv", "--from", "csv", "--db", "new.json")
    assert took.code == FOUND
    assert "t.csv:3: labels: are no JSON list of texts" in took.err
    rows = glossator("export", "--db", "new.json").rows()
    labels = {row["text"]: row["meta"].get("carried", {}).get("labels") for row in rows}
    assert labels == {"It rains.": ["wet"], "It snows.": None}


def test_split(folder: Path) -> None:
    rows = [{"text": f"{at} boats came to quay {at * 3} on day {at * 7} of year {at * 11}."}
            for at in range(20)]  # fmt: skip
    Path("many.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    glossator("import", "many.jsonl", "--db", "many.json")
    words = ["export", "--db", "many.json", "--split", "80/10/10", "--seed", "7", "--out"]
    assert glossator(*words, "one").code == FINE
    assert glossator(*words, "two").code == FINE
    files = ["dev.jsonl", "test.jsonl", "train.jsonl"]
    found = [Path("one", name).read_bytes() for name in files]
    assert [data.count(b"\n") for data in found] == [2, 2, 16]
    assert found == [Path("two", name).read_bytes() for name in files]
    assert "Divided 80/10/10 with the seed 7" in Path("one", "CARD.md").read_text()
    assert glossator(*words[:-1]).code == USAGE
    assert glossator("export", "--split", "80", "--out", "x").code == USAGE


def test_what_is_only_written_cannot_be_imported(folder: Path) -> None:
    outcome = glossator("import", "x", "--from", "markdown")
    assert outcome.code == USAGE
    assert "can be written and not read" in outcome.err


def test_a_folder_format_needs_a_folder(folder: Path) -> None:
    outcome = glossator("export", "--to", "brat")
    assert (outcome.code, outcome.out) == (USAGE, "")


def test_a_failed_export_leaves_what_was_there(folder: Path) -> None:
    Path("out.jsonl").write_text("before")
    Path("map.txt").write_bytes(b"\xff")
    assert glossator("export", "--out", "out.jsonl", "--map-file", "map.txt").code == UNREADABLE
    assert Path("out.jsonl").read_text() == "before"
