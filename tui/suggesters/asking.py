"""Asking a suggester that keymap.toml names, if it may be asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tui.suggesters.answers import Answer, Fault
from tui.suggesters.program import Limits, run
from tui.suggesters.settings import Suggester
from tui.text.article import Article


def asked(name: str, it: Suggester, article: Article, tags: Sequence[str]) -> Iterator[Answer]:
    """What the suggester proposes, and what went wrong, as it comes; to be read in a thread.

    A suggester that would send the text away is only asked where that is allowed.
    """
    if it.host and not it.send:
        yield Fault(
            name,
            f"would send the text to {it.host}; to allow that, write send = true"
            f" under [suggesters.{name}]",
        )
        return
    yield from run(it.argv(), article, tags, name, Limits(seconds=it.seconds))
