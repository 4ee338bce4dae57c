"""A hall at work is measured with all of its open pages, and faults of a desk are not hidden."""

from pathlib import Path

import pytest

from server.bench.desk import DeskError
from server.bench.open_pages import measure_hall_at_work
from server.bench.served import one_server

PAGES, ISSUES = 3, 30


async def test_tickets_and_presses_of_a_hall_at_work_are_measured(tmp_path: Path) -> None:
    async with one_server(tmp_path, "hall", more_desks=PAGES) as served:
        found = await measure_hall_at_work(served, PAGES, ISSUES)

    assert len(found.issues) == ISSUES
    assert 0 < len(found.answers) < 10 * ISSUES
    assert min((*found.issues, *found.answers)) > 0


async def test_a_page_that_the_hall_has_no_desk_for_is_told(tmp_path: Path) -> None:
    async with one_server(tmp_path, "hall", more_desks=1) as served:
        with pytest.raises(DeskError):
            await measure_hall_at_work(served, 2, 1)
