"""LitBank's quotations (Sims and Bamman 2020): a `.txt` file with a sentence a line and its tokens
parted by spaces, and an `.ann` file with tab-separated lines:

    QUOTE  Q1  first sentence  first token  last sentence  last token  words
    ATTRIB Q1  speaker

A quotation becomes `quote`, its speaker the attribute `speaker`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from tui.exchange.beside import beside
from tui.exchange.drafts import Draft, Found, disagreement
from tui.exchange.faults import Fault
from tui.exchange.inputs import lines
from tui.exchange.options import Reading
from tui.text.article import Span

_FORMAT = "litbank-quotes"
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
        draft.annotate("quote", [place], field=cells[1], line=line, native=cells[1])
    elif cells[0] == "ATTRIB" and len(cells) >= 3 and (one := draft.known(cells[1])):
        attributes = {**one.attributes, "speaker": cells[2]}
        draft.replace(msgspec.structs.replace(one, attributes=attributes))
    else:
        draft.fault("", "is no quotation of LitBank, nor the speaker of one above", line)
