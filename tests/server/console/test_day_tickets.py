"""Tests of the day's tickets by time: how somebody's lost number is found."""

import pytest

from server.protocol.commands import CallNext, CloseDay, FinishService, OpenDay, StartService
from tests.server.console.working_console import Person, WorkingConsole
from tests.server.working_hall import ADMIN, OFFICIAL, new_id


async def test_an_official_finds_a_ticket_by_time_and_service(
    working: WorkingConsole, official: Person
) -> None:
    await working.issue()
    await working.issue(service="health-appeal")
    await working.service.carry_out(CallNext(request_id=new_id(), desk="desk-1"), OFFICIAL)
    working.clock.advance(seconds=3600)

    then = await official.open("/tickets?at=10:00")
    other = await official.open("/tickets?at=10:00&service=health-appeal")
    now = await official.open("/tickets")

    assert ("A001" in then.text, "A002" in then.text) == (True, True)
    assert "called · Desk 1" in then.text
    assert ("A001" in other.text, "A002" in other.text) == (False, True)
    assert "Nobody took a ticket then." in now.text


async def test_a_ticket_tells_how_long_each_leg_took_and_the_whole_visit(
    working: WorkingConsole, official: Person
) -> None:
    issued = await working.issue()
    working.clock.advance(seconds=600)
    call = CallNext(request_id=new_id(), desk="desk-1")
    start = StartService(request_id=new_id(), desk="desk-1", ticket=issued.ticket)
    finish = FinishService(request_id=new_id(), desk="desk-1", ticket=issued.ticket)
    for command, seconds in ((call, 60), (start, 300), (finish, 0)):
        await working.service.carry_out(command, OFFICIAL)
        working.clock.advance(seconds=seconds)

    page = await official.open("/tickets?at=10:00")

    assert "waited 10 min, was received 5 min" in page.text
    assert "in all 16 min since the arrival" in page.text


async def test_a_time_that_is_none_is_refused(official: Person) -> None:
    assert (await official.open("/tickets?at=25:99")).status_code == 400


async def next_day(working: WorkingConsole) -> None:
    """Close Monday and open Tuesday, at noon."""
    await working.service.carry_out(CloseDay(request_id=new_id()), ADMIN)
    working.clock.advance(hours=26)
    opened = OpenDay(request_id=new_id(), service_day="2026-11-24")
    await working.service.carry_out(opened, ADMIN)


@pytest.mark.parametrize("login", ["auditor", "saule", "dana"])
async def test_those_who_oversee_the_hall_see_the_times_of_an_earlier_day(
    working: WorkingConsole, login: str
) -> None:
    issued, _ = await working.issue(), await working.issue()
    working.clock.advance(seconds=600)
    for command in (
        CallNext(request_id=new_id(), desk="desk-1"),
        StartService(request_id=new_id(), desk="desk-1", ticket=issued.ticket),
        FinishService(request_id=new_id(), desk="desk-1", ticket=issued.ticket),
    ):
        await working.service.carry_out(command, OFFICIAL)
        working.clock.advance(seconds=300)
    await next_day(working)
    await working.issue(service="health-appeal")

    async with working.person() as person:
        await person.log_in(login)
        then = (await person.open("/tickets?day=2026-11-23&at=10:00")).text
        now = (await person.open("/tickets?at=12:00&day=2026-11-24")).text
        never = (await person.open("/tickets?day=2026-11-01&at=10:00")).text

    assert "waited 10 min, was received 5 min" in then
    assert "past: a new day began" in then
    assert "&amp;day=2026-11-23" in then
    assert ("Health" in now, "waited 10 min" in now) == (True, False)
    assert "Nobody took a ticket then." in never


async def test_an_official_sees_the_newest_day_alone(
    working: WorkingConsole, official: Person
) -> None:
    await working.issue()
    await next_day(working)

    page = (await official.open("/tickets?day=2026-11-23&at=10:00")).text

    assert "A001" not in page
    assert 'type="date"' not in page
