"""Tests of slots: what people's clocks say is what counts, over every change of zone and clock."""

from datetime import UTC, datetime

import pytest

from server.queueing.slots import MINUTE_MS, Place, lapses_at, place_of, slot_of, wall_moment

SLOT = 1_795_392_000_000


def instant(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


@pytest.mark.parametrize(
    ("slot", "utc", "offset"),
    [
        ("2024-02-29T22:59", "2024-02-29T16:59", 360),
        ("2024-02-29T23:30", "2024-02-29T17:30", 360),
        ("2024-03-01T00:00", "2024-02-29T19:00", 300),
        ("2024-03-01T10:00", "2024-03-01T05:00", 300),
    ],
    ids=["before", "shown-twice", "midnight", "after"],
)
def test_a_slot_is_what_the_clocks_of_almaty_said_when_they_were_put_back(
    slot: str, utc: str, offset: int
) -> None:
    found = slot_of(slot, "Asia/Almaty", 0)

    assert (found.at, found.utc_offset_minutes) == (instant(utc), offset)
    assert wall_moment(found.at, 0, offset) == slot


def test_a_corrected_clock_does_not_move_a_slot_on_the_wall() -> None:
    ahead = 90 * MINUTE_MS
    found = slot_of("2026-11-23T10:00", "Asia/Almaty", ahead)

    assert found.at == instant("2026-11-23T05:00") - ahead
    assert wall_moment(found.at, ahead, found.utc_offset_minutes) == "2026-11-23T10:00"


@pytest.mark.parametrize(
    ("minutes", "place"),
    [
        (-30, Place(SLOT, SLOT, is_late=False)),
        (0, Place(SLOT, None, is_late=False)),
        (15, Place(SLOT, None, is_late=False)),
        (16, Place(SLOT + 16 * MINUTE_MS, None, is_late=True)),
    ],
    ids=["early", "on-time", "tolerated", "late"],
)
def test_the_place_is_the_slot_unless_the_check_in_is_too_late(minutes: int, place: Place) -> None:
    assert place_of(SLOT, SLOT + minutes * MINUTE_MS, 15) == place


def test_a_booking_lapses_so_long_after_its_slot() -> None:
    assert lapses_at(SLOT, 60) == SLOT + 3_600_000
