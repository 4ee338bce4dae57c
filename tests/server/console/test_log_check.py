"""Tests of the check beside the server: what it says is kept, one at a time, never for ever."""

import asyncio
import sys
from pathlib import Path

import pytest

from server.console import log_check
from server.console.log_check import CheckedLog, LogCheck

RIGHT = 'print(\'{"hall":"h","epoch":1,"entries":7,"head":"5e","days":1,"calls":2,"tickets":3}\')'
WRONG = 'print(\'{"fault":"bad-body","epoch":1,"seq":4,"head":""}\'); raise SystemExit(1)'


async def result(check: LogCheck) -> CheckedLog | None:
    check.start(5)
    async with asyncio.timeout(10):
        return await check.finished()


@pytest.mark.parametrize(
    ("program", "said"),
    [
        (RIGHT, CheckedLog(5, "h", 7, 2, 3, "5e", epoch=1)),
        (WRONG, CheckedLog(5, fault="bad-body", epoch=1, seq=4)),
        ("print('no')", CheckedLog(5, fault="no-answer")),
    ],
    ids=["right", "wrong", "nothing"],
)
async def test_what_the_check_said_is_kept(program: str, said: CheckedLog) -> None:
    assert await result(LogCheck((sys.executable, "-c", program))) == said


async def test_a_second_press_starts_no_second_check(tmp_path: Path) -> None:
    note = f"open({str(tmp_path / 'runs')!r}, 'a').write('x'); {RIGHT}"
    check = LogCheck((sys.executable, "-c", note))

    check.start(1)
    await result(check)

    assert (tmp_path / "runs").read_text() == "x"


def test_the_hall_goes_first() -> None:
    assert int(log_check.NICENESS) > 0
