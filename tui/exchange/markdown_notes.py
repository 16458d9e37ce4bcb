"""Markdown for people: the text with a footnote for each annotation. It is not read again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from tui.annotations.model import Annotation, ArticleRecord, Layer, Link
from tui.exchange.options import Piece, Writing
from tui.exchange.outputs import named

_MARKS = re.compile(r"([\\`*_\[\]<>#|~])")
_BREAKS = re.compile(r"\s*[\r\n]+\s*")


def write(layers: Iterable[Layer], _writing: Writing) -> Iterator[Piece]:
    """A `.md` file for each text."""
    for name, layer, article in named(layers):
        yield f"{name}.md", "".join(_page(layer, article)).encode()


def _page(layer: Layer, article: ArticleRecord) -> Iterator[str]:
    notes = sorted(layer.annotations, key=lambda one: (one.end, one.start, one.id))
    numbers = {one.id: at for at, one in enumerate(notes, 1)}
    marks: dict[int, list[int]] = defaultdict(list)
    for one in notes:
        marks[one.end].append(numbers[one.id])
    if article.title:
        yield f"# {_escaped(article.title)}\n\n"
    about = (article.byline, article.place, article.published, article.source)
    known = [_escaped(each) for each in about if each]
    if known:
        yield f"{' · '.join(known)}\n\n"
    done = 0
    for end in sorted(marks):
        yield _escaped(article.text[done:end]) + "".join(f"[^{one}]" for one in marks[end])
        done = end
    yield _escaped(article.text[done:]).rstrip("\n") + "\n"
    if article.carried.labels:
        yield f"\nLabels: {', '.join(map(_escaped, article.carried.labels))}\n"
    yield "\n"
    for one in notes:
        yield f"[^{numbers[one.id]}]: {_note(one, layer.links, numbers)}\n"


def _note(one: Annotation, links: Iterable[Link], numbers: dict[str, int]) -> str:
    said = [f"**{_escaped(one.tag)}** “{_escaped(_flat(one.text))}”"]
    said += [f"{_escaped(name)}: {_escaped(value)}" for name, value in one.attributes.items()]
    said += [
        f"{_escaped(link.type)} → {numbers[link.target]}" for link in links if link.source == one.id
    ]
    said += [_escaped(_flat(one.note))] if one.note else []
    said += [f"({_escaped(one.author)})"] if one.author else []
    return "; ".join(said)


def _flat(text: str) -> str:
    return _BREAKS.sub(" ", text)


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\1", text)
