"""A real server killed again and again under load: what was acknowledged stays, once."""

import asyncio
import random
from pathlib import Path

import pytest

from tests.durability.judging import evidence_of, record_of
from tests.journeys.invariants import broken
from tests.server.asking import take_tickets
from tests.server.crowd import Crowd, check_store, prepare, start

KILLS = 12


@pytest.mark.timeout(150)
async def test_what_was_acknowledged_survives_every_kill_and_nothing_is_doubled(
    tmp_path: Path,
) -> None:
    crowd = Crowd(await prepare(tmp_path))
    chance = random.Random(20_261_123)

    visitors = [asyncio.create_task(take_tickets(crowd, kiosk)) for kiosk in crowd.keys]
    for _ in range(KILLS):
        server = await start(tmp_path, crowd)
        await crowd.get_on(chance.randint(10, 80))
        await asyncio.sleep(chance.uniform(0, 0.02))
        server.kill()
        await server.wait()
    server = await start(tmp_path, crowd)
    crowd.is_over = True
    await asyncio.gather(*visitors)
    server.terminate()
    await server.wait()

    assert set(crowd.acknowledged) == set(crowd.asked)
    await check_store(tmp_path, crowd)
    assert broken(await record_of(tmp_path, crowd, evidence_of(crowd))) == []
