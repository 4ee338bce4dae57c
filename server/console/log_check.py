"""The check of the whole log, run beside the server by a process of its own, one at a time."""

import asyncio
import logging
from contextlib import suppress

import msgspec
from msgspec import Struct

from server.protocol.tickets import Instant

DEADLINE_SECONDS = 15 * 60.0
NICENESS = "10"
"""The hall goes first."""

_log = logging.getLogger(__name__)


class CheckedLog(Struct, frozen=True):
    """What `verify` said: how much was right, or the first entry that is not."""

    at: Instant = 0
    hall: str = ""
    entries: int = 0
    calls: int = 0
    tickets: int = 0
    head: str = ""
    fault: str = ""
    epoch: int = 0
    seq: int = 0


class LogCheck:
    """Runs one command that checks the log and keeps what it said last."""

    def __init__(self, command: tuple[str, ...]) -> None:
        """Run ``command``, which prints one line of JSON."""
        self._command = command
        self._task: asyncio.Task[None] | None = None
        self.last: CheckedLog | None = None

    @property
    def is_running(self) -> bool:
        """Return whether a check is under way."""
        return self._task is not None and not self._task.done()

    def start(self, at: Instant) -> None:
        """Begin a check if none is under way."""
        if not self.is_running:
            self._task = asyncio.create_task(self._run(at))

    async def finished(self) -> CheckedLog | None:
        """Return what was said last, once no check is under way."""
        if self._task is not None:
            await self._task
        return self.last

    async def _run(self, at: Instant) -> None:
        process = await asyncio.create_subprocess_exec(
            "nice",
            "-n",
            NICENESS,
            *self._command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            async with asyncio.timeout(DEADLINE_SECONDS):
                said, _ = await process.communicate()
            self.last = _result(said, at)
        except TimeoutError:
            _log.warning("the check of the log took longer than %s s", DEADLINE_SECONDS)
            self.last = CheckedLog(at=at, fault="no-answer")
        finally:
            if process.returncode is None:
                with suppress(ProcessLookupError):
                    process.kill()
                await process.wait()


def _result(said: bytes, at: Instant) -> CheckedLog:
    try:
        return msgspec.structs.replace(msgspec.json.decode(said, type=CheckedLog), at=at)
    except msgspec.MsgspecError:
        return CheckedLog(at=at, fault="no-answer")
