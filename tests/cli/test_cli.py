"""What every command promises to scripts: the shape of its data, and its exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cli_samples import FINE, FOUND, KEYS, UNREADABLE, USAGE, WIRE, glossator
from tinydb import TinyDB


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database with four annotations, which is the one that commands take by default."""
    monkeypatch.chdir(tmp_path)
    assert glossator("replay", WIRE, KEYS, "--author", "Ana").code == FINE
    return tmp_path / "annotations.json"


# show


def test_show_gives_the_page_of_the_wire_story() -> None:
    shown = glossator("show", WIRE, "--json").json()
    assert {name: shown[name] for name in shown if name not in ("text", "blocks", "sentences")} == {
        "id": "c7a3df4555df1508b85fb5a789f87a8d237a1d02ebe2ec26ec161450998d6404",
        "title": "An island votes on whether to stay an island: council split on causeway",
        "byline": "Mirel Osk",
        "agency": "OWS",
        "place": "TOLMARCH",
        "published": "2024-05-15",
        "language": "en",
        "site": "",
        "source": str(WIRE),
    }
    assert shown["text"] == WIRE.read_bytes().decode()
    body = of_role(shown, "paragraph")
    assert body[0].startswith("The island of Tolmarch loses about 40 centimetres")
    assert body[-1].startswith("Neither side expects to be thanked.")
    assert body[-1].endswith("“I hope somebody has thought about that.”")
    assert len(body) == 16


def test_show_folds_all_that_is_not_the_story() -> None:
    shown = glossator("show", WIRE, "--json").json()
    lines = [line for line in WIRE.read_text("utf-8").splitlines() if line]
    above, below = lines.index("Regions › Tolmarch") + 1, lines.index("More from Regions")
    assert of_role(shown, "boilerplate") == [
        *lines[:above],
        "Share this story",
        "ADVERTISEMENT",
        "Related: Harrowmouth fishing fleet counts the cost of a warm winter",
        "ADVERTISEMENT",
        *lines[below:],
    ]


def of_role(shown: dict[str, Any], role: str) -> list[str]:
    return [
        shown["text"][block["start"] : block["end"]]
        for block in shown["blocks"]
        if block["role"] == role
    ]


def test_show_gives_sentences_inside_their_blocks() -> None:
    shown = glossator("show", WIRE, "--json").json()
    blocks = [(block["start"], block["end"]) for block in shown["blocks"]]
    assert all(any(b[0] <= s <= e <= b[1] for b in blocks) for s, e in shown["sentences"])
    words = [shown["text"][start:end] for start, end in shown["sentences"]]
    assert "The secondary school closed in 2019, when it had 31 pupils." in words


def test_show_raw_folds_nothing() -> None:
    shown = glossator("show", WIRE, "--raw", "--json").json()
    assert {block["role"] for block in shown["blocks"]} == {"paragraph"}
    assert shown["title"] == ""


def test_show_for_people_names_what_is_known() -> None:
    outcome = glossator("show", WIRE)
    assert outcome.code == FINE
    assert "agency      OWS\n" in outcome.out
    assert "boilerplate   ADVERTISEMENT\n" in outcome.out


def test_show_reads_standard_input() -> None:
    piped = glossator("show", "-", "--json", stdin=WIRE.read_bytes()).json()
    assert piped | {"source": str(WIRE)} == glossator("show", WIRE, "--json").json()


# keys


def test_keys_lists_every_command_once() -> None:
    outcome = glossator("keys", "--json")
    entries = outcome.json()
    assert outcome.code == FINE
    assert all(set(entry) == {"id", "summary", "keys", "context"} for entry in entries)
    by_id = {entry["id"]: entry for entry in entries}
    assert len(by_id) == len(entries)
    assert by_id["tag.claim"]["keys"] == ["c", "1"]
    assert by_id["article.start"]["keys"] == ["g g", "ctrl+home"]
    plain = glossator("keys").out
    assert all(entry["id"] in plain for entry in entries)


def test_keys_takes_ones_own_keymap(tmp_path: Path) -> None:
    own = tmp_path / "keymap.toml"
    own.write_text('[keys]\n"word.next" = ["W"]\n')
    outcome = glossator("--keymap", own, "keys", "--json")
    assert outcome.code == FINE
    assert {e["id"]: e["keys"] for e in outcome.json()}["word.next"] == ["W"]


