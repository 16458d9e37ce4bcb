"""Writing a dataset: first what will be lost, then the files, part after part, then a card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from tui.cli.datasets import How
from tui.cli.options import (
    FOUND,
    UNREADABLE,
    USAGE,
    Options,
    counted,
    fail,
    load_config,
    say,
    write_text,
)
from tui.cli.progress import Progress

if TYPE_CHECKING:
    from tui.annotations.model import Layer
    from tui.exchange.card import Card
    from tui.exchange.features import Feature
    from tui.exchange.formats import Format
    from tui.exchange.options import Piece, Writing


class Division(NamedTuple):
    """The shares of a dataset's parts, the field that keeps articles together, the seed."""

    shares: tuple[int, ...]
    field: str
    seed: int


class Dataset(NamedTuple):
    """What is to be written, and where; `layers` gives the articles anew each time."""

    layers: Callable[[], Iterable[Layer]]
    form: Format
    out: Path | None
    how: How


def write(
    dataset: Dataset,
    division: Division | None,
    options: Options,
    *,
    card: bool,
    wanted: Counter[Feature] | None = None,
) -> None:
    """Say what will be lost, then write the dataset and its card."""
    from tui.exchange.card import Card
    from tui.exchange.formats import MissingExtra

    form, out = dataset.form, dataset.out
    if form.layout == "folder" and out is None:
        fail(USAGE, f"the format {form.id} is a folder of files: name one with --out")
    _say_lost(dataset, wanted)
    made = Card()
    try:
        with Progress("articles") as progress:
            work = _Work(dataset, made, progress)
            work.write(division)
        if card and out is not None and (division or out.is_dir() or out.is_file()):
            work.write_card(options, division)
    except OSError as error:
        fail(UNREADABLE, f"{out}: {error.strerror}")
    except MissingExtra as error:
        fail(UNREADABLE, str(error))
    except KeyboardInterrupt:
        fail(FOUND, "stopped; what was being written is not there")
    for what, number in work.lost.items():
        say(f"{number} {what}")
    if out is not None:
        say(f"{out}: {counted(work.number, 'article')} written")


def _say_lost(dataset: Dataset, wanted: Counter[Feature] | None) -> None:
    from tui.exchange.features import BECOMES, MEANING, used
    from tui.exchange.formats import FORMATS

    form = dataset.form
    if not form.lacks:
        return
    if wanted is None:
        wanted = Counter()
        for layer in dataset.layers():
            wanted += used(layer)
    lost = [what for what in form.lacks if wanted[what]]
    for what in lost:
        said = f"{form.id} cannot carry {MEANING[what]}: {wanted[what]}"
        say(f"{said} ({BECOMES[what]})" if what in BECOMES else said)
    for other in FORMATS.values():
        if other.id.startswith(f"{form.id}-") and (kept := other.carries & set(lost)):
            names = " and ".join(MEANING[what] for what in lost if what in kept)
            say(f"{other.id} carries {names}")


class _Work:
    """A dataset on its way out."""

    def __init__(self, dataset: Dataset, card: Card, progress: Progress) -> None:
        from tui.exchange.privacy import Anonymiser

        self._dataset = dataset
        self._card = card
        self._progress = progress
        how = dataset.how
        self._anonymiser = Anonymiser(keep_authors=how.keep_authors, keep_paths=how.keep_paths)
        self._digests: dict[str, str] = {}
        self.lost: Counter[str] = Counter()
        self._unfit: Counter[str] = Counter()
        self.number = 0

    def write(self, division: Division | None) -> None:
        """Write all of it, or part after part."""
        from tui.exchange.splits import names

        out, form = self._dataset.out, self._dataset.form
        if division is None or out is None:
            self._write(self._dataset.layers(), out, "train")
            return
        parts = self._parts(division)
        for part in names(division.shares):
            mine = (
                layer
                for layer in self._dataset.layers()
                if layer.article is not None and parts[layer.article.id] == part
            )
            target = out if form.id == "huggingface" else out / f"{part}{form.suffix}"
            target.parent.mkdir(parents=True, exist_ok=True)
            self._write(mine, target, part)

    def _parts(self, division: Division) -> Mapping[str, str]:
        from tui.exchange.splits import Divider

        divider = Divider(division.field)
        for layer in self._dataset.layers():
            if layer.article is not None:
                divider.add(layer.article)
        return divider.divided(division.shares, division.seed)

    def _write(self, layers: Iterable[Layer], out: Path | None, part: str) -> None:
        from tui.exchange.outputs import write_file, write_folder

        writing = self._writing(part)
        pieces = self._dataset.form.write(self._counted(layers, part), writing)
        if out is None:
            for _, data in pieces:
                click.echo(data, nl=False)  # Datasets are UTF-8, whatever the terminal is.
        elif self._dataset.form.layout == "folder":
            write_folder(self._digested(pieces, f"{out.name}/"), out)
        else:
            write_file(self._digested(pieces, out.name), out)
        self.lost.update(writing.lost)
        self._unfit.update(writing.unfit)

    def _writing(self, part: str) -> Writing:
        from tui.exchange.options import Writing

        how = self._dataset.how
        return Writing(offsets=how.offsets, cut=how.cut, tagging=how.tagging, split=part)

    def _counted(self, layers: Iterable[Layer], part: str) -> Iterator[Layer]:
        """The articles without names of people and paths."""
        for layer in layers:
            self.number += 1
            self._progress.advance()
            clean = self._anonymiser.clean(layer)
            self._card.count(clean, part)
            yield clean

    def _digested(self, pieces: Iterator[Piece], before: str) -> Iterator[Piece]:
        current, digest = None, sha256()
        for name, data in pieces:
            if name != current:
                current, digest = name, sha256()
            digest.update(data)
            self._digests[before + name] = digest.hexdigest()
            yield name, data

    def write_card(self, options: Options, division: Division | None) -> None:
        """Write the card beside the dataset, or into its folder."""
        out, form = self._dataset.out, self._dataset.form
        if out is None:
            return
        scheme = load_config(options.keymap).scheme
        notes = []
        if division is not None:
            kept = f", articles of one {division.field} together" if division.field else ""
            shares = "/".join(map(str, division.shares))
            notes = [
                "",
                f"Divided {shares} with the seed {division.seed}{kept}; nearly equal texts too.",
            ]
        text = self._card.text(form.id, scheme, self._digests, self._unfit + self.lost, notes)
        card = out / "CARD.md" if out.is_dir() else out.with_name(f"{out.name}.card.md")
        write_text(card, text)
