"""The card that goes with a dataset: what is in it, by which scheme, by whom, and made how."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from itertools import combinations

from tui.agreement.material import Said, Shared, Tally
from tui.agreement.spans import exact_f1, tally
from tui.annotations.model import Annotation, Layer
from tui.annotations.scheme import Scheme
from tui.exchange.features import used


class Card:
    """Counts what is written and describes it."""

    def __init__(self) -> None:
        """Begin with nothing counted."""
        self._parts: Counter[str] = Counter()
        self._tags: Counter[str] = Counter()
        self._authors: Counter[str] = Counter()
        self._languages: Counter[str] = Counter()
        self._needs: Counter[str] = Counter()
        self._agreement = _Agreement()
        self._points = 0

    def count(self, layer: Layer, part: str) -> None:
        """Take a layer into account, in the part of the dataset in which it is."""
        self._parts[part] += 1
        self._tags.update(one.tag for one in layer.annotations)
        self._authors.update(one.author or "unknown" for one in layer.annotations)
        self._needs.update(used(layer))
        self._agreement.count(layer.annotations)
        if layer.article is not None:
            self._languages[layer.article.language or "unknown"] += 1
            self._points += len(layer.article.text)

    def text(
        self,
        format_id: str,
        scheme: Scheme,
        digests: Mapping[str, str],
        lost: Mapping[str, int],
        notes: Sequence[str],
    ) -> str:
        """The card in Markdown; `digests` are the sha256 of each file by its name."""
        sizes = (
            _counted(sum(self._parts.values()), "article"),
            _counted(self._points, "character"),
            _counted(sum(self._tags.values()), "annotation"),
        )
        made = f"Written by Glossator {version('glossator')} as `{format_id}`: {', '.join(sizes)}."
        lines = ["# Data card", "", made, *notes]
        lines += _table("Parts", ("part", "articles"), self._parts if len(self._parts) > 1 else {})
        definitions = {tag.name: tag.summary for tag in scheme.tags}
        lines += ["", "## Tags", "", "| tag | definition | annotations |", "|---|---|--:|"]
        lines += [
            f"| {_cell(tag)} | {_cell(definitions.get(tag, 'not in the scheme'))} | {number} |"
            for tag, number in sorted(self._tags.items(), key=lambda one: (-one[1], one[0]))
        ]
        lines += _table("Languages", ("language", "articles"), self._languages)
        lines += _table("Annotators", ("annotator", "annotations"), self._authors)
        heads = ("annotators", "F1 of tag and words, in articles")
        lines += _table("Agreement", heads, self._agreement.rows())
        lines += _table("What the annotations need", ("feature", "times"), self._needs)
        lines += _table("What could not be written as it was", ("what", "times"), lost)
        lines += _table("Files", ("file", "sha256"), digests)
        return "\n".join([*lines, ""])


class _Agreement:
    """How far each two annotators agree in the articles in which both annotated."""

    def __init__(self) -> None:
        self._articles: Counter[tuple[str, str]] = Counter()
        self._tallies: dict[tuple[str, str], Tally] = defaultdict(Counter)

    def count(self, annotations: Sequence[Annotation]) -> None:
        """Take an article into account."""
        made: dict[str, list[Annotation]] = defaultdict(list)
        for one in annotations:
            made[one.author or "unknown"].append(one)
        for pair in combinations(sorted(made), 2):
            by = {who: Said(tuple(made[author])) for who, author in enumerate(pair)}
            self._articles[pair] += 1
            self._tallies[pair].update(tally(Shared("", "", 0, by)))

    def rows(self) -> dict[str, str]:
        """The figure for each pair, and in how many articles."""
        return {
            " and ".join(pair): f"{exact_f1(counted):.3f} in {self._articles[pair]}"
            for pair, counted in self._tallies.items()
        }


def _table(title: str, heads: tuple[str, str], rows: Mapping[str, object]) -> list[str]:
    """A section with a table of two columns; nothing where there are no rows."""
    if not rows:
        return []
    made = [f"| {_cell(name)} | {value} |" for name, value in rows.items()]
    return ["", f"## {title}", "", f"| {heads[0]} | {heads[1]} |", "|---|--:|", *made]


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
