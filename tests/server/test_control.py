"""Tests of the control socket: the same work whether the server runs or not."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from server.control import (
    SOCKET_NAME,
    AddDevice,
    AddOfficial,
    CloseServiceDay,
    ControlError,
    ControlSocket,
    Done,
    OpenServiceDay,
    Request,
    RevokeDevice,
    ask,
    carry_out,
)
from server.hall_service import HallService
from server.protocol.device_events import DeviceRevoked
from server.protocol.errors import DayAlreadyOpenError
from server.protocol.happened import Happened
from server.protocol.identity import DeviceRole, Role
from server.storage.people import People
from tests.fakes.clock import FakeClock
from tests.server.working_hall import TODAY, TOMORROW

DEMO_HALL = Path("server/halls/demo.toml")


def fail(error: BaseException) -> None:
    raise AssertionError(error)


@asynccontextmanager
async def listening(data_dir: Path) -> AsyncIterator[HallService]:
    service = await HallService.open(data_dir, DEMO_HALL, FakeClock(), fail)
    control = ControlSocket(service, data_dir)
    await control.open()
    try:
        yield service
    finally:
        await control.close()
        await service.close()


async def asked(data_dir: Path, request: Request) -> Done | None:
    return await asyncio.to_thread(ask, data_dir, request)


async def test_a_kiosk_is_added_and_its_key_told_once(tmp_path: Path) -> None:
    async with listening(tmp_path) as service:
        done = await asked(tmp_path, AddDevice("kiosk-1", DeviceRole.KIOSK))

        row = await service.read(lambda ledger: ledger.devices.find("kiosk-1"))
        assert done is not None
        assert row is not None
        assert len(done.facts["key"]) == 64
        assert row.has_key(done.facts["key"])
        assert (row.role, row.zone, row.added_at) == (DeviceRole.KIOSK, None, service.now())


async def test_a_display_is_put_into_the_only_zone(tmp_path: Path) -> None:
    async with listening(tmp_path):
        done = await asked(tmp_path, AddDevice("board-1", DeviceRole.DISPLAY))

        assert done is not None
        assert done.facts["zone"] == "main"


async def test_a_device_is_revoked_as_often_as_asked_and_its_id_stays_taken(
    tmp_path: Path,
) -> None:
    async with listening(tmp_path) as service:
        await asked(tmp_path, AddDevice("kiosk-1", DeviceRole.KIOSK))
        told: list[Happened] = []
        service.subscribe(lambda entries: told.extend(entry.event for entry in entries))

        done = await asked(tmp_path, RevokeDevice("kiosk-1"))
        again = await asked(tmp_path, RevokeDevice("kiosk-1"))

        row = await service.read(lambda ledger: ledger.devices.find("kiosk-1"))
        assert done == again == Done({"hall": "hall-demo", "revoked": "kiosk-1"})
        assert row is not None
        assert row.is_revoked
        assert told == [DeviceRevoked(device="kiosk-1")]
        with pytest.raises(ControlError, match="already"):
            await asked(tmp_path, AddDevice("kiosk-1", DeviceRole.KIOSK))


@pytest.mark.parametrize(
    ("request_", "reason"),
    [
        (AddDevice("board-2", DeviceRole.DISPLAY, "roof"), "one of the zones"),
        (AddDevice("kiosk-1", DeviceRole.KIOSK), "a device kiosk-1 already"),
        (RevokeDevice("kiosk-9"), "there is no device kiosk-9"),
        (AddOfficial("aigul", Role.OFFICIAL, "hash"), "login-taken"),
        (CloseServiceDay(), "day-not-open"),
    ],
)
async def test_what_cannot_be_done_says_why(
    tmp_path: Path, request_: Request, reason: str
) -> None:
    async with listening(tmp_path):
        await asked(tmp_path, AddDevice("kiosk-1", DeviceRole.KIOSK))
        await asked(tmp_path, AddOfficial("aigul", Role.OFFICIAL, "hash"))

        with pytest.raises(ControlError, match=reason):
            await asked(tmp_path, request_)


async def test_an_official_is_added_under_a_pseudonym(tmp_path: Path) -> None:
    async with listening(tmp_path) as service:
        done = await asked(tmp_path, AddOfficial("aigul", Role.OFFICIAL, "hash"))

        official = await service.read(
            lambda ledger: People(ledger.connection, ledger.hall).official("aigul")
        )
        assert done is not None
        assert official is not None
        assert (official.id, official.password_hash) == (done.facts["official"], "hash")


async def test_the_day_is_opened_and_closed(tmp_path: Path) -> None:
    async with listening(tmp_path) as service:
        opened = await asked(tmp_path, OpenServiceDay())
        closed = await asked(tmp_path, CloseServiceDay())
        again = await asked(tmp_path, OpenServiceDay(TOMORROW))

        assert opened == Done({"opened": TODAY})
        assert closed == Done({"closed": TODAY})
        assert again == Done({"opened": TOMORROW})
        assert service.picture.service_day == TOMORROW


async def test_a_day_closed_by_mistake_goes_on(tmp_path: Path) -> None:
    async with listening(tmp_path) as service:
        await asked(tmp_path, OpenServiceDay())
        await asked(tmp_path, CloseServiceDay())

        again = await asked(tmp_path, OpenServiceDay())

        assert again == Done({"opened": TODAY})
        assert service.picture.service_day == TODAY


async def test_without_a_server_nobody_is_asked(tmp_path: Path) -> None:
    async with listening(tmp_path):
        pass

    assert await asked(tmp_path, CloseServiceDay()) is None


async def test_a_socket_left_by_a_killed_server_is_nobody(tmp_path: Path) -> None:
    left = socket.socket(socket.AF_UNIX)
    left.bind(str(tmp_path / SOCKET_NAME))
    left.close()

    assert await asked(tmp_path, CloseServiceDay()) is None
    async with listening(tmp_path):
        assert await asked(tmp_path, OpenServiceDay()) is not None


async def test_only_the_owner_may_connect(tmp_path: Path) -> None:
    async with listening(tmp_path):
        mode = await asyncio.to_thread((tmp_path / SOCKET_NAME).stat)

        assert mode.st_mode & 0o777 == 0o600


@pytest.mark.parametrize("line", [b"{}\n", b"nonsense\n", b'{"type":"Reboot"}\n'])
async def test_what_is_not_a_request_is_answered_with_the_reason(
    tmp_path: Path, line: bytes
) -> None:
    async with listening(tmp_path):
        reader, writer = await asyncio.open_unix_connection(str(tmp_path / SOCKET_NAME))
        writer.write(line)

        answer = await reader.readline()

        assert answer.startswith(b'{"type":"Undone"')
        writer.close()
        await writer.wait_closed()


async def test_a_line_without_end_is_cut_off(tmp_path: Path) -> None:
    async with listening(tmp_path):
        reader, writer = await asyncio.open_unix_connection(str(tmp_path / SOCKET_NAME))
        writer.write(b"x" * 200_000)

        answer = await reader.read()

        assert answer == b""
        writer.close()


async def test_a_refusal_of_the_hall_is_raised_when_no_socket_is_between(tmp_path: Path) -> None:
    async with listening(tmp_path) as service:
        await carry_out(service, OpenServiceDay())

        with pytest.raises(DayAlreadyOpenError):
            await carry_out(service, OpenServiceDay(TOMORROW))
