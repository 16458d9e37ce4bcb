"""Articles as rows of typed columns, for Parquet and Hugging Face datasets.

`text`, `spans` (start, end, label, and what else is said of them; the pieces of one annotation have
its `id` in common), `relations`, `labels`, `tokens` with `ner_tags` in IOB2, and the metadata.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tui.annotations.model import ArticleRecord, Layer
from tui.exchange.drafts import Draft, Found, native_name
from tui.exchange.offsets import Offsets
from tui.exchange.options import Writing
from tui.exchange.tagging import runs, tags
from tui.exchange.tokens import Fitted, sentences, sound
from tui.text.article import Metadata, Span

_METADATA = ("title", "byline", "agency", "place", "published", "language", "source")


def row_of(
    layer: Layer, article: ArticleRecord, format_id: str, writing: Writing
) -> dict[str, object]:
    """An article as a row of the format."""
    names = {
        one.id: native_name(one.id, one.origin, format_id) or one.id for one in layer.annotations
    }
    out = Offsets(article.text, writing.unit("code points")).outward
    tokens = [span for group in sentences(article) for span in group]
    return {
        "id": article.id,
        "text": article.text,
        "spans": [
            {
                "id": names[one.id],
                "start": out(start),
                "end": out(end),
                "label": one.tag,
                "text": quote.exact,
                "attributes": list(one.attributes.items()),
                "note": one.note,
                "author": one.author,
                "created": one.created,
            }
            for one in layer.annotations
            for (start, end), quote in zip(one.spans, one.quotes, strict=True)
        ],
        "relations": [
            {"head": names[link.source], "tail": names[link.target], "label": link.type}
            for link in layer.links
        ],
        "labels": list(article.carried.labels),
        "tokens": [article.text[start:end] for start, end in tokens],
        "ner_tags": _tags(layer, tokens),
        **{name: getattr(article, name) for name in _METADATA},
    }


def _tags(layer: Layer, tokens: list[Span]) -> list[str]:
    """A tag for each token: of what lies on one another the first and longest."""
    fitted, found, done = Fitted(tokens), [], 0
    places = ((*fitted.touched(span), one.tag) for one in layer.annotations for span in one.spans)
    for first, last, label in sorted(places, key=lambda each: (each[0], -each[1])):
        if done <= first < last:
            found.append((first, last, label))
            done = last
    return tags(found, len(tokens), "iob2")


def take(
    row: Mapping[str, Any], format_id: str, file: str, line: int, names: Mapping[str, list[str]]
) -> Iterator[Found]:
    """A row as an article; one without `text` is made of its `tokens`.

    `names` are those of the classes of a column, where tags are numbers.
    """
    text, tokens = row.get("text"), row.get("tokens") or []
    spans = list[Span]()
    if not isinstance(text, str):
        text = " ".join(map(str, tokens))
        done = 0
        for token in tokens:
            spans.append((done, done + len(str(token))))
            done += len(str(token)) + 1
    else:
        spans = _found(text, [str(token) for token in tokens])
    draft = Draft(text, format_id=format_id, file=file, line=line)
    if row.get("spans") is not None:
        _spans(draft, row)
    else:
        column = next((name for name in ("ner_tags", "tags", "labels") if _tagged(row, name)), "")
        classes = names.get(column, [])
        said = [classes[one] if isinstance(one, int) else str(one) for one in row.get(column) or []]
        for first, last, label in runs(said[: len(spans)]):
            draft.annotate(label, [(spans[first][0], spans[last - 1][1])], field=column)
    labels = row.get("labels") or [] if row.get("spans") is not None else []
    known = {name: str(row[name]) for name in _METADATA if row.get(name)}
    yield from draft.finish(
        labels=[str(one) for one in labels],
        tokens=spans if sound(text, spans) else (),
        metadata=Metadata(**known),
    )


def _tagged(row: Mapping[str, Any], name: str) -> bool:
    value = row.get(name)
    return isinstance(value, list) and len(value) == len(row.get("tokens") or []) > 0


def _found(text: str, tokens: list[str]) -> list[Span]:
    """Where the tokens are in the text; none if one is not there."""
    spans, done = list[Span](), 0
    for token in tokens:
        at = text.find(token, done)
        if at < 0:
            return []
        done = at + len(token)
        spans.append((at, done))
    return spans


def _spans(draft: Draft, row: Mapping[str, Any]) -> None:
    pieces: dict[str, list[Mapping[str, Any]]] = {}
    for at, one in enumerate(row["spans"]):
        pieces.setdefault(str(one.get("id") or f"n{at}"), []).append(one)
    for name, listed in pieces.items():
        one = listed[0]
        stated = [piece.get("text") for piece in listed]
        draft.annotate(
            one.get("label"),
            [(piece.get("start"), piece.get("end")) for piece in listed],
            field="spans",
            native=name,
            stated=" … ".join(map(str, stated)) if None not in stated else None,
            attributes={str(key): str(value) for key, value in one.get("attributes") or ()},
            note=str(one.get("note") or ""),
            author=str(one.get("author") or ""),
            created=str(one.get("created") or ""),
        )
    for at, link in enumerate(row.get("relations") or []):
        ends = str(link.get("head")), str(link.get("tail"))
        draft.link(link.get("label"), *ends, field=f"relations[{at}]")
