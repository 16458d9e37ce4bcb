"""Commands that lay what several annotators said beside each other."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tui.cli.datasets import PATH
from tui.cli.options import (
    FOUND,
    UNREADABLE,
    USAGE,
    Options,
    as_json,
    counted,
    fail,
    load_config,
    narrate,
    need_database,
    open_database,
    put,
    scheme_config,
    shared,
    who,
    write_text,
    writing,
)

if TYPE_CHECKING:
    from tui.annotations.model import ArticleRecord
    from tui.annotations.scheme import Scheme
    from tui.hosting.adjudicating import Plan
    from tui.hosting.layers import Compared, Layers
    from tui.review.comparison import Comparison
    from tui.session.config import Config
    from tui.session.review import Review
    from tui.store.tinydb_store import TinyDBStore

_KINDS = ("same", "label", "boundary", "attribute", "link", "only-a", "only-b")
_SHOWN = 60
"""Cells of an annotation's words in a line."""


@click.command()
@click.argument("first", metavar="A", type=PATH)
@click.argument("second", metavar="B", type=PATH)
@click.option("--kind", "kinds", multiple=True, type=click.Choice(_KINDS), help="Only this kind.")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="Only this tag, on either side.")
@as_json
@shared
def compare(
    _options: Options,
    first: Path,
    second: Path,
    kinds: Sequence[str],
    tags: Sequence[str],
    as_json: bool,
) -> None:
    """Lay the annotations of two databases beside each other, pair by pair; exit 1 if any differ.

    Annotations are a pair that are most alike; a pair has the kind of its weightiest difference:
    label, boundary, attribute, link. What is the same is counted, and listed with --kind same.
    Neither database is written.
    """
    counts: Counter[str] = Counter()
    scheme = load_config(None).scheme
    with _layers([first, second]) as found:
        _say_unshared(found)
        for shelf in found:
            pairs = [
                (kind, comparison)
                for comparison in _compared(shelf)
                if (kind := _kind(comparison)) in (kinds or _KINDS)
                and (not tags or {one.tag for one in comparison.present} & set(tags))
            ]
            counts.update(kind for kind, _ in pairs)
            if as_json:
                for kind, comparison in pairs:
                    click.echo(json.dumps(_fields(kind, comparison, shelf.article.id)))
                continue
            listed = [(kind, one) for kind, one in pairs if kind != "same" or "same" in kinds]
            if listed:
                put(_name(shelf.article))
            for kind, comparison in listed:
                put(_line(kind, comparison, scheme))
    if not as_json:
        put(", ".join(f"{counts[kind]} {kind}" for kind in _KINDS if counts[kind]) or "nothing")
    sys.exit(FOUND if counts.keys() - {"same"} else 0)


@contextmanager
def _layers(paths: Sequence[Path]) -> Iterator[Layers]:
    """What the databases hold; leaves with a sentence where one cannot be read."""
    from tui.hosting.layers import Layers
    from tui.store.protocol import StoreError

    if len({path.resolve() for path in paths}) < len(paths):
        fail(USAGE, "a file is named twice; each stands for another annotator")
    for path in paths:
        need_database(path)
    try:
        with closing(Layers(paths)) as found:
            for warning in found.warnings:
                narrate(warning)
            yield found
    except StoreError as error:
        fail(UNREADABLE, str(error))


def _say_unshared(found: Layers) -> None:
    """Say how many articles not all of the databases have."""
    for name, missing in zip(found.names, found.lacking(), strict=True):
        if missing:
            narrate(f"{name} lacks {counted(missing, 'article')} of {len(found)}")


def _compared(shelf: Compared) -> list[Comparison]:
    """What was said of an article, thing by thing."""
    from tui.agreement.material import Said
    from tui.review.comparison import compare

    made = (Said(one.annotations, one.links) if one is not None else Said() for one in shelf.by)
    return compare(list(made))


def _kind(comparison: Comparison) -> str:
    """The contract's word for a pair."""
    differences = comparison.differences
    if "missing" in differences:
        return "only-b" if comparison.members[0] is None else "only-a"
    return differences[0] if differences else "same"


