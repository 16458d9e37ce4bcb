"""A Python suggester run as a program of its own: `python -m tui.suggesters.child KIND NAME…`.

KIND is `entry`, a package's entry point in the group `glossator.suggesters` (a callable from an
article and its tags to candidates), or one of the adapters: `spacy` or `gliner`, whose NAME is the
model's, or `endpoint` with address, model and the name of the key's variable. So what hangs,
crashes or takes all memory harms nobody but itself.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.metadata import entry_points
from typing import Any, TypeAlias

from tui.assist.candidate import Candidate
from tui.suggesters.endpoint import EndpointError, ask
from tui.text.article import Article, Block

GROUP = "glossator.suggesters"

Suggester: TypeAlias = Callable[[Article, Sequence[str]], Iterable[Candidate]]


def installed() -> list[str]:
    """The names of the suggesters that installed packages bring."""
    return sorted(one.name for one in entry_points(group=GROUP))


def load(kind: str, name: str) -> Suggester:
    """The suggester of a kind.

    Raises:
        LookupError: there is none of this name.
        ImportError: a package that it needs is not installed.
    """
    if kind == "spacy":
        from tui.suggesters.models import spacy_pipeline

        return spacy_pipeline(name)
    if kind == "gliner":
        from tui.suggesters.models import gliner_model

        return gliner_model(name)
    found = entry_points(group=GROUP, name=name)
    if kind != "entry" or not found:
        raise LookupError(f"no suggester {name}; there are {', '.join(installed()) or 'none'}")
    loaded: Suggester = next(iter(found)).load()
    return loaded


def article_of(asked: dict[str, Any]) -> Article:
    """The article that a question is about."""
    blocks = tuple(Block(role, start, end) for role, start, end in asked["blocks"])
    return Article(text=asked["text"], language=asked["lang"], blocks=blocks)


def written(candidate: Candidate) -> str:
    """A candidate as a line of answers."""
    span = {"ranges": candidate.spans, "label": candidate.tag, "score": candidate.score}
    return json.dumps({"spans": [span]})


def main() -> None:
    """Answer one question. What the suggester prints goes to standard error."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    kind = sys.argv[1]
    asked = json.loads(sys.stdin.readline())
    with answers:
        try:
            for line in _lines(kind, sys.argv[2:], article_of(asked), asked["labels"]):
                print(line, file=answers, flush=True)
        except (LookupError, ImportError, EndpointError) as error:
            sys.exit(str(error))


def _lines(kind: str, names: list[str], article: Article, tags: Sequence[str]) -> Iterator[str]:
    if kind == "endpoint":
        address, model, key = names
        return (json.dumps(answer) for answer in ask(address, model, key, article, tags))
    return (written(candidate) for candidate in load(kind, names[0])(article, tags))


if __name__ == "__main__":
    main()
