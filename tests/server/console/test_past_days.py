"""Tests of earlier days read from the log."""

from server.console.past_days import MOST_KEPT, PastDays
from server.protocol.commands import CloseDay, OpenDay
from server.protocol.tickets import LegState
from tests.server.console.working_console import WorkingConsole
from tests.server.working_hall import ADMIN, new_id

FOREVER = 10**15


async def test_a_day_ends_where_the_next_one_begins(working: WorkingConsole) -> None:
    days, short = PastDays(page=3), PastDays(page=3, most_pages=2)
    for _ in range(7):
        await working.issue()
    await working.service.carry_out(CloseDay(request_id=new_id()), ADMIN)
    working.clock.advance(hours=24)
    opened = OpenDay(request_id=new_id(), service_day="2026-11-24")
    await working.service.carry_out(opened, ADMIN)
    await working.issue()

    past = await days.find(working.service, "2026-11-23")
    again = await days.find(working.service, "2026-11-23")
    nothing = await days.find(working.service, "2026-11-22")
    cut = await short.find(working.service, "2026-11-23")

    assert past is not None
    legs = past.record.came_between(0, FOREVER)
    assert (len(legs), {leg.state for leg in legs}) == (7, {LegState.LAPSED})
    assert past.is_whole
    assert again is past
    assert cut is not None
    assert (len(cut.record.came_between(0, FOREVER)), cut.is_whole) == (6, False)
    assert nothing is None


async def test_only_the_newest_few_days_are_kept(working: WorkingConsole) -> None:
    days, seen = PastDays(), []
    dates = [f"2026-11-{day}" for day in range(24, 24 + MOST_KEPT + 1)]
    for date in dates:
        await working.service.carry_out(CloseDay(request_id=new_id()), ADMIN)
        working.clock.advance(hours=24)
        opened = OpenDay(request_id=new_id(), service_day=date)
        await working.service.carry_out(opened, ADMIN)
        seen.append(await days.find(working.service, date))

    again = [await days.find(working.service, date) for date in reversed(dates)]

    assert again[:MOST_KEPT] == seen[:0:-1]
    assert again[-1] is not seen[0]
