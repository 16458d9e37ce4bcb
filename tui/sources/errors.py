"""What is said when something cannot be opened."""

from __future__ import annotations


class Unreadable(Exception):  # noqa: N818 (the word the callers use)
    """An input cannot be read; its text is one line: what happened, where, what to do."""


def shown(name: str) -> str:
    """`name` with every character that a terminal would obey or hide written as an escape."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii")
        for char in name
    )
