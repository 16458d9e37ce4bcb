"""The reader in a real pseudo-terminal: what a person sees, and what stays when it is killed."""

from __future__ import annotations

import json
import re
import signal
import sys
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

import pytest
from cli_samples import ESCAPES, FINE, KEYS, UNREADABLE, USAGE, WIRE, glossator
from terminal import Start, Terminal, saved


def test_annotations_survive_a_kill(tmp_path: Path, start: Start, wire: Terminal) -> None:
    wire.press(KEYS)
    wire.wait(lambda: len(saved(tmp_path)) == 4)
    wire.gone("4 words")
    wire.wait("person · sentence 7 of")
    status, cursor = wire.status, wire.cursor
    wire.signal(signal.SIGKILL)
    assert wire.left() == -signal.SIGKILL

    text = WIRE.read_text("utf-8")
    found = saved(tmp_path)
    for one in found:
        words = [text[start:end] for start, end in one["spans"]]
        assert words == [quote["exact"] for quote in one["quotes"]]

    again = start(f"exec glossator {WIRE}")
    again.wait(status)
    assert again.cursor == cursor
    again.press("q")
    assert again.left() == FINE
    assert len(saved(tmp_path)) == 4

    replayed = glossator("replay", WIRE, KEYS, "--json", "--db", tmp_path / "replayed.json").json()
    assert {(one["tag"], *map(tuple, one["spans"])) for one in replayed["annotations"]} == {
        (one["tag"], *map(tuple, one["spans"])) for one in found
    }
    assert {one["tag"] for one in found} == {"claim", "quote", "person", "organisation"}


def test_leaving_restores_the_terminal(wire: Terminal) -> None:
    wire.press("q")
    assert wire.left() == FINE
    assert wire.restored()


def test_ctrl_c_leaves(tmp_path: Path, wire: Terminal) -> None:
    wire.press("c\x03")
    assert wire.left() == FINE
    assert wire.restored()
    assert len(saved(tmp_path)) == 1


def test_being_ended_leaves_in_order(tmp_path: Path, wire: Terminal) -> None:
    wire.press("c")
    wire.wait("claim · ")
    wire.signal(signal.SIGTERM)
    assert wire.left() == 128 + signal.SIGTERM
    assert wire.restored()
    assert len(saved(tmp_path)) == 1
    assert glossator("check", "--db", tmp_path / "annotations.json").code == FINE


def test_a_closed_window_loses_nothing(tmp_path: Path, wire: Terminal) -> None:
    wire.press("c")
    wire.wait("claim · ")
    wire.hang_up()
    assert len(saved(tmp_path)) == 1
    assert glossator("check", "--db", tmp_path / "annotations.json").code == FINE


@pytest.mark.parametrize("end", ["\x11", signal.SIGTERM])
def test_a_note_that_is_being_written_is_kept(
    tmp_path: Path, wire: Terminal, end: str | signal.Signals
) -> None:
    wire.press("cen")
    wire.wait("keeps it")
    wire.press("Ask her")
    if isinstance(end, str):
        wire.press(end)
    else:
        wire.wait("Ask her")
        wire.signal(end)
    wire.left()
    assert [one["note"] for one in saved(tmp_path)] == ["Ask her"]


def test_a_slow_disk_holds_up_no_key_but_those_that_leave(tmp_path: Path, start: Start) -> None:
    held = tmp_path / "held"
    terminal = start(f"exec {sys.executable} {Path(__file__).with_name('slow_disk.py')} {WIRE}")
    terminal.wait("sentence 1 of")
    held.touch()
    terminal.press("c")
    terminal.wait("saving…")
    terminal.press(")")
    terminal.wait("sentence 2 of")
    assert saved(tmp_path) == []
    held.unlink()
    terminal.wait("done   saved")
    held.touch()
    terminal.press("c\x11")
    terminal.wait("saving 1 edit, then leaving…")
    held.unlink()
    assert terminal.left() == FINE
    assert len(saved(tmp_path)) == 2


