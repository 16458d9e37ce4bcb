"""Commands that lay what several annotators said beside each other."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tui.cli_datasets import PATH
from tui.cli_options import (
    FOUND,
    UNREADABLE,
    USAGE,
    Options,
    as_json,
    counted,
    fail,
    narrate,
    need_database,
    put,
    shared,
)

if TYPE_CHECKING:
    from tui.annotations.model import ArticleRecord
    from tui.layers import Compared, Layers
    from tui.review.comparison import Comparison

_KINDS = ("same", "label", "boundary", "attribute", "link", "only-a", "only-b")
_SHOWN = 60
"""Cells of an annotation's words in a line."""


@click.command()
@click.argument("first", metavar="A", type=PATH)
@click.argument("second", metavar="B", type=PATH)
@click.option("--kind", "kinds", multiple=True, type=click.Choice(_KINDS), help="Only this kind.")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="Only this tag, on either side.")
@as_json
@shared
def compare(
    _options: Options,
    first: Path,
    second: Path,
    kinds: Sequence[str],
    tags: Sequence[str],
    as_json: bool,
) -> None:
    """Lay the annotations of two databases beside each other, pair by pair; exit 1 if any differ.

    Annotations are a pair that are most alike; a pair has the kind of its weightiest difference:
    label, boundary, attribute, link. What is the same is counted, and listed with --kind same.
    Neither database is written.
    """
    found = _layers([first, second])
    _say_unshared(found)
    counts: Counter[str] = Counter()
    for shelf in found.articles:
        pairs = [
            (kind, comparison)
            for comparison in _compared(shelf)
            if (kind := _kind(comparison)) in (kinds or _KINDS)
            and (not tags or {one.tag for one in comparison.present} & set(tags))
        ]
        counts.update(kind for kind, _ in pairs)
        if as_json:
            for kind, comparison in pairs:
                click.echo(json.dumps(_fields(kind, comparison, shelf.article.id)))
            continue
        listed = [(kind, one) for kind, one in pairs if kind != "same" or "same" in kinds]
        if listed:
            put(_name(shelf.article))
        for kind, comparison in listed:
            put(_line(kind, comparison))
    if not as_json:
        put(", ".join(f"{counts[kind]} {kind}" for kind in _KINDS if counts[kind]) or "nothing")
    sys.exit(FOUND if counts.keys() - {"same"} else 0)


def _layers(paths: Sequence[Path]) -> Layers:
    """What the databases hold; leaves with a sentence where one cannot be read."""
    from tui.layers import layers
    from tui.store.protocol import StoreError

    if len({path.resolve() for path in paths}) < len(paths):
        fail(USAGE, "a file is named twice; each stands for another annotator")
    for path in paths:
        need_database(path)
    try:
        found = layers(paths)
    except StoreError as error:
        fail(UNREADABLE, str(error))
    for warning in found.warnings:
        narrate(warning)
    return found


def _say_unshared(found: Layers) -> None:
    """Say how many articles not all of the databases have."""
    for at, name in enumerate(found.names):
        missing = sum(shelf.by[at] is None for shelf in found.articles)
        if missing:
            narrate(f"{name} lacks {counted(missing, 'article')} of {len(found.articles)}")


def _compared(shelf: Compared) -> list[Comparison]:
    """What was said of an article, thing by thing."""
    from tui.agreement.material import Said
    from tui.review.comparison import compare

    made = (Said(one.annotations, one.links) if one is not None else Said() for one in shelf.by)
    return compare(list(made))


def _kind(comparison: Comparison) -> str:
    """The contract's word for a pair."""
    differences = comparison.differences
    if "missing" in differences:
        return "only-b" if comparison.members[0] is None else "only-a"
    return differences[0] if differences else "same"


def _fields(kind: str, comparison: Comparison, article: str) -> dict[str, Any]:
    """A pair as JSON has it: each side with its links, and all in which they differ."""
    from tui.exchange.jsonl import annotation_fields

    made: dict[str, Any] = {"kind": kind, "article": article}
    for side, one, ties in zip("ab", comparison.members, comparison.ties, strict=True):
        if one is not None:
            links = [{"type": tie.type, "to": end.id} for tie, end in ties.items()]
            made[side] = annotation_fields(one) | ({"links": links} if links else {})
    return made | {"differs": comparison.differences}


def _line(kind: str, comparison: Comparison) -> str:
    from tui.review.saying import difference, words
    from tui.text.cells import clip

    first = comparison.present[0]
    said = clip(words(first), _SHOWN)
    differs = "" if "missing" in comparison.differences else difference(comparison)
    return f"  {kind:9}  {first.tag:12}  {said}" + (f"  [{differs}]" if differs else "")


def _name(article: ArticleRecord) -> str:
    return article.title or article.source or article.id[:12]


COMMANDS = (compare,)
