"""Datasets: rows that become articles when they are opened."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tui.sources.content import USUAL, How
from tui.sources.errors import Unreadable
from tui.sources.opening import Sources
from tui.text.article import Article

JSONL = (
    '{"id": "a1", "text": "One ferry left.", "title": "Ferry", "date": "2024-05-01"}\n'
    "\n"
    '{"id": "a2", "text": "Two came\\nback.", "meta": {"author": ["Jo Bell", "Ana Osk"]}}\r\n'
    '{"id": "a1", "text": "Three sank."}'
)
CSV = 'id,headline,body\nx,"A, b","line one\nline two"\ny,Z,"He said ""go""."\n\n,,"No name"\n'


def dataset(
    folder: Path, name: str, content: str | bytes, how: How = USUAL
) -> tuple[list[str], list[Article]]:
    """The parts' keys, and the articles that can be read."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    sources = Sources(how)
    parts = list(sources.entries(str(path)))
    keys = [part.path.removeprefix(f"{path}!/") for part in parts]
    return keys, [sources.article(part.path) for part in parts]


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.txt", "rows"])
def test_a_row_a_line(tmp_path: Path, name: str) -> None:
    keys, articles = dataset(tmp_path, name, JSONL)
    assert keys == ["1", "3", "4"]
    assert [one.text for one in articles] == [
        "One ferry left.",
        "Two came\nback.",
        "Three sank.",
    ]
    assert (articles[0].title, articles[0].published) == ("Ferry", "2024-05-01")
    assert articles[1].byline == "Jo Bell, Ana Osk"
    assert articles[0].source == f"{tmp_path}/{name}!/1"
    assert articles[0].extractor.startswith("plain")


def test_rows_go_by_their_ids_where_a_field_is_named(tmp_path: Path) -> None:
    keys, articles = dataset(tmp_path, "rows.jsonl", JSONL, How(id_field="id"))
    assert keys == ["a1", "a2", "row 4"]
    assert articles[1].text == "Two came\nback."
    assert dataset(tmp_path, "a.csv", CSV, How(id_field="id"))[0] == ["x", "y", "row 4"]


@pytest.mark.parametrize(
    "content",
    ['[{"text": "One."}, {"text": "Two."}]', '\ufeff[\n {"text":"One."},\n {"text":"Two."}]\n'],
)
def test_a_list_of_objects(tmp_path: Path, content: str) -> None:
    keys, articles = dataset(tmp_path, "rows.json", content)
    assert (keys, [one.text for one in articles]) == (["1", "2"], ["One.", "Two."])


def test_a_single_object_opens_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    path.write_text('{\n  "headline": "Alone",\n  "body": "One."\n}\n')
    article = Sources().article(str(path))
    assert (article.text, article.title) == ("One.", "Alone")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table(tmp_path: Path, delimiter: str, encoding: str) -> None:
    written = CSV.replace("A, b", "Café").replace(",", delimiter).encode(encoding)
    keys, articles = dataset(tmp_path, "rows.csv", written)
    assert keys == ["1", "2", "4"]
    assert [one.text for one in articles] == ["line one\nline two", 'He said "go".', "No name"]
    assert articles[0].title == "Café"


def test_a_field_can_be_named(tmp_path: Path) -> None:
    content = '{"lede": "One.", "text": "Two."}'
    assert dataset(tmp_path, "a.jsonl", content, How(text_field="lede"))[1][0].text == "One."