def test_two_people_on_one_file_see_each_other_and_decide(tmp_path: Path, start: Start) -> None:
    ana, bo = (start(f"exec glossator --author {name} {WIRE}") for name in ("Ana", "Bo"))
    for terminal in (ana, bo):
        terminal.wait("sentence 1 of")
    ana.press("c")
    bo.wait("claim · sentence 1 of")
    bo.press(")c")
    ana.press(")")
    ana.wait("claim · sentence 2 of")
    ana.press("(")
    bo.press("(")
    sayings = cycle((("verified", "disputed", "gg>l"), ("false", "opinion", "gg>")))
    for answer in "OR":
        second, theirs, own = conflict(ana, bo, sayings)
        second.press(answer + STIR)
        said = own if answer == "O" else theirs
        ana.wait(lambda: agreed(said, ana, bo))  # noqa: B023
    for terminal in (ana, bo):
        terminal.press("q")
        assert terminal.left() == FINE
    assert {one["author"] for one in saved(tmp_path)} == {"Ana", "Bo"}
    assert glossator("check", "--db", tmp_path / "annotations.json").code == FINE


STIR = "lh"
"""Keys after which no message hides where one is."""


def agreed(status: str, *people: Terminal) -> bool:
    """Whether all of them see that this was said of the first claim."""
    shown = [seen(one).status for one in people]
    return all(f"claim · {status} · " in line and "sentence 1 of" in line for line in shown)


def conflict(
    ana: Terminal, bo: Terminal, sayings: Iterator[tuple[str, str, str]]
) -> tuple[Terminal, str, str]:
    """Let both say something else of the first claim at the same time, again and again until one
    of them comes second: who, and what the other one said, and they. A move tells that they spoke,
    and leads back from the second claim, which is still open.
    """
    for hers, his, move in islice(sayings, 40):
        before = ana.cursor
        ana.press(f"={hers[0]}{move}")
        bo.press(f"={his[0]}{move}")
        ana.wait(
            lambda: (
                all(seen(one).cursor not in ([], before) for one in (ana, bo))  # noqa: B023
                and (
                    any("keep mine" in one.text for one in (ana, bo))
                    or any(agreed(word, ana, bo) for word in (hers, his))  # noqa: B023
                )
            )
        )
        for one, theirs, own in ((ana, his, hers), (bo, hers, his)):
            if "keep mine" in one.text:
                return one, theirs, own
    raise AssertionError("there was never a conflict")


def seen(terminal: Terminal) -> Terminal:
    """The terminal, with what has come meanwhile."""
    terminal.read(0.02)
    return terminal


def test_resizing_at_any_moment(wire: Terminal) -> None:
    wire.press("}}")
    wire.wait("sentence 5 of")
    status = wire.status
    for size in ((20, 5), (1, 1), (2, 30), (200, 60), (40, 12), (1, 24), (80, 1), (20, 5)):
        wire.resize(*size)
        wire.press("}{")
        wire.read()
    wire.wait("“We have been")
    wire.resize(80, 24)
    wire.wait(status)
    wire.wait(lambda: len(wire.cursor) == 1)
    wire.press("q")
    assert wire.left() == FINE


def test_a_folder_opens_and_is_gone_back_to(start: Start) -> None:
    terminal = start(f"exec glossator {WIRE.parent}", (120, 40))
    terminal.wait("Dredging firm billed")
    terminal.press("j\r")
    terminal.wait("2 of ")
    terminal.wait("sentence 1 of")
    terminal.press("q")
    terminal.wait("enter open")
    terminal.press("q")
    assert terminal.left() == FINE


def test_the_story_that_is_named_beside_a_folder_opens_whatever_was_read_last(
    tmp_path: Path, start: Start
) -> None:
    named, other = tmp_path / "named.txt", tmp_path / "stories" / "other.txt"
    other.parent.mkdir()
    other.write_text("Cy Dell stayed at the lock.\n", "utf-8")
    named.write_text("Ana Berg left on the ferry.\n", "utf-8")
    for words, shown in ((other, "Cy Dell"), (f"{named} stories", "Ana Berg"), ("stories", "Cy")):
        state = str(tmp_path / "state")
        terminal = start(f"exec glossator {words}", (120, 30), XDG_STATE_HOME=state)
        terminal.wait(shown)
        terminal.press("\x11")
        assert terminal.left() == FINE


