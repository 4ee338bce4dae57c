"""Listening: loopback unless asked, a port of its own, and what ends the server."""

import asyncio
from pathlib import Path

import pytest

from server.hall_service import HallService
from server.serving import HallServer, PlainLanError, ServeOptions, listen
from tests.conftest import ExpectedLog
from tests.fakes.clock import FakeClock
from tests.server.devices.working_server import HALL_FILE


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.5", "::1"])
def test_loopback_is_listened_on(host: str) -> None:
    with listen(ServeOptions(host=host, port=0)) as listener:
        assert listener.getsockname()[0] == host


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.2", "::"])  # noqa: S104 - refused
def test_other_addresses_are_refused_without_tls(host: str) -> None:
    with pytest.raises(PlainLanError, match=host):
        listen(ServeOptions(host=host, port=0))


def test_other_addresses_are_logged_when_asked_for(expected_log: ExpectedLog) -> None:
    expected_log.expect("server.serving", "without TLS")
    options = ServeOptions(host="0.0.0.0", port=0, is_plain_lan=True)  # noqa: S104 - asked for

    with listen(options) as listener:
        assert listener.getsockname()[0] == options.host


def test_a_name_is_no_address_to_listen_on() -> None:
    with pytest.raises(ValueError, match="hall-lan"):
        listen(ServeOptions(host="hall-lan"))


def test_a_port_that_is_taken_is_told() -> None:
    with listen(ServeOptions(port=0)) as listener:
        taken = listener.getsockname()[1]

        with pytest.raises(OSError, match="in use"):
            listen(ServeOptions(port=taken))


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
