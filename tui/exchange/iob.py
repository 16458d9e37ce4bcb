"""A sentence a line, each token with its columns after bars, the tag last: `Ada|NNP|B-PER`. A
blank line stands between two texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from tui.annotations.model import Layer
from tui.exchange.drafts import Draft, Found, carried_rest
from tui.exchange.faults import Fault
from tui.exchange.inputs import lines
from tui.exchange.levels import levelled, sentence_tags
from tui.exchange.options import Piece, Reading, Writing
from tui.exchange.tagging import is_tag, runs, tagging_of
from tui.exchange.tokens import Fitted, sentences
from tui.text.article import Span

_FORMAT = "iob"


_Rows: TypeAlias = list[tuple[int, list[list[str]]]]
"""The lines of a text by their numbers: for each token its columns."""


def read(path: Path, _reading: Reading) -> Iterator[Found]:
    """The texts of a file; one with a token that is not as it should be is refused."""
    faults: list[Fault] = []
    rows: _Rows = []
    for line in lines(path):
        if isinstance(line, Fault):
            faults.append(line)
        elif line.text.strip():
            found = [token.split("|") for token in line.text.split()]
            faults += _unsound(found, str(path), line.number)
            rows.append((line.number, found))
        else:
            yield from faults or _text(rows, str(path))
            faults, rows = [], []
    yield from faults or _text(rows, str(path))


def _unsound(rows: list[list[str]], file: str, line: int) -> Iterator[Fault]:
    for row in rows:
        if len(row) < 2 or not row[0] or not is_tag(row[-1]):
            shown = "|".join(row)
            yield Fault(file, line, "", f"“{shown}” is no token with a tag, such as Ada|B-PER")


def _text(found: _Rows, file: str) -> Iterator[Found]:
    if not found:
        return
    text = "\n".join(" ".join(row[0] for row in rows) for _, rows in found)
    draft = Draft(text, format_id=_FORMAT, file=file, line=found[0][0])
    tokens, edges, done = list[Span](), list[Span](), 0
    for number, rows in found:
        spans = list[Span]()
        for row in rows:
            spans.append((done, done + len(row[0])))
            done += len(row[0]) + 1
        for first, last, label in runs(row[-1] for row in rows):
            place = spans[first][0], spans[last - 1][1]
            draft.annotate(label, [place], field="", line=number)
        tokens += spans
        edges.append((spans[0][0], spans[-1][1]))
    rest = {
        "columns": [row[1:-1] for _, rows in found for row in rows],
        "tagging": tagging_of([row[-1] for row in rows] for _, rows in found),
    }
    yield from draft.finish(tokens=tokens, sentences=edges, rest=rest)


def write(layers: Iterable[Layer], writing: Writing) -> Iterator[Piece]:
    """One file; a bar in a token becomes a broken one, as it would divide columns."""
    before = ""
    for layer in layers:
        made = "".join(_lines(layer, writing))
        if made:
            yield "", (before + made).encode()
            before = "\n"


def _lines(layer: Layer, writing: Writing) -> Iterator[str]:
    article = layer.article
    if article is None:
        return
    rest = carried_rest(layer, _FORMAT)
    columns = iter(rest.get("columns", []))
    tagging = writing.tagging or rest.get("tagging", "iob2")
    groups = sentences(article)
    (level,) = levelled(
        Fitted([one for group in groups for one in group]), layer.annotations, writing
    )
    done = 0
    for group in groups:
        said = sentence_tags(level, done, done + len(group), tagging, writing)
        words = (_word(article.text[start:end], writing) for start, end in group)
        rows = ([word, *next(columns, []), tag] for word, tag in zip(words, said, strict=True))
        yield " ".join("|".join(row) for row in rows) + "\n"
        done += len(group)


def _word(token: str, writing: Writing) -> str:
    """A token as it stands in a line; only one that came in can have spaces."""
    safe = "".join(token.split()).replace("|", "¦")
    if safe != token:
        writing.lost["tokens written without a bar or space"] += 1
    return safe
