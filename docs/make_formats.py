"""Write docs/formats.md from the table of formats; `--check` only compares."""

from __future__ import annotations

import sys
from pathlib import Path

from tui.exchange.features import FEATURES, MEANING
from tui.exchange.formats import FORMATS, Format

PAGE = Path(__file__).parent / "formats.md"

HEAD = """# Dataset formats

Made from the table in the code by `make docs`; do not edit. `glossator formats` prints the same.

`glossator import PATH --from FORMAT` reads, `glossator export --to FORMAT --out PATH` writes, and
`glossator convert IN --from A OUT --to B` does both without a database. What a format cannot carry
is said before anything is written.

`export` takes everything in the database unless it is told to take less: `--by NAME` what one
author annotated, `--majority` what more than half of the authors did, `--only-signed` articles that
are signed and unchanged since, `--complete` those with no sentence left unseen. What reviewers
adjudicated is a database of its own ([review.md](review.md)): `export --db gold.json`. Candidates
are never exported as annotations; which were accepted or rejected stands in `jsonl`'s `decisions`.

An import that was stopped goes on when it is started again: what the database has already, known by
its id, is left alone. Where that says something else it is told, and the labels of such a task
become words of the article. An id that a record of another article has is replaced by a new one.
"""


def page() -> str:
    """The page as it should be."""
    rows = FORMATS.values()
    lines = [HEAD, "| format | what it is | offsets | cannot carry |", "|---|---|---|---|"]
    lines += [_row(each) for each in rows]
    lines += ["", "## What the words mean", "", "| | |", "|---|---|"]
    lines += [f"| {feature} | {MEANING[feature]} |" for feature in FEATURES]
    lines += ["", "## What can be carried", ""]
    lines += ["| | " + " | ".join(f"`{each.id}`" for each in rows) + " |"]
    lines += ["|---|" + ":-:|" * len(rows)]
    for feature in FEATURES:
        marks = ("✓" if feature in each.carries else "" for each in rows)
        lines.append(f"| {feature} | {' | '.join(marks)} |")
    return "\n".join(lines) + "\n"


def _row(each: Format) -> str:
    extra = f" Needs `pip install 'glossator[{each.extra}]'`." if each.extra else ""
    only = "" if each.reads else " Written only."
    what = f"{each.summary} {each.remark}".strip() + extra + only
    return f"| `{each.id}` | {what} | {each.offsets or 'tokens'} | {', '.join(each.lacks) or '–'} |"


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(PAGE.read_text("utf-8") != page())
    PAGE.write_text(page(), "utf-8")