def _fields(kind: str, comparison: Comparison, article: str) -> dict[str, Any]:
    """A pair as JSON has it: each side with its links, and all in which they differ."""
    from tui.exchange.jsonl import annotation_fields

    made: dict[str, Any] = {"kind": kind, "article": article}
    for side, one, ties in zip("ab", comparison.members, comparison.ties, strict=True):
        if one is not None:
            links = [{"type": tie.type, "to": end.id} for tie, end in ties.items()]
            made[side] = annotation_fields(one) | ({"links": links} if links else {})
    return made | {"differs": comparison.differences}


def _line(kind: str, comparison: Comparison, scheme: Scheme) -> str:
    from tui.review.saying import difference, words
    from tui.text.cells import clip

    first = comparison.present[0]
    said = clip(words(first), _SHOWN)
    differs = "" if "missing" in comparison.differences else difference(comparison, scheme)
    return f"  {kind:9}  {first.tag:12}  {said}" + (f"  [{differs}]" if differs else "")


def _name(article: ArticleRecord) -> str:
    return article.title or article.source or article.id[:12]


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="A B…", type=PATH)
@click.option(
    "--into",
    type=PATH,
    default="gold.json",
    show_default=True,
    metavar="GOLD",
    help="The gold file.",
)
@click.option(
    "--merge-agreed/--no-merge-agreed",
    "agreed",
    default=True,
    show_default=True,
    help="Take what all say into GOLD beforehand.",
)
@click.option("--majority", is_flag=True, help="And what more than half of them say.")
@click.option("--alone", is_flag=True, help="Also articles that only one of them has.")
@click.option(
    "--tags", "scheme", metavar="FILE", type=PATH, help="The scheme that they labelled with."
)
@click.option("--blind", is_flag=True, help="Show the annotators' letters, not their names.")
@click.option(
    "--kind", "kinds", multiple=True, metavar="KIND", help="Only differences of this kind."
)
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="Only this tag.")
@click.option("--by", "names", multiple=True, metavar="NAME", help="Only where NAME differs.")
@click.option("--keys", metavar="KEYS", help="Press these keys without a terminal, and save.")
@click.option(
    "--size", default="80x24", show_default=True, metavar="WxH", help="With --keys: the screen."
)
@as_json
@shared
def review(
    options: Options,
    paths: Sequence[Path],
    into: Path,
    agreed: bool,
    majority: bool,
    alone: bool,
    scheme: Path | None,
    blind: bool,
    kinds: Sequence[str],
    tags: Sequence[str],
    names: Sequence[str],
    keys: str | None,
    size: str,
    as_json: bool,
) -> None:
    """Decide what annotators disagree about; what they say is never written, only GOLD is.

    Opens the reader on GOLD with the annotators' databases A, B… laid over it. What all of them
    say is taken over beforehand; the rest is gone through by key. Begun again, it goes on where it
    was left. docs/review.md has more.
    """
    from tui.cli import reader, terminal
    from tui.hosting.adjudicating import Plan

    if len(paths) < 2:
        fail(USAGE, "there is nothing to compare: name the databases of two annotators or more")
    if into.resolve() in {path.resolve() for path in paths}:
        fail(USAGE, f"{into} is an annotator's database: name another file, --into GOLD")
    keymap = options.keymap
    config = load_config(keymap) if scheme is None else scheme_config(keymap, scheme)
    if keys is None:
        terminal.need_terminal(piped=False)
        terminal.take_as_it_is()
    script = reader.keys_of(keys) if keys is not None else None
    screen = reader.size_of(size)
    with _layers(paths) as found:
        _say_unshared(found)
        store = open_database(into)
        try:
            begun = _begun(store, found, Plan(agreed, majority, alone), [*kinds, *tags, *names])
        except SystemExit:
            store.close()
            raise
    begun.blind = blind
    narrate(f"decisions go to {into}")
    refused = _reviewed(config, who(options.author), store, into, begun, script, screen)
    if script is None:
        narrate(f"{begun.summary()} · in {into}")
    elif as_json:
        click.echo(json.dumps({"keys": len(script), "left": begun.left, **begun.figures()}))
    else:
        put(begun.summary())
    sys.exit(refused)


