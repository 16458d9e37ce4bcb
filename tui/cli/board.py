"""The board: all claims of a database, the same claim in several stories together."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from tui.cli.options import (
    FOUND,
    UNREADABLE,
    USAGE,
    Options,
    as_json,
    counted,
    existing_database,
    fail,
    load_config,
    put,
    say,
    shared,
    who,
)
from tui.cli.stored import chosen

if TYPE_CHECKING:
    from tui.annotations.model import Annotation, Link
    from tui.annotations.scheme import Scheme
    from tui.store.protocol import Store


class _Board(NamedTuple):
    """Groups of claims, and the titles of their articles by id."""

    groups: list[list[Annotation]]
    titles: dict[str, str]


@click.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE…]")
@click.option("--several", is_flag=True, help="Only claims that stand in several stories.")
@click.option("--carry", metavar="CLAIM", help="Give the same claims elsewhere the status of this.")
@click.option("--yes", is_flag=True, help="Carry without asking.")
@as_json
@shared
def board(
    options: Options,
    sources: Sequence[str],
    several: bool,
    carry: str | None,
    yes: bool,
    as_json: bool,
) -> None:
    """List all claims, the same claim in several stories together, with its status in each.

    --carry names a claim by its id and gives its status to the others of its group, once that is
    confirmed; in each article it is one edit, which undo takes back.
    """
    scheme = load_config(options.keymap).scheme
    with closing(existing_database(options.db)) as store:
        made = _board(store, sources, scheme)
        if carry:
            sys.exit(_carry(store, made, carry, scheme, who(options.author), yes=yes))
        groups = [one for one in made.groups if not several or _stories(one) > 1]
        for group in groups:
            row = _row(group, made.titles, scheme)
            if as_json:
                click.echo(json.dumps(row))
            else:
                _put(row)
    say(counted(len(groups), "claim"))


def _board(store: Store, sources: Sequence[str], scheme: Scheme) -> _Board:
    from tui.annotations.checking import status
    from tui.review.board import grouped

    claims: list[Annotation] = []
    links: list[Link] = []
    titles: dict[str, str] = {}
    for stored in chosen(store, sources):
        titles[stored.article.id] = stored.article.title or stored.article.source
        links += stored.records.links.values()
        found = stored.records.ordered()
        claims += (one for one in found if status(scheme.tag(one.tag)) is not None)
    return _Board(grouped(claims, links), titles)


def _row(group: list[Annotation], titles: dict[str, str], scheme: Scheme) -> dict[str, Any]:
    claims = [
        {
            "article": one.article,
            "title": titles[one.article],
            "id": one.id,
            "text": one.text,
            "status": _status(one, scheme),
        }
        for one in group
    ]
    differing = len({one["status"] for one in claims}) > 1
    return {"stories": _stories(group), "differing": differing, "claims": claims}


def _put(row: dict[str, Any]) -> None:
    from tui.text.cells import clip

    mark = "≠" if row["differing"] else " "
    put(f"{mark} {clip(row['claims'][0]['text'], 90)}")
    for one in row["claims"]:
        put(f"    {one['status']:18}  {one['id']}  {clip(one['title'], 48)}")


def _status(claim: Annotation, scheme: Scheme) -> str:
    from tui.annotations.checking import said, status

    attribute = status(scheme.tag(claim.tag))
    return said(claim, attribute) if attribute is not None else ""


def _stories(group: list[Annotation]) -> int:
    return len({one.article for one in group})


def _carry(store: Store, made: _Board, id: str, scheme: Scheme, author: str, *, yes: bool) -> int:
    """Carry a claim's status to the others of its group; the command's exit code."""
    from tui.hosting.host import world
    from tui.review.board import carries, differing
    from tui.store.protocol import StoreError

    group = next((one for one in made.groups if any(claim.id == id for claim in one)), None)
    if group is None:
        fail(USAGE, f"there is no claim {id} on this board; `glossator board` shows their ids")
    claim = next(one for one in group if one.id == id)
    wanted, title = _status(claim, scheme), made.titles[claim.article]
    others = differing(claim, group, scheme)
    if not others:
        say(f"no other claim of its group has another status than “{wanted}”")
        return 0
    for one in others:
        say(f"{_status(one, scheme)} → {wanted}: {made.titles[one.article]}")
    if not yes and not click.confirm(f"Carry to {counted(len(others), 'claim')}?", err=True):
        return FOUND
    try:
        for carry in carries(claim, others, title, scheme, author, world().now()):
            store.commit(carry.ops, by=author, summary=carry.summary)
    except StoreError as error:
        fail(UNREADABLE, str(error))
    say(f"carried to {counted(len(others), 'claim')}")
    return 0


COMMANDS = (board,)
