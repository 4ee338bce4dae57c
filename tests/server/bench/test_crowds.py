"""Kiosks and boards of the bench work against a real server."""

import time
from pathlib import Path

import pytest

from server.bench.crowds import Boards, issue_many
from server.bench.desk import BenchDesk
from server.bench.grounds import board
from server.bench.served import one_server
from server.bench.wire import WireError


async def test_every_issue_is_timed_and_every_number_is_another(tmp_path: Path) -> None:
    async with one_server(tmp_path, "hall") as served, served.kiosks(4) as kiosks:
        load = await issue_many(kiosks, 40)

    assert len(load.ms) == len(set(load.numbers)) == 40
    assert all(ms > 0 for ms in load.ms)
    assert load.per_second == pytest.approx(40 / load.seconds)


async def test_a_call_reaches_every_board(tmp_path: Path) -> None:
    async with one_server(tmp_path, "hall") as served:
        boards = await Boards.link(
            served.grounds, served.host, served.port, [board(number) for number in (1, 2, 3)]
        )
        desk = await BenchDesk.sit_down(served.grounds, served.host, served.port)
        boards.expect()
        begun = time.perf_counter()
        await desk.call_next()
        came = await boards.came()
        await desk.leave()
        boards.check()
        boards.close()

    assert len(came) == 3
    assert min(came) > begun


async def test_a_board_that_is_cut_off_is_told(tmp_path: Path) -> None:
    async with one_server(tmp_path, "hall") as served:
        boards = await Boards.link(served.grounds, served.host, served.port, [board(1)])
        newer = await Boards.link(served.grounds, served.host, served.port, [board(1)])
        await served.issue(1, 1)
        newer.close()

        with pytest.raises(WireError):
            boards.check()
