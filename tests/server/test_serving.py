"""Listening: loopback unless asked, a port of its own, and what ends the server."""

import asyncio
from pathlib import Path

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin

from server.client.pinning import curious
from server.hall_service import HallService
from server.serving import HallServer, PlainLanError, ServeOptions, check_plain
from tests.conftest import ExpectedLog
from tests.fakes.clock import FakeClock
from tests.server.devices.working_server import HALL_FILE
from tests.server.trust.trusted_hall import trusted_hall


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
