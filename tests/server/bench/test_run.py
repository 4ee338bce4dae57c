"""The whole bench, once and small: every figure is measured, no number is given twice."""

from pathlib import Path

from server.bench.figures import KEYS
from server.bench.measures import QUICK
from server.bench.page import table
from server.bench.run import Run


async def test_a_quick_run_measures_every_part(tmp_path: Path) -> None:
    said: list[str] = []

    report = await Run(tmp_path, QUICK, said.append).measure()

    missing = [key for key, value in report.figures.items() if value is None]
    assert tuple(report.figures) == KEYS
    assert missing == ["growth_1m"]
    assert report.figures["repeated_numbers"] == 0
    assert "limits: commit, fdatasync" in said
    assert "pairs" in table(report)
