"""Work on the parts of something long, in processes of its own; what is made comes in order."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.util import register_after_fork
from threading import active_count
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.context import ForkContext, SpawnContext

_Whole = TypeVar("_Whole")
_Part = TypeVar("_Part")
_Made = TypeVar("_Made")


def in_order(
    work: Callable[[_Whole, _Part], _Made], whole: _Whole, parts: Sequence[_Part], processes: int
) -> Iterator[_Made]:
    """`work(whole, part)` for each part, in the parts' order.

    Each process has every so-manieth part and waits for its turn with at most one that is ready,
    so memory does not grow with the number of parts. All of it goes to the processes once: with
    all that this one has made so far where it can be copied, else by pickling. They end with
    whoever takes the results: at the last, when no more are taken, at an interrupt, and should the
    caller be killed. Only for the main thread.

    Raises:
        ChildProcessError: A process ended before its last part.
    """
    context = _context()
    started = []
    try:
        for first in range(min(processes, len(parts))):
            ours, theirs = context.Pipe(duplex=False)
            # A copy of this process would else hold the end that it waits on to be read.
            register_after_fork(ours, Connection.close)
            arguments = (theirs, work, whole, parts[first::processes])
            process = context.Process(target=_serve, args=arguments, daemon=True)
            with _uninterrupted():
                process.start()
            theirs.close()
            started.append((process, ours))
        for _, (process, ours) in zip(parts, cycle(started), strict=False):
            try:
                yield ours.recv()
            except EOFError:
                process.join()
                raise ChildProcessError(f"ended with code {process.exitcode}") from None
    finally:
        for process, ours in started:
            ours.close()
            process.terminate()
            process.join()


def _context() -> ForkContext | SpawnContext:
    """How processes are started: as copies of this one, where that is known to be safe."""
    if sys.platform == "linux" and active_count() == 1:
        return get_context("fork")
    return get_context("spawn")


def _serve(
    answers: Connection,
    work: Callable[[_Whole, _Part], _Made],
    whole: _Whole,
    parts: Sequence[_Part],
) -> None:
    for part in parts:
        made = work(whole, part)
        try:
            answers.send(made)
        except OSError:  # Nobody is there to take it.
            return


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """What is started here never hears of the interrupt key, which goes to all processes of a
    terminal; this process hears of it afterwards.
    """
    if sys.platform == "win32":  # There a key that is pressed meanwhile is theirs too.
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
