"""A gold file made ready for a reviewer: its articles, what annotators agree on, what is open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tui.agreement.material import Said
from tui.annotations.edits import Op, plain
from tui.annotations.model import Layer, Pass
from tui.annotations.records import Records
from tui.hosting.layers import Compared, Layers
from tui.hosting.shelves import stored_path
from tui.review.adjudication import Case, Reviewer, cases, merged
from tui.review.carrying import removed
from tui.session.review import Review
from tui.store.protocol import Store

AGREEMENT = "agreement"
"""Who writes into the gold file what all say: nobody's own edit, so that nobody's undo takes it."""


class Plan(NamedTuple):
    """What is taken into the gold file beforehand: what all say (`agreed`), what more than half say
    (`majority`); and whether articles count that only one annotator has (`alone`).
    """

    agreed: bool = True
    majority: bool = False
    alone: bool = False


class Prepared(NamedTuple):
    """What is to be reviewed, and how many cases were taken into the gold file now."""

    review: Review
    merged: int


def prepare(store: Store, layers: Layers, plan: Plan, now: str) -> Prepared:
    """Store the articles and what needs no decision, and say what does; done again, only what is
    new is taken in. A person's removals stand.

    Raises:
        StoreError: the gold file cannot be written.
    """
    made: dict[str, list[Case]] = {}
    paths: dict[str, str] = {}
    settled: set[str] = set()
    rulings = {}
    count = 0
    for shared in layers:
        id = shared.article.id
        if sum(layer is not None for layer in shared.by) < 2 and not plan.alone:
            continue
        made[id] = cases(id, layers.names, [_said(layer) for layer in shared.by])
        paths[id] = stored_path(id)
        clear = [at for at, case in enumerate(made[id]) if _is_clear(case, plan)]
        held = store.load(id)
        ops = tuple(_ops(shared, made[id], clear, held, store, Reviewer(AGREEMENT, now)))
        if ops:
            store.commit(ops, by=AGREEMENT, summary="what the annotators agree on")
            count += sum(op.table == "annotations" for op in ops)
        rulings[id] = {one.id: one for one in held.rulings}
        settled |= {made[id][at].id for at in clear} - rulings[id].keys()
    review = Review(layers.names, made, paths, merged=frozenset(settled))
    for article, decided in rulings.items():
        review.take(article, decided)
    return Prepared(review, count)


def _is_clear(case: Case, plan: Plan) -> bool:
    """Whether a case needs no decision."""
    if case.is_agreed:
        return plan.agreed
    return plan.majority and case.comparison.majority is not None


def _ops(
    shared: Compared,
    made: list[Case],
    clear: list[int],
    held: Layer,
    store: Store,
    reviewer: Reviewer,
) -> Iterator[Op]:
    """What the gold file lacks of an article."""
    if held.article is None:
        yield Op("articles", shared.article.id, None, plain(shared.article))
    into = Records()
    into.load(held)
    fresh = [op for at in clear for op in _applied(merged(at, made, into, reviewer), into)]
    fresh += (Op("passes", one.id, None, plain(one)) for one in _passed(shared, into))
    if fresh:
        gone = removed(store.history(shared.article.id)) if held.article is not None else set()
        lost = {op.id for op in fresh if op.id in gone}
        yield from (op for op in fresh if not lost & _ends(op))


def _applied(ops: tuple[Op, ...], into: Records) -> tuple[Op, ...]:
    """The operations, which the records have then followed."""
    into.apply(ops)
    return ops


def _ends(op: Op) -> set[object]:
    """The record of an operation, and those that it hangs on."""
    after = op.after or {}
    return {op.id, after.get("source"), after.get("target")}


def _passed(shared: Compared, into: Records) -> Iterator[Pass]:
    """The sentences of which all who have the article say that nothing is to check there."""
    there = [layer for layer in shared.by if layer is not None]
    for one in there[0].passes:
        alike = [{(said.id, said.state) for said in layer.passes} for layer in there]
        if one.id not in into.passes and all((one.id, one.state) in said for said in alike):
            yield one


def _said(layer: Layer | None) -> Said:
    return Said(layer.annotations, layer.links) if layer is not None else Said()
