"""The demo's hall lies where it is morning, and is set up once."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from server.demo.scenery import BOARD, KIOSKS, MORNING_HOUR, morning_zone, set_up
from server.hall_file import load_hall_file
from server.hall_service import HallService
from server.storage.devices import DeviceRow
from server.storage.people import People


@dataclass(frozen=True)
class StoppedClock:
    """A clock that stands at one moment."""

    moment: datetime

    def wall_ms(self) -> int:
        return int(self.moment.timestamp() * 1000)

    def boot_ms(self) -> int:
        return 0


@pytest.mark.parametrize("hour", range(24))
def test_it_is_ten_in_the_morning_zone_at_every_hour(hour: int) -> None:
    moment = datetime(2026, 11, 23, hour, 17, tzinfo=UTC)

    zone = ZoneInfo(morning_zone(StoppedClock(moment)))

    assert moment.astimezone(zone).hour == MORNING_HOUR


async def test_devices_and_officials_are_admitted_with_what_they_prove_themselves(
    tmp_path: Path,
) -> None:
    scenery = await set_up(tmp_path, logins=("desk-1", "admin"), is_morning=True)

    service = await HallService.open(scenery.data, None)
    try:
        board: DeviceRow | None = await service.read(lambda ledger: ledger.devices.find(BOARD))
        official = await service.read(
            lambda ledger: People(ledger.connection, ledger.hall).official("desk-1")
        )
    finally:
        await service.close()
    assert board is not None
    assert board.has_key(scenery.keys[BOARD].read_text())
    assert official is not None
    assert official.role == "official"
    assert set(scenery.passwords) == {"desk-1", "admin"}
    assert scenery.keys[KIOSKS[0]].stat().st_mode & 0o077 == 0


async def test_a_second_time_keeps_keys_and_changes_passwords(tmp_path: Path) -> None:
    first = await set_up(tmp_path, logins=("desk-1",), is_morning=False)
    key = first.keys[BOARD].read_text()

    second = await set_up(tmp_path, logins=("desk-1",), is_morning=False)

    assert second.keys[BOARD].read_text() == key
    assert second.hall == first.hall
    assert second.passwords != first.passwords
    assert load_hall_file(second.hall_file).time_zone == "Asia/Almaty"


async def test_two_demos_on_one_computer_are_two_halls(tmp_path: Path) -> None:
    one = await set_up(tmp_path / "one", logins=(), is_morning=False)
    two = await set_up(tmp_path / "two", logins=(), is_morning=False)

    assert one.hall.startswith("hall-demo-")
    assert one.hall != two.hall