def test_keys_knows_the_themes_that_can_be_shown(tmp_path: Path) -> None:
    own = tmp_path / "keymap.toml"
    for wanted, code in (("bright", FOUND), ("light", FINE), ("nord", FINE)):
        own.write_text(f'[reader]\ntheme = "{wanted}"\n', "utf-8")
        outcome = glossator("keys", "--keymap", own)
        assert outcome.code == code
        told = f"{own}: reader.theme: no theme “{wanted}”; did you mean light?"
        assert (told in outcome.err) == (code == FOUND)


def test_keys_says_where_ones_own_keymap_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path(glossator("keys").err.removeprefix("your own keys: ").strip())
    path.parent.mkdir(parents=True)
    path.write_text('[keys]\n"word.next" = ["W"]\n')
    try:
        assert {e["id"]: e["keys"] for e in glossator("keys", "--json").json()}["word.next"] == [
            "W"
        ]
    finally:
        path.unlink()


FIVE_FAULTS = """
[reader]
measure = "wide"
[keys]
"word.nxt" = ["W"]
"char.next" = "l"
"char.previous" = ["hyper+h"]
"sentence.next" = ["w"]
"""


def test_keys_reports_every_fault_at_once(tmp_path: Path) -> None:
    own = tmp_path / "faulty.toml"
    own.write_text(FIVE_FAULTS)
    outcome = glossator("keys", "--keymap", own, "--json")
    assert outcome.code == FOUND
    faults = outcome.err.splitlines()
    assert len(faults) == 5
    assert all(fault.startswith(f"{own}: ") for fault in faults)
    for path in ("reader.measure", "word.nxt", "char.next", "char.previous", "sentence.next"):
        assert sum(path in fault.split(": ")[1] for fault in faults) == 1, path
    assert outcome.json(), "what is sound is still listed"


# replay


def test_replay_gives_what_was_saved(tmp_path: Path) -> None:
    db = tmp_path / "story.json"
    result = glossator("replay", WIRE, KEYS, "--json", "--db", db, "--author", "Ana").json()
    assert set(result) == {"keys", "typed", "cursor", "selection", "annotations", "links", "passes"}
    assert result["keys"] == len(KEYS)
    assert result["selection"] is None
    text = WIRE.read_text("utf-8")
    assert [one["tag"] for one in result["annotations"]] == [
        "claim", "quote", "organisation", "person"
    ]  # fmt: skip
    for one in result["annotations"]:
        assert one["text"] == text[slice(*one["spans"][0])]
        assert one["author"] == "Ana"
    with TinyDB(db) as saved:
        stored = {one["id"]: one["spans"] for one in saved.table("annotations")}
    assert stored == {one["id"]: one["spans"] for one in result["annotations"]}


def test_replay_of_the_same_keys_makes_the_same_annotations(tmp_path: Path) -> None:
    made = []
    for name in ("one.json", "two.json"):
        result = glossator("replay", WIRE, KEYS, "--json", "--db", tmp_path / name).json()
        for one in result["annotations"]:
            for told_by_the_clock in ("id", "created", "updated"):
                del one[told_by_the_clock]
        made.append(result)
    assert made[0] == made[1]


def test_replay_goes_on_where_the_database_stands(db: Path) -> None:
    result = glossator("replay", WIRE, "u", "--json", "--author", "Ana").json()
    assert [one["tag"] for one in result["annotations"]] == ["claim", "quote", "person"]


def test_replay_moves_by_the_rows_of_its_screen(tmp_path: Path) -> None:
    def cursor(size: str) -> int:
        result = glossator(
            "replay", WIRE, "jj<c-d>", "--size", size, "--json", "--db", tmp_path / size
        )
        return int(result.json()["cursor"])

    assert cursor("40x12") < cursor("80x24") < cursor("120x60")


def test_replay_records_passes(tmp_path: Path) -> None:
    passes = glossator("replay", WIRE, "0", "--json", "--db", tmp_path / "a.json").json()["passes"]
    text = WIRE.read_text("utf-8")
    assert [(text[start : start + 10], state) for start, end, state in passes] == [
        ("The island", "nothing")
    ]


