"""Suggesters named in the keymap: Python packages, services, and what the command line says."""

from __future__ import annotations

import json
import os
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from cli_samples import FINE, FOUND, USAGE, WIRE, glossator

from tests.text.notation import article
from tui.assist.candidate import Candidate
from tui.session.config import Source, load
from tui.suggesters.answers import Fault
from tui.suggesters.asking import asked
from tui.suggesters.endpoint import pieces
from tui.suggesters.settings import Suggester

STORY = article("Bea Sorrel left Tolmarch.\n\nNobody saw Bea Sorrel again.")
TAGS = ("person", "place")
SHIPPED = (Path(__file__).parent.parent.parent / "keymap.toml").read_text("utf-8")


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An installed package that brings two suggesters, one of which prints and one that hangs."""
    (tmp_path / "harbour.py").write_text(
        """
from tui.assist.candidate import Candidate
def names(article, tags):
    print("a word to standard output")
    at = article.text.index("Tolmarch")
    yield Candidate(tag="place", spans=((at, at + 8),), text="Tolmarch", score=0.8)
def hangs(article, tags):
    while True: pass
    yield
""",
        "utf-8",
    )
    info = tmp_path / "harbour-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: harbour\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[glossator.suggesters]\nharbour = harbour:names\nhangs = harbour:hangs\n"
    )
    root = str(Path(__file__).parent.parent.parent)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), root]))
    return "harbour"


def test_an_entry_point_is_asked_in_a_process_of_its_own(package: str) -> None:
    (found,) = asked("mine", Suggester(python=package), STORY, TAGS)
    assert isinstance(found, Candidate)
    assert (found.text, found.origin, found.score) == ("Tolmarch", "mine", 0.8)


def test_an_entry_point_that_hangs_is_ended(package: str) -> None:
    (fault,) = asked("mine", Suggester(python="hangs", seconds=2), STORY, TAGS)
    assert isinstance(fault, Fault)
    assert "took longer" in fault.text


@pytest.mark.parametrize(
    "it", [Suggester(python="absent"), Suggester(spacy="absent"), Suggester(gliner="absent")]
)
def test_what_is_not_installed_is_said(it: Suggester) -> None:
    (fault,) = asked("mine", it, STORY, TAGS)
    assert isinstance(fault, Fault)
    assert "failed with exit code 1: " in fault.text


class _Service(BaseHTTPRequestHandler):
    """A stand-in for a service that quotes a passage of whatever it is sent, and one of nothing."""

    asked: ClassVar[list[dict[str, object]]] = []

    def do_POST(self) -> None:
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append({"path": self.path, "key": self.headers["Authorization"], **sent})
        spans = [
            {"exact": "Bea Sorrel", "prefix": "saw ", "suffix": " again", "label": "person"},
            {"exact": "no such words", "label": "person"},
        ]
        content = f"Here you are:\n```json\n{json.dumps({'spans': spans})}\n```"
        body = json.dumps({"choices": [{"message": {"content": content}}]}).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def service() -> str:
    _Service.asked = []
    server = HTTPServer(("127.0.0.1", 0), _Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()


def test_nothing_is_sent_before_a_person_allows_it(service: str) -> None:
    (fault,) = asked("far", Suggester(endpoint=service, model="small"), STORY, TAGS)
    assert isinstance(fault, Fault)
    assert "would send the text to 127.0.0.1" in fault.text
    assert "send = true under [suggesters.far]" in fault.text
    assert _Service.asked == []


def test_a_service_s_quotations_are_looked_for_in_the_text(
    service: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET", "abc")
    it = Suggester(endpoint=service, model="small", key="SECRET", send=True)
    found, fault = asked("far", it, STORY, TAGS)
    assert isinstance(found, Candidate)
    assert found.spans == ((38, 48),)
    assert isinstance(fault, Fault)
    assert "no such words" in fault.text
    (sent,) = _Service.asked
    assert (sent["path"], sent["key"]) == ("/v1/chat/completions", "Bearer abc")


def test_a_service_that_is_not_there() -> None:
    it = Suggester(endpoint="http://127.0.0.1:9/v1", model="small", send=True)
    (fault,) = asked("far", it, STORY, TAGS)
    assert isinstance(fault, Fault)
    assert "127.0.0.1:9 cannot be reached" in fault.text


def test_a_text_is_sent_in_pieces_of_whole_paragraphs() -> None:
    long = article("\n\n".join(f"{number} " + "word " * 500 for number in range(9)))
    sent = list(pieces(long))
    assert len(sent) > 3
    assert sent[0][0] == 0
    assert sent[-1][1] == long.blocks[-1].end
    assert all(end - start <= 6_000 for start, end in sent)


FAULTY = [
    ("[suggesters.x]\nseconds = 3", "suggesters.x", "needs exactly one of"),
    ('[suggesters.x]\npython = "a"\nspacy = "b"', "suggesters.x", "needs exactly one of"),
    ('[suggesters.x]\nendpoint = "ftp://a"\nmodel = "b"', "suggesters.x", "https:// or http://"),
    ('[suggesters.x]\nendpoint = "http://a"', "suggesters.x", "needs a model"),
    ('[suggesters.x]\npython = "a"\nspeed = 1', "suggesters.x.speed", "unknown"),
    ('[suggesters.x]\npython = "a"\nseconds = 0', "suggesters.x.seconds", "0"),
]


@pytest.mark.parametrize(("written", "path", "why"), FAULTY)
def test_a_fault_in_the_keymap_is_reported(written: str, path: str, why: str) -> None:
    (fault,) = load([Source("shipped", SHIPPED), Source("mine", written)]).faults
    assert fault.path == path
    assert why in fault.reason


@pytest.fixture
def keymap(tmp_path: Path) -> Path:
    script = 'import sys; print(\'{"spans": [{"exact": "Berit Ansgard", "label": "person"}, 7]}\')'
    path = tmp_path / "keymap.toml"
    path.write_text(
        f"[suggesters.names]\ncommand = {json.dumps([sys.executable, '-c', script])}\n"
        '[suggesters.far]\nendpoint = "https://models.example.org/v1"\nmodel = "small"\n',
        "utf-8",
    )
    return path


def test_the_command_line_asks_a_suggester(keymap: Path) -> None:
    done = glossator("suggest", WIRE, "--with", "names", "--json", "--keymap", keymap)
    assert done.code == FOUND
    assert "names: a span is no object" in done.err
    mine = [row for row in done.rows() if row["origin"] == "names"]
    assert [(row["tag"], row["text"]) for row in mine] == [("person", "Berit Ansgard")]
    starts = [row["spans"][0][0] for row in done.rows()]
    assert starts == sorted(starts)


def test_an_unknown_suggester_is_wrong_usage(keymap: Path) -> None:
    done = glossator("suggest", WIRE, "--with", "else", "--keymap", keymap)
    assert done.code == USAGE
    assert "there are names, far" in done.err


def test_the_list_says_where_texts_would_go(keymap: Path) -> None:
    done = glossator("suggesters", "--keymap", keymap)
    assert done.code == FINE
    assert "would send texts to models.example.org" in done.out
    rows = glossator("suggesters", "--keymap", keymap, "--json").json()["suggesters"]
    assert [(row["name"], row["sends_to"]) for row in rows] == [
        ("names", ""),
        ("far", "models.example.org"),
    ]
