"""Dates as people read them."""

from __future__ import annotations

from datetime import date


def written(moment: str) -> str:
    """The day of an ISO 8601 date or time, “14 May 2024”; what is none is given back."""
    try:
        day = date.fromisoformat(moment[:10])
    except ValueError:
        return moment
    return f"{day.day} {day:%B} {day.year}"
