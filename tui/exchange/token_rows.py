"""Rows of tokens with a tag for each, as datasets for taggers often come: JSON Lines with `tokens`
and `labels`, `ner_tags` or `tags`. Other fields are kept and written back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tui.annotations.model import Layer
from tui.exchange.drafts import Draft, Found, carried_rest, remainder
from tui.exchange.faults import Fault
from tui.exchange.inputs import items
from tui.exchange.levels import levelled
from tui.exchange.options import Piece, Reading, Writing
from tui.exchange.outputs import json_text
from tui.exchange.tagging import is_tag, runs, tagging_of, tags
from tui.exchange.tokens import Fitted, sentences
from tui.text.article import Span

_FORMAT = "tokens"
_TAGS = ("labels", "ner_tags", "tags")


def read(path: Path, _reading: Reading) -> Iterator[Found]:
    """A text for each row: its tokens, with a space between two."""
    for item in items(path):
        if isinstance(item, Fault):
            yield item
            continue
        row = item.value if isinstance(item.value, dict) else {}
        tokens, column = row.get("tokens"), next((one for one in _TAGS if one in row), "")
        said = row.get(column)
        sound = _strings(tokens) and _strings(said)
        if not isinstance(tokens, list) or not isinstance(said, list) or not sound:
            yield Fault(str(path), item.line, "", "has no tokens with a tag for each, as texts")
        elif len(tokens) != len(said):
            reason = f"has {len(said)} tags for {len(tokens)} tokens"
            yield Fault(str(path), item.line, column, reason)
        elif any(not token or token.isspace() for token in tokens):
            yield Fault(str(path), item.line, "tokens", "has a blank token")
        else:
            yield from _row(row, tokens, said, column, str(path), item.line)


def _strings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _row(
    row: Mapping[str, object],
    tokens: list[str],
    said: list[str],
    column: str,
    file: str,
    line: int,
) -> Iterator[Found]:
    spans, done = list[Span](), 0
    for token in tokens:
        spans.append((done, done + len(token)))
        done += len(token) + 1
    draft = Draft(" ".join(tokens), format_id=_FORMAT, file=file, line=line)
    for at, tag in enumerate(said):
        if not is_tag(tag):
            draft.fault(f"{column}[{at}]", f"“{tag}” is no tag such as O, B-x or I-x")
    for first, last, label in runs(said):
        draft.annotate(label, [(spans[first][0], spans[last - 1][1])], field=column)
    rest = {
        "row": remainder(row, "tokens", column),
        "column": column,
        "tagging": tagging_of([said]),
    }
    source = row.get("id")
    yield from draft.finish(
        source=source if isinstance(source, str) else "", tokens=spans, rest=rest
    )


def write(layers: Iterable[Layer], writing: Writing) -> Iterator[Piece]:
    """A row for each text."""
    for layer in layers:
        if layer.article is None:
            continue
        rest = carried_rest(layer, _FORMAT)
        tokens = [span for group in sentences(layer.article) for span in group]
        (found,) = levelled(Fitted(tokens), layer.annotations, writing)
        row: dict[str, object] = dict(rest.get("row", {}))
        row["tokens"] = [layer.article.text[start:end] for start, end in tokens]
        tagging = writing.tagging or rest.get("tagging", "iob2")
        row[rest.get("column", _TAGS[0])] = tags(found, len(tokens), tagging)
        yield "", json_text(row).encode() + b"\n"
