"""The commands about candidates: what is proposed of an article, and by whom."""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from json.encoder import encode_basestring_ascii as _quoted
from math import ceil
from typing import TYPE_CHECKING, Any

import click

from tui.cli.options import (
    FOUND,
    USAGE,
    Options,
    as_json,
    fail,
    load_config,
    put,
    reading,
    say,
    shared,
)

if TYPE_CHECKING:
    from tui.assist.candidate import Candidate, Spans
    from tui.session.config import Config
    from tui.sources.content import How
    from tui.suggesters.answers import Answer
    from tui.text.article import Article, Span


_LONG = 2_000_000
"""Code points from which a text earns the start of further processes."""

_FIRST, _WINDOW = 1_000, 600_000
"""Code points, at first and about so many later, after which another process takes over."""

_AT_ONCE = 50
"""Candidates that are written together."""


@click.command()
@click.argument("source")
@click.option("--with", "names", metavar="NAME", multiple=True, help="Ask this suggester too.")
@click.option(
    "--jobs", type=click.IntRange(1), help="Processes for a long text, not one for each core."
)
@as_json
@reading
@shared
def suggest(
    options: Options, source: str, names: Sequence[str], jobs: int | None, as_json: bool, how: How
) -> None:
    """Propose annotations of a source: quotations and who said them, names, dates, claims.

    Suggesters from outside are named in keymap.toml; `glossator suggesters` lists them.
    """
    from tui.cli.sources import read

    if not names:
        # Nothing that the rules make refers to itself, so the collector would look in vain.
        gc.disable()
        try:
            article = read(source, how)
            _by_rules(article, as_json, jobs or (_cores() if len(article.text) >= _LONG else 1))
        finally:
            gc.freeze()
            gc.enable()
        return
    from tui.suggesters.answers import Fault

    config = load_config(options.keymap)
    for name in names:
        if name not in config.suggesters:
            listed = ", ".join(config.suggesters) or "none"
            fail(USAGE, f"there is no suggester “{name}” in the keymap; there are {listed}")
    article = read(source, how)
    faults = False
    for one in _answers(article, names, config):
        if isinstance(one, Fault):
            faults = True
            say(f"glossator: {one.suggester}: {one.text}")
        else:
            click.echo(_lines([one], as_json), nl=False)
    sys.exit(FOUND if faults else 0)


def _by_rules(article: Article, as_json: bool, jobs: int) -> None:
    """Write the candidates of the rules, as they come."""
    from tui.assist.suggest import suggest as candidates
    from tui.assist.suggest import windows
    from tui.suggesters.parallel import in_order

    if jobs == 1:
        found = candidates(article, ranked=False)
        while some := list(islice(found, _AT_ONCE)):
            click.echo(_lines(some, as_json), nl=False)
        return
    # As many windows for each process, so that none is still at work when the others have ended.
    rounds = ceil(len(article.text) / (jobs * _WINDOW)) or 1
    size = ceil(len(article.text) / (jobs * rounds))
    first, *others = windows(article, _FIRST, size)
    # What every process needs to be made once is made with the first window, before they part.
    click.echo(_in_window((article, as_json), first), nl=False)
    try:
        for lines in in_order(_in_window, (article, as_json), others, jobs):
            click.echo(lines, nl=False)
    except ChildProcessError as error:
        fail(FOUND, f"a process that looked for candidates {error}; the rest is missing")


def _in_window(whole: tuple[Article, bool], window: Span) -> str:
    """The candidates that begin in a window, a line each."""
    from tui.assist.suggest import suggest as candidates

    article, as_json = whole
    start, end = window
    return _lines(candidates(article, start=start, end=end, ranked=False), as_json)


def _lines(candidates: Iterable[Candidate], as_json: bool) -> str:
    """A line for each candidate."""
    line = _json if as_json else _shown
    return "".join([f"{line(one)}\n" for one in candidates])


def _cores() -> int:
    """How many processes can run at the same time."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


@click.command()
@as_json
@shared
def suggesters(options: Options, as_json: bool) -> None:
    """List the suggesters: what they are, and where they would send a text."""
    from tui.suggesters.child import installed

    config = load_config(options.keymap)
    rows: list[dict[str, Any]] = [
        {
            "name": name,
            "command": it.argv(),
            "sends_to": it.host,
            "may_send": it.send,
            "seconds": it.seconds,
        }
        for name, it in config.suggesters.items()
    ]
    if as_json:
        click.echo(json.dumps({"suggesters": rows, "installed": installed()}))
        return
    for row in rows:
        sends = ""
        if row["sends_to"]:
            sends = f"  {'sends' if row['may_send'] else 'would send'} texts to {row['sends_to']}"
        put(f"{row['name']:16}  {' '.join(row['command'])}{sends}")
    for name in installed():
        put(f'{name:16}  installed; [suggesters.{name}] python = "{name}" makes use of it')
    if not rows:
        say("no suggester is named in the keymap; docs/suggesters.md says how")


def _answers(article: Article, names: Sequence[str], config: Config) -> Iterator[Answer]:
    """The faults of others as they come, then all candidates, theirs and the rules', by place."""
    from tui.assist.suggest import suggest as candidates
    from tui.suggesters.answers import Fault
    from tui.suggesters.asking import asked

    found = list(candidates(article))
    tags = [tag.name for tag in config.scheme.tags]
    for name in names:
        for one in asked(name, config.suggesters[name], article, tags):
            if isinstance(one, Fault):
                yield one
            else:
                found.append(one)
    yield from sorted(found, key=lambda one: (one.start, -one.end))


def _json(candidate: Candidate) -> str:
    """A candidate as programs read it. Put together here it takes half the time of `json.dumps`,
    and is the same.
    """
    written = (
        f'{{"tag": {_quoted(candidate.tag)}, "spans": {_ranges(candidate.spans)}, '
        f'"text": {_quoted(candidate.text)}, '
        f"{_told(candidate.score, candidate.origin, candidate.reason)}"
    )
    if candidate.cue is not None:
        written += f', "cue": [{candidate.cue[0]}, {candidate.cue[1]}]'
    if candidate.speakers:
        first = candidate.speakers[0]
        written += (
            f', "speaker": {{"spans": {_ranges(first.spans)}, "text": {_quoted(first.shown)}, '
            f'"kind": {_quoted(first.kind)}}}'
        )
    return written + "}"


def _ranges(spans: Spans) -> str:
    return f"[{', '.join([f'[{start}, {end}]' for start, end in spans])}]"


@lru_cache(maxsize=1_000)
def _told(score: float, origin: str, reason: str) -> str:
    """What many candidates have alike."""
    return f'"score": {round(score, 3)}, "origin": {_quoted(origin)}, "reason": {_quoted(reason)}'


def _shown(candidate: Candidate) -> str:
    """A candidate as people read it, without anything that a terminal obeys."""
    from tui.text.cells import clip, display

    speaker = f"  — {candidate.speakers[0].shown}" if candidate.speakers else ""
    words = clip(" ".join(candidate.text.split()), 60)
    start, tag, score = candidate.start, candidate.tag, candidate.score
    return display(f"{start:7}  {tag:12}  {score:4.2f}  {words}{speaker}")


COMMANDS = (suggest, suggesters)
