"""Bad input: one clear line, the right exit code, nothing lost. `glossator` checks the rest."""

from __future__ import annotations

import json
import os
import re
from importlib import import_module
from pathlib import Path

import pytest
from cli_samples import ESCAPES, FINE, FOUND, UNREADABLE, USAGE, WIRE, glossator
from store.store_samples import public_folder, snapshot, without_privileges
from terminal import Start

FAILING = Path("/proc/self/mem")
STORY = "Der Bürgermeister sprach heute. „Ja, ich gehe“, sagte er leise.\n"
LATIN_1 = "Der Bürgermeister läßt grüßen. Er möchte später nach Köln.\n"
JAPANESE = "町長は今日、話した。「はい、行きます」と彼は静かに言った。島の学校は小さい。\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


# Sources


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "story.txt does not exist: check the name"),
        (b"", "story.txt is empty: there is nothing to read"),
        (b" \n\t\r\n\xc2\xa0", "story.txt is empty: it holds nothing but white space"),
        (b"%PDF-1.7\n%\xe2\xe3", "story.txt is a PDF document that is damaged"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "story.txt is a PNG image, not text"),
        (b"PK\x03\x04\x14\x00", "story.txt is a damaged ZIP archive"),
        (b"\x7fELF\x02\x01\x01", "story.txt is a program, not text"),
        (b"SQLite format 3\x00", "story.txt is a SQLite database, not text"),
        (bytes(range(32)) * 40, "story.txt is a binary file, not text"),
    ],
    ids=lambda value: repr(value)[:16],
)
@pytest.mark.parametrize("command", ["show", "replay"])
def test_what_cannot_be_read(folder: Path, content: bytes | None, said: str, command: str) -> None:
    if content is not None:
        Path("story.txt").write_bytes(content)
    before = snapshot(folder)
    outcome = glossator(command, "story.txt", *["c"][: command == "replay"])
    assert (outcome.code, outcome.out) == (UNREADABLE, "")
    assert outcome.err.startswith(f"glossator: {said}")
    assert outcome.err.count("\n") == 1
    assert snapshot(folder) == before, "no database is begun for nothing"


def test_a_file_that_is_too_large() -> None:
    with open("story.txt", "wb") as file:
        file.truncate(200 * 1024 * 1024)
    outcome = glossator("show", "story.txt")
    assert outcome.code == UNREADABLE
    assert outcome.err == "glossator: story.txt is larger than 64 MB: split it first\n"


def test_a_folder_a_pipe_and_a_name_too_long() -> None:
    os.mkfifo("pipe.txt")
    for name, said in (
        (".", "holds no articles"),
        ("pipe.txt", "is a pipe or a device"),
        ("x" * 300, "File name too long"),
    ):
        outcome = glossator("show", name)
        assert outcome.code == UNREADABLE
        assert said in outcome.err


@pytest.mark.skipif(not FAILING.exists(), reason="no file at hand that a disk fails to read")
@pytest.mark.parametrize("ending", ["", ".txt", ".jsonl", ".csv", ".mbox", ".zip", ".epub", ".pdf"])
def test_a_disk_that_fails_while_a_file_is_read(ending: str) -> None:
    broken = Path(f"broken{ending}")
    broken.symlink_to(FAILING)
    for words in (["show", broken], ["replay", broken, "c"], ["import", broken]):
        outcome = glossator(*words)
        assert outcome.code == UNREADABLE
        assert re.search(f"{broken}(:0:)? cannot be read: Input/output error", outcome.err)


@pytest.mark.skipif(not FAILING.exists(), reason="no file at hand that a disk fails to read")
def test_the_reader_goes_on_where_a_disk_fails(folder: Path, start: Start) -> None:
    stories = folder / "stories"
    stories.mkdir()
    (stories / "a.txt").write_text(STORY)
    (stories / "b.txt").symlink_to(FAILING)
    terminal = start("exec glossator stories", (100, 24))
    terminal.wait("Der Bürgermeister")
    terminal.press("\x1b[B\r")
    terminal.wait("b.txt cannot be read: Input/output error")
    terminal.press("\x1b[A\r")
    terminal.wait("sentence 1 of 2")


