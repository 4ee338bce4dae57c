"""A real server as a process of its own, to be killed and frozen."""

import asyncio
import json
import secrets
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from server.client.addresses import Address
from server.client.messages import LinkIdentity
from server.hall_service import HallService
from server.protocol.identity import DeviceRole
from server.storage.devices import DeviceRow, key_digest
from tests.server.devices.working_server import HALL, HALL_FILE

START_SECONDS = 15.0
GOODBYE_SECONDS = 6.0


@dataclass(slots=True)
class ServerProcess:
    """One server process at a time, always on the same data and, once known, the same port."""

    data_dir: Path
    flags: tuple[str, ...] = ("--no-mdns",)
    port: int = 0
    process: Process | None = None

    @property
    def address(self) -> Address:
        """Return where the server listens."""
        return Address("127.0.0.1", self.port)

    async def prepare(
        self, device: str, role: DeviceRole, zone: str | None = None
    ) -> LinkIdentity:
        """Let a device in while no server runs."""
        key = secrets.token_hex(32)
        service = await HallService.open(self.data_dir, HALL_FILE)
        try:
            row = DeviceRow(device, role, key_digest(key), zone)
            await service.write(lambda ledger: ledger.devices.add(row))
        finally:
            await service.close()
        return LinkIdentity(HALL, device, role, key)

    async def start(self) -> None:
        """Start the server and wait until it serves."""
        command = [sys.executable, "-m", "server", "run", "--plain", "--data", str(self.data_dir)]
        command += ["--hall-file", str(HALL_FILE), "--port", str(self.port), *self.flags]
        self.process = await asyncio.create_subprocess_exec(*command, stdout=PIPE)
        assert self.process.stdout is not None
        async with asyncio.timeout(START_SECONDS):
            serving = json.loads(await self.process.stdout.readline())
        self.port = int(serving["serving"].rpartition(":")[2])

    async def kill(self) -> None:
        """Kill the server as a power cut would."""
        self.send(signal.SIGKILL)
        await self.wait()

    def send(self, number: signal.Signals) -> None:
        """Send a signal to the server."""
        assert self.process is not None
        self.process.send_signal(number)

    async def wait(self) -> int:
        """Wait for the end of the process; return its exit status."""
        assert self.process is not None
        async with asyncio.timeout(GOODBYE_SECONDS):
            return await self.process.wait()

    async def end(self) -> None:
        """Kill the server if it still runs."""
        if self.process is not None and self.process.returncode is None:
            await self.kill()


@asynccontextmanager
async def server_process(data_dir: Path, *flags: str) -> AsyncIterator[ServerProcess]:
    """Prepare a server that is not started yet; nothing of it is left afterwards."""
    server = ServerProcess(data_dir, flags or ("--no-mdns",))
    try:
        yield server
    finally:
        await server.end()
