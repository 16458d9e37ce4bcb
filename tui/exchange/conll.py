"""The CoNLL family: a token a line with its tags in columns, a blank line after each sentence.

Columns are divided by tabs, else by spaces. Which of them holds the token and which the tags is
found out from the file: a tag column holds nothing but tags (`tui.exchange.tagging`), and chunks
of CoNLL-2000 are none. A line that begins with `#` is a token if it has all columns. `-DOCSTART-`
begins a text; tokens are joined by spaces, sentences by line breaks. Columns that are neither,
comments and further blank lines are kept and written back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice, pairwise
from pathlib import Path
from typing import Any, TypeAlias

import msgspec

from tui.annotations.model import Layer
from tui.exchange.drafts import Draft, Found, carried_rest
from tui.exchange.faults import Fault
from tui.exchange.inputs import Line, lines
from tui.exchange.levels import levelled, sentence_tags
from tui.exchange.options import Piece, Reading, Tagging, Writing
from tui.exchange.tagging import is_tag, runs, tagging_of, tags
from tui.exchange.tokens import Fitted, sentences
from tui.text.article import Span

_START = "-DOCSTART-"
_SURVEYED = 100_000
"""Lines from which the columns and the tagging are found out."""

_CHUNKS = frozenset(
    ["NP", "VP", "PP", "ADVP", "SBAR", "ADJP", "PRT", "CONJP", "INTJ", "LST", "UCP"]
)

_Row: TypeAlias = list[str]


class Shape(msgspec.Struct, frozen=True):
    """What stands in which column, and how it is written."""

    separator: str = "\t"
    columns: int = 2
    token: int = 0
    tags: tuple[int, ...] = (1,)
    tagging: Tagging = "iob2"
    line_end: str = "\n"

    def row(self, text: str) -> _Row:
        """The columns of a line."""
        return text.split("\t") if self.separator == "\t" else text.split()

    def is_token(self, text: str) -> bool:
        """Whether a line is a token: not a blank line, nor a remark about tokens."""
        if not text.startswith("#"):
            return not (text.isspace() or not text)
        row = self.row(text)
        return len(row) == self.columns and all(is_tag(row[at]) for at in self.tags)


def read(path: Path, _reading: Reading) -> Iterator[Found]:
    """The texts of a file; one with a line that lacks a column is refused as a whole."""
    shape = _survey(path)
    text = _Text(path, shape)
    waiting: list[str] = []  # What stands between a text's beginning and its first token.
    for line in lines(path):
        if isinstance(line, Fault):
            text.faults.append(line)
        elif line.text.startswith(_START) or (waiting and not shape.is_token(line.text)):
            waiting.append(line.text)
        else:
            if waiting:
                yield from text.finish()
                text = _Text(path, shape, waiting)
                waiting = []
            text.add(line)
    text.others(waiting)
    yield from text.finish()


def _survey(path: Path) -> Shape:
    """Find out what a file's columns hold."""
    found = [line.text for line in islice(lines(path), _SURVEYED) if isinstance(line, Line)]
    rows = [line for line in found if line.strip() and not line.startswith(_START)]
    tabs = sum("\t" in line for line in rows)
    separator = "\t" if tabs * 2 > len(rows) else " "
    cells = [line.split("\t") if separator == "\t" else line.split() for line in rows]
    width = Counter(map(len, cells)).most_common(1)[0][0] if cells else 2
    columns = list(zip(*(row for row in cells if len(row) == width), strict=True))
    tagged = tuple(at for at, column in enumerate(columns) if at and _holds_tags(column))
    numbered = width > 2 and 1 not in tagged and all(cell.isdigit() for cell in columns[0])
    shape = Shape(separator, width, int(numbered), tagged or (width - 1,))
    with path.open("rb") as file:
        line_end = "\r\n" if file.readline().endswith(b"\r\n") else "\n"
    return msgspec.structs.replace(shape, tagging=_tagging(found, shape), line_end=line_end)


def _holds_tags(column: Sequence[str]) -> bool:
    """Whether all cells are tags, and not only of chunks; a typing error or two is let pass."""
    wrong = sum(not is_tag(cell) for cell in column)
    labels = {cell.partition("-")[2] for cell in column} - {""}
    return wrong * 50 <= len(column) and not (labels and labels <= _CHUNKS)


