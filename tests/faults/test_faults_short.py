"""A little of every fault; `make faults` tries them in full measure."""

from __future__ import annotations

import os
import sys

import pytest

if sys.platform == "win32":
    pytest.skip("fork, SIGKILL and limits are of POSIX", allow_module_level=True)

from faults import power
from faults.damage import damages
from faults.kills import Tally, imports, merges, one_writer, rotations, two_writers
from faults.surroundings import CASES, tried
from faults.upgrades import migrations


def well(tally: Tally) -> bool:
    assert tally.said == ()
    return tally.runs > 0 and tally.lost == tally.unreadable == 0


def test_a_killed_session_loses_nothing() -> None:
    assert well(one_writer(seed=1, runs=12))


def test_a_session_killed_while_it_rotates_loses_nothing() -> None:
    assert well(rotations(seed=8, runs=8))


def test_two_sessions_killed_at_once_lose_nothing() -> None:
    assert well(two_writers(seed=2, runs=4))


def test_a_killed_import_took_whole_articles_and_can_be_repeated() -> None:
    assert well(imports(seed=3, runs=6))


def test_a_killed_merge_did_all_or_nothing() -> None:
    assert well(merges(seed=4, runs=6))


def test_a_killed_migration_did_all_or_nothing() -> None:
    assert well(migrations(seed=9, runs=8))


def test_a_power_loss_loses_nothing() -> None:
    assert well(power.power_loss(seed=5, states=400))


def test_what_damage_took_is_found_again_or_said_to_be_gone() -> None:
    assert well(damages(seed=10, runs=12))


@pytest.mark.parametrize("case", CASES)
def test_what_goes_wrong_around_a_store_loses_nothing(case: str) -> None:
    tally = tried(case, seed=6, runs=2)
    if not tally.runs:
        pytest.skip("no file system may be mounted here")
    assert well(tally)


class Unsynced(power.Recording):
    """A disk that takes no sync of the journal seriously."""

    def sync(self, handle: int) -> None:
        if not self.name_of(os.fstat(handle).st_ino).endswith(".journal"):
            super().sync(handle)


class UnsyncedFolder(power.Recording):
    """A disk whose folder is never synced."""

    def sync_folder(self, folder: object) -> None:
        pass


@pytest.mark.parametrize("disk", [Unsynced, UnsyncedFolder])
def test_the_simulated_power_loss_finds_what_is_not_synced(disk: type[power.Recording]) -> None:
    assert power.power_loss(seed=7, states=4000, disk=disk).lost
