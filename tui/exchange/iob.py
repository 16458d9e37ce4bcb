"""A sentence a line, each token with its columns after bars, the tag last: `Ada|NNP|B-PER`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from tui.exchange.drafts import Draft, Found, carried_rest
from tui.exchange.faults import Fault
from tui.exchange.inputs import lines
from tui.exchange.labels import unspaced
from tui.exchange.options import Piece, Reading, Writing
from tui.exchange.tagging import is_tag, runs, tagging_of, tags
from tui.exchange.tokens import Fitted, sentences
from tui.store.protocol import Layer
from tui.text.article import Span

_FORMAT = "iob"


def read(path: Path, _reading: Reading) -> Iterator[Found]:
    """The text of a file; one with a token that is not as it should be is refused."""
    faults: list[Fault] = []
    found: list[tuple[int, list[list[str]]]] = []
    for line in lines(path):
        if isinstance(line, Fault):
            faults.append(line)
            continue
        rows = [token.split("|") for token in line.text.split()]
        for row in rows:
            if len(row) < 2 or not row[0] or not is_tag(row[-1]):
                shown = "|".join(row)
                reason = f"“{shown}” is no token with a tag, such as Ada|B-PER"
                faults.append(Fault(str(path), line.number, "", reason))
        if rows:
            found.append((line.number, rows))
    if faults or not found:
        yield from faults
        return
    text = "\n".join(" ".join(row[0] for row in rows) for _, rows in found)
    draft = Draft(text, format_id=_FORMAT, file=str(path))
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
    """One file; a bar in a token becomes a stroke, as it would divide its columns."""
    for layer in layers:
        if layer.article is not None:
            yield "", "".join(_lines(layer, writing)).encode()


def _lines(layer: Layer, writing: Writing) -> Iterator[str]:
    article = layer.article
    if article is None:
        return
    rest = carried_rest(layer, _FORMAT)
    columns = iter(rest.get("columns", []))
    tagging = writing.tagging or rest.get("tagging", "iob2")
    for group in sentences(article):
        fitted, found, done = Fitted(group), [], 0
        for one in sorted(layer.annotations, key=lambda each: (each.start, -each.end)):
            if one.start >= group[-1][1] or one.end <= group[0][0]:
                continue
            place = fitted.range(one.spans[0], writing)
            if place is not None and place[0] >= done:
                found.append((*place, unspaced(one.tag, writing.lost)))
                done = place[1]
        said = tags(found, len(group), tagging)
        words = (article.text[start:end].replace("|", "¦") for start, end in group)
        rows = ([word, *next(columns, []), tag] for word, tag in zip(words, said, strict=True))
        yield " ".join("|".join(row) for row in rows) + "\n"
