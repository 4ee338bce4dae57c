"""The console as a running server has it: with the check of its log and its first set-up."""

import asyncio
import sys
from pathlib import Path

from server.console.console import Console
from server.console.log_check import LogCheck
from server.console.setup_code import SetupCode, needs_admin
from server.hall_service import HallService
from server.trust.trust import Trust


async def open_console(service: HallService, trust: Trust, where: Path | str) -> Console:
    """Return the console of a hall that is kept in ``where``, a data directory or a database.

    A hall without an administrator waits for one: then ``console.setup_code`` lies in a file.
    """
    if not isinstance(where, Path):
        return Console.of(service, trust)
    check = LogCheck((sys.executable, "-m", "server.verify", "--data", str(where)))
    code = SetupCode(where)
    is_needed = await service.read(needs_admin)
    await asyncio.to_thread(code.prepare, is_needed=is_needed)
    return Console.of(service, trust, check, code if is_needed else None)