def test_a_text_comes_through_a_pipe(tmp_path: Path, start: Start) -> None:
    other = WIRE.with_name("japanese-small-school.txt")
    for words in ("-", f"- {other}", f"{other} -"):
        terminal = start(f"cat {WIRE} | glossator {words}")
        terminal.wait(terminal.painted)
        if words.endswith(" -"):
            terminal.press("j")
        if words != "-":
            terminal.press("\r")
        terminal.wait("An island votes on whether")
        terminal.wait("sentence 1 of")
        terminal.press("\x11")
        assert terminal.left() == FINE


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("TERM=dumb glossator {wire}", USAGE, "this terminal (TERM=dumb) cannot show the reader"),
        ("glossator {wire} < /dev/null", USAGE, "the reader needs a terminal"),
        ("glossator missing.txt", UNREADABLE, "missing.txt does not exist: check the name"),
        ("glossator empty", UNREADABLE, "empty holds no articles"),
        ("glossator empty missing.txt", UNREADABLE, "empty holds no articles"),
        ("cat /dev/null | glossator -", UNREADABLE, "standard input is empty"),
        ("glossator --db empty {wire}", UNREADABLE, "cannot be read: Is a directory"),
        ("glossator --keymap none {wire}", UNREADABLE, "none cannot be read as a keymap"),
        ("glossator $(printf 'a\\033[31mb')", UNREADABLE, "a\\x1b[31mb does not exist"),
    ],
)
def test_what_cannot_be_shown_is_said(
    tmp_path: Path, start: Start, command: str, code: int, said: str
) -> None:
    (tmp_path / "empty").mkdir()
    terminal = start(command.format(wire=WIRE), (200, 24))
    assert terminal.left() == code
    assert said in terminal.text
    assert terminal.text.strip().count("\n") == ("empty missing" in command)
    assert b"\x1b" not in terminal.raw
    assert [path.name for path in tmp_path.iterdir()] == ["empty"]


def test_without_colour_none_is_sent(start: Start) -> None:
    terminal = start(f"exec glossator {WIRE}", NO_COLOR="1")
    terminal.wait("sentence 1 of")
    terminal.press("cp'?")
    terminal.wait("In the text")
    terminal.press("\x1b")
    terminal.gone("In the text")
    terminal.press("q")
    assert terminal.left() == FINE
    codes = [
        int(code or 0)
        for parameters in re.findall(rb"\x1b\[([\d;:]*)m", terminal.raw)
        for code in re.split(rb"[;:]", parameters)
    ]
    coloured = {*range(30, 39), *range(40, 49), *range(90, 108)}
    assert not coloured & set(codes)


def test_hostile_text_never_reaches_the_terminal(tmp_path: Path, start: Start) -> None:
    hostile = ESCAPES + "\x1bPq\x1b\\\u2066\u200f"
    name = f"a{hostile.replace('/', '')}b.txt"
    story = tmp_path / "stories" / name
    story.parent.mkdir()
    story.write_text(
        f"A title {hostile} here\n\nThe mayor{hostile} said on Tuesday that it was late.\n"
    )
    (story.parent / "other.txt").write_text("Nothing happened on Monday. It rained.\n")
    terminal = start("exec glossator stories", (120, 40), GLOSSATOR_AUTHOR=f"A{hostile}")
    terminal.wait("␛]0;owned␇")
    terminal.press("\r")
    terminal.wait("sentence 1 of")
    terminal.press("cp:")
    terminal.wait("what to do")
    terminal.press("\x1b")
    terminal.gone("what to do")
    terminal.press("en")
    terminal.wait("enter keeps it")
    terminal.press("\x1b")
    terminal.gone("enter keeps it")
    terminal.press("\x11")
    assert terminal.left() == FINE
    for sent in (b"\x1b]0;owned", b"\x1b[31m", b"\x1bPq", "\x9b".encode(), b"\x7f"):
        assert sent not in terminal.raw, sent
    for hidden in "\u202e\u2066\u200f":
        assert hidden.encode() not in terminal.raw, repr(hidden)


