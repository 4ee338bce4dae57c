"""A PC that dies after its backup: nobody ever holds a number that somebody else holds too."""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.server.asking import take_tickets
from tests.server.crowd import Crowd, prepare, round_the_clock, start
from tests.server.engines import Engines

LOST = 60


async def kezek(module: str, *arguments: str | Path) -> dict[str, Any]:
    tool = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", f"server.{module}", *map(str, arguments)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    told, _ = await tool.communicate()
    assert tool.returncode == 0
    facts: dict[str, Any] = json.loads(told)
    return facts


@pytest.fixture(params=["--data", "--database"])
def places(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Path] | tuple[str, str]:
    """Give where the old hall is, and where the new one shall be."""
    if request.param == "--data":
        return tmp_path / "old", tmp_path / "new"
    engines: Engines = request.getfixturevalue("postgresql")
    return engines.address(), engines.address()


@pytest.mark.timeout(120)
async def test_what_was_lost_with_a_pc_is_not_numbered_again(
    tmp_path: Path, places: tuple[Path, Path] | tuple[str, str]
) -> None:
    (old, new), folder = places, tmp_path / "to"
    flag = "--data" if isinstance(old, Path) else "--database"
    crowd = Crowd(await prepare(old, hall_file=round_the_clock(tmp_path)))
    visitors = [asyncio.create_task(take_tickets(crowd, kiosk)) for kiosk in crowd.keys]
    server = await start(old, crowd)
    await crowd.get_on(100)

    while_busy = await kezek("backup", "backup", flag, old, "--to", folder)
    right = await kezek("verify", "--file", while_busy["backup"])
    crowd.pause()
    made = await kezek("backup", "backup", flag, old, "--to", folder)
    crowd.go_on()
    await crowd.get_on(LOST)
    crowd.pause()
    server.kill()
    await server.wait()
    back = await kezek("backup", "restore", flag, new, "--from", made["backup"])
    server = await start(new, crowd)
    crowd.go_on()
    await crowd.get_on(LOST)
    crowd.is_over = True
    await asyncio.gather(*visitors)
    found = await kezek("verify", flag, new, "--witness", made["head"])
    server.terminate()
    await server.wait()

    assert right["entries"] == while_busy["seq"]
    assert (back["epoch"], found["epoch"], found["gaps"]) == (2, 2, 1)
    assert set(crowd.acknowledged) == set(crowd.asked)
    assert len(set(crowd.acknowledged.values())) == len(crowd.acknowledged)
    assert found["tickets"] <= len(crowd.asked) - LOST