def test_replay_stops_at_leaving_and_says_words_for_people(tmp_path: Path) -> None:
    outcome = glossator("replay", WIRE, "cq)c", "--db", tmp_path / "a.json")
    assert outcome.code == FINE
    assert outcome.out.startswith("claim           The island of Tolmarch loses")
    assert outcome.out.count("\n") == 1


def test_replay_with_a_faulty_keymap_works_and_says_so(tmp_path: Path) -> None:
    own = tmp_path / "faulty.toml"
    own.write_text(FIVE_FAULTS)
    outcome = glossator("replay", WIRE, "c", "--keymap", own, "--db", tmp_path / "a.json")
    assert outcome.code == FINE
    assert outcome.err.count("faulty.toml") == 5
    assert outcome.out.startswith("claim")


# usage


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["show"], "Missing argument 'SOURCE'"),
        (["show", WIRE, "--colour"], "No such option"),
        (["replay", WIRE, "<nokey>"], "no key called “nokey”"),
        (["replay", WIRE, "c", "--size", "80"], "write it as 80x24"),
        (["replay", WIRE, "c", "--size", "0x24"], "write it as 80x24"),
        (["replay", WIRE, "c", "--size", "-5x24"], "write it as 80x24"),
        (["export", "--to", "klingon"], "no format “klingon”; there are jsonl"),
        (["export", "--to", "foo"], "no format “foo”; there are jsonl"),
        (
            ["export", "--to", "spacy"],
            "no format “spacy”; did you mean docbin or spacy-json or spacy2?",
        ),
        (["export", "--to", "label-studio"], "did you mean labelstudio?; there are jsonl"),
        (["export", "--to", "webano"], "did you mean webanno or webannotation?; there"),
        (["import", WIRE, "--from", "klingon"], "no format “klingon”; there are jsonl"),
        (["history", "--since", "yesterday"], "yesterday is not a time"),
        ([WIRE], "the reader needs a terminal"),
        (["open", WIRE], "the reader needs a terminal"),
    ],
)
def test_wrong_usage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[object], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = glossator(*words)
    assert (outcome.code, outcome.out) == (USAGE, "")
    assert said in outcome.err
    assert list(tmp_path.iterdir()) == []


def test_help_and_version() -> None:
    shown = glossator("--help")
    assert shown.code == FINE
    for command in ("show", "keys", "replay", "ls", "check", "history", "export", "import"):
        assert f"\n  {command} " in shown.out
        assert glossator(command, "--help").code == FINE
    assert "--encoding" in glossator("open", "--help").out
    assert glossator("--version").out.startswith("glossator, version ")


def test_commands_read_do_not_make_databases(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for words in (["ls"], ["history"], ["check"], ["check", "--repair"], ["export"]):
        outcome = glossator(*words)
        assert (outcome.code, outcome.out) == (UNREADABLE, "")
        assert "there is no such database" in outcome.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("redirected", ["<&-", ">&-", "2>&-"])
def test_a_closed_stream_is_no_failure(redirected: str) -> None:
    script = f"exec {sys.executable} -m tui show {WIRE} {redirected}"
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (FINE, "")


def test_a_terminal_of_fewer_letters_gets_escapes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1")
    monkeypatch.setenv("PYTHONUTF8", "0")
    done = subprocess.run([sys.executable, "-m", "tui", "show", WIRE], capture_output=True)
    assert (done.returncode, done.stderr) == (FINE, b"")
    assert b"\\u2014" in done.stdout


def test_an_escape_is_not_waited_for_longer_with_a_theme_of_textual_s_own(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[reader]\ntheme = "nord"\n')
    begin = (
        "from pathlib import Path; from tui.cli import options, terminal;"
        f"options.load_config(Path({str(own)!r})); terminal.take_as_it_is();"
        "from textual import constants; print(constants.ESCAPE_DELAY)"
    )
    env = {name: value for name, value in os.environ.items() if name != "ESCDELAY"}
    done = subprocess.run([sys.executable, "-c", begin], capture_output=True, text=True, env=env)
    assert done.stdout == "0.01\n"
