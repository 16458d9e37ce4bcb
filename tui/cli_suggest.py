"""The command `suggest`: an article's candidates, for scripts and for people."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from tui.cli_options import Options, as_json, put, reading, shared

if TYPE_CHECKING:
    from tui.assist.candidate import Candidate
    from tui.sources.content import How


@click.command()
@click.argument("source")
@as_json
@reading
@shared
def suggest(_options: Options, source: str, as_json: bool, how: How) -> None:
    """Propose annotations of a source: quotations and who said them, names, dates, claims."""
    from tui import cli_reader
    from tui.assist.suggest import suggest as candidates

    article = cli_reader.read(source, how)
    for candidate in candidates(article):
        if as_json:
            click.echo(json.dumps(fields(candidate)))
        else:
            put(_line(candidate))


def fields(candidate: Candidate) -> dict[str, Any]:
    """A candidate as JSON has it."""
    written: dict[str, Any] = {
        "tag": candidate.tag,
        "spans": candidate.spans,
        "text": candidate.text,
        "score": round(candidate.score, 3),
        "origin": candidate.origin,
        "reason": candidate.reason,
    }
    if candidate.cue is not None:
        written["cue"] = candidate.cue
    if candidate.speakers:
        first = candidate.speakers[0]
        written["speaker"] = {"spans": first.spans, "text": first.shown, "kind": first.kind}
    return written


def _line(candidate: Candidate) -> str:
    from tui.text.cells import clip

    speaker = f"  — {candidate.speakers[0].shown}" if candidate.speakers else ""
    words = clip(" ".join(candidate.text.split()), 60)
    return f"{candidate.start:7}  {candidate.tag:12}  {candidate.score:4.2f}  {words}{speaker}"


COMMANDS = (suggest,)