def _tagging(found: Sequence[str], shape: Shape) -> Tagging:
    sentence: list[_Row] = []
    all_tags: list[list[str]] = []
    for line in [*found, ""]:
        row = shape.row(line)
        if line.strip() and len(row) == shape.columns:
            sentence.append(row)
        elif not line.strip() and sentence:
            all_tags += [[row[at] for row in sentence] for at in shape.tags]
            sentence = []
    return tagging_of(all_tags)


class _Text:
    """One text while its lines are read."""

    def __init__(self, path: Path, shape: Shape, before: Sequence[str] = ()) -> None:
        self.path = path
        self.shape = shape
        self.tokens: list[str] = []
        self.faults: list[Fault] = []
        self._rows: list[_Row] = []
        self._numbers: list[int] = []
        self._gaps: dict[int, list[str]] = {0: list(before)} if before else {}
        self._breaks: list[int] = []
        self._odd: dict[str, dict[str, str]] = {}
        self._line = 0
        self._columns, self._token = shape.columns, shape.token

    def others(self, found: Sequence[str]) -> None:
        """Take lines that are no tokens: blank ones, remarks, the beginning of a text."""
        if found:
            self._gaps.setdefault(len(self.tokens), []).extend(found)

    def add(self, line: Line) -> None:
        """Take a line."""
        self._line = self._line or line.number
        row = self.shape.row(line.text)
        if len(row) == self._columns and row[self._token] and line.text[0] != "#":
            self._take(row, line.number)
        elif not self.shape.is_token(line.text):
            blank = not line.text.strip()
            self.others(["" if blank else line.text])
            if blank and self.tokens and self._breaks[-1:] != [len(self.tokens)]:
                self._breaks.append(len(self.tokens))
        elif len(row) != self.shape.columns:
            have, want = len(row), self.shape.columns
            reason = f"has {have} column{'s' * (have != 1)} where the file has {want}"
            self.faults.append(
                Fault(str(self.path), line.number, "", f"{reason}; its text is left out")
            )
        elif not row[self.shape.token]:
            self.others([line.text])  # A blank token is no part of a text.
        else:
            self._take(row, line.number)

    def _take(self, row: _Row, number: int) -> None:
        self.tokens.append(row[self._token])
        self._rows.append(row)
        self._numbers.append(number)

    def finish(self) -> Iterator[Found]:
        """The text with its annotations, or what was wrong with it."""
        if self.faults:
            yield from self.faults
        elif self.tokens:
            yield from self._draft()

    def _draft(self) -> Iterator[Found]:
        edges = [0, *self._breaks, len(self.tokens)]
        groups = [(a, b) for a, b in pairwise(edges) if a < b]
        text = "\n".join(" ".join(self.tokens[first:last]) for first, last in groups)
        starts = accumulate((len(token) + 1 for token in self.tokens), initial=0)
        spans = [(at, at + len(token)) for at, token in zip(starts, self.tokens, strict=False)]
        draft = Draft(text, format_id="conll", file=str(self.path), line=self._line)
        for first, last in groups:
            for column in self.shape.tags:
                self._annotate(draft, spans, first, last, column)
        yield from draft.finish(
            tokens=spans,
            sentences=[(spans[first][0], spans[last - 1][1]) for first, last in groups],
            rest=self._rest(),
        )

    def _annotate(
        self, draft: Draft, spans: Sequence[Span], first: int, last: int, column: int
    ) -> None:
        cells = [row[column] for row in self._rows[first:last]]
        if cells.count("O") == len(cells):
            return
        for at, cell in enumerate(cells):
            if not is_tag(cell):
                line = self._numbers[first + at]
                draft.fault("", f"“{cell}” is no tag such as O, B-x or I-x", line)
        found = runs(cells)
        for at, tag in enumerate(tags(found, len(cells), self.shape.tagging)):
            if tag != cells[at] and is_tag(cells[at]):
                self._odd.setdefault(str(column), {})[str(first + at)] = cells[at]
        for start, end, label in found:
            place = spans[first + start][0], spans[first + end - 1][1]
            draft.annotate(label, [place], field="", line=self._numbers[first + start])

    def _rest(self) -> dict[str, object]:
        """What only this file knows; where lines are as they are written anyway, nothing."""
        known = {self.shape.token, *self.shape.tags}
        other = [at for at in range(self.shape.columns) if at not in known]
        gaps = {
            str(at): found
            for at, found in self._gaps.items()
            if found != [""] or (at not in self._breaks)
        }
        gaps.setdefault("0", [])
        if len(self.tokens) not in self._gaps:
            gaps[str(len(self.tokens))] = []
        return {
            "shape": msgspec.to_builtins(self.shape),
            "others": [[row[at] for at in other] for row in self._rows] if other else [],
            "gaps": gaps,
            **({"odd": self._odd} if self._odd else {}),
        }


