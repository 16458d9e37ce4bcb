"""An article's records under other ids, with all that names them."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from tui.annotations.model import Annotation, Kept, Layer, Link, Recheck
from tui.annotations.signatures import of_layer
from tui.exchange.privacy import signed_anew


def renamed(
    layer: Layer,
    ids: Mapping[str, Mapping[str, str]],
    abroad: Mapping[tuple[str, str], str] | None = None,
) -> Layer:
    """The layer with new ids by table and former id; a signature of all that is said stays one.

    `abroad` are new ids of other articles' annotations, by article and former id.
    """
    # A recheck has the id of the annotation that it is about.
    annotations = {**ids.get("rechecks", {}), **ids.get("annotations", {})}
    ids = {**ids, "annotations": annotations, "rechecks": annotations}

    def named(one: Annotation) -> Annotation:
        return replace(one, id=annotations.get(one.id, one.id))

    def linked(one: Link) -> Link:
        if one.target_article in ("", one.article):
            target = annotations.get(one.target, one.target)
        else:
            target = (abroad or {}).get((one.target_article, one.target), one.target)
        return replace(one, source=annotations.get(one.source, one.source), target=target)

    def told(table: str, one: Kept) -> Kept:
        return replace(one, id=ids[table].get(one.id, one.id))

    def asked(one: Recheck) -> Recheck:
        return replace(one, was=named(one.was), links=tuple(map(linked, one.links)))

    changed = {table: tuple(told(table, one) for one in getattr(layer, table)) for table in ids}
    made = replace(layer, **changed)
    made = replace(
        made,
        links=tuple(map(linked, made.links)),
        rechecks=tuple(map(asked, made.rechecks)),
        evidence=tuple(
            replace(one, claim=annotations.get(one.claim, one.claim)) for one in made.evidence
        ),
        rulings=tuple(
            replace(
                one,
                about={who: tuple(map(named, versions)) for who, versions in one.about.items()},
                gold=tuple(annotations.get(id, id) for id in one.gold),
            )
            for one in made.rulings
        ),
    )
    return signed_anew(made) if of_layer(layer) == "signed" else made
