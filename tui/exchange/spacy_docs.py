"""What spaCy's formats have in common: its tokens hold the whole text, entities share none.

A token may have one space after it; any other white space is a token of its own. Entities and
spans are made of whole tokens: entities lie side by side, whatever lies on one goes into the
group of spans `sc`, from which spaCy's span categorizer reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from tui.annotations.model import ArticleRecord, Layer
from tui.exchange.drafts import Draft, carried_rest, native_name
from tui.exchange.options import Writing
from tui.exchange.tokens import Fitted, sentences
from tui.text.article import Span

_GROUP = "sc"


class Placed(NamedTuple):
    """An annotation on the tokens `[first, last)`."""

    first: int
    last: int
    label: str


class Doc(msgspec.Struct, frozen=True):
    """An article as spaCy sees it; `groups` are spans by the name of their group.

    `spaces` says of each token whether a space follows; `starts` are the tokens that begin a
    sentence.
    """

    tokens: list[Span]
    spaces: list[bool]
    starts: set[int]
    entities: list[Placed]
    groups: dict[str, list[Placed]]
    labels: dict[str, float]


def doc_of(layer: Layer, article: ArticleRecord, format_id: str, writing: Writing) -> Doc:
    """The article as spaCy sees it; what cuts a token is fitted as `writing` says."""
    groups = sentences(article)
    words = [span for group in groups for span in group]
    tokens, spaces = _whole(article.text, words)
    index = {start: at for at, (start, _) in enumerate(tokens)}
    fitted = Fitted(words)
    entities: list[Placed] = []
    spans: dict[str, list[Placed]] = {}
    placed = []
    for one in layer.annotations:
        found = fitted.range(one.spans[0], writing)
        if found is not None:
            first, last = index[words[found[0]][0]], index[words[found[1] - 1][0]] + 1
            group = native_name(one.id, one.origin, format_id).rpartition(".")[0]
            placed.append((Placed(first, last, one.tag), group))
    done = 0
    for place, group in sorted(placed, key=lambda each: (each[0].first, -each[0].last)):
        if group or place.first < done:
            spans.setdefault(group or _GROUP, []).append(place)
        else:
            entities.append(place)
            done = place.last
    starts = {0} | {index[group[0][0]] for group in groups[1:]}
    return Doc(tokens, spaces, starts, entities, spans, _labels(layer, article, format_id))


def _labels(layer: Layer, article: ArticleRecord, format_id: str) -> dict[str, float]:
    """The labels of the text, and those it came with that do not hold."""
    came: dict[str, float] = carried_rest(layer, format_id).get("cats", {})
    held = {name: value for name, value in came.items() if value < _HOLDS}
    return {**held, **{name: came.get(name, 1.0) for name in article.carried.labels}}


_HOLDS = 0.5
"""A category of at least this value is a label of the text."""


def take_labels(cats: Mapping[str, float]) -> tuple[list[str], dict[str, object]]:
    """The labels that hold, and what of the categories has to be kept to be written back."""
    labels = [name for name, value in cats.items() if value >= _HOLDS]
    plain = all(value == 1.0 for value in cats.values())
    return labels, {} if plain else {"cats": dict(cats)}


def _whole(text: str, words: list[Span]) -> tuple[list[Span], list[bool]]:
    """Tokens that hold the whole text, and whether a space follows each."""
    tokens: list[Span] = []
    spaces: list[bool] = []
    done = 0
    for start, end in [*words, (len(text), len(text))]:
        if tokens and start > done and text[done] == " ":
            spaces[-1] = True
            done += 1
        if start > done:
            tokens.append((done, start))
            spaces.append(False)
        if start < end:
            tokens.append((start, end))
            spaces.append(False)
        done = end
    return tokens, spaces


def group_span(
    draft: Draft, group: str, number: int, place: tuple[object, object], label: object
) -> None:
    """Annotate a span of a group, so that it goes back into it."""
    field = f"spans.{group}[{number}]"
    draft.annotate(label, [place], field=field, native=f"{group}.{number}")
