"""Who is let in on the device link, over real sockets."""

from dataclasses import replace

import pytest

from server.devices.admission import check_command
from server.protocol.commands import CallNext, Command, ReportShown, ReportSpoken
from server.protocol.errors import NotAllowedError
from server.protocol.frames import FromServer, KioskIdentity, Refusal, Welcome
from server.protocol.identity import DeviceRole
from server.protocol.printing import SoundResult
from server.storage.absences import Absences
from server.storage.devices import DeviceRow
from tests.server.devices.working_server import WorkingServer, issue_command, new_id, opened


def code_of(frame: FromServer) -> str:
    assert isinstance(frame, Refusal)
    assert frame.request_id is None
    return frame.failure.code


async def test_a_known_device_is_welcomed_and_its_visit_noted(server: WorkingServer) -> None:
    identity = await server.add_kiosk()

    async with opened(server, identity) as device:
        welcome = await device.hello()

    assert isinstance(welcome, Welcome)
    row = await server.service.read(lambda ledger: ledger.devices.find("kiosk-1"))
    assert row is not None
    assert row.last_seen == server.service.now()


async def test_an_unknown_device_is_refused(server: WorkingServer) -> None:
    identity = await server.add_kiosk()

    async with opened(server, replace(identity, device="kiosk-9")) as device:
        assert code_of(await device.hello()) == "unknown-device"


async def test_a_wrong_key_is_refused(server: WorkingServer) -> None:
    identity = await server.add_kiosk()

    async with opened(server, replace(identity, key="0" * 64)) as device:
        assert code_of(await device.hello()) == "unknown-device"


async def test_a_revoked_device_is_refused(server: WorkingServer) -> None:
    identity = await server.add_kiosk()
    await server.service.write(lambda ledger: ledger.devices.revoke("kiosk-1"))

    async with opened(server, identity) as device:
        assert code_of(await device.hello()) == "unknown-device"


async def test_a_device_of_another_role_is_refused(server: WorkingServer) -> None:
    identity = await server.add_kiosk()

    async with opened(server, replace(identity, role=DeviceRole.DISPLAY)) as device:
        assert code_of(await device.hello()) == "unknown-device"


async def test_a_device_of_another_hall_is_refused(server: WorkingServer) -> None:
    identity = await server.add_kiosk()

    async with opened(server, replace(identity, hall="hall-other")) as device:
        assert code_of(await device.hello()) == "wrong-hall"


async def test_another_version_of_the_protocol_is_refused(server: WorkingServer) -> None:
    identity = await server.add_kiosk()

    async with opened(server, identity) as device:
        refusal = await device.hello(version=99)

    assert isinstance(refusal, Refusal)
    assert refusal.failure.code == "version-mismatch"
    assert refusal.failure.data == {"spoken": 1, "heard": 99}


async def test_each_kiosk_is_told_one_number_for_ever_and_a_board_none(
    server: WorkingServer,
) -> None:
    first, second = await server.add_kiosk("kiosk-1"), await server.add_kiosk("kiosk-2")
    board = await server.add_board()
    told = []

    for who in (second, first, second, board):
        async with opened(server, who) as device:
            welcome = await device.hello()
            assert isinstance(welcome, Welcome)
            told.append(welcome.kiosk)

    founded = await server.service.read(lambda ledger: ledger.events.at(1))
    assert founded is not None
    log = founded.head
    assert told == [
        KioskIdentity(1, 0, log, orders_papers=True, watches_printers=True),
        KioskIdentity(2, 0, log, orders_papers=True, watches_printers=True),
        KioskIdentity(1, 0, log, orders_papers=True, watches_printers=True),
        None,
    ]


async def test_between_two_hellos_a_kiosk_was_away(server: WorkingServer) -> None:
    who = await server.add_kiosk()
    times = []

    for _ in range(3):
        async with opened(server, who) as device:
            await device.hello()
            times.append(server.service.now())
        server.clock.advance(minutes=10)

    noted = await server.service.read(
        lambda ledger: Absences(ledger.connection, ledger.hall).of(who.device)
    )
    assert noted == ((times[0], times[1]), (times[1], times[2]))


def shown(zone: str) -> ReportShown:
    return ReportShown(request_id=new_id(), call=1, zone=zone)


def spoken(zone: str) -> ReportSpoken:
    return ReportSpoken(request_id=new_id(), call=1, zone=zone, result=SoundResult.SPOKEN)


KIOSK = DeviceRow("kiosk-1", DeviceRole.KIOSK, "")
BOARD = DeviceRow("board-1", DeviceRole.DISPLAY, "", "ground")


@pytest.mark.parametrize(
    ("device", "command"),
    [
        (KIOSK, shown("ground")),
        (KIOSK, CallNext(request_id=new_id(), desk="desk-1")),
        (BOARD, issue_command()),
        (BOARD, shown("upper")),
        (BOARD, spoken("upper")),
    ],
)
def test_a_device_may_not_send_what_is_not_its_own(device: DeviceRow, command: Command) -> None:
    with pytest.raises(NotAllowedError):
        check_command(device, command)


@pytest.mark.parametrize(
    ("device", "command"),
    [(KIOSK, issue_command()), (BOARD, shown("ground")), (BOARD, spoken("ground"))],
)
def test_a_device_may_send_what_is_its_own(device: DeviceRow, command: Command) -> None:
    check_command(device, command)

    assert device.role in DeviceRole
