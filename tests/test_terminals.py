"""Terminals of every kind: colours, sizes, stopping, pasting and copying."""

from __future__ import annotations

import re
import signal
from base64 import b64encode
from pathlib import Path

import pytest
from cli_samples import FINE, WIRE
from terminal import Start, Terminal, saved


def colours(sent: bytes) -> set[bytes]:
    """How the colours are written of which anything was sent: of sixteen, 256 or all."""
    codes = b";".join(re.findall(rb"\x1b\[([\d;]*)m", sent))
    kinds = {b"all": rb"[34]8;2;", b"256": rb"[34]8;5;", b"16": rb"(?:^|;)(?:3|4|9|10)[0-7](?:;|$)"}
    plain = re.sub(rb"[34]8;(?:2;\d+;\d+;\d+|5;\d+)", b"", codes)
    return {
        kind for kind, code in kinds.items() if re.search(code, plain if kind == b"16" else codes)
    }


@pytest.mark.parametrize(
    ("term", "colorterm", "kinds"),
    [
        ("xterm-256color", "truecolor", {b"all"}),
        ("xterm-256color", "", {b"256"}),
        ("tmux-256color", "", {b"256"}),
        ("screen", "", {b"16"}),
        ("linux", "", {b"16"}),
        ("vt100", "", set()),
    ],
)
def test_as_many_colours_as_the_terminal_has(
    start: Start, term: str, colorterm: str, kinds: set[bytes]
) -> None:
    terminal = start(f"exec glossator {WIRE}", TERM=term, COLORTERM=colorterm)
    terminal.wait("sentence 1 of")
    terminal.press("cp'?")
    terminal.wait("In the text")
    terminal.press("\x1b")
    terminal.gone("In the text")
    terminal.press("q")
    assert terminal.left() == FINE
    assert colours(terminal.raw) == kinds


@pytest.mark.parametrize("keys", ["\x17\x1a", ""], ids=["by key", "by signal"])
def test_stopped_and_brought_back(start: Start, wire: Terminal, keys: str) -> None:
    wire.press("}c")
    wire.wait("claim · ")
    wire.wait("saved")
    wire.press("lh")
    wire.wait("claim · sentence 2 of")
    wire.read(0.3)
    before = wire.text
    wire.press(keys)
    if not keys:
        wire.signal(signal.SIGTSTP)
    wire.wait(wire.stopped)
    wire.read()
    assert wire.restored()
    wire.clear()
    wire.signal(signal.SIGCONT)
    wire.wait(lambda: wire.text == before)
    wire.press(")")
    wire.wait("sentence 3 of")


def test_a_size_that_a_shell_exported_is_not_kept(start: Start) -> None:
    terminal = start(f"exec glossator {WIRE}", (60, 20), COLUMNS="132", LINES="50")
    terminal.wait("sentence 1 of")
    assert len(terminal.text.splitlines()) == 20
    terminal.resize(100, 30)
    terminal.wait(lambda: "sentence 1 of" in terminal.status)


@pytest.mark.parametrize("opened", [("?", "In the text"), (":", "what to do"), ("/", "enter take")])
def test_resizing_while_something_is_asked(wire: Terminal, opened: tuple[str, str]) -> None:
    key, shown = opened
    wire.press(key)
    wire.wait(shown)
    for size in ((20, 5), (1, 1), (120, 40), (80, 24)):
        wire.resize(*size)
        wire.rest()
    wire.wait(shown)
    wire.press("\x1b")
    wire.rest()
    wire.wait(lambda: shown not in wire.text and "sentence 1 of" in wire.text)
    wire.press(")")
    wire.wait("sentence 2 of")


def test_resizing_while_a_note_is_written(tmp_path: Path, wire: Terminal) -> None:
    wire.press("cen")
    wire.wait("enter keeps it")
    wire.press("so it")
    for size in ((20, 5), (1, 1), (120, 40), (80, 24)):
        wire.resize(*size)
        wire.rest()
    wire.press(" is\r")
    wire.gone("enter keeps it")
    wire.press("\r")
    wire.wait(lambda: [one["note"] for one in saved(tmp_path)] == ["so it is"])


def test_what_is_copied_is_kept_in_a_file_too(tmp_path: Path, start: Start) -> None:
    state = tmp_path / "state"
    terminal = start(f"exec glossator {WIRE}", (120, 24), XDG_STATE_HOME=str(state))
    terminal.wait("sentence 1 of")
    terminal.press("}y")
    terminal.wait("copied with its citation, also to")
    kept = state / "glossator" / "copied.txt"
    text = kept.read_text("utf-8").rstrip("\n")
    assert b"\x1b]52;c;" + b64encode(text.encode()) + b"\x07" in terminal.raw
    assert oct(kept.stat().st_mode)[-3:] == "600"


HARMFUL = "\x9b31m\u202eso\x7f\u2066 ends\x85"


@pytest.mark.parametrize("keys", ["/", "cen", ":", "?"])
def test_what_is_pasted_is_inert(wire: Terminal, keys: str) -> None:
    for key in keys:
        wire.press(key)
        wire.read(0.3)
    wire.press(f"\x1b[200~{HARMFUL}\rq\x1b[201~")
    wire.wait("In the text" if keys == "?" else "ends")
    for sent in ("\x9b", "\u202e", "\x85", "\u2066"):
        assert sent.encode() not in wire.raw, repr(sent)
