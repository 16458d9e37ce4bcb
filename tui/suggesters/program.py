"""A suggester that is a program: the article goes in as a line of JSON, candidates come out.

In: `{"id", "text", "labels", "lang", "blocks"}` on standard input, one line, which is then closed.
Out: see `tui.suggesters.answers`. The program runs in a process group of its own and is held to
limits; what it does wrong is said, and the rest of its answers counts.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import IO

import msgspec

from tui.suggesters.answers import Answer, Fault, answers
from tui.text.article import Article

_CHUNK = 65_536
_COMPLAINT = 2_000
"""Bytes that are kept of what a program says to people."""

_WAITING = 16
"""Chunks of output that may wait to be read before the program has to."""


_LAST_WORDS = 1.0
"""Seconds for which what a program has complained of is waited for once it has failed; somebody
whom it started may never close what it complained to.
"""


class Limits(msgspec.Struct, frozen=True):
    """What a program may take: seconds in all, bytes of a line and of all output, candidates,
    and faults that are told."""

    seconds: float = 30.0
    line: int = 1_000_000
    output: int = 20_000_000
    candidates: int = 20_000
    faults: int = 20


def run(
    command: Sequence[str],
    article: Article,
    tags: Sequence[str],
    name: str,
    limits: Limits = Limits(),  # noqa: B008 (a value)
) -> Iterator[Answer]:
    """The candidates that the program proposes for an article, and what it did wrong, as they come.

    Whoever stops taking them ends the program. Nothing is raised for what a program does.
    """
    try:
        process = subprocess.Popen(  # noqa: S603 (a person named the command)
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        yield Fault(name, f"cannot be started: {getattr(error, 'strerror', None) or error}")
        return
    try:
        yield from _limited(_answered(process, article, tags, name, limits), name, limits)
    finally:
        _end(process)


def _limited(found: Iterator[Answer], name: str, limits: Limits) -> Iterator[Answer]:
    """The answers up to as many candidates and faults as are allowed."""
    candidates = faults = 0
    for one in found:
        if isinstance(one, Fault):
            faults += 1
            if faults <= limits.faults:
                yield one
            continue
        candidates += 1
        if candidates > limits.candidates:
            yield Fault(name, f"proposed more than {limits.candidates} candidates and was ended")
            break
        yield one
    if faults > limits.faults:
        yield Fault(name, f"and {faults - limits.faults} more faults")


def _answered(
    process: subprocess.Popen[bytes],
    article: Article,
    tags: Sequence[str],
    name: str,
    limits: Limits,
) -> Iterator[Answer]:
    complaint: list[bytes] = []
    output: queue.Queue[bytes] = queue.Queue(_WAITING)
    deadline = time.monotonic() + limits.seconds
    _start(_feed, process.stdin, question(article, tags))
    _start(_drain, process.stdout, output, limits.seconds)
    listener = _start(_keep_last, process.stderr, complaint)
    try:
        for line in _lines(output, deadline, limits):
            for one in answers(line, article, tags, name):
                yield one
                if time.monotonic() > deadline:
                    raise _Ended(f"took longer than {limits.seconds:g} seconds and was ended")
        code = process.wait(max(0.0, deadline - time.monotonic()))
    except _Ended as ended:
        yield Fault(name, str(ended))
    except subprocess.TimeoutExpired:
        yield Fault(name, f"took longer than {limits.seconds:g} seconds and was ended")
    else:
        if code:
            listener.join(_LAST_WORDS)
            said = b"".join(complaint).decode("utf-8", "replace").strip().splitlines()[-1:]
            last = "".join(one if one.isprintable() else "·" for one in "".join(said))[-200:]
            yield Fault(name, f"failed with exit code {code}{': ' + last if last else ''}")


def question(article: Article, tags: Sequence[str]) -> bytes:
    """The line that a program is asked with."""
    asked = {
        "id": article.id,
        "text": article.text,
        "labels": list(tags),
        "lang": article.language,
        "blocks": [[block.role, block.start, block.end] for block in article.blocks],
    }
    return json.dumps(asked).encode() + b"\n"


def _start(work: Callable[..., None], *arguments: object) -> threading.Thread:
    thread = threading.Thread(target=work, args=arguments, daemon=True)
    thread.start()
    return thread


class _Ended(Exception):  # noqa: N818 (it is no error of ours)
    """The program went beyond a limit; the message says which."""


def _lines(output: queue.Queue[bytes], deadline: float, limits: Limits) -> Iterator[bytes]:
    """The lines of the output, blank ones left out."""
    rest, total = b"", 0
    while True:
        try:
            chunk = output.get(timeout=max(0.001, deadline - time.monotonic()))
        except queue.Empty:
            raise _Ended(f"took longer than {limits.seconds:g} seconds and was ended") from None
        total += len(chunk)
        *lines, rest = (rest + chunk).split(b"\n")
        for line in (*lines, b"" if chunk else rest):
            if len(line) > limits.line:
                break
            if line.strip():
                yield line
        if any(len(line) > limits.line for line in (*lines, rest)):
            raise _Ended(f"wrote a line of more than {limits.line} bytes and was ended")
        if total > limits.output:
            raise _Ended(f"wrote more than {limits.output} bytes and was ended")
        if not chunk:
            return


def _feed(stream: IO[bytes], data: bytes) -> None:
    """Write what the program is asked; one that does not listen is not waited for."""
    with suppress(OSError), stream:
        stream.write(data)


def _drain(stream: IO[bytes], output: queue.Queue[bytes], seconds: float) -> None:
    """Hand on what the program writes, an empty chunk last."""
    with stream, suppress(queue.Full):
        while chunk := os.read(stream.fileno(), _CHUNK):
            output.put(chunk, timeout=seconds)
        output.put(b"", timeout=seconds)


def _keep_last(stream: IO[bytes], complaint: list[bytes]) -> None:
    """Keep the end of what the program says to people."""
    with stream:
        while chunk := os.read(stream.fileno(), _CHUNK):
            complaint[:] = [(b"".join(complaint) + chunk)[-_COMPLAINT:]]


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and all that it has started, and leave nothing of it behind."""
    if os.name == "posix":
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            process.kill()
    else:
        process.kill()
    process.wait()
