"""A server of the bench is a process of its own, with the day open."""

from pathlib import Path

import pytest

from server.bench.machine import memory_mb
from server.bench.served import WARM_UP, one_server
from tests.server.engines import ENGINES


async def test_the_first_tickets_of_the_day_are_out_when_it_is_handed_over(
    tmp_path: Path,
) -> None:
    async with one_server(tmp_path, "hall") as served:
        load = await served.issue(2, 3)
        memory = memory_mb(served.server.program.pid)

    assert sorted(load.numbers) == [f"A{WARM_UP + number:03d}" for number in (1, 2, 3)]
    assert memory > 10


async def test_the_same_is_served_by_tls(tmp_path: Path) -> None:
    async with one_server(tmp_path, "hall", is_tls=True) as served:
        load = await served.issue(2, 3)

    assert served.tls is not None
    assert len(set(load.numbers)) == 3


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
async def test_a_database_serves_as_a_data_directory_does(engine: object, tmp_path: Path) -> None:
    del engine
    async with one_server(tmp_path, "hall", 0, ENGINES.address()) as served:
        load = await served.issue(2, 3)
        where = served.grounds.where

    assert len(set(load.numbers)) == 3
    assert str(where).startswith("postgresql://")
    assert not served.grounds.data.exists()
