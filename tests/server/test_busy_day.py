"""Sixteen desks at once: nobody is called twice or out of turn, on either engine."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from server.protocol.events import (
    Entry,
    NoShowMarked,
    ServiceFinished,
    TicketCalled,
    TicketIssued,
)
from server.protocol.visit_events import LegParked, LegTransferred
from server.storage.chain import digest
from server.verify.replay import Replay
from tests.server.play.busy_day import busy_day
from tests.server.play.fairness import Fairness

pytestmark = pytest.mark.usefixtures("engine")

LEAVES = (ServiceFinished, NoShowMarked, LegParked, LegTransferred)


def doubles(log: Iterable[Entry]) -> list[str]:
    """Return the numbers that were called while they, or their desks, had an open call."""
    found: list[str] = []
    at: dict[str, str] = {}
    for entry in log:
        match entry.event:
            case TicketCalled(desk=desk, ticket=ticket, number=number):
                if desk in at or ticket in at.values():
                    found.append(number)
                at[desk] = ticket
            case event if isinstance(event, LEAVES):
                del at[event.desk]
            case _:
                pass
    return found


async def expect_a_right_day(directory: Path, visitors: int) -> None:
    async with busy_day(directory, visitors) as day:
        await day.work()
        log, hall = await day.log(), day.servers[0]
        text = await hall.read(lambda ledger: ledger.halls.config_text(ledger.hall))
        config = hall.config
    replay, fairness = Replay(config, digest(text)), Fairness(config)
    for entry in log:
        before = dict(replay.picture.standing.waiting)
        replay.take(entry)
        fairness.follow(entry, before, replay.picture.standing.waiting)
    issued = [entry.event for entry in log if isinstance(entry.event, TicketIssued)]
    kinds = {type(entry.event) for entry in log}

    assert doubles(log) == []
    assert fairness.worst() <= 0
    assert fairness.calls == replay.calls >= visitors
    assert len({one.number for one in issued}) == len(issued) == visitors
    assert replay.picture.standing.at_desks == replay.picture.standing.waiting == {}
    assert {LegParked, LegTransferred, NoShowMarked} <= kinds


async def test_sixteen_desks_call_nobody_twice_and_nobody_out_of_turn(tmp_path: Path) -> None:
    await expect_a_right_day(tmp_path, 40)


@pytest.mark.slow
@pytest.mark.timeout(900)
async def test_sixteen_desks_receive_two_thousand_visitors(tmp_path: Path) -> None:
    await expect_a_right_day(tmp_path, 2_000)
