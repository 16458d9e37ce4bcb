"""What a session is handed of the world, and what it says to the person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple, TypeAlias

Level: TypeAlias = Literal["plain", "warning", "error"]


class Message(NamedTuple):
    """A sentence for the person, shown until the next key."""

    text: str
    level: Level = "plain"


class World(NamedTuple):
    """What a session may ask: the moment (ISO 8601, UTC), milliseconds, a random number."""

    now: Callable[[], str]
    milliseconds: Callable[[], int]
    random: Callable[[], int]
