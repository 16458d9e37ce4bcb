"""Adapters for models from outside: spaCy's pipelines and GLiNER. Each needs its extra."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from tui.assist.candidate import Candidate
from tui.text.article import Article

_TAGS = {
    "person": ("PERSON", "PER"),
    "organisation": ("ORG",),
    "place": ("GPE", "LOC", "FAC"),
    "time": ("DATE", "TIME"),
    "amount": ("MONEY", "PERCENT", "QUANTITY", "CARDINAL"),
}
"""The labels of spaCy's pipelines for the tags that are shipped."""

_UNSCORED = 0.7
"""The score of what a pipeline finds, which gives none."""


def spacy_pipeline(name: str) -> Callable[[Article, Sequence[str]], Iterator[Candidate]]:
    """A suggester that runs the installed pipeline `name`, paragraph by paragraph.

    Raises:
        ImportError: spaCy is not installed.
        LookupError: the pipeline is not.
    """
    import spacy

    try:
        pipeline = spacy.load(name)
    except OSError as error:
        raise LookupError(str(error)) from None
    by_label = {label: tag for tag, labels in _TAGS.items() for label in labels}

    def suggest(article: Article, tags: Sequence[str]) -> Iterator[Candidate]:
        starts = [block.start for block in article.blocks]
        texts = [article.text[block.start : block.end] for block in article.blocks]
        for start, document in zip(starts, pipeline.pipe(texts), strict=True):
            for entity in document.ents:
                tag = by_label.get(entity.label_, entity.label_)
                if tag in tags:
                    span = (start + entity.start_char, start + entity.end_char)
                    yield _candidate(article, tag, span, _UNSCORED)

    return suggest


def gliner_model(name: str) -> Callable[[Article, Sequence[str]], Iterator[Candidate]]:
    """A suggester that asks the GLiNER model `name`, whose labels are the tags themselves.

    Raises:
        ImportError: GLiNER is not installed.
    """
    from gliner import GLiNER

    model: Any = GLiNER.from_pretrained(name, local_files_only=True)

    def suggest(article: Article, tags: Sequence[str]) -> Iterator[Candidate]:
        for block in article.blocks:
            text = article.text[block.start : block.end]
            found: Iterable[dict[str, Any]] = model.predict_entities(text, list(tags))
            for entity in found:
                span = (block.start + entity["start"], block.start + entity["end"])
                yield _candidate(article, entity["label"], span, float(entity["score"]))

    return suggest


def _candidate(article: Article, tag: str, span: tuple[int, int], score: float) -> Candidate:
    return Candidate(tag=tag, spans=(span,), text=article.text[slice(*span)], score=score)
