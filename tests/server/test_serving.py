"""Listening: loopback unless asked, a port of its own, and what ends the server."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin

from server.client.messages import LinkDown
from server.client.pairing_states import Shown
from server.client.pinning import curious
from server.connections import Bounds
from server.hall_service import HallService
from server.protocol.identity import DeviceRole
from server.serving import HallServer, PlainLanError, ServeOptions, check_plain
from tests.conftest import ExpectedLog
from tests.fakes.clock import FakeClock
from tests.server.devices.working_server import HALL_FILE
from tests.server.trust.trusted_hall import ADMIN, TrustedHall, trusted_hall, until


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.2", "::"])  # noqa: S104 - refused
def test_other_addresses_are_refused_without_tls(host: str) -> None:
    with pytest.raises(PlainLanError, match=host):
        check_plain(ServeOptions(host=host, port=0))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.5", "::1"])
def test_loopback_needs_no_tls(host: str, caplog: pytest.LogCaptureFixture) -> None:
    check_plain(ServeOptions(host=host, port=0))

    assert caplog.records == []


def test_other_addresses_are_logged_when_asked_for(expected_log: ExpectedLog) -> None:
    expected_log.expect("server.serving", "without TLS")

    check_plain(ServeOptions(host="0.0.0.0", is_plain_lan=True))  # noqa: S104 - asked for

    assert expected_log.expected


class BrokenClock(FakeClock):
    """A clock that fails once it is told to."""

    is_broken = False

    def boot_ms(self) -> int:
        """Return the boot clock, or fail."""
        if self.is_broken:
            raise ZeroDivisionError
        return super().boot_ms()


async def test_what_dies_ends_the_server(tmp_path: Path) -> None:
    serving, clock = asyncio.Event(), BrokenClock()
    service = await HallService.open(tmp_path, HALL_FILE, clock)
    server = HallServer(service, ServeOptions(port=0, has_mdns=False), lambda _: serving.set())
    running = asyncio.create_task(server.run())
    await serving.wait()

    clock.is_broken = True

    with pytest.raises(ExceptionGroup) as died:
        await asyncio.wait_for(running, timeout=8)
    assert died.group_contains(ZeroDivisionError)
    await service.close()


async def test_a_server_says_where_it_serves(tmp_path: Path) -> None:
    said: asyncio.Queue[str] = asyncio.Queue()
    service = await HallService.open(tmp_path, HALL_FILE, FakeClock())
    server = HallServer(service, ServeOptions(port=0, has_mdns=False), said.put_nowait)
    running = asyncio.create_task(server.run())

    url = await asyncio.wait_for(said.get(), timeout=8)

    server.stop()
    await running
    await service.close()
    assert url == server.url == f"http://127.0.0.1:{server.port}"


@pytest.mark.parametrize("path", ["/pairing", "/devices"])
async def test_no_page_of_a_browser_opens_a_socket_of_devices(tmp_path: Path, path: str) -> None:
    async with trusted_hall(tmp_path) as hall:
        url = f"wss://{hall.address}{path}"
        with pytest.raises(InvalidStatus) as refused:
            await connect(url, ssl=curious(), proxy=None, origin=Origin("https://evil.example"))
        async with connect(url, ssl=curious(), proxy=None) as device:
            answered = device.response

    assert refused.value.response.status_code == 403
    assert answered is not None
    assert answered.status_code == 101


@asynccontextmanager
async def crowd(hall: TrustedHall, count: int) -> AsyncIterator[None]:
    """Let strangers connect one after the other, until the first of them was cut."""

    async def stay(reader: asyncio.StreamReader) -> None:
        with suppress(ConnectionError):
            await reader.read()

    opened = [await asyncio.open_connection("127.0.0.1", hall.server.port) for _ in range(count)]
    staying = [asyncio.create_task(stay(reader)) for reader, _ in opened]
    try:
        await until(lambda: any(task.done() for task in staying))
        yield
    finally:
        for _, writer in opened:
            writer.transport.abort()
        await asyncio.wait(staying)


async def test_strangers_drive_out_each_other_and_neither_a_device_nor_who_waits_to_be_one(
    tmp_path: Path,
) -> None:
    async with trusted_hall(tmp_path / "data", bounds=Bounds(4, 4)) as hall:
        linked = await hall.pair(tmp_path / "kiosk")
        newcomer = await hall.device(tmp_path / "board", DeviceRole.DISPLAY)
        code = (await newcomer.shown()).code
        async with crowd(hall, 8):
            await hall.trust.pairings.confirm(code, "Door", "ground", ADMIN)
            await newcomer.up()

        assert [type(one) for one in linked.events].count(LinkDown) == 0
        assert sum(isinstance(one, Shown) for one in newcomer.states) == 1
