"""Writes the reports that a session asks for, in the thread of the store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui.annotations.scheme import Scheme
from tui.session.effects import WriteReport
from tui.session.world import Message
from tui.store.protocol import Store

if TYPE_CHECKING:
    from tui.reports.sheet import Sheet


class _Report(NamedTuple):
    """A report's text, and what there is to say about it, a sentence each."""

    text: str
    remarks: tuple[str, ...] = ()


class Reporting:
    """Knows where reports go, and which files they may take the place of.

    `folder` is where they are written unless a path says otherwise.
    """

    def __init__(self) -> None:
        """Nothing is written yet."""
        self.folder = Path()
        self._replaceable: set[Path] = set()

    def writing(self, effect: WriteReport, scheme: Scheme) -> Callable[[Store], Message]:
        """What to ask the store: it writes the report, and what is said then comes back."""
        return lambda store: self._write(effect, scheme, store)

    def _write(self, effect: WriteReport, scheme: Scheme, store: Store) -> Message:
        from tui.exchange.outputs import write_file
        from tui.hosting.neighbours import Neighbours
        from tui.reports.making import fact_sheet

        layer = store.load(effect.article)
        if layer.article is None:
            return Message("nothing is said of this article yet: there is nothing to report")
        try:
            beside = Neighbours(store).beside(layer)
            report = _written(effect, fact_sheet(layer.article, layer, scheme, beside=beside))
            path = self.folder / Path(effect.path).expanduser()
            if self._is_strange(path, layer.article.source):
                return Message(
                    f"{path} is there already: write to it again to replace it", "warning"
                )
            again = path.exists()
            write_file([("", report.text.encode())], path)
        except OSError as error:
            return Message(f"{effect.path} cannot be written: {error.strerror}", "error")
        except (ValueError, RuntimeError) as error:
            return Message(str(error), "error")
        self._replaceable.add(path.resolve())
        said = [f"the report is in {path}" + (", in place of the one before" if again else "")]
        return Message("; ".join((*said, *report.remarks)))

    def _is_strange(self, path: Path, source: str) -> bool:
        """Whether a file is there that no report of this session made; asked again it is not.

        Raises:
            ValueError: it is the article itself.
        """
        whole = path.resolve()
        if source and whole == Path(source).resolve():
            raise ValueError(f"{path} is the article itself: name another file")
        strange = whole.exists() and whole not in self._replaceable
        self._replaceable.add(whole)
        return strange


def _written(effect: WriteReport, sheet: Sheet) -> _Report:
    """The report that a path's name asks for.

    Raises:
        ValueError: no report is called so, or it has nothing to say.
    """
    from tui.reports.writers import CLAIM_REVIEW_SUFFIX, kind_of

    if effect.path.casefold().endswith(CLAIM_REVIEW_SUFFIX):
        return _reviews(effect.publisher, sheet)
    return _Report(kind_of(effect.path).write([sheet]))


def _reviews(publisher: str, sheet: Sheet) -> _Report:
    """ClaimReview, published by somebody at an address.

    Raises:
        ValueError: one of the two is missing, or no claim has a rating.
    """
    from tui.reports.claimreview import Publishing, claim_reviews
    from tui.reports.cleaning import web

    *name, address = publisher.split() or [""]
    if not name or not web(address):
        raise ValueError("a ClaimReview says who publishes it and where: Name https://address")
    made = claim_reviews([sheet], Publishing(" ".join(name), address))
    if not made.number:
        raise ValueError("no claim has a rating: there is nothing to publish")
    return _Report(made.text, (*made.left_out, *made.warnings))
