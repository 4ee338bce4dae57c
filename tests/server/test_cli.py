"""The command line beside a running server, and without one."""

import json
from pathlib import Path

import pytest

from server.cli import administer
from server.control import ControlError, ControlSocket
from server.hall_service import HallService
from server.protocol.admin_errors import UnknownPairingError
from server.protocol.identity import DeviceRole
from server.settings import AddDevice, OpenServiceDay
from server.settings_trust import AskTrust
from tests.server.running_hall import DEMO_HALL


async def test_a_request_without_a_server_is_carried_out_on_the_store(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wish = AddDevice(tmp_path / "data", DEMO_HALL, DeviceRole.KIOSK, "kiosk-1", None)

    await administer(wish)

    facts = json.loads(capsys.readouterr().out)
    assert (facts["device"], len(facts["key"])) == ("kiosk-1", 64)


async def test_a_running_server_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    service = await HallService.open(tmp_path, DEMO_HALL)
    socket = ControlSocket(service, tmp_path)
    await socket.open()
    try:
        await administer(AskTrust(tmp_path, None, {"type": "ListDevices"}))
        confirm = {"type": "ConfirmPairing", "code": "000000", "name": "Door", "zone": None}
        with pytest.raises(ControlError, match="unknown-pairing"):
            await administer(AskTrust(tmp_path, None, confirm))
    finally:
        await socket.close()
        await service.close()

    told = capsys.readouterr()
    assert told.out == ""
    assert "The hall has no devices yet." in told.err


async def test_rows_are_for_programs_and_words_for_people(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await administer(AddDevice(tmp_path, DEMO_HALL, DeviceRole.KIOSK, "kiosk-1", None))
    capsys.readouterr()

    await administer(AskTrust(tmp_path, None, {"type": "ListDevices"}))

    told = capsys.readouterr()
    assert json.loads(told.out) == {"device": "kiosk-1", "name": "", "role": "kiosk", "zone": ""}
    assert "kiosk-1" in told.err


async def test_an_id_that_is_none_is_refused_before_anything_is_asked(tmp_path: Path) -> None:
    with pytest.raises(ControlError, match="device"):
        await administer(AskTrust(tmp_path, None, {"type": "RenewKey", "device": "No Id"}))


async def test_without_a_server_nobody_waits_to_be_paired(tmp_path: Path) -> None:
    await administer(OpenServiceDay(tmp_path, DEMO_HALL, None))

    with pytest.raises(UnknownPairingError):
        await administer(AskTrust(tmp_path, None, {"type": "RefusePairing", "code": "1"}))
