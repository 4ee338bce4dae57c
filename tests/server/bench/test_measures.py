"""Single measurements against real servers."""

from pathlib import Path

from server.bench.measures import QUICK, measure_growth, measure_start


async def test_growth_is_a_ratio_of_pairs(tmp_path: Path) -> None:
    growth = await measure_growth(tmp_path, 20, QUICK)

    assert 0.1 < growth.least <= growth.middle <= growth.greatest < 10


async def test_a_start_takes_its_time(tmp_path: Path) -> None:
    start = await measure_start(tmp_path, 1)

    assert 0.05 < start.middle < 20
