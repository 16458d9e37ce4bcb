"""Programs that propose, and programs that do what they should not: none does any harm."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.text.notation import article
from tui.assist.candidate import Candidate
from tui.suggesters.answers import Fault, answers
from tui.suggesters.program import Limits, run

STORY = article("Bea Sorrel left Tolmarch on Tuesday.\n\nNobody saw Bea Sorrel again.")
TAGS = ("person", "place")
SHORT = Limits(seconds=5.0, line=20_000, output=100_000, candidates=50, faults=3)


def program(body: str) -> list[str]:
    """A program that has read its question into `asked` and may `say` answers."""
    script = f"""
import json, os, sys, time
asked = json.loads(sys.stdin.readline())
def say(*spans):
    print(json.dumps({{"id": asked["id"], "spans": list(spans)}}), flush=True)
{body}
"""
    return [sys.executable, "-c", script]


def ask(body: str, limits: Limits = SHORT) -> tuple[list[Candidate], list[str]]:
    found = list(run(program(body), STORY, TAGS, "names", limits))
    candidates = [one for one in found if isinstance(one, Candidate)]
    return candidates, [one.text for one in found if isinstance(one, Fault)]


def test_a_program_is_asked_and_answers() -> None:
    found, faults = ask(
        "say(dict(start=0, end=10, label='person', score=0.9))\n"
        "say(dict(start=16, end=24, label='place'))"
    )
    assert faults == []
    assert [(one.tag, one.text, one.score, one.origin) for one in found] == [
        ("person", "Bea Sorrel", 0.9, "names"),
        ("place", "Tolmarch", 0.5, "names"),
    ]


def test_the_question_has_what_the_issue_promises() -> None:
    _, faults = ask(
        "assert set(asked) >= {'id', 'text', 'labels', 'lang'}\n"
        "assert asked['labels'] == ['person', 'place'] and asked['lang'] == 'en'\n"
        "assert asked['text'].startswith('Bea')"
    )
    assert faults == []


def test_quoted_words_are_looked_for_in_the_text() -> None:
    found, faults = ask(
        "say(dict(exact='Bea Sorrel', label='person'), dict(exact='Bea Sorrel', label='person'))\n"
        "say(dict(exact='Bea Sorrel', prefix='saw ', suffix=' again', label='person'))"
    )
    assert faults == []
    assert [one.spans for one in found] == [((0, 10),), ((49, 59),), ((49, 59),)]


def test_several_ranges_make_one_candidate() -> None:
    found, _ = ask("say(dict(ranges=[[0, 3], [16, 24]], label='place'))")
    assert [one.text for one in found] == ["Bea … Tolmarch"]


WRONG = [
    ("dict(start=0, end=10, label='ship')", "there is no tag “ship”"),
    ("dict(start=0, end=10, label='\\x1b]0;owned\\x07person')", "“\\x1b]0;owned\\x07person”"),
    ("dict(start=0, end=10, label=['person'])", "there is no tag"),
    ("dict(start=-4, end=10, label='person')", "-4 to 10 is no range"),
    ("dict(start=10, end=10, label='person')", "10 to 10 is no range"),
    ("dict(start=0, end=10**9, label='person')", "is no range"),
    ("dict(start='0', end=4, label='person')", "neither start and end nor exact"),
    ("dict(start=True, end=4, label='person')", "neither start and end nor exact"),
    ("dict(start=1, end=4, text='Bea', label='person')", "at 1 the text has “ea ”, not “Bea”"),
    ("dict(start=0, end=4, label='person', score=7)", "a score is not from 0 to 1"),
    ("dict(start=0, end=4, label='person', score=float('nan'))", "a score is not from 0 to 1"),
    ("dict(exact='Zorro the Fox', label='person')", "the text has no such words"),
    ("dict(exact='', label='person')", "quotes nothing"),
    ("dict(exact='x' * 9000, label='person')", "quotes too much"),
    ("dict(ranges=[[4, 8], [0, 3]], label='person')", "one after the other"),
    ("dict(ranges=7, label='person')", "ranges"),
    ("dict(ranges=[], label='person')", "one after the other"),
    ("7", "a span is no object"),
]


@pytest.mark.parametrize(("span", "why"), WRONG)
def test_a_wrong_span_is_reported_and_the_rest_counts(span: str, why: str) -> None:
    found, faults = ask(f"say({span}, dict(start=16, end=24, label='place'))")
    assert [one.text for one in found] == ["Tolmarch"]
    assert len(faults) == 1
    assert why in faults[0]
    assert faults[0].isprintable()


@pytest.mark.parametrize(
    "line",
    [
        b"nonsense",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b"[]",
        b"{}",
        b'{"spans": 7}',
        b"9" * 5000,
        b"NaN",
    ],
)
def test_a_line_that_is_no_answer_is_reported(line: bytes) -> None:
    (fault,) = answers(line, STORY, TAGS, "names")
    assert isinstance(fault, Fault)
    assert fault.text.isprintable()
    assert len(fault.text) < 200


def test_an_answer_about_another_text_is_refused() -> None:
    line = json.dumps({"id": "else", "spans": [{"start": 0, "end": 3, "label": "person"}]}).encode()
    assert [type(one) for one in answers(line, STORY, TAGS, "names")] == [Fault]


HOSTILE = [
    ("time.sleep(60)", "took longer than 3 seconds"),
    ("os.close(1); time.sleep(60)", "took longer than 3 seconds"),
    ("while True: say(dict(start=0, end=3, label='person'))", "more than 50 candidates"),
    ("while True: say()", "wrote more than 100000 bytes"),
    ("sys.stdout.write('x' * 10**6); sys.stdout.flush(); time.sleep(60)", "wrote a line of more"),
    ("while True: sys.stderr.write('y' * 10**4)", "took longer than 3 seconds"),
    ("os._exit(3)", "failed with exit code 3"),
    ("raise RuntimeError('\\x1b[31mboom')", "failed with exit code 1: RuntimeError: ·[31mboom"),
    ("os.abort()", "failed with exit code -6"),
]


@pytest.mark.parametrize(("body", "why"), HOSTILE)
def test_a_hostile_program_is_ended_and_what_came_before_counts(body: str, why: str) -> None:
    seconds = 3.0 if "3 seconds" in why else 60.0  # a busy machine is slow to start a program
    hurried = Limits(seconds, line=20_000, output=100_000, candidates=50, faults=3)
    found, faults = ask(f"say(dict(start=16, end=24, label='place'))\n{body}", hurried)
    assert found[0].text == "Tolmarch"
    assert why in faults[-1]
    assert faults[-1].isprintable()


def test_many_faults_are_counted_not_told() -> None:
    _, faults = ask("for _ in range(40): print('nonsense')")
    assert len(faults) == 4
    assert faults[-1] == "and 37 more faults"


def test_a_program_that_does_not_listen_is_not_waited_for() -> None:
    long = article("word " * 400_000)
    command = [sys.executable, "-c", "print('{\"spans\": []}')"]
    assert list(run(command, long, TAGS, "deaf", SHORT)) == []


@pytest.mark.parametrize("command", [["/no/such/program"], [""], ["a\0b"]])
def test_a_program_that_is_not_there(command: list[str]) -> None:
    (fault,) = run(command, STORY, TAGS, "names", SHORT)
    assert isinstance(fault, Fault)
    assert "cannot be started" in fault.text


def test_whoever_stops_listening_ends_the_program_and_its_children(tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    body = f"""
import subprocess
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
open({str(mark)!r}, "w").write(str(child.pid))
while True: say(dict(start=0, end=3, label="person"))
"""
    answered = run(program(body), STORY, TAGS, "names", Limits(seconds=20, candidates=10**6))
    assert isinstance(next(answered), Candidate)
    answered.close()
    deadline = time.monotonic() + 10
    while _runs(int(mark.read_text())) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _runs(int(mark.read_text()))


def _runs(pid: int) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True)
    return bool(state.stdout.strip()) and not state.stdout.strip().startswith("Z")


SAID = "Ada Bell spoke.\n\n“Yes,” said Ada Bell."


@pytest.mark.parametrize(
    ("speaker", "found"),
    [
        ({"start": 29, "end": 37}, [(29, 37)]),
        ({"exact": "Ada Bell"}, [(29, 37)]),
        (None, []),
        ({"exact": "Nobody at all"}, None),
        ({"start": 29, "end": 99}, None),
        ("Ada Bell", None),
        (3, None),
    ],
)
def test_a_quotation_may_say_who_said_it(speaker: object, found: list[object] | None) -> None:
    line = {"spans": [{"start": 17, "end": 23, "label": "quote", "speaker": speaker}]}
    (made,) = answers(json.dumps(line).encode(), article(SAID), ["quote"], "mine")
    if found is None:
        assert isinstance(made, Fault)
    else:
        assert not isinstance(made, Fault)
        assert [one.spans[0] for one in made.speakers] == found
