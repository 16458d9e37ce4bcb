"""A headless Chromium, told what to do over a pipe (its DevTools protocol), for what only a browser
can say: where a link leads, how a page looks.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome")


_PATIENCE = 600
"""Seconds after which a browser is ended that has not been."""


def program() -> str | None:
    """Where a browser is; None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Browser:
    """One page of a browser."""

    def __init__(self, commands: int, answers: int) -> None:
        self._commands = os.fdopen(commands, "wb", buffering=0)
        self._answers = os.fdopen(answers, "rb")
        self._number = 0
        self._session = ""
        self._events: list[dict[str, Any]] = []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        attached = self.ask("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        self.ask("Page.enable")
        self.ask("Page.setLifecycleEventsEnabled", enabled=True)

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a command and wait for its answer."""
        self._number += 1
        number = self._number
        sent: dict[str, Any] = {"id": number, "method": method, "params": params}
        if self._session:
            sent["sessionId"] = self._session
        self._commands.write(json.dumps(sent).encode() + b"\0")
        while True:
            said = self._read()
            if said.get("id") == number:
                assert "error" not in said, said
                result: dict[str, Any] = said["result"]
                return result
            self._events.append(said)

    def open(self, address: str) -> None:
        """Go to an address, as if it was typed, and wait until it is loaded."""
        for each in ("about:blank", address):
            loader = self.ask("Page.navigate", url=each)["loaderId"]
            while not any(_is_loaded(one, loader) for one in self._events):
                self._events.append(self._read())
            self._events.clear()

    def run(self, script: str, *arguments: object) -> Any:
        """What an async function of JavaScript returns."""
        called = f"({script})({', '.join(map(json.dumps, arguments))})"
        done = self.ask(
            "Runtime.evaluate", expression=called, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in done, done
        return done["result"].get("value")

    def picture(self) -> str:
        """What the window shows, as PNG in base64."""
        made: str = self.ask("Page.captureScreenshot")["data"]
        return made

    def size(self, width: int, height: int) -> None:
        """The size of the window, in its own pixels."""
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def night(self, *, dark: bool) -> None:
        """Whether the person likes dark pages."""
        feature = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.ask("Emulation.setEmulatedMedia", features=[feature])

    def _read(self) -> dict[str, Any]:
        said = b""
        while not said.endswith(b"\0"):
            byte = self._answers.read(1)
            assert byte, "the browser is gone"
            said += byte
        made: dict[str, Any] = json.loads(said[:-1])
        return made


def _is_loaded(event: dict[str, Any], loader: str) -> bool:
    said = event.get("params", {})
    return said.get("name") == "load" and said.get("loaderId") == loader


@contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """A browser with a profile folder of its own; ends with the block."""
    name = program()
    assert name is not None
    theirs, ours = os.pipe()
    answers, says = os.pipe()
    flags = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        "--no-first-run",
    ]

    def places() -> None:
        # The protocol's pipe has these numbers; both are above three in the parent.
        os.dup2(theirs, 13)
        os.dup2(says, 14)
        os.dup2(13, 3)
        os.dup2(14, 4)

    process = subprocess.Popen(
        [name, *flags, f"--user-data-dir={profile}", "--remote-debugging-pipe"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=(3, 4),
        preexec_fn=places,
    )
    os.close(theirs)
    os.close(says)
    watch = Timer(_PATIENCE, process.kill)
    watch.start()
    try:
        yield Browser(ours, answers)
    finally:
        watch.cancel()
        process.kill()
        process.wait()
