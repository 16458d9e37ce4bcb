"""Lists over all articles of a database: claims, quotations, criticism and its replies."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from tui.cli.options import (
    FOUND,
    Options,
    as_json,
    counted,
    existing_database,
    load_config,
    put,
    reading,
    say,
    shared,
)
from tui.cli.stored import Stored, chosen, transcript

if TYPE_CHECKING:
    from tui.annotations.model import Annotation
    from tui.review.ledger import Criticism
    from tui.review.quotelog import Quotation
    from tui.review.verbatim import Verdict
    from tui.sources.content import How
    from tui.store.protocol import Store

Row = dict[str, Any]
"""A line of a list, as JSON and CSV give it."""

_WORDS = 60
"""Cells of an annotation's words in a line for people."""
as_csv = click.option("--csv", "as_csv", is_flag=True, help="Write CSV.")
_SOURCES = click.argument("sources", nargs=-1, metavar="[SOURCE…]")


class Output(NamedTuple):
    """How rows are written: as JSON lines, as CSV, or as lines for people."""

    as_json: bool
    as_csv: bool
    line: Callable[[Row], str]

    def write(self, rows: Iterator[Row]) -> int:
        """Write them one by one; how many there were."""
        number, columns = 0, list[str]()
        for row in rows:
            if self.as_json:
                click.echo(json.dumps(row))
            elif self.as_csv:
                # Data goes into a file as it is; a terminal would obey what it may say.
                echo = put if sys.stdout.isatty() else click.echo
                if not number:
                    columns = list(row)
                    echo(_csv(columns))
                echo(_csv([_cell(row[name]) for name in columns]))
            else:
                put(self.line(row))
            number += 1
        return number


@click.command()
@_SOURCES
@click.option("--filter", "wanted", default="", help="As in the list: status:false -sourced words.")
@as_json
@as_csv
@shared
def claims(
    options: Options, sources: Sequence[str], wanted: str, as_json: bool, as_csv: bool
) -> None:
    """List claims over all articles, or other annotations that a filter asks for with tag:…

    Of SOURCEs (files, folders, or the first letters of an article's id) only theirs.
    """
    from tui.annotations.checking import status, unset
    from tui.annotations.filtering import Facts, passes, terms, unknown_fields, unknown_values

    scheme = load_config(options.keymap).scheme
    for field in unknown_fields(wanted, scheme):
        say(f"glossator: no annotation has a field “{field}”; it is looked for as a word")
    for unknown in unknown_values(wanted, scheme):
        say(f"glossator: {unknown}")
    asked = terms(wanted, scheme)
    checked = {tag.name for tag in scheme.tags if status(tag) is not None}
    every = any(term.field == "tag" for term in asked)

    def rows(store: Store) -> Iterator[Row]:
        for stored in chosen(store, sources):
            facts = Facts(stored.records, scheme)
            for one in stored.records.ordered():
                if (every or one.tag in checked) and passes(one, asked, facts):
                    yield _about(stored, one) | {
                        "tag": one.tag,
                        "attributes": one.attributes,
                        "speaker": ", ".join(facts.said_by(one)),
                        "evidence": len(stored.records.hanging.evidence.get(one.id, ())),
                        "note": one.note,
                        "author": one.author,
                        "created": one.created,
                    }

    def counts_as(row: Row) -> dict[str, str]:
        state = status(scheme.tag(row["tag"]))
        return {state.name: unset(state)} if state is not None else {}

    def line(row: Row) -> str:
        said = ", ".join((counts_as(row) | row["attributes"]).values()) or "—"
        return f"{said:24}  {_short(row['text'])}  · {row['title']}"

    with closing(existing_database(options.db)) as store:
        number = Output(as_json, as_csv, line).write(rows(store))
    say(counted(number, "annotation"))


