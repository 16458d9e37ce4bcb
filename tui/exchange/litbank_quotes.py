"""LitBank's quotations (Sims and Bamman 2020): a `.txt` file with a sentence a line and its tokens
parted by spaces, and an `.ann` file with tab-separated lines:

    QUOTE  Q1  first sentence  first token  last sentence  last token  words
    ATTRIB Q1  speaker

A quotation becomes `quote`, its speaker the attribute `speaker`. A text that did not come in this
way is written as its sentences and tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path

import msgspec

from tui.annotations.model import Annotation, ArticleRecord, Layer
from tui.exchange.beside import beside
from tui.exchange.drafts import Draft, Found, carried_rest, disagreement, native_name
from tui.exchange.faults import Fault
from tui.exchange.inputs import lines
from tui.exchange.options import Piece, Reading, Writing
from tui.exchange.outputs import named
from tui.exchange.tokens import Fitted, sentences
from tui.text.article import Span

_FORMAT = "litbank-quotes"
_QUOTE, _SPEAKER = "quote", "speaker"
_WORD = re.compile(r"\S+")


def read(path: Path, _reading: Reading) -> Iterator[Found]:
    """The texts of a folder, or of one file."""
    for one in beside(path, (".ann",)):
        draft = one.draft(_FORMAT)
        if isinstance(draft, Fault):
            yield draft
            continue
        grid = _grid(draft.text)
        for file in one.notes:
            for line in lines(file):
                if isinstance(line, Fault):
                    draft.faults.append(line)
                elif line.text:
                    _take(draft, grid, line.text.split("\t"), line.number)
        yield from draft.finish(
            source=one.source,
            tokens=[span for row in grid for span in row],
            sentences=[(row[0][0], row[-1][1]) for row in grid if row],
            rest={"lines": True},
        )


def _grid(text: str) -> list[list[Span]]:
    """The tokens of each line."""
    rows, done = [], 0
    for line in text.split("\n"):
        rows.append([match.span() for match in _WORD.finditer(text, done, done + len(line))])
        done += len(line) + 1
    return rows


def _take(draft: Draft, grid: list[list[Span]], cells: list[str], line: int) -> None:
    if cells[0] == "QUOTE" and len(cells) == 7 and all(map(str.isdecimal, cells[2:6])):
        first, start, last, end = map(int, cells[2:6])
        try:
            place = grid[first][start][0], grid[last][end][1]
        except IndexError:
            draft.fault(cells[1], f"{' '.join(cells[2:6])} is no place in the text", line)
            return
        words = " ".join(draft.text[slice(*place)].split())
        if words != " ".join(cells[6].split()):
            draft.fault(cells[1], disagreement(cells[6], words), line)
            return
        draft.annotate(_QUOTE, [place], field=cells[1], line=line, native=cells[1])
    elif cells[0] == "ATTRIB" and len(cells) >= 3 and (one := draft.known(cells[1])):
        attributes = {**one.attributes, _SPEAKER: cells[2]}
        draft.replace(msgspec.structs.replace(one, attributes=attributes))
    else:
        draft.fault("", "is no quotation of LitBank, nor the speaker of one above", line)


def write(layers: Iterable[Layer], writing: Writing) -> Iterator[Piece]:
    """A `.txt` and an `.ann` file for each text; what is no quotation is left out and counted."""
    for name, layer, article in named(layers):
        grid, text = _written(article, came=bool(carried_rest(layer, _FORMAT)))
        yield f"{name}.txt", text.encode()
        made = _lines(layer.annotations, article.text, grid, writing)
        yield f"{name}.ann", "".join("\t".join(cells) + "\n" for cells in made).encode()


def _written(article: ArticleRecord, *, came: bool) -> tuple[list[list[Span]], str]:
    """The tokens of each line, and the lines: those of the text, or its sentences."""
    text = article.text
    if came:
        return _grid(text), text
    groups = sentences(article)
    rows = (" ".join("".join(text[slice(*one)].split()) for one in group) for group in groups)
    return groups, "".join(row + "\n" for row in rows)


def _lines(
    annotations: Iterable[Annotation], text: str, grid: list[list[Span]], writing: Writing
) -> list[list[str]]:
    """The quotations and after them their speakers, each as its cells."""
    tokens = [span for row in grid for span in row]
    places = [(line, at) for line, row in enumerate(grid) for at in range(len(row))]
    fitted, numbers = Fitted(tokens), count(1)
    quotes, speakers = list[list[str]](), list[list[str]]()
    taken = {native_name(one.id, one.origin, _FORMAT) for one in annotations}
    for one in sorted(annotations, key=lambda each: (each.start, -each.end)):
        if one.tag != _QUOTE:
            writing.lost["annotations left out because they are no quotations"] += 1
            continue
        found = fitted.range(one.spans[0], writing)
        if found is None:
            continue
        native = native_name(one.id, one.origin, _FORMAT)
        name = native or next(free for at in numbers if (free := f"Q{at}") not in taken)
        words = " ".join(text[slice(*token)] for token in tokens[slice(*found)])
        cells = [str(number) for at in (found[0], found[1] - 1) for number in places[at]]
        quotes.append(["QUOTE", name, *cells, " ".join(words.split())])
        if speaker := " ".join(one.attributes.get(_SPEAKER, "").split()):
            speakers.append(["ATTRIB", name, speaker])
        lost = len(one.attributes.keys() - {_SPEAKER})
        writing.lost.update({"attributes left out that are no speakers": lost} if lost else {})
    return quotes + speakers