@pytest.mark.parametrize(
    ("name", "content", "key", "reason"),
    [
        ("a.jsonl", '{"text": "One."}\nnonsense\n', "2", "no sound JSON"),
        ("a.jsonl", '{"text": "One."}\n["a"]\n', "2", "is no JSON object"),
        ("a.jsonl", '{"text": "One."}\n{"text": 7}\n', "2", "its text is missing"),
        ("a.jsonl", '{"lede": "One."}\n{"lede": "Two."}', "1", "--text-field, of lede"),
        ("a.jsonl", '{"text": "One."}\n{"text": "cut of', "2", "no sound JSON"),
        ("a.jsonl", '{"text": "One."}\n', "2", "is not in there"),
        ("a.jsonl", '{"text": "One."}\n', "-1", "is not in there"),
        ("a.jsonl", '{"text": ' + "[" * 100_000, "1", "no sound JSON"),
        ("a.json", '[{"text": 1', "1", "no sound JSON"),
        ("a.csv", "a,b\n1,2\n", "1", "--text-field, of a, b"),
        ("a.jsonl", '{"text": "One."}\n{"text": "half \\ud83d"}', "2", "no sound JSON"),
        ("a.csv", "text\nOne.\n", "2", "is not in there"),
    ],
)
def test_what_cannot_be_read_is_said(
    tmp_path: Path, name: str, content: str, key: str, reason: str
) -> None:
    path = tmp_path / name
    path.write_text(content)
    with pytest.raises(Unreadable, match=reason):
        Sources().article(f"{path}!/{key}")


def test_a_quotation_mark_that_is_never_closed(tmp_path: Path) -> None:
    keys, articles = dataset(tmp_path, "a.csv", 'text\n"cut off\nin the middle')
    assert (keys, articles[0].text) == (["1"], "cut off\nin the middle")


def test_one_bad_row_spoils_no_other(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "One."}\nbroken\n{"text": "Three."}\n')
    done = subprocess.run(
        [sys.executable, "-m", "tui", "show", str(path), "--json"], capture_output=True, text=True
    )
    assert done.returncode == 0
    assert [json.loads(line)["text"] for line in done.stdout.splitlines()] == ["One.", "Three."]
    assert done.stderr.count("\n") == 1
    assert f"{path}!/2 is no sound JSON" in done.stderr


def test_nothing_of_it_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"a": 1}\n{"a": 2}\n')
    done = subprocess.run(
        [sys.executable, "-m", "tui", "show", str(path)], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.count("\n") == 2


def test_a_file_changed_meanwhile_is_gone_through_again(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "One."}\n')
    sources = Sources()
    assert sources.article(f"{path}!/1").text == "One."
    path.write_text('{"text": "Uno, and longer."}\n{"text": "Two."}\n')
    assert sources.article(f"{path}!/1").text == "Uno, and longer."
    assert sources.article(f"{path}!/2").text == "Two."


def parquet(folder: Path) -> Path:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    rows = {"key": ["a", "b", "c"], "content": ["One.", "Two.", "Three."], "title": ["1", "2", "3"]}
    path = folder / "rows.parquet"
    parquet.write_table(pyarrow.table(rows), path, row_group_size=2)
    return path


def test_parquet(tmp_path: Path) -> None:
    content = parquet(tmp_path).read_bytes()
    keys, articles = dataset(tmp_path, "rows.dat", content)
    assert (keys, [one.text for one in articles]) == (["1", "2", "3"], ["One.", "Two.", "Three."])
    assert articles[2].title == "3"
    assert dataset(tmp_path, "rows.dat", content, How(id_field="key"))[0] == ["a", "b", "c"]


@pytest.mark.parametrize("cut", [5, 40, -9])
def test_a_damaged_parquet_file(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "cut.parquet"
    path.write_bytes(parquet(tmp_path).read_bytes()[:cut])
    with pytest.raises(Unreadable, match="is no sound Parquet file"):
        Sources().article(f"{path}!/1")


def test_parquet_without_its_library(tmp_path: Path) -> None:
    path = parquet(tmp_path)
    script = f"""
import sys
sys.modules["pyarrow"] = None
from tui.cli.root import main
main(["show", {str(path)!r}])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 3
    assert done.stderr == (
        f"glossator: {path} is a Parquet dataset, which needs an extra:"
        " pip install 'glossator[parquet]'\n"
    )
