"""Tests of a device as pages show it: by the hall's clock, in the reader's language."""

import pytest

from server.console.device_view import HoldView, device_view
from server.protocol.identity import DeviceRole
from server.storage.devices import DeviceRow
from server.trust.holds import Hold
from server.trust.trust import KnownDevice
from tests.server.console.working_console import WorkingConsole

MINUTE_MS = 60_000
ROW = DeviceRow("kiosk-1", DeviceRole.KIOSK, "", name="Door")


async def test_a_kiosk_is_held_back_by_the_halls_own_clock(working: WorkingConsole) -> None:
    now = working.service.now()
    holds = [Hold(now, now + 5 * MINUTE_MS, 57, is_over) for is_over in (False, True)]

    shown = [
        device_view(working.service, KnownDevice(ROW, is_linked=True, hold=hold), "en")
        for hold in (None, *holds)
    ]

    assert [one.hold for one in shown] == [
        None,
        HoldView("10:00", "", 57),
        HoldView("10:00", "10:05", 57),
    ]
    assert [one.is_held_back for one in shown] == [False, True, False]


async def test_when_a_suspicion_was_taken_away_is_told_by_the_clock(
    working: WorkingConsole,
) -> None:
    now = working.service.now()

    shown = device_view(
        working.service, KnownDevice(ROW, is_linked=False, cleared_at=now + MINUTE_MS), "en"
    )

    assert (shown.cleared, shown.suspect) == ("10:01", "")


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
async def test_a_board_hangs_in_its_zone_by_the_name_that_the_reader_knows(
    working: WorkingConsole, language: str
) -> None:
    zone = working.service.config.zones[0]
    row = DeviceRow("board-1", DeviceRole.DISPLAY, "", zone=zone.id)

    shown = device_view(working.service, KnownDevice(row, is_linked=True), language)

    assert shown.zone == zone.names[language]
