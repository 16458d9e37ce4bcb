"""Synthetic news of any size, with annotations, as each program wants them.

Everything is made up from a seed. Sizes are bytes of UTF-8, spans code points; a *word* is what
stands between white space, as SLATE counts tokens.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tui.annotations.model import Annotation, ArticleRecord, Quote
from tui.session.workspace import article_record
from tui.sources.opening import open_source
from tui.store.checkpoint import render
from tui.store.records import Records

FIRST = "Sentinel"
"""The word that says that a text has been painted: it stands in the first paragraph only, and not
under the cursor, which would part it."""
SOUGHT = "lighthouse"
"""A word that stands in every fortieth paragraph, to be searched for."""
NEAR = "beacon"
"""One that stands in every eighth, a screen from the next: also twice in the shortest text."""
WIDTH = 80

_NAMES = (
    "Mara Lindqvist",
    "Tomas Okeke",
    "Ilsa Brandt",
    "Réka Farkas",
    "Owen Tallis",
    "Noor Sadiq",
)
_PLACES = ("Varn", "Port Ellery", "Saltmere", "Nørby", "Kestrel Bay", "the Upper Weir")
_BODIES = ("Harbour Board", "Coastal Rail Authority", "Weir Commission", "Union of Pilots")
_SENTENCES = (
    "The {body} in {place} counted {n} boats on Tuesday, {m} more than in March.",
    "{name}, who chairs the {body}, said the pier would open by {month} at a cost of {m} million.",
    "“We were told of {n} permits, and we have seen {m},” {name} told reporters in {place}.",
    "Residents of {place} had waited for {n} weeks, because the ferry did not sail in the wind.",
    "According to the {body}, no other town on the coast has spent as much since {month}.",
    "“Nobody asked us,” said {name}. “Now the road ends at the water.”",
    "The report names {n} houses near {place}; {m} of them stand empty.",
    "If the vote in {month} fails, the {body} will close its office in {place}.",
)
_MONTHS = ("January", "March", "June", "August", "October")
_TAGS = ("person", "place", "organisation", "amount")
_OF_SLATE = ("label:a", "label:s", "label:d", "label:v")


class Text(NamedTuple):
    """Paragraphs, each a list of words."""

    paragraphs: list[list[str]]

    def lines(self) -> Iterator[str]:
        """A paragraph a line, as a newsroom's file has them."""
        return (" ".join(words) for words in self.paragraphs)


class Files(NamedTuple):
    """What a run begins with: a text and a database for us, a text and annotations for SLATE."""

    article: Path
    database: Path
    wrapped: Path
    labels: Path


def text_of(size: int, seed: int = 7) -> Text:
    """A text of about `size` bytes; an empty paragraph stands for a blank line."""
    chance = random.Random(seed)
    made = [f"Wardens of the coast count their boats, year {seed}".split(), []]
    length, number = 0, 0
    while length < size:
        sentences = [_sentence(chance) for _ in range(chance.randint(2, 5))]
        sentences[:0] = [f"At dawn the {FIRST} pilots met."] if number == 0 else []
        sentences += [f"The {SOUGHT} was dark."] if number % 40 == 20 else []
        sentences += [f"Nobody lit the {NEAR}."] if number % 8 == 4 else []
        words = " ".join(sentences).split()
        made += [words, []]
        length += sum(len(word.encode()) + 1 for word in words) + 1
        number += 1
    return Text(made)


def _sentence(chance: random.Random) -> str:
    return chance.choice(_SENTENCES).format(
        name=chance.choice(_NAMES),
        place=chance.choice(_PLACES),
        body=chance.choice(_BODIES),
        month=chance.choice(_MONTHS),
        n=chance.randint(12, 980),
        m=chance.randint(2, 90),
    )


def write(folder: Path, size: int, annotations: int) -> Files:
    """Write the files of one load; raises ValueError where there are fewer words than that."""
    text = text_of(size)
    files = Files(*(folder / name for name in ("story.txt", "own.json", "wrapped.txt", "labels")))
    files.article.write_text("\n".join(text.lines()), "utf-8")
    lines, places = _wrapped(text)
    files.wrapped.write_text("\n".join(lines), "utf-8")
    if annotations > len(places) - 8:
        raise ValueError(f"{len(places)} words are too few for {annotations} annotations")
    chosen = [index * (len(places) - 8) // max(annotations, 1) for index in range(annotations)]
    _write_labels(files.labels, places, chosen)
    _write_database(files, chosen)
    return files


def _wrapped(text: Text) -> tuple[list[str], list[tuple[int, int]]]:
    """Lines of at most `WIDTH` code points, and each word's line and number in it."""
    lines: list[str] = []
    places: list[tuple[int, int]] = []
    for words in text.paragraphs:
        line: list[str] = []
        for word in words:
            if line and len(" ".join(line)) + 1 + len(word) > WIDTH:
                lines.append(" ".join(line))
                line = []
            places.append((len(lines), len(line)))
            line.append(word)
        lines.append(" ".join(line))
    return lines, places


def _write_labels(path: Path, places: list[tuple[int, int]], chosen: list[int]) -> None:
    """SLATE's own file: a word, and every tenth time six words."""
    with path.open("w", encoding="utf-8") as file:
        for number, index in enumerate(chosen):
            span = (places[index], places[index + 5]) if number % 10 == 9 else places[index]
            print(f"{span} - {_OF_SLATE[number % 4]}", file=file)


def _write_database(files: Files, chosen: list[int]) -> None:
    """The same spans as a database of ours, without the punctuation around them."""
    records = Records()
    if chosen:
        article = open_source(str(files.article))
        added = "2031-05-01T12:00:00.000Z"
        _put(records, "articles", article_record(article, added))
        words = [match.span() for match in re.finditer(r"\S+", article.text)]
        for number, index in enumerate(chosen):
            last = words[index + 5] if number % 10 == 9 else words[index]
            span = words[index][0], last[1]
            made = _annotation(number, article.id, article.text, span)
            _put(records, "annotations", made)
    files.database.write_bytes(b"".join(render(records, {})))


def _annotation(number: int, article: str, text: str, span: tuple[int, int]) -> Annotation:
    start, end = span
    quote = Quote(text[start:end], text[max(start - 32, 0) : start], text[end : end + 32])
    return Annotation(
        id=f"01J{number:023}",
        article=article,
        tag="claim" if number % 10 == 9 else _TAGS[number % 4],
        spans=(span,),
        quotes=(quote,),
        author="reader",
        created="2031-05-01T12:00:00.000Z",
        updated="2031-05-01T12:00:00.000Z",
    )


def _put(records: Records, table: str, record: Annotation | ArticleRecord) -> None:
    import msgspec

    records.put(table, msgspec.json.encode(record))
