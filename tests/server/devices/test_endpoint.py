"""The device link from accept to close, over real sockets."""

import asyncio
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from server.devices.endpoint import DeviceEndpoint
from server.hall_file import HallFileError
from server.hall_service import HallService
from server.protocol.errors import ServerBusyError, UnknownDeviceError
from server.protocol.frames import (
    Heartbeat,
    Hello,
    KeyOffered,
    Refusal,
    ResumePoint,
    Update,
    Welcome,
)
from server.protocol.identity import PROTOCOL_VERSION, DeviceRole
from server.protocol.snapshots import BoardSnapshot, KioskSnapshot
from server.storage.device_keys import DeviceKeys
from server.storage.devices import DeviceRow, key_digest
from server.storage.ledger import Ledger
from server.trust.trust import Trust
from tests.conftest import ExpectedLog
from tests.fakes.clock import FakeClock
from tests.server.devices.working_server import HALL_FILE, WorkingServer, linked, opened
from tests.server.troubled_store import TroubledStore


async def test_the_handshake_names_the_hall(server: WorkingServer) -> None:
    identity = await server.add_kiosk()

    async with opened(server, identity) as device:
        assert device.socket.response is not None
        assert device.socket.response.headers["Kezek-Hall"] == "hall-test"


async def test_a_kiosk_gets_what_it_shows(server: WorkingServer) -> None:
    identity = await server.add_kiosk()
    await server.issue()

    async with opened(server, identity) as device:
        welcome = await device.hello()

    assert isinstance(welcome, Welcome)
    assert isinstance(welcome.snapshot, KioskSnapshot)
    assert welcome.snapshot.waiting == {"papers": 1, "advice": 0}
    assert welcome.seq == server.service.picture.seq
    assert welcome.head == server.service.picture.head


async def test_a_board_gets_the_calls_of_its_zone(server: WorkingServer) -> None:
    identity = await server.add_board(zone="upper")
    await server.issue(service="papers")
    await server.issue(service="advice")
    await server.call("desk-1")
    upper = await server.call("desk-2")

    async with opened(server, identity) as device:
        welcome = await device.hello()

    assert isinstance(welcome, Welcome)
    assert isinstance(welcome.snapshot, BoardSnapshot)
    assert [call.number for call in welcome.snapshot.calls] == [upper.number]


async def test_silence_instead_of_a_hello_ends_the_socket(server: WorkingServer) -> None:
    identity = await server.add_kiosk()

    async with opened(server, identity) as device:
        with pytest.raises(ConnectionClosed) as closed:
            await device.hear()

    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1013


@pytest.mark.parametrize(
    "nonsense",
    [
        "{",
        '{"type":"Received","issue_requests":[]}',
        '{"type":"Hello"}',
        '{"a":' * 40 + "1" + "}" * 40,
        '{"type":"Hello","version":1,"unknown":1}',
    ],
)
async def test_nonsense_instead_of_a_hello_is_refused(
    server: WorkingServer, nonsense: str
) -> None:
    identity = await server.add_kiosk()

    async with opened(server, identity) as device:
        await device.socket.send(nonsense)
        refusal = await device.hear()
        with pytest.raises(ConnectionClosed) as closed:
            await device.hear()

    assert isinstance(refusal, Refusal)
    assert (refusal.request_id, refusal.failure.code) == (None, "bad-message")
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1008


async def test_a_frame_beyond_the_limit_ends_the_socket(server: WorkingServer) -> None:
    identity = await server.add_kiosk()

    async with linked(server, identity) as device:
        await device.socket.send("x" * 70_000)
        with pytest.raises(ConnectionClosed) as closed:
            await device.hear_one(Refusal)

    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1009


async def test_a_newer_socket_of_the_same_device_takes_over(server: WorkingServer) -> None:
    identity = await server.add_kiosk()

    async with linked(server, identity) as older, linked(server, identity) as newer:
        with pytest.raises(ConnectionClosed):
            await older.hear_one(Refusal)
        beat = await newer.hear_one(Heartbeat)

    assert beat.seq == server.service.picture.seq


async def test_a_revoked_device_is_cut_at_once_and_refused_from_then_on(
    server: WorkingServer,
) -> None:
    identity, other = await server.add_kiosk(), await server.add_board()

    async with linked(server, identity) as kiosk, linked(server, other) as board:
        await server.service.revoke_device("kiosk-1")
        refusal = await kiosk.hear_one(Refusal)
        with pytest.raises(ConnectionClosed) as closed:
            await kiosk.hear()
        await board.hear_one(Heartbeat)
    async with opened(server, identity) as kiosk:
        later = await kiosk.hello()

    assert (refusal.request_id, refusal.failure.code) == (None, "unknown-device")
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1008
    assert isinstance(later, Refusal)
    assert later.failure.code == "unknown-device"


