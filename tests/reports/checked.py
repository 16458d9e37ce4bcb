"""A small story with everything said of it that a report can tell, private things among it."""

from __future__ import annotations

from msgspec.structs import replace

from tests.session.notation import article as marked_article
from tests.session.notation import parse
from tui.annotations.edits import Edit, Op, plain
from tui.annotations.model import (
    Annotation,
    ArticleRecord,
    Evidence,
    Layer,
    Link,
    Pass,
    Quote,
    Signing,
    pass_id,
)
from tui.annotations.scheme import Scheme
from tui.cli.options import shipped_config
from tui.session.stored import article_record
from tui.text.anchors import select
from tui.text.article import Article

STORY = """Harbour wall will cost €4 million, council says

{claim:The wall at Nes will cost €4 million.} {claim:It will be the longest on the coast.}

{quote:“We shall build it, & soon,”} said {person:Mara Tolk}, who chairs the council. {claim:She
wrote the plan in 2019.}

{quote:“{claim:Nobody asked us},”} said {person:Odd Farre} of the {organisation:Boat Owners}.
Nobody was there to hear it. {claim:So it goes at Nes.}
"""
HEARING = """Tolk: We shall build it, and soon. {quote:It was on the agenda in May.}

Farre: Nobody asked us!
"""
SCHEME: Scheme = shipped_config().scheme
URL = "https://courier.example/harbour-wall"
AUTHOR = "hjordis.k"
NAMES = ("hjordis.k", "sub-editor.ludo")
PRIVATE = {
    "notes": ["ask the treasurer again, he sounded unsure", "spoke off the record"],
    "authors": list(NAMES),
    "paths": ["/home/hjordis.k/stories/wall.txt", "C:\\Users\\hjordis.k\\leak.pdf"],
    "contacts": ["Sunniva Brekke, +47 555 0147"],
}


def story(source: str = URL) -> Article:
    """The story's text with its blocks."""
    made = marked_article(STORY)
    fields = {name: getattr(made, name) for name in ("text", "blocks", "language")}
    title = made.text.partition("\n")[0]
    blocks = (type(made.blocks[0])("title", 0, len(title)), *made.blocks[1:])
    about = {"byline": "Aud Lien", "site": "The Courier", "published": "2031-05-15"}
    return Article(**fields | {"blocks": blocks}, title=title, source=source, **about)


def record(source: str = URL) -> ArticleRecord:
    """The story as the store keeps it."""
    return article_record(story(source), "2031-05-16T08:00:00.000Z")


def layer(source: str = URL, author: str = AUTHOR, note: str = "") -> Layer:
    """Everything that was said of the story."""
    stored = record(source)
    found = sorted(parse(STORY).annotations, key=lambda one: one[1])
    made = [_annotation(stored, f"a{at}", tag, span) for at, (tag, span) in enumerate(found)]
    claims = [one for one in made if one.tag == "claim"]
    quotes = [one for one in made if one.tag == "quote"]
    persons = [one for one in made if one.tag == "person"]
    done = {"checked": "2031-05-16T10:00:00.000Z", "checked_by": author}
    sourced = {"status": "verified", "method": "primary source"}
    said = {
        claims[0].id: {"attributes": sourced, "note": note, **done},
        claims[1].id: {"attributes": {"status": "false"}, **done},
        claims[4].id: {"attributes": {"status": "opinion"}},
        claims[2].id: {"attributes": {"status": "verified", "source of doubt": note}},
    }
    annotations = tuple(_with(one, author, said.get(one.id, {})) for one in made)
    return Layer(
        article=stored,
        annotations=annotations,
        links=(
            *(_link("speaker", one, two) for one, two in zip(quotes, persons, strict=True)),
            _link("criticism", quotes[1], persons[0]),
            _link("reply", quotes[1], quotes[0]),
            _link("criticism", claims[1], persons[0]),
            _link("evidence", claims[0], quotes[0]),
        ),
        passes=(_pass(stored, author, "Nobody was there to hear it."),),
        evidence=(
            _evidence(stored, "e1", claims[0].id, author),
            _evidence(
                stored, "e2", claims[1].id, author, address="https://coast.example/walls?a=1&b"
            ),
        ),
        signings=(
            Signing(
                id="s1",
                article=stored.id,
                text=stored.id,
                figures={"sentences": 6, "unseen": 1},
                author=author,
                created="2031-05-17T14:05:00.000Z",
            ),
        ),
    )


def hearing(title: str = "Hearing of May 14", source: str = "") -> Article:
    """What was said before the story was written, as a transcript has it."""
    made = marked_article(HEARING)
    fields = {name: getattr(made, name) for name in ("text", "blocks", "language")}
    return Article(**fields, title=title, source=source)


def history(by: tuple[str, str] = NAMES) -> tuple[Edit, ...]:
    """The first claim was verified after a source was found, once wrongly; the last is marked as
    criticism.
    """
    said = layer()
    claims = [one for one in said.annotations if one.tag == "claim"]
    first, last = claims[0], claims[4]
    bare, wrong = replace(first, attributes={}), replace(first, attributes={"status": "false"})
    marked = replace(last, attributes={**last.attributes, "reply": "asked"})
    steps = [
        ((Op("annotations", first.id, None, plain(bare)),), 0),
        ((Op("evidence", "e1", None, plain(said.evidence[0])),), 0),
        ((Op("annotations", first.id, plain(bare), plain(wrong)),), 0),
        ((Op("annotations", first.id, plain(wrong), plain(bare)),), 3),
        ((Op("annotations", first.id, plain(bare), plain(first)),), 0),
        ((Op("annotations", last.id, plain(last), plain(marked)),), 0),
    ]
    return tuple(
        Edit(
            seq=seq,
            at=f"2031-05-16T10:0{seq}:00.000Z",
            by=by[(undoes or seq) % 2],
            ops=ops,
            summary=f"by {AUTHOR}",
            undoes=undoes,
        )
        for seq, (ops, undoes) in enumerate(steps, 1)
    )


def _annotation(stored: ArticleRecord, id: str, tag: str, span: tuple[int, int]) -> Annotation:
    quote = Quote(*select(stored.text, span))
    return Annotation(id=id, article=stored.id, tag=tag, spans=(span,), quotes=(quote,))


def _link(kind: str, source: Annotation, target: Annotation) -> Link:
    id = f"{kind}-{source.id}-{target.id}"
    return Link(id=id, article=source.article, type=kind, source=source.id, target=target.id)


def _with(one: Annotation, author: str, fields: dict[str, object]) -> Annotation:
    times = {"created": "2031-05-16T09:00:00.000Z", "updated": "2031-05-16T10:00:00.000Z"}
    return replace(one, author=author, **times, **fields)


def _pass(stored: ArticleRecord, author: str, words: str) -> Pass:
    start = stored.text.index(words)
    end = start + len(words)
    id = pass_id(stored.id, (start, end))
    return Pass(id=id, article=stored.id, start=start, end=end, state="nothing", author=author)


def _evidence(
    stored: ArticleRecord, id: str, claim: str, author: str, address: str = PRIVATE["paths"][1]
) -> Evidence:
    return Evidence(
        id=id,
        article=stored.id,
        claim=claim,
        title="Budget of the harbour",
        address=address,
        place="p. 14",
        quotation="wall: 4,000,000",
        seen="2031-05-16",
        contact=PRIVATE["contacts"][0],
        author=author,
        created="2031-05-16T09:30:00.000Z",
    )
