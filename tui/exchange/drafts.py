"""An article while it is read from a dataset: every span is compared with the text it states.

What is sound is kept, everything else becomes a fault with its file, line and both texts.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterator, Mapping, Sequence
from hashlib import blake2b, sha256
from pathlib import PurePath
from typing import Any, TypeAlias

import msgspec

from tui.annotations.model import Annotation, ArticleRecord, Carried, Layer, Link, Pass, Quote
from tui.exchange.faults import Fault
from tui.exchange.offsets import Offsets, Unit
from tui.exchange.values import is_unicode
from tui.text.anchors import select
from tui.text.article import Metadata, Span

Found: TypeAlias = Layer | Fault
"""What a reader gives: an article with what is recorded about it, or what was wrong."""

_SHOWN = 40
"""Code points of a text that stand in a fault."""


class Draft:
    """One article of a dataset, being read; `format_id` names the dataset's format.

    Offsets are given in `unit`s of `text` and kept in code points. An annotation is known by the
    `native` name that the dataset gives it; its id is made from that name and what it says, so
    that reading a file twice makes the same ids.
    """

    def __init__(
        self, text: str, *, format_id: str, file: str, line: int = 1, unit: Unit = "code points"
    ) -> None:
        """Begin with the text alone; a text that is not Unicode is a fault and gives no layer."""
        self.text = text
        self.format = format_id
        self.file = file
        self.line = line
        self.faults: list[Fault] = []
        self._offsets = Offsets(text, unit)
        self._annotations: dict[str, Annotation] = {}
        self._links: dict[str, Link] = {}
        self._ids: dict[str, str] = {}
        self.passes: list[Pass] = []
        try:
            self.id = sha256(text.encode()).hexdigest()
        except UnicodeEncodeError as error:
            self.id = ""
            self.fault("text", f"has a lone surrogate at {error.start}")

    def fault(self, field: str, reason: str, line: int = 0) -> None:
        """Take note of something that is not sound; `line` is the article's own unless given."""
        self.faults.append(Fault(self.file, line or self.line, field, reason))

    def span(self, start: object, end: object, field: str, line: int = 0) -> Span | None:
        """The span in code points; a fault and None where it is no part of the text."""
        if type(start) is not int or type(end) is not int:
            self.fault(field, "start and end are not both whole numbers", line)
            return None
        first, last = self._offsets.inward(start), self._offsets.inward(end)
        if first is None or last is None or not 0 <= first < last:
            self.fault(field, f"[{start}, {end}) is no part of the text", line)
            return None
        return first, last

    def annotate(
        self,
        tag: object,
        spans: Sequence[tuple[object, object]],
        *,
        field: str,
        line: int = 0,
        native: str = "",
        stated: str | None = None,
        attributes: Mapping[str, str] | None = None,
        note: str = "",
        author: str = "",
        created: str = "",
        updated: str = "",
    ) -> Annotation | None:
        """Add an annotation; a fault and None where it is not sound.

        `spans` may come in any order. `stated` is what the dataset says the words are, of all
        pieces together, joined by an ellipsis.
        """
        if not isinstance(tag, str) or not tag:
            self.fault(field, "has no label", line)
            return None
        found = [self.span(start, end, field, line) for start, end in spans]
        places = sorted(span for span in found if span is not None)
        if len(places) < len(found) or not self._in_order(places, field, line):
            return None
        words = " … ".join(self.text[start:end] for start, end in places)
        if stated is not None and stated != words:
            self.fault(field, disagreement(stated, words), line)
            return None
        one = Annotation(
            id=self._make_id(native, self._annotations, tag, places, author),
            article=self.id,
            tag=tag,
            spans=tuple(places),
            quotes=tuple(Quote(*select(self.text, span)) for span in places),
            attributes=dict(attributes or {}),
            note=note,
            author=author,
            origin=f"import:{self.format}",
            created=created,
            updated=updated,
        )
        return self._take(one, native, field, line)

    def _in_order(self, places: Sequence[Span], field: str, line: int) -> bool:
        if not places:
            self.fault(field, "has no place in the text", line)
            return False
        for at in range(len(places) - 1):
            if places[at][1] > places[at + 1][0]:
                self.fault(field, "has pieces that overlap", line)
                return False
        return True

    def _make_id(self, native: str, taken: Container[str], *content: object) -> str:
        key = made_id(self.id, *content, native)
        if native:
            return f"{key[:10]}:{native}"
        again = 1
        while key in taken:  # The same thing said twice is two annotations, or two links.
            again += 1
            key = made_id(self.id, *content, again)
        return key

    def _take(self, one: Annotation, native: str, field: str, line: int) -> Annotation | None:
        if not is_unicode(one):
            self.fault(field, "has a lone surrogate", line)
            return None
        if native in self._ids:
            self.fault(field, f"{short(native)} is used twice", line)
            return None
        if native:
            self._ids[native] = one.id
        self._annotations[one.id] = one
        return one

    def link(
        self, kind: object, source: str, target: str, *, field: str, line: int = 0, native: str = ""
    ) -> None:
        """Connect two annotations by their native names, else by their ids."""
        ends = [self._ids.get(end, end) for end in (source, target)]
        for end, given in zip(ends, (source, target), strict=True):
            if end not in self._annotations:
                self.fault(field, f"no annotation is called {short(given)}", line)
                return
        if not isinstance(kind, str) or not kind or not is_unicode(kind):
            self.fault(field, "has no type", line)
            return
        key = self._make_id(native, self._links, kind, *ends)
        self._links[key] = Link(id=key, article=self.id, type=kind, source=ends[0], target=ends[1])

    def replace(self, annotation: Annotation) -> None:
        """Put an annotation in the place of the one with its id."""
        self._annotations[annotation.id] = annotation

    def at(self, span: Span) -> Annotation | None:
        """The first annotation on exactly this span."""
        return next((one for one in self._annotations.values() if one.spans == (span,)), None)

    def known(self, native: str) -> Annotation | None:
        """The annotation that the dataset calls so."""
        return self._annotations.get(self._ids.get(native, ""))

    def finish(
        self,
        *,
        source: str = "",
        labels: Sequence[str] = (),
        tokens: Sequence[Span] = (),
        sentences: Sequence[Span] = (),
        rest: object = None,
        metadata: Metadata = Metadata(),  # noqa: B008 (it never changes)
    ) -> Iterator[Found]:
        """The layer, if there is one, and then the faults.

        `rest` is what only the format knows, as a JSON value; `source` is the file's name, unless
        it or `metadata` gives one.
        """
        if self.id:
            carried = Carried(
                tokens=tuple(tokens),
                sentences=tuple(sentences),
                labels=tuple(labels),
                rest={self.format: rest} if rest else {},
            )
            known = msgspec.structs.asdict(metadata)
            known["source"] = source or metadata.source or PurePath(self.file).name
            known["format"] = metadata.format or "plain"
            article = ArticleRecord(id=self.id, text=self.text, carried=carried, **known)
            if is_unicode(article):
                yield Layer(
                    article,
                    tuple(self._annotations.values()),
                    tuple(self._links.values()),
                    tuple(self.passes),
                )
            else:
                self.fault("", "has a lone surrogate")
        yield from self.faults


def native_name(id: str, origin: str, format_id: str) -> str:
    """What a dataset of this format called a record that was read from it; empty if it was not."""
    return id.partition(":")[2] if origin == f"import:{format_id}" else ""


def remainder(row: Mapping[str, object], *known: str) -> dict[str, object]:
    """What a row of JSON has beside the `known` fields, which keep their places and are empty."""
    return {name: None if name in known else value for name, value in row.items()}


def carried_rest(layer: Layer, format_id: str) -> Any:
    """What came with a layer from this format; an empty dictionary if it came from another."""
    rest = layer.article.carried.rest.get(format_id) if layer.article else None
    return rest if isinstance(rest, dict) else {}


def made_id(article: str, *content: object) -> str:
    """An id that follows from what a record says: the same every time."""
    return blake2b(repr((article, *content)).encode(), digest_size=10).hexdigest()


def disagreement(stated: str, words: str) -> str:
    """What is said where a dataset states other words than the text has."""
    return f"states “{short(stated)}” where the text has “{short(words)}”"


def short(words: str) -> str:
    """`words` fit for one line of a report."""
    flat = json.dumps(words[:_SHOWN], ensure_ascii=False)[1:-1]
    return flat + ("…" if len(words) > _SHOWN else "")
