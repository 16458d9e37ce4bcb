"""The lock that sessions share."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from tui.store.locking import FileLock


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "annotations.lock"


def is_free(path: Path) -> bool:
    other = FileLock(path)
    try:
        other.acquire(0.0)
    except TimeoutError:
        return False
    finally:
        other.close()
    return True


def test_only_one_has_the_lock(path: Path) -> None:
    lock = FileLock(path)
    lock.acquire(0.0)
    assert not is_free(path)
    lock.acquire(0.0)
    lock.release()
    assert not is_free(path), "it was acquired twice and released once"
    lock.release()
    assert is_free(path)


def test_a_closed_lock_is_free_and_can_be_taken_again(path: Path) -> None:
    lock = FileLock(path)
    lock.acquire(0.0)
    lock.release()
    lock.close()
    assert is_free(path)
    lock.acquire(0.0)
    assert not is_free(path)


@pytest.mark.skipif(sys.platform == "win32", reason="there an open file cannot be removed")
def test_a_lock_whose_file_was_removed_is_taken_on_the_new_one(path: Path) -> None:
    lock = FileLock(path)
    lock.acquire(0.0)
    lock.release()
    path.unlink()
    other = FileLock(path)
    other.acquire(0.0)
    with pytest.raises(TimeoutError):
        lock.acquire(0.0)
    other.release()
    lock.acquire(1.0)
    assert not is_free(path)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is of POSIX")
def test_a_killed_process_leaves_no_lock(path: Path) -> None:
    receiving, sending = os.pipe()
    child = os.fork()
    if child == 0:
        lock = FileLock(path)
        lock.acquire(0.0)
        os.write(sending, b"!")
        signal.pause()
    os.read(receiving, 1)
    assert not is_free(path)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert is_free(path)