def _begun(store: TinyDBStore, found: Layers, plan: Plan, words: Sequence[str]) -> Review:
    """The gold file made ready, and what is to be decided of what the words take."""
    from tui.hosting.adjudicating import prepare
    from tui.hosting.host import world
    from tui.store.protocol import StoreError

    try:
        prepared = prepare(store, found, plan, world().now())
    except StoreError as error:
        fail(UNREADABLE, str(error))
    unknown = prepared.review.narrow(",".join(words))
    if unknown:
        fail(USAGE, f"no kind, tag or annotator of theirs: {', '.join(unknown)}")
    if not prepared.review.cases:
        fail(FOUND, "no article is in two of the databases; --alone takes those of one, too")
    merged = f"{counted(prepared.merged, 'annotation')} taken over that they agree on"
    narrate(f"{merged}, {prepared.review.left} to decide")
    return prepared.review


def _reviewed(
    config: Config,
    author: str,
    store: TinyDBStore,
    into: Path,
    begun: Review,
    script: Sequence[str] | None,
    screen: tuple[int, int],
) -> int:
    """Let a person decide, or press the keys of a script; the exit code."""
    from tui.cli import reader
    from tui.hosting.host import Host, world
    from tui.hosting.shelves import Opening, stored_library
    from tui.session import reviewing
    from tui.session.workspace import Workspace
    from tui.sources.content import How
    from tui.sources.opening import Sources
    from tui.store.positions import Positions

    positions = Positions.of_user(into) if script is None else None
    host = Host(store, positions, Opening(Sources(How())))
    workspace = Workspace(config, stored_library(store), world(), author)
    host.carry_out(workspace, reviewing.begin(workspace, begun))
    host.settle(workspace, None)
    if script is None:
        return reader.at_desk(workspace, host, into.name)
    try:
        return FOUND if reader.press(workspace, host, script, screen).refused else 0
    finally:
        host.close(workspace)


@click.command()
@click.argument("gold", metavar="GOLD", type=PATH)
@click.option("--to", "annotator", metavar="NAME", help="Only what this annotator is told.")
@click.option("--out", metavar="FOLDER", type=PATH, help="Write NAME.md and NAME.json for each.")
@as_json
@shared
def feedback(
    _options: Options, gold: Path, annotator: str | None, out: Path | None, as_json: bool
) -> None:
    """Tell annotators what a review decided otherwise than they had it, and why.

    GOLD is the file into which the review went; annotators are called as there, by their files.
    """
    from tui.reports.feedback import markdown, plain
    from tui.review.feedback import annotators
    from tui.review.feedback import feedback as told

    need_database(gold)
    with _layers([gold]) as layers:
        found = [shelf.by[0] for shelf in layers if shelf.by[0] is not None]
    names = annotators(found)
    if not names:
        fail(FOUND, f"{gold} holds no decisions; `glossator review A B --into {gold}` makes some")
    if annotator is not None and annotator not in names:
        fail(USAGE, f"no {annotator} was reviewed in {gold}, only {', '.join(names)}")
    each = [told(name, found) for name in ([annotator] if annotator is not None else names)]
    if out is not None:
        with writing(out):
            out.mkdir(parents=True, exist_ok=True)
    for one in each:
        if out is not None:
            name = Path(one.annotator).name
            made = {".md": "\n".join(markdown(one)), ".json": json.dumps(plain(one), indent=1)}
            for suffix, text in made.items():
                write_text(out / f"{name}{suffix}", f"{text}\n")
                narrate(f"{out / name}{suffix} is written")
        elif as_json:
            click.echo(json.dumps(plain(one)))
        else:
            for line in markdown(one):
                put(line)


COMMANDS = (compare, review, feedback)
