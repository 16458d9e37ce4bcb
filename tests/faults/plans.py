"""What people do to a database, decided beforehand, so that what must be there afterwards is known.

A step is one edit. After a kill the database must be what it was after the last acknowledged
step, or after the one that was being written.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import NamedTuple, TypeAlias

import msgspec
from tinydb import TinyDB

from tui.annotations.edits import Op, inverse, plain
from tui.annotations.model import Annotation, ArticleRecord, Quote
from tui.store.tinydb_store import TinyDBStore
from tui.text.article import Article

TEXT = "The ferry to Varn sails at six. “It never waits,” said Ilsa Brandt, who runs it."
ARTICLE = ArticleRecord(id=Article(text=TEXT).id, text=TEXT, title="The ferry")

Model: TypeAlias = dict[str, Annotation]
"""The annotations that must be there, by id."""


class Step(NamedTuple):
    """One edit; `undoes` says that it takes back the step before it. `after` is what it leaves."""

    ops: tuple[Op, ...]
    undoes: bool
    after: Model


class Verdict(NamedTuple):
    """What a fault broke: acknowledged edits that are gone, files that TinyDB cannot open."""

    lost: int = 0
    unreadable: int = 0
    said: str = ""


def plan(seed: int, begin: Model, steps: int, prefix: str = "a") -> list[Step]:
    """So many edits: tagging, notes, removals, undo, and several records at once."""
    choose = random.Random(seed)
    model, made = dict(begin), list[Step]()
    for number in range(steps):
        kind = choose.choices(("tag", "note", "remove", "undo", "import"), (8, 3, 2, 3, 1))[0]
        own = [one for one in model if one.startswith(prefix)]
        if kind == "undo" and made and not made[-1].undoes:
            ops = inverse(made[-1].ops)
        elif kind in ("note", "remove") and own:
            held = model[choose.choice(own)]
            after = None if kind == "remove" else plain(annotation(held.id, choose, f"n{number}"))
            ops = (Op("annotations", held.id, plain(held), after),)
        else:
            count = choose.randint(3, 12) if kind == "import" else 1
            new = [annotation(f"{prefix}{seed}-{number}-{n}", choose) for n in range(count)]
            ops = tuple(Op("annotations", one.id, None, plain(one)) for one in new)
        model = applied(model, ops)
        made.append(
            Step(ops, kind == "undo" and bool(made) and ops == inverse(made[-1].ops), model)
        )
    return made


def annotation(id: str, choose: random.Random, note: str = "") -> Annotation:
    """An annotation somewhere in the text."""
    start = choose.randint(0, 60)
    end = start + choose.randint(1, 15)
    return Annotation(
        id=id,
        article=ARTICLE.id,
        tag=choose.choice(("claim", "quote", "person")),
        spans=((start, end),),
        quotes=(Quote(TEXT[start:end]),),
        note=note,
        author="ana",
    )


def applied(model: Model, ops: tuple[Op, ...]) -> Model:
    """The model after these operations."""
    after = dict(model)
    for op in ops:
        after.pop(op.id, None)
        if op.after is not None:
            after[op.id] = msgspec.convert(op.after, Annotation)
    return after


def held(store: TinyDBStore, prefix: str = "") -> Model:
    """What the store holds."""
    found = store.load(ARTICLE.id).annotations
    return {one.id: one for one in found if one.id.startswith(prefix)}


def plain_tinydb_opens(path: Path) -> str:
    """What plain TinyDB says against the file; empty when it reads every document."""
    try:
        with TinyDB(path, access_mode="r") as database:
            for table in database.tables():
                database.table(table).all()
    except Exception as error:  # whatever it is, it is what a person would see
        return f"{type(error).__name__}: {error}"
    return ""


def gap_in_history(store: TinyDBStore) -> str:
    """What is missing in the history, or there twice; empty when nothing is."""
    seqs = [edit.seq for edit in store.history()]
    whole = list(range(store.seq - len(seqs) + 1, store.seq + 1))
    return "" if seqs == whole else f"the history is {seqs}, the last edit {store.seq}"


def judged(found: Model, begin: Model, steps: list[Step], acknowledged: int) -> Verdict:
    """Compare with what must be there: all that was acknowledged, at most one step more."""
    states = [begin, *(step.after for step in steps)]
    if found in states[acknowledged : acknowledged + 2]:
        return Verdict()
    behind = next((n for n in range(acknowledged) if found == states[n]), None)
    lost = acknowledged - behind if behind is not None else max(1, acknowledged)
    return Verdict(lost=lost, said=f"{acknowledged} acknowledged, found the state after {behind}")
