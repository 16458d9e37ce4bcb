"""Keys straight from the terminal to the desk.

Textual hands a key from the thread that reads it to the application's queue and on to the screen's,
half a millisecond in all. While the desk is in front and nothing waits in either queue, a key has
nowhere else to go, and no order to keep.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual import events
from textual.driver import Driver
from textual.message import Message


def direct(driver: type[Driver], arrive: Callable[[events.Key], None]) -> type[Driver]:
    """A driver that gives keys to `arrive`, in the application's thread."""

    class Direct(driver):  # type: ignore[misc, valid-type]  # whichever the platform has
        def send_message(self, message: Message) -> None:
            """Send what came from the terminal."""
            if isinstance(message, events.Key):
                loop: Any = self._loop
                loop.call_soon_threadsafe(arrive, message)
            else:
                super().send_message(message)

    return Direct
