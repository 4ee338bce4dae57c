"""A kiosk without a screen is let in by the code that it prints: real program, real server."""

import asyncio
import os
import re
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

import pytest

from tests.server.trust.trusted_hall import ADMIN, trusted_hall

PATIENCE = 30


async def line_with(kiosk: Process, words: str) -> str:
    """Return the next line on its standard output that has these words."""
    assert kiosk.stdout is not None
    async with asyncio.timeout(PATIENCE):
        while words not in (line := (await kiosk.stdout.readline()).decode()):
            assert line, "the kiosk said nothing more"
    return line


@pytest.mark.parametrize(
    ("locale", "code", "done"),
    [
        ("kk_KZ.UTF-8", "Код: ", "Енді бұл құрылғы залға қосылды"),
        ("ru_RU.UTF-8", "Код: ", "Теперь это устройство подключено к залу"),
        ("en_US.UTF-8", "Code: ", "This device belongs to the hall now"),
    ],
)
async def test_it_prints_code_and_fingerprint_in_the_language_of_the_computer(
    tmp_path: Path, locale: str, code: str, done: str
) -> None:
    async with trusted_hall(tmp_path / "data") as hall:
        kiosk = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "kiosk", "--no-screen", "--no-mdns"),
            *("--server", str(hall.address), "--state-dir", str(tmp_path / "kiosk")),
            stdout=PIPE,
            env={**os.environ, "LC_ALL": locale},
        )
        try:
            said = await line_with(kiosk, code)
            typed = re.search(rf"{code}(\d{{3}}) (\d{{3}})", said)
            assert typed is not None
            await hall.trust.pairings.confirm(typed[1] + typed[2], "Door", None, ADMIN)
            ended = await line_with(kiosk, done)
        finally:
            kiosk.terminate()
            await kiosk.wait()

    assert hall.trust.fingerprint is not None
    assert hall.trust.fingerprint in said
    assert "kiosk-1" in ended
