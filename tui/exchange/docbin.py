"""spaCy's DocBin, the `.spacy` file that it trains from. Its documents are spaCy's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate, compress, islice, pairwise
from operator import add
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, DocBin, Span
from spacy.vocab import Vocab

from tui.annotations.model import Layer
from tui.exchange import docbin_file
from tui.exchange.drafts import Draft, Found
from tui.exchange.faults import Fault
from tui.exchange.options import Piece, Reading, Writing
from tui.exchange.spacy_docs import Placed, doc_of, group_span, take_labels
from tui.exchange.tokens import sound
from tui.text.article import Span as CodePoints

_FORMAT = "docbin"
_AT_ONCE = 100
"""Texts for which there is a vocabulary of their own while they are made."""


def read(path: Path, _reading: Reading) -> Iterator[Found]:
    """A text for each document."""
    vocab, number = Vocab(), 0
    try:
        for made in docbin_file.read(path, vocab):
            for doc in made.get_docs(vocab):
                number += 1
                yield from _document(doc, str(path), number)
    except OSError:
        raise
    except Exception as error:  # whatever spaCy makes of what nobody expected
        yield Fault(str(path), 1, "", f"is no DocBin: {type(error).__name__}: {error}"[:200])


def _document(doc: Any, file: str, number: int) -> Iterator[Found]:
    draft = Draft(doc.text, format_id=_FORMAT, file=file, line=number)
    for at, one in enumerate(doc.ents):
        draft.annotate(one.label_, [(one.start_char, one.end_char)], field=f"ents[{at}]")
    for group, spans in doc.spans.items():
        for at, one in enumerate(spans):
            group_span(draft, group, at, (one.start_char, one.end_char), one.label_)
    labels, rest = take_labels(doc.cats)
    tokens, blank, begins = _tokens(doc)
    words = list(compress(tokens, (not one for one in blank)))
    edges = [*compress(range(len(tokens)), begins), len(tokens)]
    yield from draft.finish(
        labels=labels,
        tokens=words if sound(draft.text, words) else (),
        sentences=[(tokens[first][0], tokens[last - 1][1]) for first, last in pairwise(edges)],
        rest=rest,
    )


def _tokens(doc: Any) -> tuple[list[CodePoints], list[bool], list[bool]]:
    """Where all tokens are, whether each is white space, and whether it begins a sentence.

    No token begins one where the document does not say.
    """
    columns = doc.to_array(["LENGTH", "SPACY", "IS_SPACE", "SENT_START"]).T.tolist()
    lengths, spaces, blank, begins = columns if len(doc) else ([], [], [], [])
    ends = accumulate(map(add, lengths, spaces), initial=0)
    tokens = [(start, start + length) for start, length in zip(ends, lengths, strict=False)]
    told = any(begins)
    return tokens, blank, [told and (at == 0 or one == 1) for at, one in enumerate(begins)]


def write(layers: Iterable[Layer], writing: Writing) -> Iterator[Piece]:
    """One file."""
    texts = (layer for layer in layers if layer.article is not None and layer.article.text)
    out = docbin_file.Writing()
    while True:
        made, vocab = DocBin(attrs=["ENT_IOB", "ENT_TYPE", "SENT_START"]), Vocab()
        for layer in islice(texts, _AT_ONCE):
            _add(made, layer, vocab, writing)
        out.add(made)
        if not len(made):
            break
    for piece in out.pieces():
        yield "", piece


def _add(made: Any, layer: Layer, vocab: Vocab, writing: Writing) -> None:
    """Add a text as `DocBin.add` does, which asks every token for nine strings that it lacks."""
    article = layer.article
    if article is None:
        raise ValueError("a layer without an article has no text")
    form = doc_of(layer, article, _FORMAT, writing)
    words = [article.text[start:end] for start, end in form.tokens]
    starts: list[Any] = [at in form.starts for at in range(len(words))]
    doc = Doc(vocab, words=words, spaces=form.spaces, sent_starts=starts)

    def spans(placed: list[Placed]) -> list[Span]:
        return [Span(doc, *one) for one in placed]

    doc.ents = spans(form.entities)
    for name, placed in form.groups.items():
        doc.spans[name] = spans(placed)
    made.tokens.append(doc.to_array(made.attrs))
    made.spaces.append(doc.to_array("SPACY").astype(bool).reshape(-1, 1))
    made.flags.append({"has_unknown_spaces": False})
    made.cats.append(form.labels)
    made.span_groups.append(doc.spans.to_bytes())
    made.strings.update(words)
    for named in (form.entities, *form.groups.values()):
        made.strings.update(one.label for one in named)
