"""Single measurements against real servers."""

from pathlib import Path

from server.bench.measures import measure_start


async def test_a_start_takes_its_time(tmp_path: Path) -> None:
    start = await measure_start(tmp_path, 1)

    assert 0.05 < start.middle < 20