@pytest.mark.parametrize(
    ("content", "options", "text"),
    [
        (STORY.encode("utf-8-sig"), [], STORY),
        (STORY.encode("utf-16"), [], STORY),
        (STORY.encode("utf-16-le"), [], STORY),
        (STORY.encode("utf-16-be"), [], STORY),
        (b"\xff\xfe\x00\x00" + STORY.encode("utf-32-le"), [], STORY),
        (STORY.encode("cp1252"), [], STORY),
        (LATIN_1.encode("latin-1"), [], LATIN_1),
        ((JAPANESE * 8).encode("shift_jis"), [], JAPANESE * 8),
        (JAPANESE.encode("euc_jp"), ["--encoding", "euc_jp"], JAPANESE),
        (STORY.encode("cp1252"), ["--encoding", "windows-1252"], STORY),
        (b"He said\x00 so. It was\x00 late.\r\n", [], "He said\x00 so. It was\x00 late.\r\n"),
    ],
    ids=["bom", "utf16", "utf16le", "utf16be", "utf32", "cp1252", "latin1", "sjis", "eucjp",
         "declared", "nul"],
)  # fmt: skip
def test_every_encoding_is_read(content: bytes, options: list[str], text: str) -> None:
    Path("story.txt").write_bytes(content)
    outcome = glossator("show", "story.txt", "--json", *options)
    assert outcome.code == FINE
    assert outcome.err.count("\n") == ("which is a guess" in outcome.err)
    assert outcome.json()["text"] == text


def test_bytes_that_are_lost_are_said() -> None:
    Path("story.txt").write_bytes(STORY.encode() * 9 + b"\xff\xff" + STORY.encode())
    for words in (["show", "story.txt"], ["replay", "story.txt", "c"]):
        outcome = glossator(*words)
        assert outcome.code == FINE
        assert "2 places are not utf-8" in outcome.err


def test_an_encoding_that_nobody_knows() -> None:
    Path("story.txt").write_text(STORY)
    outcome = glossator("show", "story.txt", "--encoding", "klingon" + ESCAPES)
    assert outcome.code == USAGE
    assert "no encoding called “klingon" in outcome.err


def test_one_line_of_five_megabytes() -> None:
    line = "The boat waits at the quay. " * 190_000
    Path("story.txt").write_text(line)
    result = glossator("replay", "story.txt", "cGc", "--json").json()
    assert [one["text"] for one in result["annotations"]] == ["The boat waits at the quay."] * 2
    assert result["annotations"][1]["spans"][0][1] == len(line) - 1


def test_names_never_steer_the_terminal() -> None:
    name = f"a{ESCAPES}b"
    Path(f"{name}.txt").write_text(
        f"A title{ESCAPES} here\n\nThe mayor{ESCAPES} sang. It rained.\n"
    )
    Path(f"{name}.toml").write_text(
        '[keys]\n"\\u001b[31m" = ["x"]\n[tags.claim]\nsummary = "\\u001b[31m"\n'
    )
    author = f"Ana{ESCAPES}"
    assert glossator("show", f"{name}.txt").code == FINE
    saved = glossator("replay", f"{name}.txt", "c", "--author", author)
    assert saved.out.startswith("claim           The mayor␛[31m")
    for words in (["ls"], ["history"], ["check"], ["export"]):
        assert glossator(*words).code == FINE
        assert glossator(*words, "--db", f"{name}.json").code == UNREADABLE
    assert glossator("keys", "--keymap", f"{name}.toml").code == FOUND
    assert glossator("keys", "--keymap", f"{name}.toml", "--json").code == FOUND
    refused: list[list[object]] = [
        ["show", name],
        ["import", name],
        ["export", "--to", name],
        ["export", "--out", f"{name}/x"],
        ["replay", WIRE, f"<{name}>"],
        ["replay", WIRE, "c", "--size", name],
        ["history", "--since", name],
        ["formats", name],
        ["formats", f"--{name}"],
        ["keys", "--keymap", name],
    ]
    for wrong in refused:
        assert glossator(*wrong).code != FINE


