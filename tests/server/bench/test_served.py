"""A server of the bench is a process of its own, with the day open."""

from pathlib import Path

from server.bench.machine import memory_mb
from server.bench.served import WARM_UP, one_server


async def test_the_first_tickets_of_the_day_are_out_when_it_is_handed_over(
    tmp_path: Path,
) -> None:
    async with one_server(tmp_path, "hall") as served:
        load = await served.issue(2, 3)
        memory = memory_mb(served.server.program.pid)

    assert sorted(load.numbers) == [f"A{WARM_UP + number:03d}" for number in (1, 2, 3)]
    assert memory > 10
