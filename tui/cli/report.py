"""The command that writes reports: fact sheets, annotated articles, ClaimReview."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from tui.cli.drafts import stored_layer
from tui.cli.options import (
    FOUND,
    UNREADABLE,
    USAGE,
    Options,
    counted,
    existing_database,
    fail,
    has_database,
    load_config,
    moment,
    reading,
    say,
    shared,
    write_text,
)
from tui.cli.stored import transcript

if TYPE_CHECKING:
    from tui.annotations.model import ArticleRecord, Layer
    from tui.reports.claimreview import Publishing
    from tui.reports.sheet import Sheet
    from tui.sources.content import How
    from tui.store.protocol import Store

_KINDS = ("markdown", "html", "csv", "claimreview", "annotated")


class _Output(NamedTuple):
    """One report: what it is called without its suffix, and the articles in it."""

    name: str
    sheets: Sequence[Sheet]


@click.command("report")
@click.argument("sources", nargs=-1, metavar="[SOURCE…]")
@click.option("--all", "every", is_flag=True, help="All articles of the database.")
@click.option("--to", "to", type=click.Choice(_KINDS), default="markdown", show_default=True)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="A file, or a folder for a file an article; standard output if absent.",
)
@click.option("--notes", is_flag=True, help="Notes, and attributes in free words.")
@click.option("--authors", is_flag=True, help="Who annotated, checked and signed, by name.")
@click.option("--paths", is_flag=True, help="Whole local paths.")
@click.option("--contacts", is_flag=True, help="Who was asked.")
@click.option(
    "--verbatim",
    "spoken",
    metavar="TRANSCRIPT",
    help="Check each quotation against this file, address or stored article.",
)
@click.option("--article-url", default="", metavar="URL", help="Where the article stands.")
@click.option("--organisation", default="", metavar="NAME", help="ClaimReview: who publishes it.")
@click.option("--organisation-url", default="", metavar="URL", help="ClaimReview: their address.")
@click.option("--report-url", default="", metavar="URL", help="ClaimReview: where it will stand.")
@click.option("--date", default="", metavar="DATE", help="ClaimReview: when it is published.")
@reading
@shared
def report(
    options: Options,
    sources: Sequence[str],
    every: bool,
    to: str,
    out: Path | None,
    notes: bool,
    authors: bool,
    paths: bool,
    contacts: bool,
    spoken: str | None,
    article_url: str,
    organisation: str,
    organisation_url: str,
    report_url: str,
    date: str,
    how: How,
) -> None:
    """Write what was checked in an article: a fact sheet for an editor.

    SOURCE is an article of the database: its address, its id or the beginning of that. Private
    notes, names of annotators, local paths and who was asked are left out unless asked for; so a
    report can be handed on. With an --article-url, or where the article was read from the web,
    every claim leads to its words on that page. Quotations are checked against a TRANSCRIPT, else
    against the stored articles that evidence for the same words names.
    """
    from tui.exchange.privacy import Anonymiser
    from tui.hosting.neighbours import Neighbours
    from tui.reports.claimreview import Publishing
    from tui.reports.making import fact_sheet
    from tui.reports.sheet import Disclosure

    disclosure = Disclosure(notes, authors, paths, contacts)
    publishing = Publishing(organisation, report_url, organisation_url, _date(date))
    if to == "claimreview":
        _need_publisher(publishing)
    _check_out(out, options.db)
    scheme = load_config(options.keymap).scheme
    if not has_database(options.db):
        _check_there(sources)
    with closing(existing_database(options.db)) as store:
        layers = _layers(sources, store, how, every=every)
        if article_url and len(layers) != 1:
            fail(USAGE, "--article-url is the address of one article: name one")
        url, neighbours = _address(article_url), Neighbours(store, several=len(layers) > 1)
        said = transcript(store, spoken, how) if spoken else None
        people = Anonymiser(keep_authors=authors)

        def sheet(article: ArticleRecord, layer: Layer) -> Sheet:
            beside = neighbours.beside(layer, said)
            return fact_sheet(article, layer, scheme, disclosure, url, beside, people)

        outputs = _outputs(layers, sheet, out)
    named = not authors and to in ("markdown", "html", "csv")
    if named and any(_names_somebody(one) for each in outputs for one in each.sheets):
        say("names of annotators are replaced; --authors keeps them")
    left = 0
    for output in outputs:
        left += _write(output, to, publishing, out)
    if left:
        raise SystemExit(FOUND)


def _names_somebody(sheet: Sheet) -> bool:
    """Whether a sheet says who annotated, checked or signed."""
    by = (*(one.by for one in sheet.signed), *(one.by for one in sheet.history))
    return any((*by, *(one.checked_by for one in sheet.claims)))


def _check_there(sources: Sequence[str]) -> None:
    """Leave where a file is named that is not there either."""
    from tui.sources.opening import is_web

    for source in sources:
        if not is_web(source) and not Path(source).exists():
            fail(
                UNREADABLE, f"{source}: there is no such file, nor a database with such an article"
            )


def _date(written: str) -> str:
    if written:
        moment(written)
    return written


def _address(url: str) -> str:
    from tui.reports.cleaning import web

    if url and not web(url):
        fail(USAGE, f"--article-url {url}: an address begins with https:// or http://")
    return url


def _need_publisher(publishing: Publishing) -> None:
    """Leave where a review would lack what every search engine asks for."""
    from tui.reports.cleaning import web

    if not publishing.organisation:
        fail(USAGE, "a ClaimReview says who publishes it: name them with --organisation")
    if not web(publishing.url):
        fail(USAGE, "a ClaimReview says where it will stand: name the page with --report-url")
    if publishing.organisation_url and not web(publishing.organisation_url):
        fail(USAGE, "--organisation-url: an address begins with https:// or http://")


def _check_out(out: Path | None, db: Path) -> None:
    from tui.store.files import Files

    if out is not None and out.resolve() in Files.of(db):
        fail(USAGE, f"{out} belongs to the database: name another file")


def _layers(sources: Sequence[str], store: Store, how: How, *, every: bool) -> list[Layer]:
    """The articles that are asked for; the only one where none is named."""
    if every and sources:
        fail(USAGE, "name articles or --all, not both")
    if sources:
        return [stored_layer(source, store, how) for source in sources]
    shelves = store.articles()
    if not every and len(shelves) != 1:
        held = counted(len(shelves), "article")
        fail(USAGE, f"the database has {held}: name some, or --all of them")
    return [store.load(shelf.id) for shelf in shelves]


def _outputs(
    layers: Sequence[Layer], sheet: Callable[[ArticleRecord, Layer], Sheet], out: Path | None
) -> list[_Output]:
    """All in one report, or one for each article where they go into a folder."""
    from tui.exchange.outputs import named

    made = [_Output(name, [sheet(article, layer)]) for name, layer, article in named(layers)]
    if out is not None and out.is_dir():
        return made
    return [_Output("", [sheet for one in made for sheet in one.sheets])]


def _write(output: _Output, to: str, publishing: Publishing, out: Path | None) -> bool:
    """Write one report; whether it had nothing to say though it should."""
    from tui.reports.claimreview import claim_reviews
    from tui.reports.writers import CLAIM_REVIEW_SUFFIX, KINDS

    empty = False
    if to == "claimreview":
        suffix = CLAIM_REVIEW_SUFFIX
        reviews = claim_reviews(output.sheets, publishing)
        text, empty = reviews.text, not reviews.number
        for sentence in (*reviews.left_out, *reviews.warnings):
            say(sentence)
        if empty:
            say("no claim has a rating: there is nothing to publish")
    else:
        suffix = KINDS[to].suffix
        text = KINDS[to].write(output.sheets)
    if out is None:
        click.echo(text.encode(), nl=False)
        return empty
    target = out / f"{output.name}{suffix}" if output.name else out
    write_text(target, text)
    say(f"{target}: {counted(len(output.sheets), 'article')} reported")
    return empty


COMMANDS = (report,)
