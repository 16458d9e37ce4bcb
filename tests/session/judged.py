"""A desk at which is decided what annotators, each a marked text, disagree about."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import convert

from tests.session.notation import Desk, Ledger, article, parse
from tui.agreement.material import Said
from tui.annotations.model import Annotation, Link, Quote, Ruling
from tui.review.adjudication import cases
from tui.session import reviewing
from tui.session.review import Review
from tui.text.anchors import select

NAMES = ("ana", "ben", "cy", "dov", "eli", "fay", "gil", "hal", "ivo")


def judged(
    *layers: str | Sequence[str],
    merged: bool = True,
    unlinked: str = "",
    ledger: Ledger | None = None,
) -> Desk:
    """Each annotator's marked text, or texts where there are several articles. The first marked
    annotation of a text is linked to the second by who marks it as a quotation, unless they are
    `unlinked`.
    """
    texts = [(layer,) if isinstance(layer, str) else tuple(layer) for layer in layers]
    names = NAMES[: len(texts)]
    made = Desk(*(article(parse(one).text) for one in texts[0]), ledger=ledger)
    found, paths, agreed = {}, {}, set()
    for at, (path, one) in enumerate(made.articles.items()):
        said = [_said(text[at], name, unlinked) for text, name in zip(texts, names, strict=True)]
        found[one.id], paths[one.id] = cases(one.id, names, said), path
        agreed |= {case.id for case in found[one.id] if case.is_agreed and merged}
    review = Review(names, found, paths, merged=frozenset(agreed))
    for table, id in [*made.ledger.held]:
        if table == "rulings":
            ruling = convert(made.ledger.held[table, id], Ruling)
            review.take(ruling.article, review.rulings[ruling.article] | {id: ruling})
    made.carry_out(reviewing.begin(made.workspace, review))
    return made


def _said(marked: str, name: str, unlinked: str) -> Said:
    base, given = article(marked), parse(marked).annotations
    made = tuple(
        Annotation(
            id=f"{name}{at}",
            article=base.id,
            tag=tag,
            spans=(span,),
            quotes=(Quote(*select(base.text, span)),),
            author=name,
        )
        for at, (tag, span) in enumerate(given)
    )
    linked = name != unlinked and len(made) > 1 and made[0].tag == "quote"
    link = Link(id=name, article=base.id, type="speaker", source=f"{name}0", target=f"{name}1")
    return Said(made, (link,) if linked else ())
