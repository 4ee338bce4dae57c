"""The hall of the bench is made with its devices and its official."""

from pathlib import Path

from server.bench.grounds import LOGIN, board, kiosk, lay_out
from server.hall_service import HallService
from server.protocol.identity import DeviceRole
from server.storage.people import People


async def test_the_hall_has_the_devices_and_the_official_it_was_made_with(tmp_path: Path) -> None:
    grounds = await lay_out(tmp_path / "hall", (kiosk(1), board(1)))
    service = await HallService.open(grounds.data, grounds.hall_file)
    try:
        first = await service.read(lambda ledger: ledger.devices.find("kiosk-1"))
        second = await service.read(lambda ledger: ledger.devices.find("board-1"))
        official = await service.read(
            lambda ledger: People(ledger.connection, ledger.hall).official(LOGIN)
        )
    finally:
        await service.close()

    assert first is not None
    assert first.has_key(grounds.hello("kiosk-1").key)
    assert second is not None
    assert (second.role, second.zone) == (DeviceRole.DISPLAY, "main")
    assert official is not None


async def test_a_device_of_the_demo_finds_its_key_in_a_file(tmp_path: Path) -> None:
    grounds = await lay_out(tmp_path / "hall", (kiosk(1),))

    scenery = grounds.scenery(kiosk(1))

    assert scenery.keys["kiosk-1"].read_text() == grounds.key
    assert scenery.keys["kiosk-1"].stat().st_mode & 0o777 == 0o600
