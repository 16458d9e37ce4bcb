"""What annotators said, gathered from their databases or datasets, and compared article by article.

An article is kept once, whoever has it, and of what each said of it only what measures need, in a
temporary file: in memory is where it stands there. Tokens and sentences, which take more room than
the text, are cut anew whenever one goes through the articles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, partial
from os import SEEK_END
from tempfile import SpooledTemporaryFile
from typing import TypeVar

import msgspec

from tui.agreement.material import Cut, Said, Shared
from tui.annotations.model import Annotation, ArticleRecord, Layer, Link
from tui.exchange.tokens import sentences
from tui.text.article import Span

_SHORT = 1 << 20
"""Bytes up to which nothing is written to a file."""
_SIZE = 8
"""Bytes that say how long a thing is."""


class _Mark(msgspec.Struct, array_like=True):
    """What is compared of an annotation."""

    id: str
    tag: str
    spans: tuple[Span, ...]
    attributes: dict[str, str]

    @property
    def annotation(self) -> Annotation:
        return Annotation(
            id=self.id,
            article="",
            tag=self.tag,
            spans=self.spans,
            quotes=(),
            attributes=self.attributes,
        )


class _Packed(msgspec.Struct, array_like=True):
    """What an annotator said of an article."""

    marks: list[_Mark]
    links: tuple[Link, ...]


class _Subject(msgspec.Struct, array_like=True):
    """What is known of an article; where it is in whole, if it is to be cut into tokens."""

    title: str
    length: int
    whole: int | None


_Kept = TypeVar("_Kept", _Subject, _Packed, ArticleRecord)


class _Pile:
    """Things of a few classes in a temporary file; short ones stay in memory, the file is gone with
    the process.
    """

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(_SHORT)  # noqa: SIM115 (it is kept)

    def put(self, thing: _Kept) -> int:
        """Keep a thing; where it is found again, in bytes. Raises OSError."""
        at, packed = self._file.seek(0, SEEK_END), msgspec.msgpack.encode(thing)
        self._file.write(len(packed).to_bytes(_SIZE) + packed)
        return at

    def get(self, at: int, kind: type[_Kept]) -> _Kept:
        """The thing that was put there."""
        self._file.seek(at)
        size = int.from_bytes(self._file.read(_SIZE))
        return msgspec.msgpack.decode(self._file.read(size), type=kind)


class Gathering:
    """The articles that at least two annotators have, made anew whenever one goes through them."""

    def __init__(self, said: Iterable[tuple[str, Layer]], *, tokens: bool) -> None:
        """Take what annotators, by name, said of articles; nothing is something said, too. Articles
        are cut into sentences and tokens where `tokens` are wanted, which takes a while.

        Raises:
            OSError: the temporary file has no room.
        """
        self._tokens = tokens
        self.annotators: list[str] = []
        self._pile = _Pile()
        self._articles: dict[str, int] = {}
        self._said: dict[str, dict[int, int]] = {}
        for annotator, layer in said:
            if layer.article is not None:
                self._take(annotator, layer.article, layer)

    def _take(self, annotator: str, article: ArticleRecord, layer: Layer) -> None:
        if annotator not in self.annotators:
            self.annotators.append(annotator)
        if article.id not in self._articles:
            whole = self._pile.put(article) if self._tokens else None
            subject = _Subject(article.title or article.source, len(article.text), whole)
            self._articles[article.id] = self._pile.put(subject)
        marks = [_Mark(one.id, one.tag, one.spans, one.attributes) for one in layer.annotations]
        by = self._said.setdefault(article.id, {})
        by[self.annotators.index(annotator)] = self._pile.put(_Packed(marks, layer.links))

    def __bool__(self) -> bool:
        """Whether there is anything to compare."""
        return any(len(by) > 1 for by in self._said.values())

    def __iter__(self) -> Iterator[Shared]:
        """Each article with what was said of it."""
        for id, by in self._said.items():
            if len(by) > 1:
                subject = self._pile.get(self._articles[id], _Subject)
                yield Shared(
                    article=id,
                    title=subject.title,
                    length=subject.length,
                    by={who: self._read(at) for who, at in by.items()},
                    cut=cache(partial(self._cut, subject.whole)),
                )

    def _cut(self, whole: int | None) -> Cut:
        cut = sentences(self._pile.get(whole, ArticleRecord)) if whole is not None else []
        return Cut(
            tokens=tuple(token for sentence in cut for token in sentence),
            sentences=tuple((one[0][0], one[-1][1]) for one in cut),
        )

    def _read(self, at: int) -> Said:
        said = self._pile.get(at, _Packed)
        return Said(tuple(mark.annotation for mark in said.marks), said.links)
