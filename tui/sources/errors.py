"""What is said when something cannot be opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class Unreadable(Exception):  # noqa: N818 (the word the callers use)
    """An input cannot be read; its text is one line: what happened, where, what to do.

    Within the sources it begins with the verb ("is empty"); `about` puts the name before it.
    """


class Many(Unreadable):
    """Not one article stands at an address but several, each with an address of its own."""


@contextmanager
def about(name: str) -> Iterator[None]:
    """Say of what is `name` whatever cannot be read within."""
    try:
        yield
    except Unreadable as error:
        raise type(error)(f"{shown(name)} {error}") from None
    except OSError as error:
        raise Unreadable(f"{shown(name)} {refusal(error)}") from None


def refusal(error: OSError) -> Unreadable:
    """Why a file cannot be read."""
    if isinstance(error, FileNotFoundError):
        return Unreadable("does not exist: check the name")
    if isinstance(error, PermissionError):
        return Unreadable("may not be read: check its permissions")
    return Unreadable(f"cannot be read: {error.strerror or error}")


def needs(kind: str, extra: str) -> Unreadable:
    """What is said of a kind of source whose library is not installed."""
    return Unreadable(f"is {kind}, which needs an extra: pip install 'glossator[{extra}]'")


def shown(name: str) -> str:
    """`name` with every character that a terminal would obey or hide written as an escape."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii")
        for char in name
    )