def write(layers: Iterable[Layer], writing: Writing) -> Iterator[Piece]:
    """One file with one column of tags."""
    return written(layers, writing, 1)


def written(layers: Iterable[Layer], writing: Writing, levels: int) -> Iterator[Piece]:
    """One file with so many columns of tags, the outermost first."""
    for layer in layers:
        rest = carried_rest(layer, "conll")
        shape = _shape(rest, levels)
        made = "".join(line + shape.line_end for line in _lines(layer, shape, rest, writing))
        yield "", made.encode()


def _lines(layer: Layer, shape: Shape, rest: Any, writing: Writing) -> Iterator[str]:
    if layer.article is None:
        return
    text = layer.article.text
    groups = sentences(layer.article)
    spans = [span for group in groups for span in group]
    gaps, others = rest.get("gaps", {}), rest.get("others", [])
    tagging = writing.tagging or shape.tagging
    odd = {} if writing.tagging else rest.get("odd", {})
    ranges = levelled(Fitted(spans), layer.annotations, writing, len(shape.tags))
    yield from gaps.get("0", [shape.separator.join([_START, *["O"] * (shape.columns - 1)]), ""])
    done = 0
    for group in groups:
        words = [_cell(text[start:end], shape.separator, writing) for start, end in group]
        last = done + len(group)
        columns = [
            _as_it_came(sentence_tags(level, done, last, tagging, writing), done, odd.get(str(at)))
            for at, level in zip(shape.tags, ranges, strict=True)
        ]
        rows = zip(*_columns(shape, words, columns, others[done:last]), strict=True)
        for at, row in enumerate(rows, done):
            if at > done and str(at) in gaps:
                yield from gaps[str(at)]
            yield shape.separator.join(row)
        done += len(group)
        yield from gaps.get(str(done), [""])


def _as_it_came(made: list[str], first: int, odd: dict[str, str] | None) -> list[str]:
    """The tags of a sentence, those of no scheme as they came while they say the same."""
    if not odd:
        return made
    came = [odd.get(str(at), tag) for at, tag in enumerate(made, first)]
    return came if runs(came) == runs(made) else made


def _columns(
    shape: Shape, words: list[str], columns: list[list[str]], others: list[_Row]
) -> list[Sequence[str]]:
    """The columns of a sentence in their order; those that nothing is known of have underscores."""
    known = {shape.token: words, **dict(zip(shape.tags, columns, strict=True))}
    rest = zip(*others, strict=True)
    blank = ["_"] * len(words)
    return [known[at] if at in known else next(rest, blank) for at in range(shape.columns)]


def _shape(rest: Any, levels: int) -> Shape:
    """The columns that the text came with, if it has as many of tags; else the plainest."""
    shape = msgspec.convert(rest["shape"], Shape) if rest else Shape()
    if len(shape.tags) == levels:
        return shape
    return Shape(columns=1 + levels, tags=tuple(range(1, 1 + levels)), tagging=shape.tagging)


def _cell(token: str, separator: str, writing: Writing) -> str:
    """A token as it stands in a column; only one that came in can have spaces."""
    safe = (" " if separator == "\t" else "").join(token.split())
    if safe != token:
        writing.lost["tokens written with other spaces, or none"] += 1
    return safe
