"""Tests of devices: keys only as digests, revoked for ever, acknowledgements once each."""

import pytest

from server.protocol.identity import DeviceRole
from server.storage.devices import Delivery, DeviceRow, Devices, key_digest
from tests.server.working_hall import WorkingHall

pytestmark = pytest.mark.usefixtures("engine")

KEY = "ab" * 32
BOARD = DeviceRow(
    "board-1",
    DeviceRole.DISPLAY,
    key_digest(KEY),
    "ground",
    7,
    name="Left of the door",
    keyed_at=7,
)


def devices() -> Devices:
    kept = Devices(WorkingHall().store.connection, "small")
    kept.add(BOARD)
    return kept


def test_a_device_is_found_as_it_was_added() -> None:
    kept = devices()

    assert kept.find("board-1") == BOARD
    assert kept.find("board-2") is None


def test_only_the_right_key_is_the_devices() -> None:
    assert BOARD.has_key(KEY)
    assert not BOARD.has_key("cd" * 32)
    assert KEY not in BOARD.key_digest


def test_when_a_device_was_heard_is_kept() -> None:
    kept = devices()

    kept.touch("board-1", 99)

    found = kept.find("board-1")
    assert found is not None
    assert found.last_seen == 99


def test_a_revoked_device_says_so() -> None:
    kept = devices()

    kept.revoke("board-1")

    found = kept.find("board-1")
    assert found is not None
    assert found.is_revoked


def test_the_first_acknowledgement_of_a_zone_is_told_apart() -> None:
    kept = devices()
    first = Delivery(3, "shown", "ground", "board-1", "shown", 10)
    others = [
        Delivery(3, "shown", "ground", "board-1", "shown", 11),
        Delivery(3, "shown", "ground", "board-2", "shown", 12),
    ]
    elsewhere = Delivery(3, "shown", "upper", "board-3", "shown", 13)
    voice = Delivery(3, "spoken", "ground", "board-1", "spoken", 14)

    assert kept.add_delivery(first) == frozenset()
    assert [kept.add_delivery(other) for other in others] == [{"shown"}, {"shown"}]
    assert kept.add_delivery(elsewhere) == frozenset()
    assert kept.add_delivery(voice) == frozenset()


def test_a_device_that_got_no_sound_may_get_it_yet_and_never_loses_it() -> None:
    kept = devices()

    earlier = [
        kept.add_delivery(Delivery(3, "spoken", "ground", "board-1", result, at))
        for at, result in enumerate(["no-sound", "spoken", "no-sound", "spoken"])
    ]

    assert earlier == [frozenset(), {"no-sound"}, {"spoken"}, {"spoken"}]