def test_a_dataset_never_steers_the_terminal() -> None:
    annotation = {"id": ESCAPES, "tag": f"claim{ESCAPES}", "spans": [[0, 3]], "text": "The"}
    line = {"text": f"The end{ESCAPES}.", "meta": {"title": ESCAPES}, "annotations": [annotation]}
    wrong = {"text": "The end.", "annotations": [annotation | {"text": ESCAPES}]}
    Path("set.jsonl").write_text(f"{json.dumps(line)}\n{json.dumps(wrong)}\n")
    assert glossator("import", "set.jsonl").code == FOUND
    assert line["text"] in [row["text"] for row in glossator("export").rows()]
    database = Path("annotations.json")
    database.write_text(database.read_text().replace('"exact":"The"', '"exact":"\\u001b[31m"'))
    outcome = glossator("check")
    assert outcome.code == FOUND
    assert "where it quotes “␛[31m”" in outcome.out


# Keymaps


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "cannot be read as a keymap: No such file or directory"),
        (b"\xff\xfe[", "cannot be read as a keymap: byte 0 is not UTF-8"),
    ],
)
@pytest.mark.parametrize("words", [["keys"], ["replay", WIRE, "c"]])
def test_a_keymap_that_cannot_be_read(
    content: bytes | None, said: str, words: list[object]
) -> None:
    if content is not None:
        Path("own.toml").write_bytes(content)
    outcome = glossator(*words, "--keymap", "own.toml")
    assert (outcome.code, outcome.out) == (UNREADABLE, "")
    assert outcome.err == f"glossator: own.toml {said}\n"
    assert not Path("annotations.json").exists()


def test_a_keymap_that_is_not_toml() -> None:
    Path("own.toml").write_text("[keys\n")
    outcome = glossator("keys", "--keymap", "own.toml", "--json")
    assert outcome.code == FOUND
    assert outcome.err.startswith("own.toml: is not TOML: ")
    assert outcome.err.count("\n") == 1
    assert outcome.json(), "the shipped keys still work"


# Databases

READING = (["ls"], ["history"], ["export"])
WRITING = (["replay", WIRE, "c"], ["import", "set.jsonl"])


@pytest.fixture
def dataset() -> Path:
    path = Path("set.jsonl")
    path.write_text('{"text": "The boat left."}\n')
    return path


@pytest.mark.parametrize("words", [*READING, *WRITING, ["check", "--repair"]], ids=lambda w: w[0])
@pytest.mark.parametrize("content", [b"Dear editor,\n", b"[1, 2]", b'{"articles": 3}'])
def test_a_database_that_is_none(
    folder: Path, dataset: Path, content: bytes, words: list[object]
) -> None:
    Path("annotations.json").write_bytes(content)
    before = snapshot(folder)
    outcome = glossator(*words)
    assert (outcome.code, outcome.out) == (UNREADABLE, "")
    assert "It was left as it is: move it away, or name another file." in outcome.err
    assert outcome.err.count("\n") == 1
    assert snapshot(folder) == before
    assert glossator("check").code == FOUND


@pytest.mark.parametrize("words", [*READING, *WRITING], ids=lambda w: w[0])
def test_a_database_that_is_a_folder(dataset: Path, words: list[object]) -> None:
    Path("notes").mkdir()
    outcome = glossator(*words, "--db", "notes")
    assert (outcome.code, outcome.out) == (UNREADABLE, "")
    assert "notes cannot be read: Is a directory" in outcome.err
    assert outcome.err.count("\n") == 1


@pytest.mark.parametrize("words", [*READING, *WRITING, ["check"]], ids=lambda w: w[0])
def test_a_database_in_a_folder_that_is_not_there(dataset: Path, words: list[object]) -> None:
    outcome = glossator(*words, "--db", "nowhere/annotations.json")
    assert (outcome.code, outcome.out) == (UNREADABLE, "")
    assert "does not exist" in outcome.err
    assert outcome.err.count("\n") == 1


def test_a_database_of_a_newer_version_is_only_read(folder: Path, dataset: Path) -> None:
    glossator("replay", WIRE, "c")
    database = Path("annotations.json")
    database.write_text(database.read_text().replace('"schema":1', '"schema":99'))
    before = snapshot(folder)
    assert glossator("ls").out.startswith("c7a3df")
    assert len(glossator("export").rows()[0]["annotations"]) == 1
    refused = glossator("replay", WIRE, "p", "--json")
    assert refused.code == FOUND
    assert "was written by a newer Glossator (schema 99" in refused.err
    assert [one["tag"] for one in refused.json()["annotations"]] == ["claim"]
    assert glossator("import", dataset).code == UNREADABLE
    assert snapshot(folder) == before


