"""What the visitor waits for: a kiosk's first picture, and the first byte of his paper."""

import asyncio
import time
from contextlib import suppress
from pathlib import Path

from server.bench.crowds import ANSWER_SECONDS
from server.bench.grounds import Grounds, kiosk
from server.bench.wire import DeviceWire
from server.demo.cast import (
    EPSON,
    RehearsedKiosk,
    RunningServer,
    VirtualPrinter,
    kiosk_flags,
)
from server.demo.processes import Stage

JOB_BEGINS = b"\x1b@"
"""Every paper's bytes begin with ESC @; status questions never hold it (printers/commands.py)."""

WAITING_CHANGED = b'"type":"WaitingChanged"'
CHUNK = 65536
SIZE = "1080x1920"
PRINT_SECONDS = 60.0
OBSERVER = 2


class Tap:
    """A listening wire between a kiosk and its printer: notes when a paper's bytes begin."""

    def __init__(self, printer: int) -> None:
        """Pass everything on to the printer at this port."""
        self._printer = printer
        self._began: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._server: asyncio.Server
        self._links: set[asyncio.Task[None]] = set()

    async def open(self) -> str:
        """Listen, and return the address that the kiosk is to print to."""
        self._server = await asyncio.start_server(self._link, "127.0.0.1", 0)
        return f"tcp://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def expect(self) -> None:
        """Forget earlier papers."""
        self._began = asyncio.get_running_loop().create_future()

    async def began(self) -> float:
        """Return when the next paper's first bytes went by."""
        async with asyncio.timeout(PRINT_SECONDS):
            return await self._began

    async def close(self) -> None:
        """Listen no more, and pass nothing on."""
        self._server.close()
        for link in self._links:
            link.cancel()
        await asyncio.gather(*self._links, return_exceptions=True)

    def _link(self, kiosk: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        self._links.add(asyncio.create_task(self._pass_on(kiosk, back)))

    async def _pass_on(self, kiosk: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        answers, printer = await asyncio.open_connection("127.0.0.1", self._printer)
        try:
            await asyncio.gather(self._copy(kiosk, printer), self._copy(answers, back))
        except ConnectionError:  # either side may leave as it likes
            return
        finally:
            for end in (printer, back):
                end.close()
                with suppress(ConnectionError):
                    await end.wait_closed()

    async def _copy(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        while data := await source.read(CHUNK):
            if JOB_BEGINS in data and not self._began.done():
                self._began.set_result(time.perf_counter())
            sink.write(data)
            await sink.drain()
        sink.close()


class Observer:
    """Another kiosk's socket: a change of the queue reaches it right after the commit."""

    def __init__(self) -> None:
        """Begin unlinked."""
        self._committed: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._wire: DeviceWire

    async def link(self, grounds: Grounds, host: str, port: int) -> None:
        """Say hello."""
        self._wire = await DeviceWire.connect(host, port, self._hear)
        self._wire.say(grounds.hello(kiosk(OBSERVER)))

    def expect(self) -> None:
        """Forget earlier changes."""
        self._committed = asyncio.get_running_loop().create_future()

    async def committed(self) -> float:
        """Return when the next change came."""
        async with asyncio.timeout(ANSWER_SECONDS):
            return await self._committed

    def close(self) -> None:
        """Leave."""
        self._wire.close()

    def _hear(self, text: bytes) -> None:
        if WAITING_CHANGED in text and not self._committed.done():
            self._committed.set_result(time.perf_counter())


async def measure_screen(
    stage: Stage, grounds: Grounds, server: RunningServer, papers: Path, visits: int
) -> tuple[float, list[float]]:
    """Return a kiosk's seconds from spawn to first frame, and each paper's ms after COMMIT."""
    printer = await VirtualPrinter.start(stage, "printer", papers, "--port", "0")
    host, _, port = server.address.rpartition(":")
    tap, observer = Tap(int(printer.url.rpartition(":")[2])), Observer()
    tapped = VirtualPrinter(printer.program, await tap.open(), 0, papers)
    device = kiosk(1)
    flags = kiosk_flags(grounds.scenery(device), server.address, device, tapped, EPSON, SIZE)
    begun = time.perf_counter()
    screen = await RehearsedKiosk.start(stage, "kiosk", *flags, "--no-mdns")
    first_frame = time.perf_counter() - begun
    try:
        await screen.wait("link:up")
        await observer.link(grounds, host, int(port))
        waits = [await _visit(screen, tap, observer) for _ in range(visits)]
    finally:
        await tap.close()
        observer.close()
    return first_frame, waits


async def _visit(screen: RehearsedKiosk, tap: Tap, observer: Observer) -> float:
    await screen.touch("lang-kk")
    await screen.wait("page:bodies")
    await screen.touch("body-justice")
    await screen.wait("page:services")
    await screen.touch("service-justice-appeal")
    await screen.wait("page:claim")
    tap.expect()
    observer.expect()
    await screen.touch("claim-none")
    waited = (await tap.began() - await observer.committed()) * 1000
    await screen.wait("paper:printed", PRINT_SECONDS)
    await screen.touch("done")
    await screen.wait("page:welcome")
    return waited
