"""The measurements as tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import median

from latency.rounds import Answers, Measured, Start

_EMPTY = Answers([], [])


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(max(-int(-share * len(ordered) // 1) - 1, 0), len(ordered) - 1)]


def tables(name: str, measured: Measured) -> Iterator[str]:
    """One load's keys: milliseconds and bytes."""
    yield f"### {name}"
    yield ""
    yield "| key | p50 | p95 | bytes | SLATE p50 | p95 | bytes |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    slates = measured.keys.get("slate", {})
    for work, ours in measured.keys["glossator"].items():
        slate = slates.get(work, _EMPTY)
        yield f"| {work} | {_cells(ours)} | {_cells(slate)} |"
    yield ""


def starts(results: Mapping[str, Measured]) -> Iterator[str]:
    """Every load's starts, in milliseconds, and memory, in megabytes."""
    ours = "| first paint | key answered | first tag | MB | at most | after all keys |"
    yield f"| text | textual {ours} SLATE: first paint | key answered | MB |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
    for name, measured in results.items():
        ours, slate = measured.starts["glossator"], measured.starts.get("slate")
        textual = measured.starts["textual"]
        yield (
            f"| {name} | {_ms(textual.painted)} | {_ms(ours.painted)} | {_ms(ours.answered)} "
            f"| {_ms(ours.tag)} | {median(ours.resident):.0f} | {max(ours.peak):.0f} "
            f"| {measured.after[0]:.0f} / {measured.after[1]:.0f} | {_of_slate(slate)} |"
        )


def _cells(answers: Answers) -> str:
    if not answers.seconds:
        return "– | – | –"
    low, high = (percentile(answers.seconds, share) * 1000 for share in (0.5, 0.95))
    return f"{low:.1f} | {high:.1f} | {median(answers.sizes):,.0f}"


def _ms(seconds: Sequence[float]) -> str:
    return f"{median(seconds) * 1000:.0f}" if seconds else "–"


def _of_slate(start: Start | None) -> str:
    if start is None or not start.painted:
        return "– | – | –"
    return f"{_ms(start.painted)} | {_ms(start.answered)} | {median(start.resident):.0f}"