def test_a_damaged_database_is_rebuilt_and_says_so() -> None:
    glossator("replay", WIRE, "c")
    Path("annotations.json").write_text("{")
    outcome = glossator("ls")
    assert outcome.code == FINE
    assert outcome.out.startswith("c7a3df")
    assert outcome.err.startswith("glossator: annotations.json is not JSON")
    assert "it was rebuilt from" in outcome.err


@pytest.mark.parametrize(
    "words",
    [
        "stats ana.json",
        "agree ana.json ben.json",
        "compare ana.json ben.json",
        "review ana.json ben.json --into new.json --keys x",
        "feedback gold.json",
    ],
)
def test_who_only_reads_a_database_hears_what_became_of_it(words: str) -> None:
    glossator("replay", WIRE, "c", "--db", "ana.json")
    glossator("replay", WIRE, "p", "--db", "ben.json")
    glossator("review", "ana.json", "ben.json", "--into", "gold.json", "--keys", "a")
    command, name, *rest = words.split()
    database = Path(name)
    written = database.read_bytes()
    for found, says in [
        (written, ""),
        (written[: len(written) // 2], f"{name} is not JSON.*; it was rebuilt from"),
        (written.replace(b"\n", b" "), f"{name} was changed outside Glossator"),
    ]:
        database.write_bytes(found)
        outcome = glossator(command, name, *rest)
        assert outcome.code in (FINE, FOUND)
        said = [line for line in outcome.err.splitlines() if line.startswith(f"glossator: {name}")]
        assert len(said) == bool(says)
        assert all(re.match(f"glossator: {name}: {says}", line) for line in said)
        assert database.read_bytes() == found


# Permissions


def test_a_folder_that_may_only_be_read() -> None:
    # Loaded before the privileges go: Python itself may stand in a folder of root's.
    import_module("sqlite3")
    with public_folder() as place:
        database, story = place / "annotations.json", place / "story.txt"
        story.write_text(WIRE.read_text("utf-8"))
        glossator("replay", story, "c", "--db", database)
        for path in place.iterdir():
            path.chmod(0o644)
        (place / "secret.txt").write_text(STORY)
        (place / "secret.txt").chmod(0)
        place.chmod(0o555)
        before = snapshot(place)

        def work() -> str:
            results = [
                glossator("ls", "--db", database),
                glossator("check", "--db", database),
                glossator("replay", story, "p", "--db", database),
                glossator("import", "--db", database, story),
                glossator("export", "--db", database, "--out", place / "set.jsonl"),
                glossator("show", place / "secret.txt"),
                glossator("replay", story, "p", "--db", place / "other.json"),
            ]
            return json.dumps(results)

        listed, checked, replayed, imported, exported, secret, begun = (
            json.loads(without_privileges(work))
        )  # fmt: skip
        place.chmod(0o755)
        assert snapshot(place) == before
    assert listed[0] == FINE
    assert listed[1].startswith("c7a3df")
    assert checked[0] == FINE
    for refused in (replayed, begun):
        assert refused[0] == FOUND
        assert "cannot be written; it is open for reading only" in refused[2]
    assert imported[0] == FOUND
    assert exported == [UNREADABLE, "", f"glossator: {place}/set.jsonl: Permission denied\n"]
    assert secret[0] == UNREADABLE
    assert secret[2].endswith("secret.txt may not be read: check its permissions\n")


@pytest.mark.parametrize(
    ("args", "meant"),
    [
        (("lable", "."), "label"),
        (("agre", "x", "y"), "agree"),
        (("--db", "d.json", "exprt"), "export"),
    ],
)
def test_a_mistyped_command_opens_nothing(args: tuple[str, ...], meant: str, folder: Path) -> None:
    done = glossator(*args)
    word = next(one for one in args if one in ("lable", "agre", "exprt"))
    said = f"glossator: there is no file “{word}”; did you mean `glossator {meant}`?\n"
    assert (done.code, done.err, list(folder.iterdir())) == (USAGE, said, [])


def test_a_file_that_is_called_nearly_like_a_command_is_a_file(folder: Path) -> None:
    (folder / "lable").write_bytes(b"")
    assert "did you mean" not in glossator("lable").err
