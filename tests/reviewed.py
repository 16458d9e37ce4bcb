"""Two annotators of two stories: of sixty things that they marked they agree on forty-eight."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from tui.annotations.edits import Op, plain
from tui.annotations.model import Annotation, ArticleRecord, Link, Quote
from tui.sources.shapes import shapes
from tui.store.tinydb_store import open_store
from tui.text.anchors import select
from tui.text.article import Article

FERRY = """{claim:The ferry to {place:Ostrel} will sail only {amount:three times} a week from \
{time:next April}}, the {organisation:Sund Line} said on {time:Tuesday}.

{quote:“We lose money on every crossing,”} said {person:Marit Oln}, who runs \
{organisation:the line}. {claim:Last winter {amount:41 passengers} a day used it}, she \
said in {place:Havnby}.

{claim:The {organisation:Ostrel council} has paid {amount:90,000 crowns} a year since \
{time:2019}}. {person:Tor Ebbe}, its chairman, called the plan {quote:“a slow goodbye”}. \
{quote:“Nobody asked the island,”} he said.

On {place:the quay} in {place:Havnby}, {person:Una Brask} was loading {amount:six crates} of \
apples. {quote:“I will have to buy a boat,”} she said. {claim:Her orchard \
ships {amount:12 tonnes} every {time:autumn}}.

The {organisation:Fishers' Union} wants to run the boat itself. {claim:It has put aside \
{amount:200,000 crowns}}, says {person:Jon Veit}.
"""

BRIDGE = """{claim:The bridge at {place:Kirsund} will close for {amount:nine weeks} in \
{time:summer}}, the {organisation:Road Office} said.

{claim:Some {amount:7,000 cars} cross it every {time:day}}, many of them on the way to \
{place:Lauvik}. {quote:“There is no good moment,”} said {person:Ela Rosk} of the \
{organisation:Road Office}.

{person:Per Amdal}, a {person:baker} in {place:Kirsund}, expects to lose {amount:half} of his \
trade. {quote:“They open the road when the tourists have gone,”} he said. {claim:His shop \
has stood there since {time:1931}}.

{claim:A detour of {amount:26 kilometres} leads over {place:Dal}}. {person:Siv Lund} of the \
{organisation:Bus Guild} called it {quote:“a road for goats”}.

The work was put off {amount:twice}, in {time:2021} and in {time:2023}.
"""


class Change(NamedTuple):
    """What the second annotator did otherwise with words that the first had marked: marked other
    words, or none where `instead` is empty; with another tag; with a value of an attribute.
    """

    words: str
    instead: str = ""
    tag: str = ""
    status: str = ""


CHANGES = {
    "ferry": (
        Change("next April", "April"),
        Change("Sund Line", "Sund Line", tag="place"),
        Change("Marit Oln", "Marit Oln, who runs the line"),
        Change("41 passengers"),
        Change(
            "The Ostrel council has paid 90,000 crowns a year since 2019",
            "The Ostrel council has paid 90,000 crowns a year since 2019",
            status="disputed",
        ),
        Change("Tor Ebbe"),
        Change("autumn", "every autumn"),
    ),
    "bridge": (
        Change("7,000 cars", "Some 7,000 cars"),
        Change("half"),
        Change("“a road for goats”", "“a road for goats”", tag="claim"),
    ),
}
"""Ten differences; the others are a link and what only the second annotator marked."""

ONLY_SECOND = ("person", "the tourists")
SAID_BY = {
    "ferry": (("“We lose money on every crossing,”", "Marit Oln"), ("“Nobody asked", "Tor Ebbe")),
    "bridge": (
        ("“There is no good moment,”", "Ela Rosk"),
        ("“They open the road", "Per Amdal"),
    ),
}
"""Which quotation is whose; of Per Amdal's the second annotator does not say so."""

STORIES = {"ferry": FERRY, "bridge": BRIDGE}


def two(folder: Path) -> tuple[Path, Path]:
    """The databases of both annotators, written into a folder."""
    paths = folder / "ana.json", folder / "ben.json"
    for at, path in enumerate(paths):
        with closing(open_store(path)) as store:
            for name, text in STORIES.items():
                store.commit(list(records(name, text, second=bool(at))), by=path.stem)
    return paths


def records(name: str, written: str, *, second: bool) -> Iterator[Op]:
    """What an annotator has of a story: itself, annotations, links."""
    text, marks = marked(written)
    record = article(name, text)
    yield Op("articles", record.id, None, plain(record))
    made = [annotation(record, tag, start, end) for tag, start, end in marks]
    if second:
        made = [other for one in made for other in _otherwise(record, one, CHANGES[name])]
        tag, words = ONLY_SECOND
        if words in text:
            made.append(annotation(record, tag, *_place(text, words)))
    for one in made:
        yield Op("annotations", one.id, None, plain(one))
    for said, who in SAID_BY[name]:
        quote = next(one for one in made if one.tag == "quote" and one.text.startswith(said))
        speaker = next((one for one in made if one.tag == "person" and who in one.text), None)
        if speaker is not None and not (second and who == "Per Amdal"):
            link = Link(
                id=f"by{quote.id}",
                article=record.id,
                type="speaker",
                source=quote.id,
                target=speaker.id,
            )
            yield Op("links", link.id, None, plain(link))


def _otherwise(
    record: ArticleRecord, one: Annotation, changes: Sequence[Change]
) -> Iterator[Annotation]:
    """What the second annotator makes of an annotation of the first."""
    change = next((change for change in changes if change.words == one.text), None)
    if change is None:
        yield one
    elif change.instead:
        where = _place(record.text, change.instead)
        made = annotation(record, change.tag or one.tag, *where)
        yield replace(made, attributes={"status": change.status} if change.status else {})


def _place(text: str, words: str) -> tuple[int, int]:
    at = text.index(words)
    return at, at + len(words)


def marked(text: str) -> tuple[str, list[tuple[str, int, int]]]:
    """The text without its marks, and what they mark."""
    found, opened, plain_text, reached = [], [], "", 0
    for match in re.finditer(r"\{(\w+):|\}", text):
        plain_text += text[reached : match.start()]
        reached = match.end()
        if match[1]:
            opened.append((match[1], len(plain_text)))
        else:
            tag, start = opened.pop()
            found.append((tag, start, len(plain_text)))
    return plain_text + text[reached:], sorted(found, key=lambda mark: mark[1:])


def article(name: str, text: str) -> ArticleRecord:
    made = Article(text=text, title=f"The {name}", source=f"{name}.txt", language="en")
    return ArticleRecord(
        id=made.id,
        text=text,
        title=made.title,
        source=made.source,
        language="en",
        blocks=tuple(shapes(text)),
    )


def annotation(record: ArticleRecord, tag: str, start: int, end: int) -> Annotation:
    quote = Quote(*select(record.text, (start, end)))
    return Annotation(
        id=f"{tag}{start}to{end}",
        article=record.id,
        tag=tag,
        spans=((start, end),),
        quotes=(quote,),
    )
