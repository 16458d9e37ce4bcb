"""Prodigy's JSON Lines: a task a row, with `spans`, `tokens`, `relations` and the `answer`.

Offsets are code points; `token_end` is the last token itself, not the one after it. What was
answered with `reject` or `ignore` is no annotation: its spans are kept as they are and written
back. A relation names its ends by `head_span` and `child_span`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tui.annotations.model import Annotation, Layer, Link
from tui.exchange.drafts import (
    Draft,
    Found,
    carried_rest,
    disagreement,
    native_name,
    remainder,
)
from tui.exchange.faults import Fault
from tui.exchange.inputs import items
from tui.exchange.offsets import Offsets
from tui.exchange.options import Piece, Reading, Writing
from tui.exchange.outputs import json_text
from tui.exchange.tokens import Fitted, sentences, sound
from tui.text.article import Span

_SPAN = ("start", "end", "label", "token_start", "token_end", "text")
_RELATION = ("head", "child", "head_span", "child_span", "label")
_LINKED = "linked"
"""The tag of words that have no label and are only linked."""

_SESSIONS = ("_session_id", "_annotator_id")


def read(path: Path, reading: Reading) -> Iterator[Found]:
    """A text for each task that has one."""
    for item in items(path):
        if isinstance(item, Fault):
            yield item
        elif not isinstance(item.value, dict) or not isinstance(item.value.get("text"), str):
            yield Fault(str(path), item.line, "", "has no text")
        else:
            draft = Draft(
                item.value["text"],
                format_id="prodigy",
                file=str(path),
                line=item.line,
                unit=reading.unit("code points"),
            )
            yield from _task(draft, item.value)


def _task(draft: Draft, row: Mapping[str, object]) -> Iterator[Found]:
    tokens = _tokens(draft, row)
    answered = row.get("answer", "accept") == "accept"
    known = ["text", *_SESSIONS]
    extras: dict[str, object] = {}
    relations: dict[str, object] = {}
    labels: list[str] = []
    if answered:
        known += ["spans", "relations"]
        extras = _spans(draft, row, tokens)
        relations = _relations(draft, row)
        accepted = row.get("accept")
        if isinstance(accepted, list):
            labels = [one for one in accepted if isinstance(one, str)]
            known.append("accept")
    if tokens:
        known.append("tokens")
    rest: dict[str, object] = {"row": remainder(row, *known)}
    if extras:
        rest["spans"] = extras
    if relations:
        rest["relations"] = relations
    if tokens:
        rest["tokens"] = [
            {name: value for name, value in one.items() if name not in ("text", "start", "end")}
            for one in _listed(draft, row, "tokens")
        ]
    yield from draft.finish(labels=labels, tokens=tokens, rest=rest)


def _listed(draft: Draft, row: Mapping[str, object], name: str) -> list[dict[str, object]]:
    value = row.get(name)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        draft.fault(name, "is no list of objects")
        return []
    return value


def _tokens(draft: Draft, row: Mapping[str, object]) -> list[Span]:
    """The tokens that came with a task; none, and a fault, if they are not those of the text."""
    found: list[Span] = []
    for at, one in enumerate(_listed(draft, row, "tokens")):
        span = draft.span(one.get("start"), one.get("end"), f"tokens[{at}]")
        if span is None:
            return []
        stated, words = str(one.get("text", "")), draft.text[slice(*span)]
        if stated != words:
            draft.fault(f"tokens[{at}]", disagreement(stated, words))
            return []
        found.append(span)
    if found and not sound(draft.text, found):
        draft.fault("tokens", "do not hold the text in order, and are left out")
        return []
    return found


def _spans(draft: Draft, row: Mapping[str, object], tokens: list[Span]) -> dict[str, object]:
    """Annotate the spans; what they have beside their places and labels."""
    extras: dict[str, object] = {}
    for at, one in enumerate(_listed(draft, row, "spans")):
        field = f"spans[{at}]"
        stated = one.get("text")
        place = one.get("start"), one.get("end")
        author = next((str(row[name]) for name in _SESSIONS if row.get(name)), "")
        made = draft.annotate(
            one.get("label"),
            [place],
            field=field,
            native=str(at),
            stated=stated if isinstance(stated, str) else None,
            author=author,
        )
        if made is None:
            continue
        more = {name: value for name, value in one.items() if name not in _SPAN}
        if "text" in one:
            more["text"] = None
        if more:
            extras[str(at)] = more
        _check_tokens(draft, one, made, tokens, field)
    return extras


def _check_tokens(
    draft: Draft, one: Mapping[str, object], made: Annotation, tokens: list[Span], field: str
) -> None:
    first, last = one.get("token_start"), one.get("token_end")
    if not tokens or not isinstance(first, int) or not isinstance(last, int):
        return
    if (first, last + 1) != Fitted(tokens).touched(made.spans[0]):
        draft.fault(field, f"tokens {first} to {last} are not where the span is; kept by place")


def _relations(draft: Draft, row: Mapping[str, object]) -> dict[str, object]:
    """Link what is related; what relations have beside their ends and labels."""
    places: dict[object, str] = {}
    extras: dict[str, dict[str, object]] = {}
    for at, one in enumerate(_listed(draft, row, "spans")):
        places.setdefault((one.get("start"), one.get("end"), one.get("label")), str(at))
    for at, one in enumerate(_listed(draft, row, "relations")):
        ends = []
        for name in ("head_span", "child_span"):
            end = one.get(name)
            key = (
                (end.get("start"), end.get("end"), end.get("label"))
                if isinstance(end, dict)
                else None
            )
            if key is not None and key not in places and key[2] is None:
                places[key] = _end(draft, key[0], key[1], f"relations[{at}]")
            ends.append(places.get(key, f"{name} {key}"))
        draft.link(one.get("label"), *ends, field=f"relations[{at}]", native=str(at))
        extras[str(at)] = {name: value for name, value in one.items() if name not in _RELATION}
    return {name: more for name, more in extras.items() if more}


def _end(draft: Draft, start: object, end: object, field: str) -> str:
    """The name of an annotation made for words that have no label and are only linked."""
    native = f"{_LINKED}.{start}.{end}"
    draft.annotate(_LINKED, [(start, end)], field=field, native=native)
    return native


def _is_end(one: Annotation) -> bool:
    return native_name(one.id, one.origin, "prodigy").startswith(f"{_LINKED}.")


def write(layers: Iterable[Layer], writing: Writing) -> Iterator[Piece]:
    """A task for each text; it is an accepted one unless it came in with another answer."""
    for layer in layers:
        if layer.article is not None:
            yield "", json_text(_Task(layer, writing).row()).encode() + b"\n"


class _Task:
    """One text as a row."""

    def __init__(self, layer: Layer, writing: Writing) -> None:
        if layer.article is None:
            raise ValueError("a layer without an article has no text")
        self._layer = layer
        self._article = layer.article
        self._rest = carried_rest(layer, "prodigy")
        self._out = Offsets(self._article.text, writing.unit("code points")).outward
        self._tokens = [span for group in sentences(self._article) for span in group]
        self._fitted = Fitted(self._tokens)

    def row(self) -> dict[str, object]:
        """The task."""
        row: dict[str, object] = dict(self._rest.get("row", {}))
        came = bool(row)
        row["text"] = self._article.text
        if row.get("tokens", ()) is None or not came:
            row["tokens"] = self._token_rows()
        if row.get("answer", "accept") == "accept":
            labelled = [one for one in self._layer.annotations if not _is_end(one)]
            if labelled or "spans" in row or not came:
                row["spans"] = [self._span(one) for one in labelled]
            if self._layer.links or "relations" in row:
                row["relations"] = [self._relation(link) for link in self._layer.links]
        if self._article.carried.labels or "accept" in row:
            labels = list(self._article.carried.labels)
            row["accept"] = labels
            row.setdefault("options", [{"id": one, "text": one} for one in labels])
        author = next((one.author for one in self._layer.annotations if one.author), None)
        if author and "_annotator_id" in row:
            row["_annotator_id"] = author
        if author and ("_session_id" in row or not came):
            row["_session_id"] = author
        row.setdefault("answer", "accept")
        return row

    def _token_rows(self) -> list[dict[str, object]]:
        extras = self._rest.get("tokens") or [{}] * len(self._tokens)
        text, out = self._article.text, self._out
        rows = []
        for at, ((start, end), extra) in enumerate(zip(self._tokens, extras, strict=True)):
            made: dict[str, object] = {
                "text": text[start:end],
                "start": out(start),
                "end": out(end),
                "id": at,
            }
            if not self._rest:
                made["ws"] = text[end : end + 1] == " "
            rows.append({**made, **extra})
        return rows

    def _span(self, one: Annotation) -> dict[str, object]:
        first, last = self._fitted.touched(one.spans[0])
        made: dict[str, object] = {"start": self._out(one.start), "end": self._out(one.end)}
        if first < last:
            made |= {"token_start": first, "token_end": last - 1}
        made["label"] = None if _is_end(one) else one.tag
        native = native_name(one.id, one.origin, "prodigy")
        extra: dict[str, object] = self._rest.get("spans", {}).get(native, {})
        if "text" in extra:
            extra = {**extra, "text": one.quotes[0].exact}
        return made | extra

    def _relation(self, link: Link) -> dict[str, object]:
        by_id = {one.id: one for one in self._layer.annotations}
        head, child = self._span(by_id[link.source]), self._span(by_id[link.target])
        return {
            "head": head.get("token_end"),
            "child": child.get("token_end"),
            "head_span": head,
            "child_span": child,
            "label": link.type,
            **self._rest.get("relations", {}).get(link.id.partition(":")[2], {}),
        }
