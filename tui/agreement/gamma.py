"""γ: how well annotators' units can be aligned, beside what chance would align.

Mathet, Y., Widlöcher, A. and Métivier, J.-P. (2015). The Unified and Holistic Method Gamma (γ) for
Inter-Annotator Agreement Measure and Alignment. Computational Linguistics 41(3), 437–479. It is
computed by pygamma-agreement (extra `agreement`), with positions and categories weighing alike and
30 random continua, drawn from a seed.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from contextlib import contextmanager
from statistics import fmean
from typing import TYPE_CHECKING, Any

from tui.agreement.material import Shared

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME, TITLE = "gamma", "γ, the mean of the articles"
SOURCE = "Mathet and others 2015"
_SAMPLES = 30


class Missing(Exception):  # noqa: N818 (it is named for what is missing)
    """The extra is not installed; the text says how to install it."""


def of_articles(material: Iterable[Shared], seed: int) -> dict[str, float | None]:
    """γ of each article; None where nobody annotated anything. Discontinuous annotations count as
    one unit from their start to their end. Raises Missing.
    """
    try:
        import numpy
        import pygamma_agreement as package
    except ModuleNotFoundError as error:
        raise Missing(f"γ needs {error.name}: pip install 'glossator[agreement]'") from None
    found: dict[str, float | None] = {}
    with _quiet():
        for shared in material:
            numpy.random.seed(seed)
            found[shared.article] = _gamma(shared, package)
    return found


def mean(values: dict[str, float | None]) -> float | None:
    """The mean of those that are defined; None where none is."""
    known = [value for value in values.values() if value is not None]
    return fmean(known) if known else None


def _gamma(shared: Shared, package: Any) -> float | None:
    from pyannote.core import Segment

    if not any(said.annotations for said in shared.by.values()):
        return None
    continuum = package.Continuum()
    for who, said in shared.by.items():
        continuum.add_annotator(str(who))
        for one in said.annotations:
            continuum.add(str(who), Segment(one.start, one.end), one.tag)
    weighing = package.CombinedCategoricalDissimilarity(alpha=1, beta=1)
    return float(continuum.compute_gamma(weighing, n_samples=_SAMPLES).gamma)


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the package's word on each solver that is not installed."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)
