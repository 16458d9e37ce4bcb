"""Keys straight from the terminal to the desk.

Textual hands a key from the thread that reads it to the application's queue and on to the screen's,
half a millisecond in all. While the desk is in front and nothing waits in either queue, a key has
nowhere else to go, and no order to keep.
"""

from __future__ import annotations

import os
import selectors
from codecs import getincrementaldecoder
from collections.abc import Callable
from typing import Any

from textual import constants, events
from textual._xterm_parser import XTermParser
from textual.driver import Driver
from textual.message import Message

_AT_ONCE = 4096
"""Bytes that are read together."""

_LOOK_UP = 0.1
"""Seconds after which the reading thread sees that the driver is being closed."""

_AFTER_ESCAPE = constants.ESCAPE_DELAY + 0.001
"""Seconds of silence after which an escape is a key, and not the beginning of another one."""


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

        def run_input_thread(self) -> None:
            """Read the terminal until the driver is closed, where it is read as bytes.

            Textual's own loop knows an escape after a tenth of a second only, and ends the program
            at bytes that are no UTF-8, or at a sequence that nobody ever defined.
            """
            decode = getincrementaldecoder("utf-8")("replace").decode
            parser = XTermParser(self._debug)
            patience = _LOOK_UP

            def take(character: str) -> None:
                """Take what was sent, or note that nothing was. What nobody can make sense of ends
                with its last character: what comes after it are keys again.
                """
                nonlocal parser
                try:
                    for message in parser.feed(character) if character else parser.tick():
                        self.process_message(message)
                except (ArithmeticError, ValueError):
                    parser = XTermParser(self._debug)

            with selectors.SelectSelector() as selector:
                selector.register(self.fileno, selectors.EVENT_READ)
                while not self.exit_event.is_set():
                    sent = ""
                    if selector.select(patience):
                        read = _read(self.fileno)
                        if not read:
                            return
                        sent = decode(read)
                    patience = _AFTER_ESCAPE if "\x1b" in sent else _LOOK_UP
                    for character in sent or [""]:
                        take(character)

    return Direct


def _read(terminal: int) -> bytes:
    """What the terminal has sent; nothing when it has gone."""
    try:
        return os.read(terminal, _AT_ONCE)
    except OSError:
        return b""
