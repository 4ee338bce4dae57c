"""Coverage-guided fuzzing of one door: ``python -m tests.durability.fuzzing frames RUNS SEED``.

An exception that a door does not name ends the program with another status than 0; atheris keeps
what caused it in the working directory. Memory is bounded by its own limit.
"""

import asyncio
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import atheris  # type: ignore[import-untyped]  # it has no types

with atheris.instrument_imports(include=["server.protocol", "server.hall_file", "printers"]):
    from printers.responses import LONGEST_PRINTER_ID, ResponseDemultiplexer, Unknown
    from server.hall_file import HallFileError, read_hall_text
    from server.protocol.codec import decode_from_device, decode_from_server
    from server.protocol.discovery import SERVICE_TYPE, advertised_hall
    from server.protocol.errors import BadMessageError

import httpx
from zeroconf.asyncio import AsyncServiceInfo

from server.app import create_app
from server.console.console import Console
from server.console.routes import console_routes
from server.devices.endpoint import DeviceEndpoint
from server.hall_service import HallService
from tests.durability.test_bad_input import GOOD_FRAMES
from tests.fakes.clock import FakeClock
from tests.server.running_hall import DEMO_HALL, fail

MEMORY_MIB = 700
LONGEST_INPUT = 12_000

Door = Callable[[bytes], None]


def frames(data: bytes) -> None:
    """Read a frame as the server and as a device."""
    for decode in (decode_from_device, decode_from_server):
        with suppress(BadMessageError):
            decode(data)


def hall_file(data: bytes) -> None:
    """Read a hall file."""
    with suppress(HallFileError):
        read_hall_text(data, "fuzzed")


def printer(data: bytes) -> None:
    """Hear a printer, in two pieces; what it cannot tell apart is bounded."""
    split = ResponseDemultiplexer()
    heard = [*split.feed(data[: len(data) // 3]), *split.feed(data[len(data) // 3 :])]
    longest = max((len(one.data) for one in heard if isinstance(one, Unknown)), default=0)
    if longest > LONGEST_PRINTER_ID + 1:
        message = f"kept {longest} bytes"
        raise AssertionError(message)


def txt(data: bytes) -> None:
    """Read the TXT record of somebody on the LAN."""
    info = AsyncServiceInfo(SERVICE_TYPE, f"x.{SERVICE_TYPE}", properties=data)
    hall = advertised_hall(info.decoded_properties)
    if hall is not None and not (0 < len(hall) <= 40 and hall.isascii() and hall.isprintable()):
        message = f"not the name of a hall: {hall!r}"
        raise AssertionError(message)


SEEDS: dict[str, tuple[bytes, ...]] = {
    "frames": GOOD_FRAMES,
    "hall": (DEMO_HALL.read_bytes(),),
    "printer": (b"\x12\x12\x16", b"_TM-T20III\0", b"\x1d\x49\x42"),
    "txt": (b"\x03v=1\x0ehall=hall-demo", b"\x01v", b"\xff"),
    "forms": (b"\0\0login=aigerim&password=a+long+password&csrf=" + b"0" * 64, b"\2\0desk=desk-1"),
}
"""What each door is used to hear, for the fuzzer to begin with."""


class Forms:
    """A console without sockets; the first byte chooses the form, the second what it is called."""

    PATHS = ("/login", "/language", "/desk/choose", "/desk/next", "/password", "/setup", "/x")
    KINDS = ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/json")

    def __init__(self, data_dir: Path) -> None:
        """Open the demo hall in ``data_dir``."""
        self._loop = asyncio.new_event_loop()
        self._client = self._loop.run_until_complete(self._open(data_dir))

    def __call__(self, data: bytes) -> None:
        """Send a form; the answer is never a bug."""
        path = self.PATHS[data[0] % len(self.PATHS)] if data else "/login"
        kind = self.KINDS[data[1] % len(self.KINDS)] if data[1:] else self.KINDS[0]
        asked = self._client.post(path, content=data[2:], headers={"Content-Type": kind})
        answer = self._loop.run_until_complete(asked)
        if answer.status_code >= 500:
            message = f"{path} answered {answer.status_code}"
            raise AssertionError(message)

    async def _open(self, data_dir: Path) -> httpx.AsyncClient:
        service = await HallService.open(data_dir, DEMO_HALL, FakeClock(), fail)
        app = create_app(service, DeviceEndpoint(service), console_routes(Console.of(service)))
        transport = httpx.ASGITransport(app)  # type: ignore[arg-type]  # Litestar's is narrower
        return httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1")


DOORS: dict[str, Door] = {"frames": frames, "hall": hall_file, "printer": printer, "txt": txt}


def main() -> None:
    """Fuzz the named door for so many runs from a seed."""
    name, runs, seed = sys.argv[1:]
    with TemporaryDirectory() as folder:
        door = Forms(Path(folder)) if name == "forms" else DOORS[name]
        seeds = Path(folder) / "seeds"
        seeds.mkdir()
        for number, seed_text in enumerate(SEEDS[name]):
            (seeds / str(number)).write_bytes(seed_text)
        limits = (f"-rss_limit_mb={MEMORY_MIB}", f"-max_len={LONGEST_INPUT}", "-timeout=10")
        atheris.Setup([sys.argv[0], f"-runs={runs}", f"-seed={seed}", *limits, str(seeds)], door)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
