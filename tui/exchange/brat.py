"""brat standoff: for every text a `.txt` and an `.ann` file (Stenetorp et al. 2012, and
https://brat.nlplab.org/standoff.html). Offsets are code points.

Text-bound annotations (T) are annotations, their attributes (A, M) and normalisations (N)
attributes, notes (#) notes. Relations (R), equivalences (*) and the arguments of events (E) are
links; an event's own annotation is its trigger. What is said of a relation stands verbatim in
`carried.rest` and is written back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

import msgspec

from tui.exchange.brat_lines import NOTE, REFERENCE, flat, fragments
from tui.exchange.brat_output import plain_lines, write
from tui.exchange.drafts import Draft, Found, carried_rest, disagreement
from tui.exchange.faults import Fault
from tui.exchange.options import Reading
from tui.text.article import Span

__all__ = ["read", "write"]

_TEXT = re.compile(
    r"(?P<id>T\S+)\t(?P<type>\S+) (?P<spans>-?\d+ -?\d+(?:;-?\d+ -?\d+)*)(?:\t(?P<words>.*))?"
)
_RELATION = re.compile(r"(?P<id>R\S+)\t(?P<type>\S+) (\S+?):(\S+) (\S+?):(\S+)\s*")
_EVENT = re.compile(
    r"(?P<id>E\S+)\t(?P<type>[^\s:]+):(?P<trigger>\S+)(?P<arguments>(?: \S+?:\S+)*)\s*"
)
_EQUIVALENT = re.compile(r"\*\t(?P<type>\S+)(?P<members>(?: \S+)+)\s*")
_ATTRIBUTE = re.compile(r"(?P<id>[AM]\S+)\t(?P<name>\S+) (?P<of>\S+)(?: (?P<value>.*))?")
_NORMALISED = re.compile(
    r"(?P<id>N\S+)\t\S+ (?P<of>\S+) (?P<source>[^\s:]+):(?P<key>\S+)(?:\t(?P<words>.*))?"
)
_REMARK = re.compile(r"(?P<id>#\S*)\t(?P<type>\S+) (?P<of>\S+)(?:\t(?P<words>.*))?")

_Numbered: TypeAlias = tuple[int, str]


def read(path: Path, reading: Reading) -> Iterator[Found]:
    """The texts of a folder and the folders in it, or of one `.txt` or `.ann` file.

    Raises:
        OSError: nothing can be read there.
    """
    if not path.is_dir():
        yield from _document(path, path.name, reading)
        return
    stems = {file.with_suffix("") for file in path.rglob("*") if file.suffix in (".txt", ".ann")}
    for stem in sorted(stems):
        file = stem.with_name(stem.name + ".txt")
        try:
            yield from _document(file, str(file.relative_to(path)), reading)
        except OSError as error:
            yield Fault(str(file), 1, "", f"cannot be read: {error.strerror}")


def _document(path: Path, source: str, reading: Reading) -> Iterator[Found]:
    text_file, notes = path.with_suffix(".txt"), path.with_suffix(".ann")
    data = text_file.read_bytes()
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        yield Fault(str(text_file), line, "", f"byte {error.start} of the file is not UTF-8")
        return
    unit = reading.unit("code points")
    draft = Draft(text, format_id="brat", file=str(notes), unit=unit)
    lines = []
    for number, raw in enumerate(notes.read_bytes().split(b"\n") if notes.exists() else (), 1):
        try:
            lines.append((number, raw.decode().removesuffix("\r").removeprefix("\ufeff")))
        except UnicodeDecodeError as error:
            draft.fault("", f"byte {error.start} is not UTF-8", number)
    lines = [line for line in lines if line[1].strip()]
    rest = _Annotations(draft).read(lines)
    for found in draft.finish(source=str(Path(source).with_suffix(".txt")), rest=rest):
        yield _ordered(found, [line for _, line in lines])


def _ordered(found: Found, lines: list[str]) -> Found:
    """The layer with its lines, where they are not those that would be written of themselves."""
    if isinstance(found, Fault) or found.article is None or plain_lines(found) == lines:
        return found
    carried = found.article.carried
    rest = {**carried.rest, "brat": {**carried_rest(found, "brat"), "came": lines}}
    carried = msgspec.structs.replace(carried, rest=rest)
    article = msgspec.structs.replace(found.article, carried=carried)
    return msgspec.structs.replace(found, article=article)


class _Annotations:
    """The lines of an `.ann` file, taken into a draft kind by kind, as they refer to each other."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._triggers: dict[str, str] = {}
        self._relations: set[str] = set()
        self._order: dict[str, list[Span]] = {}
        self._roles: dict[str, list[str]] = {}
        self._verbatim: list[str] = []

    def read(self, lines: list[_Numbered]) -> dict[str, object]:
        """Take all lines; what only brat knows of them."""
        for number, line in lines:
            if line[0] == "T":
                self._text_bound(number, line)
        for number, line in lines:
            if line[0] == "E":
                self._trigger(number, line)
        takers: dict[str, Callable[[int, str], None]] = {
            "R": self._relation,
            "E": self._arguments,
            "*": self._equivalent,
            "A": self._attribute,
            "M": self._attribute,
            "N": self._normalised,
            "#": self._remark,
        }
        for number, line in lines:
            if line[0] in takers:
                takers[line[0]](number, line)
            elif line[0] != "T":
                self._draft.fault("", "is no line of brat's standoff", number)
        rest: dict[str, object] = {
            "order": self._order,
            "events": self._triggers,
            "roles": self._roles,
            "lines": self._verbatim,
        }
        return {name: value for name, value in rest.items() if value}

    def _match(self, pattern: re.Pattern[str], number: int, line: str) -> re.Match[str] | None:
        found = pattern.fullmatch(line)
        if found is None:
            self._draft.fault("", f"is not what brat writes in a line {line[0]}", number)
        return found

    def _text_bound(self, number: int, line: str) -> None:
        found = self._match(_TEXT, number, line)
        if found is None:
            return
        name, listed = found["id"], fragments(found["spans"])
        places = [self._draft.span(start, end, name, number) for start, end in listed]
        spans = [place for place in places if place is not None]
        if len(spans) < len(places):
            return
        words = " ".join(flat(self._draft.text[start:end]) for start, end in spans)
        if found["words"] is not None and flat(found["words"]) != words:
            self._draft.fault(name, disagreement(found["words"], words), number)
            return
        self._draft.annotate(found["type"], listed, field=name, line=number, native=name)
        if spans != sorted(spans):
            self._order[name] = spans

    def _trigger(self, number: int, line: str) -> None:
        found = self._match(_EVENT, number, line)
        if found is None:
            return
        if self._draft.known(found["trigger"]) is None:
            self._draft.fault(found["id"], f"no trigger is called {found['trigger']}", number)
        else:
            self._triggers[found["id"]] = found["trigger"]

    def _bearer(self, name: str) -> str:
        """The annotation that stands for a name: itself, or the trigger of an event."""
        return self._triggers.get(name, name)

    def _relation(self, number: int, line: str) -> None:
        found = self._match(_RELATION, number, line)
        if found is None:
            return
        role, first, other, second = found.group(3, 4, 5, 6)
        self._relations.add(found["id"])
        self._draft.link(
            found["type"],
            self._bearer(first),
            self._bearer(second),
            field=found["id"],
            line=number,
            native=found["id"],
        )
        if (role, other) != ("Arg1", "Arg2") or {first, second} & self._triggers.keys():
            self._roles[found["id"]] = [role, first, other, second]

    def _arguments(self, number: int, line: str) -> None:
        found = _EVENT.fullmatch(line)
        if found is None or found["id"] not in self._triggers:
            return
        for at, argument in enumerate(found["arguments"].split()):
            role, _, name = argument.partition(":")
            mark = f".{name}" if name in self._triggers else ""
            self._draft.link(
                role,
                found["trigger"],
                self._bearer(name),
                field=found["id"],
                line=number,
                native=f"{found['id']}.{at}{mark}",
            )

    def _equivalent(self, number: int, line: str) -> None:
        found = self._match(_EQUIVALENT, number, line)
        if found is not None:
            for one, other in pairwise(found["members"].split()):
                bearers = self._bearer(one), self._bearer(other)
                self._draft.link(found["type"], *bearers, field="*", line=number)

    def _attribute(self, number: int, line: str) -> None:
        found = self._match(_ATTRIBUTE, number, line)
        if found is not None:
            self._say(found, number, found["name"], found["value"] or "")

    def _normalised(self, number: int, line: str) -> None:
        found = self._match(_NORMALISED, number, line)
        if found is not None:
            words = f" {found['words']}" if found["words"] else ""
            self._say(found, number, REFERENCE + found["source"], found["key"] + words)

    def _say(self, found: re.Match[str], number: int, name: str, value: str) -> None:
        """Give an annotation an attribute; a second one of the name is numbered."""
        one = self._draft.known(self._bearer(found["of"]))
        if one is None or found["of"] in self._triggers:
            self._aside(found, number)
            return
        key, again = name, 1
        while key in one.attributes:
            again += 1
            key = f"{name}#{again}"
        attributes = {**one.attributes, key: value}
        self._draft.replace(msgspec.structs.replace(one, attributes=attributes))

    def _remark(self, number: int, line: str) -> None:
        found = self._match(_REMARK, number, line)
        if found is None:
            return
        one = self._draft.known(self._bearer(found["of"]))
        if one is None or found["type"] != NOTE or found["of"] in self._triggers:
            self._aside(found, number)
            return
        note = f"{one.note}\n{found['words'] or ''}" if one.note else found["words"] or ""
        self._draft.replace(msgspec.structs.replace(one, note=note))

    def _aside(self, found: re.Match[str], number: int) -> None:
        """Keep a line as it is that says something of a relation or an event."""
        known = found["of"] in self._relations or found["of"] in self._triggers
        if known or self._draft.known(found["of"]) is not None:
            self._verbatim.append(found.group())
        else:
            self._draft.fault(found["id"], f"nothing is called {found['of']}", number)