async def test_a_device_revoked_while_its_hello_is_looked_at_is_not_seated(
    server: WorkingServer,
) -> None:
    identity = await server.add_kiosk()
    endpoint = DeviceEndpoint(server.service)
    device = await server.service.read(lambda ledger: ledger.devices.find("kiosk-1"))
    assert device is not None
    await server.service.revoke_device("kiosk-1")

    with pytest.raises(UnknownDeviceError):
        endpoint.seat(device, Hello(1, identity.hall, device.id, device.role, identity.key))


async def test_heartbeats_carry_the_current_event(server: WorkingServer) -> None:
    identity = await server.add_board()

    async with linked(server, identity) as device:
        first = await device.hear_one(Heartbeat)
        second = await device.hear_one(Heartbeat)

    assert second.after == first.seq
    assert second.time.utc_offset_minutes == 300


async def test_a_device_resumes_where_it_was(server: WorkingServer) -> None:
    identity = await server.add_kiosk()
    seen = server.service.picture.seq
    await server.issue()

    async with opened(server, identity) as device:
        welcome = await device.hello(resume=ResumePoint(1, seen))
        update = await device.hear()

    assert isinstance(welcome, Welcome)
    assert (welcome.snapshot, welcome.seq) == (None, seen)
    assert isinstance(update, Update)
    assert (update.after, update.seq) == (seen, seen + 1)


@pytest.mark.parametrize("resume", [ResumePoint(2, 1), ResumePoint(1, 9999), ResumePoint(1, 0)])
async def test_a_device_that_cannot_resume_gets_a_snapshot(
    server: WorkingServer, resume: ResumePoint, expected_log: ExpectedLog
) -> None:
    if resume.seq:
        expected_log.expect("server.devices.hub", "was it restored")
    identity = await server.add_kiosk()

    async with opened(server, identity) as device:
        welcome = await device.hello(resume=resume)

    assert isinstance(welcome, Welcome)
    assert welcome.snapshot is not None


async def test_the_server_stops_although_devices_are_linked(server: WorkingServer) -> None:
    identity = await server.add_kiosk()

    async with linked(server, identity) as device:
        server.server.stop()
        async with asyncio.timeout(4):
            with pytest.raises(ConnectionClosed):
                await device.hear_one(Refusal)

    assert server.server.port > 0


async def test_a_hall_too_large_for_one_frame_is_told_at_the_start(tmp_path: Path) -> None:
    text = "х" * 200
    many = "".join(
        f'[[bodies]]\nid = "b-{n}"\nnames = {{ kk = "{text}", ru = "{text}", en = "x" }}\n'
        for n in range(90)
    )
    hall_file = tmp_path / "large.toml"
    hall_file.write_text(HALL_FILE.read_text(encoding="utf-8") + many, encoding="utf-8")
    service = await HallService.open(tmp_path / "data", hall_file, FakeClock())

    with pytest.raises(HallFileError, match="at most 61440 fit"):
        await DeviceEndpoint(service).open()

    await service.close()


async def test_a_device_is_not_refused_because_the_store_is_away(server: WorkingServer) -> None:
    identity = await server.add_kiosk()
    await server.service.close()

    async with opened(server, identity) as device:
        with pytest.raises(ConnectionClosed) as closed:
            await device.hello()

    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1013


class QuickEndpoint(DeviceEndpoint):
    """One that tries again at once."""

    try_again_seconds = 0.01


async def test_what_devices_are_to_be_offered_waits_for_a_store_in_trouble(
    tmp_path: Path, expected_log: ExpectedLog
) -> None:
    expected_log.expect("server.devices.endpoint", "server-busy")
    service = await TroubledStore.open(tmp_path, HALL_FILE, FakeClock())
    assert isinstance(service, TroubledStore)
    trust = Trust(service)
    endpoint = QuickEndpoint(service, trust)
    row = DeviceRow("board-1", DeviceRole.DISPLAY, key_digest("1a" * 32), "ground")
    await service.write(lambda ledger: ledger.devices.add(row))
    hello = Hello(PROTOCOL_VERSION, "hall-test", row.id, row.role, "1a" * 32)
    seat = endpoint.seat(row, hello)
    await service.write(lambda ledger: _trusts(ledger, row.id))
    running = asyncio.create_task(endpoint.run())

    service.trouble = ServerBusyError()
    await trust.renew_key(row.id)
    async with asyncio.timeout(8):
        while service.refused < 2:  # noqa: ASYNC110 - a store sets no event
            await asyncio.sleep(0.01)
        service.trouble = None
        while not isinstance(await seat.frames.get(), KeyOffered):
            pass

    assert not running.done()
    running.cancel()
    await asyncio.wait({running})
    await service.close()


def _trusts(ledger: Ledger, device: str) -> None:
    DeviceKeys(ledger.connection, ledger.hall).trusts(device, "ABCD")
