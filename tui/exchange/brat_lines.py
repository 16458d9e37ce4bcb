"""What reading and writing brat's lines have in common."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Sequence

from tui.text.article import Span

NOTE = "AnnotatorNotes"
REFERENCE = "ref:"
"""Begins the name of an attribute that is a normalisation; the resource's name follows."""

_BREAKING = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")


def flat(words: str) -> str:
    """Words as they stand in a line: a space for each character that would end a field or line."""
    return _BREAKING.sub(" ", words)


def fragments(written: str) -> list[Span]:
    """The spans of `0 5;8 10`, in the order in which they are listed."""
    pairs = (fragment.split() for fragment in written.split(";"))
    return [(int(start), int(end)) for start, end in pairs]


def in_order(made: Sequence[str], came: Sequence[str]) -> list[str]:
    """The lines of a file as they are now, each as and where it stood among those that came.

    A line that says something new stands in the place of the one with its name, else at the end;
    the name of an attribute or a note that is taken is changed, as nothing refers to it.
    """
    places: dict[tuple[str, ...], deque[int]] = defaultdict(deque)
    for at, line in enumerate(came):
        places[_known_by(line)].append(at)
    found: dict[int, str] = {}
    new: list[str] = []
    for line in made:
        waiting = places[_known_by(line)]
        if waiting:
            at = waiting.popleft()
            found[at] = came[at] if _said(came[at]) == _said(line) else line
        else:
            new.append(line)
    kept = [line for _, line in sorted(found.items())]
    taken = {line.partition("\t")[0] for line in kept}
    for line in new:
        name, _, rest = line.partition("\t")
        number = 0
        while name in taken and name[0] in "AN#":
            number += 1
            name = f"{name[0]}{number}"
        taken.add(name)
        kept.append(f"{name}\t{rest}")
    return kept


def _known_by(line: str) -> tuple[str, ...]:
    """What tells a line from others: its name, or all it says where nothing refers to it."""
    name, *fields = line.split("\t")
    return (name,) if name[:1] in "TRE" else ("", *_said(line), *fields[1:])


def _said(line: str) -> list[str]:
    """The words of the second field, with the kind of line; normalisations are of one type."""
    name, *fields = line.split("\t")
    kind = name[:1].replace("M", "A")
    words = fields[0].split() if fields else []
    return [kind, *(words[1:] if kind == "N" else words)]
