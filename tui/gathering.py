"""What annotators said, gathered from their databases or datasets, and compared article by article.

An article is kept once, whoever has it, and of what each said of it only what measures need,
packed; so ten annotators' work takes little more memory than one's. Tokens and sentences, which
take more memory than the text, are cut anew whenever one goes through the articles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from tui.agreement.material import Said, Shared
from tui.annotations.model import Annotation, ArticleRecord, Layer, Link
from tui.exchange.tokens import sentences
from tui.text.article import Span


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


_pack = msgspec.msgpack.Encoder().encode
_unpack = msgspec.msgpack.Decoder(_Packed).decode


class Gathering:
    """The articles that at least two annotators have, made anew whenever one goes through them."""

    def __init__(self, said: Iterable[tuple[str, Layer]], *, tokens: bool) -> None:
        """Take what annotators, by name, said of articles; nothing is something said, too. Articles
        are cut into sentences and tokens where `tokens` are wanted, which takes a while.
        """
        self._tokens = tokens
        self.annotators: list[str] = []
        self._articles: dict[str, ArticleRecord] = {}
        self._said: dict[str, dict[int, bytes]] = {}
        for annotator, layer in said:
            if layer.article is None:
                continue
            if annotator not in self.annotators:
                self.annotators.append(annotator)
            self._articles.setdefault(layer.article.id, layer.article)
            by = self._said.setdefault(layer.article.id, {})
            by[self.annotators.index(annotator)] = _packed(layer)

    def __bool__(self) -> bool:
        """Whether there is anything to compare."""
        return any(len(by) > 1 for by in self._said.values())

    def __iter__(self) -> Iterator[Shared]:
        """Each article with what was said of it."""
        for id, by in self._said.items():
            if len(by) > 1:
                article = self._articles[id]
                cut = sentences(article) if self._tokens else []
                yield Shared(
                    article=id,
                    title=article.title or article.source,
                    length=len(article.text),
                    by={who: _said(packed) for who, packed in by.items()},
                    tokens=tuple(token for sentence in cut for token in sentence),
                    sentences=tuple((one[0][0], one[-1][1]) for one in cut),
                )


def _packed(layer: Layer) -> bytes:
    marks = [_Mark(one.id, one.tag, one.spans, one.attributes) for one in layer.annotations]
    return _pack(_Packed(marks, layer.links))


def _said(packed: bytes) -> Said:
    said = _unpack(packed)
    return Said(tuple(mark.annotation for mark in said.marks), said.links)
