"""Tests of the rebuilt disk: what it may keep and what it must keep."""

from random import Random

from tests.durability.disk import SECTOR, Disk, Loss
from tests.durability.trace import (
    Created,
    Removed,
    Renamed,
    Step,
    Synced,
    SyncFailed,
    Truncated,
    WriteFailed,
    Written,
)

CHANCE = Random(5)


def disk(*steps: Step) -> Disk:
    made = Disk()
    for step in (Created("a"), Synced(""), *steps):
        made.take(step)
    return made


def test_what_was_synced_is_there_whatever_is_lost() -> None:
    made = disk(Written("a", 0, b"kept"), Synced("a"), Written("a", 2, b"later"))

    images = {made.image(Loss.ALL, CHANCE)["a"] for _ in range(9)}

    assert images == {b"kept"}
    assert made.image(Loss.NOTHING, CHANCE)["a"] == b"kelater"


def test_unsynced_writes_may_come_alone_and_out_of_order() -> None:
    made = disk(Written("a", 0, b"one"), Written("a", 3, b"two"))

    images = {made.image(Loss.SOME, CHANCE)["a"] for _ in range(99)}

    assert images == {b"", b"one", b"\0\0\0two", b"onetwo"}


def test_a_write_tears_only_between_sectors() -> None:
    made = disk(Written("a", SECTOR - 2, b"x" * (SECTOR + 4)))

    images = {made.image(Loss.TORN, CHANCE)["a"].ljust(2 * SECTOR + 2, b"\0") for _ in range(99)}

    parts = {(one[SECTOR - 2 : SECTOR], one[SECTOR : 2 * SECTOR], one[-2:]) for one in images}
    assert len(parts) == 8
    assert all(set(part) in ({0}, {120}) for three in parts for part in three)


def test_a_write_that_failed_is_nowhere() -> None:
    good, bad = Written("a", 0, b"good"), Written("a", 4, b"bad")
    made = disk(good, bad, WriteFailed(bad), Synced("a"))

    assert made.image(Loss.NOTHING, CHANCE) == {"a": b"good"}


def test_what_a_failed_sync_did_not_take_no_later_sync_takes_either() -> None:
    made = disk(Written("a", 0, b"lost"), SyncFailed("a"), Written("a", 4, b"kept"), Synced("a"))

    assert made.image(Loss.ALL, CHANCE) == {"a": b"\0\0\0\0kept"}
    assert made.image(Loss.NOTHING, CHANCE) == {"a": b"\0\0\0\0kept"}


def test_names_last_only_after_a_sync_of_the_directory() -> None:
    made = disk(Created("b"), Written("b", 0, b"new"), Synced("b"), Removed("a"))

    assert made.image(Loss.ALL, CHANCE) == {"a": b""}
    made.take(Synced(""))
    assert made.image(Loss.ALL, CHANCE) == {"b": b"new"}


def test_a_rename_and_a_shorter_length_are_kept_with_their_sync() -> None:
    made = disk(Written("a", 0, b"longer"), Truncated("a", 2), Synced("a"), Renamed("a", "c"))

    assert made.image(Loss.NOTHING, CHANCE) == {"c": b"lo"}
    assert made.image(Loss.ALL, CHANCE) == {"a": b"lo"}
