"""What a past costs is a ratio of pairs, and so is what a report costs."""

from pathlib import Path

from server.bench.growth import Pairs, measure_growth


async def test_growth_and_reports_are_ratios_of_pairs(tmp_path: Path) -> None:
    grown = await measure_growth(tmp_path, 20, Pairs(count=2, issues=10, rows=500, reports=2))

    for spread in (grown.growth, grown.reports):
        assert 0.01 < spread.least <= spread.middle <= spread.greatest < 100
    assert 0.01 < grown.report < 100
    assert grown.rows_per_second > 500
