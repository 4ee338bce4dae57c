"""The programs of a demo in its own words: server, virtual printers, kiosks and boards."""

import asyncio
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Self
from urllib.request import ProxyHandler, build_opener

from server.demo.processes import Program, Said, Stage, StageError
from server.demo.scenery import BOARD, Scenery
from server.protocol.fingerprints import fingerprint
from server.protocol.identity import Key

EPSON, CLONE = "epson_tm_t20iii", "generic_80_clone"
WAIT_SECONDS = 20.0
POLL_SECONDS = 0.1
MAX_AUTHORITY_BYTES = 16 * 1024
MARGIN_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class RunningServer:
    """A server that answers at ``address``, host and port."""

    program: Program
    address: str
    authority: str | None = None
    """The certificate of the hall's authority; None for a server without TLS."""

    @property
    def url(self) -> str:
        """Return the address of its console."""
        return f"{'http' if self.authority is None else 'https'}://{self.address}"


async def start_server(stage: Stage, scenery: Scenery, port: int) -> RunningServer:
    """Start the hall's server on loopback and wait until it serves; port 0 takes a free one.

    A scenery without keys is served by TLS.
    """
    by_tls = ("--host", "127.0.0.1", "--setup-port", "0")
    program = await stage.start_module(
        "server",
        "server",
        "run",
        *(("--plain",) if scenery.keys else by_tls),
        "--data",
        str(scenery.data),
        "--hall-file",
        str(scenery.hall_file),
        "--port",
        str(port),
    )
    said = await program.hear()
    address = str(said["serving"]).partition("://")[2]
    if "setup" not in said:
        return RunningServer(program, address)
    authority = await asyncio.to_thread(fetch_authority, str(said["setup"]))
    if fingerprint(authority) != said["fingerprint"]:
        raise StageError(program.name, "hands out another authority than its own")
    return RunningServer(program, address, authority)


def fetch_authority(setup_url: str) -> str:
    """Return the authority that a server hands out on its plain port, as people get it."""
    browser = build_opener(ProxyHandler({}))
    with browser.open(f"{setup_url}/hall-ca.pem", timeout=MARGIN_SECONDS) as answer:
        text: bytes = answer.read(MAX_AUTHORITY_BYTES)
    return text.decode("ascii")


class VirtualPrinter:
    """A virtual printer, its papers and the socket that takes its paper away."""

    def __init__(self, program: Program, url: str, control: int, papers: Path) -> None:
        """Hold a printer that is ready."""
        self.program = program
        self.url = url
        self.papers = papers
        self._control = control

    @classmethod
    async def start(cls, stage: Stage, name: str, folder: Path, *options: str) -> "VirtualPrinter":
        """Start a printer whose papers go to ``folder``; ``options`` say how it is attached."""
        program = await stage.start_module(
            name, "printers", "virtual", "--dir", str(folder), *options
        )
        said = await program.hear()
        return cls(program, str(said["url"]), int(said["control"]), folder)

    async def tell(self, order: Said) -> Said:
        """Give one order, such as ``{"paper": "out"}``, and return the printer's state."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self._control)
        try:
            writer.write(json.dumps(order).encode() + b"\n")
            await writer.drain()
            line = await asyncio.wait_for(reader.readline(), MARGIN_SECONDS)
        finally:
            writer.close()
            await writer.wait_closed()
        state = json.loads(line)
        if not isinstance(state, dict):
            raise StageError(self.program.name, f"answered {line!r}")
        return state


class Rehearsed:
    """A program with a screen that is looked at and photographed by script."""

    module: ClassVar[str]

    def __init__(self, program: Program, first_frame_ms: int) -> None:
        """Hold a program that has drawn its first frame."""
        self.program = program
        self.first_frame_ms = first_frame_ms

    @classmethod
    async def start(cls, stage: Stage, name: str, *flags: str) -> Self:
        """Start the program's rehearsal and wait for its first frame."""
        program = await stage.start_module(name, cls.module, *flags)
        return cls(program, int((await program.hear())["first_frame_ms"]))

    async def wait(self, condition: str, seconds: float = WAIT_SECONDS) -> int:
        """Return the milliseconds until ``condition``, such as ``page:ticket``, held."""
        return int((await self._act({"wait": condition, "within": seconds}, seconds))["ms"])

    async def grab(self, path: Path) -> Said:
        """Save a picture of the screen and return what it shows."""
        return await self._act({"grab": str(path)})

    async def state(self) -> Said:
        """Return what the screen shows."""
        return await self._act({"tell": True})

    async def _act(self, act: Said, seconds: float = WAIT_SECONDS) -> Said:
        said = await self.program.ask(act, seconds + MARGIN_SECONDS)
        if not said.get("ok"):
            raise StageError(self.program.name, f"could not {act}: {said}")
        return said


class RehearsedKiosk(Rehearsed):
    """A kiosk, which is touched too."""

    module = "kiosk.rehearsal"

    async def touch(self, name: str, *, twice: bool = False) -> None:
        """Touch the item of this object name, ``twice`` as an impatient visitor would."""
        await self._act({"touch": name, "twice": twice})

    async def until_texts_differ(self, texts: list[str]) -> None:
        """Wait until the screen says something else than ``texts``."""
        deadline = asyncio.get_running_loop().time() + WAIT_SECONDS
        while (await self.state())["texts"] == texts:
            if asyncio.get_running_loop().time() > deadline:
                raise StageError(self.program.name, "still says the same")
            await asyncio.sleep(POLL_SECONDS)


class RehearsedBoard(Rehearsed):
    """A board; it waits for conditions such as ``call:A001``."""

    module = "display.rehearsal"


def kiosk_flags(
    scenery: Scenery, server: str, device: Key, printer: VirtualPrinter, profile: str, size: str
) -> tuple[str, ...]:
    """Return the flags with which a kiosk of the demo starts."""
    return (
        *_device_flags(scenery, server, device, size),
        "--printer",
        printer.url,
        "--printer-profile",
        profile,
    )


def board_flags(scenery: Scenery, server: str, size: str) -> tuple[str, ...]:
    """Return the flags with which the board of the demo starts."""
    return _device_flags(scenery, server, BOARD, size)


def _device_flags(scenery: Scenery, server: str, device: Key, size: str) -> tuple[str, ...]:
    return (
        "--server",
        server,
        "--hall",
        scenery.hall,
        *_key_flags(scenery, device),
        "--size",
        size,
        "--state-dir",
        str(scenery.data.parent / f"{device}-state"),
    )


def _key_flags(scenery: Scenery, device: Key) -> tuple[str, ...]:
    if not scenery.keys:
        return ("--no-mdns",)
    return ("--device", device, "--key-file", str(scenery.keys[device]))


def rehearsal_environment(more: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of programs that are not to open a window."""
    qt = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | qt | dict(more)