def test_pasting_without_a_prompt_does_nothing(tmp_path: Path, wire: Terminal) -> None:
    wire.press("\x1b[200~cccqqq\x1b[201~")
    wire.press(")")
    wire.wait("sentence 2 of")
    assert saved(tmp_path) == []
    wire.press("/")
    wire.wait("enter take")
    wire.press("\x1b[200~ferry\x1b[201~")
    wire.wait("/ferry")


@pytest.mark.parametrize(
    "sent",
    [
        b"\xe3\xff\x80",
        b"\xc3",
        b"\x1b[:R",
        b"\x1b[0:u",
        b"\x1b[8;:R",
        b"\x1b[99999999999999999999R",
        b"\x1b[48;24;80;0;0t\x1b[<0;5;5M",
        b"\x1b[200~\xff\x1b[201~",
    ],
)
def test_whatever_a_terminal_sends_the_reader_goes_on(wire: Terminal, sent: bytes) -> None:
    wire.press(sent + b"))")
    wire.wait("sentence 3 of")
    assert "Traceback" not in wire.text


def test_help_and_palette_open_and_close(wire: Terminal) -> None:
    wire.press("?")
    wire.wait("In the text")
    wire.press("q")
    wire.gone("In the text")
    wire.press(":")
    wire.wait("what to do")
    wire.press("next sentence")
    wire.wait("next sentence")
    wire.press("\r")
    wire.wait("sentence 2 of")


def test_a_faulty_keymap_is_said_in_the_reader(tmp_path: Path, start: Start) -> None:
    (tmp_path / "own.toml").write_text('[keys]\n"word.nxt" = ["w"]\n"char.next" = "l"\n')
    terminal = start(f"exec glossator --keymap own.toml {WIRE}", (120, 24))
    terminal.wait("2 faults in own.toml")
    terminal.press("c")
    terminal.wait("claim · ")


def test_what_could_not_be_decoded_is_said_in_the_reader(tmp_path: Path, start: Start) -> None:
    (tmp_path / "story.txt").write_bytes("„Ja“, sagte er leise. ".encode() * 9 + b"\xff.\n")
    terminal = start("exec glossator story.txt", (120, 24))
    terminal.wait("one place is not utf-8")


def test_a_database_that_is_only_read(tmp_path: Path, start: Start) -> None:
    glossator("replay", WIRE, "c", "--db", tmp_path / "annotations.json")
    database = tmp_path / "annotations.json"
    database.write_text(database.read_text("utf-8").replace('"schema":1', '"schema":99'))
    before = database.read_bytes()
    terminal = start(f"exec glossator {WIRE}", (120, 24))
    terminal.wait("was written by a newer Glossator")
    terminal.wait("read only")
    terminal.press("p")
    terminal.wait("not saved: person")
    terminal.press("q")
    assert terminal.left() == FINE
    assert database.read_bytes() == before


def test_the_position_is_kept_whenever_one_stops(tmp_path: Path, start: Start) -> None:
    path = tmp_path / "state" / "glossator" / "positions.json"

    def offset() -> int:
        kept = json.loads(path.read_bytes()) if path.exists() else {}
        return next((position["offset"] for position in kept.values()), 0)

    terminal = start(f"exec glossator {WIRE}", XDG_STATE_HOME=str(tmp_path / "state"))
    terminal.wait("sentence 1 of")
    kept = [0]
    for _ in range(3):
        terminal.press(")")
        terminal.wait(lambda: offset() > kept[-1])
        kept.append(offset())
    assert oct(path.stat().st_mode)[-3:] == "600"