@click.command()
@_SOURCES
@click.option("--unanswered", is_flag=True, help="Only what nobody was heard about.")
@as_json
@as_csv
@shared
def ledger(
    options: Options, sources: Sequence[str], unanswered: bool, as_json: bool, as_csv: bool
) -> None:
    """List what criticises somebody: whom, whether they were heard about it, where and when.

    Exit 1 if --unanswered finds anything.
    """
    from tui.hosting.neighbours import Neighbours
    from tui.reports.beside import linked
    from tui.review.ledger import ledger as criticisms

    scheme = load_config(options.keymap).scheme
    unheard: list[str] = []

    def rows(store: Store) -> Iterator[Row]:
        neighbours = Neighbours(store)
        for stored in chosen(store, sources):
            links = stored.records.links.values()
            elsewhere = linked(links, neighbours.linked(links))
            for one in criticisms(stored.records, scheme, elsewhere):
                unheard.extend([] if one.answered else [one.annotation.id])
                if not (unanswered and one.answered):
                    yield _criticism(stored, one)

    def line(row: Row) -> str:
        party = "; ".join(row["parties"]) or "?"
        when = f", {row['when']}" if row["when"] else ""
        return f"{row['reply'] + when:24}  {party}: {_short(row['text'])}  · {row['title']}"

    with closing(existing_database(options.db)) as store:
        number = Output(as_json, as_csv, line).write(rows(store))
    left = f"{len(unheard):,} unanswered"
    say(left if unanswered else f"{counted(number, 'criticism')}, {left}")
    sys.exit(FOUND if unanswered and unheard else 0)


@click.command()
@_SOURCES
@click.option(
    "--verbatim",
    "source",
    metavar="TRANSCRIPT",
    help="Check each against this file, address or stored article.",
)
@as_json
@as_csv
@reading
@shared
def quotes(
    options: Options,
    sources: Sequence[str],
    source: str | None,
    as_json: bool,
    as_csv: bool,
    how: How,
) -> None:
    """List every quotation with speaker, cue, context and place.

    With --verbatim exit 1 if one is altered in, or not found in, the transcript.
    """
    from tui.review.quotelog import quotations
    from tui.review.verbatim import Transcript

    scheme = load_config(options.keymap).scheme
    wrong: list[str] = []

    def rows(store: Store) -> Iterator[Row]:
        said = Transcript.of(transcript(store, source, how)) if source else None
        for stored in chosen(store, sources):
            for one in quotations(stored.article, stored.records, scheme):
                row = _quotation(stored, one)
                if said is not None:
                    verdict = said.check([quote.exact for quote in one.annotation.quotes])
                    wrong.extend([verdict.kind] if verdict.kind != "exact" else [])
                    row |= _verdict(verdict, said.text)
                yield row

    def line(row: Row) -> str:
        found = f"{row['verbatim']:9}  " if "verbatim" in row else ""
        changed = f"  ({row['difference']})" if row.get("difference") else ""
        by = (row["speaker"] or "?") + (f" ({row['cue']})" if row["cue"] else "")
        return f"{found}{by}: {_short(row['text'])}{changed}  · {row['title']}"

    with closing(existing_database(options.db)) as store:
        number = Output(as_json, as_csv, line).write(rows(store))
    say(counted(number, "quotation"))
    sys.exit(FOUND if wrong else 0)


def _about(stored: Stored, one: Annotation) -> Row:
    return {
        "article": stored.article.id,
        "title": stored.article.title or Path(stored.article.source).name,
        "id": one.id,
        "spans": one.spans,
        "text": one.text,
    }


def _criticism(stored: Stored, one: Criticism) -> Row:
    return _about(stored, one.annotation) | {
        "parties": list(one.parties),
        "reply": one.said,
        "answered": one.answered,
        "where": [reply.text for reply in one.where],
        "when": one.when,
    }


def _quotation(stored: Stored, one: Quotation) -> Row:
    return _about(stored, one.annotation) | {
        "speaker": one.speaker,
        "cue": one.cue,
        "context": one.context,
        "place": one.place,
    }


def _verdict(verdict: Verdict, said: str) -> Row:
    return {
        "verbatim": verdict.kind,
        "difference": verdict.difference,
        "said": said[slice(*verdict.span)] if verdict.span else "",
        "at": verdict.span,
    }


def _short(text: str) -> str:
    from tui.text.cells import clip

    return clip(text, _WORDS)


def _cell(value: object) -> str:
    """A value in one cell, which no spreadsheet takes for a formula: lists and tables as JSON."""
    from tui.text.spreadsheet import cell

    if isinstance(value, list | tuple | dict):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else cell(str(value))


def _csv(cells: Sequence[object]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()


COMMANDS = (claims, ledger, quotes)
