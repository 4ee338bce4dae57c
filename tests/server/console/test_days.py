"""Tests of the service day's page: an admin opens and closes it, once each, nobody else."""

from server.protocol.commands import CallNext, StartService
from server.protocol.visit_commands import Park
from tests.conftest import ExpectedLog
from tests.server.console.working_console import Person, WorkingConsole
from tests.server.working_hall import OFFICIAL, TODAY, TOMORROW, new_id

DAY_MS = 24 * 3_600_000


def fields(person: Person) -> dict[str, str]:
    request = person.page.split('name="request_id" value="')[1].split('"')[0]
    day = person.page.split('name="service_day" value="')[1].split('"')[0]
    return {"request_id": request, "service_day": day}


async def test_an_admin_closes_the_day(working: WorkingConsole, anybody: Person) -> None:
    await anybody.log_in("dana")
    page = (await anybody.open("/day")).text

    answer = await anybody.send("/day/close", **fields(anybody))

    assert "Monday, November 23, 2026" in page.replace("\u202f", " ")
    assert answer.headers["location"] == "/day"
    assert working.service.picture.service_day is None


async def test_a_closed_day_is_opened_again(working: WorkingConsole, anybody: Person) -> None:
    await anybody.log_in("dana")
    await anybody.open("/day")
    await anybody.send("/day/close", **fields(anybody))
    page = (await anybody.open("/day")).text

    answer = await anybody.send("/day/open", **fields(anybody))

    assert "This day has been closed." in page
    assert "Open the day again" in page
    assert answer.status_code == 303
    assert working.service.picture.service_day == TODAY


async def test_who_was_not_received_is_listed_when_the_day_is_closed(
    working: WorkingConsole, anybody: Person
) -> None:
    first, parked = await working.issue(), await working.issue()
    desk, ticket = "desk-1", first.ticket
    for command in (
        CallNext(request_id=new_id(), desk=desk),
        StartService(request_id=new_id(), desk=desk, ticket=ticket),
        Park(request_id=new_id(), desk=desk, ticket=ticket, reason="documents"),
    ):
        await working.service.carry_out(command, OFFICIAL)
    await anybody.log_in("dana")
    before = (await anybody.open("/day")).text
    await anybody.send("/day/close", **fields(anybody))

    page = (await anybody.open("/day")).text

    assert 'id="left-over"' not in before
    assert "2 visitors have not been received." in page
    listed = page.split('id="left-over"')[1].split("</table>")[0]
    assert listed.index(parked.number) < listed.index(first.number)
    assert "set aside" in listed


async def test_a_page_left_open_for_days_opens_nothing(
    working: WorkingConsole, anybody: Person
) -> None:
    await anybody.log_in("dana")
    await anybody.open("/day")
    await anybody.send("/day/close", **fields(anybody))
    await anybody.open("/day")

    answer = await anybody.send("/day/open", **{**fields(anybody), "service_day": "2026-11-21"})

    assert answer.status_code == 409
    assert "Only yesterday, today and tomorrow can be opened." in answer.text
    assert working.service.picture.service_day is None


async def test_an_admin_opens_the_next_day(working: WorkingConsole, anybody: Person) -> None:
    await anybody.log_in("dana")
    await anybody.open("/day")
    await anybody.send("/day/close", **fields(anybody))
    working.clock.advance(ms=DAY_MS)
    await anybody.log_in("dana")
    await anybody.open("/day")

    answer = await anybody.send("/day/open", **fields(anybody))

    assert answer.status_code == 303
    assert working.service.picture.service_day == TOMORROW


async def test_a_page_of_yesterday_closes_nothing(
    working: WorkingConsole, anybody: Person
) -> None:
    await anybody.log_in("dana")
    await anybody.open("/day")
    stale = {**fields(anybody), "service_day": "2026-11-22"}

    answer = await anybody.send("/day/close", **stale)

    assert answer.status_code == 200
    assert working.service.picture.service_day == TODAY


async def test_a_refusal_is_worded(anybody: Person) -> None:
    await anybody.log_in("dana")
    await anybody.open("/day")

    answer = await anybody.send("/day/open", **fields(anybody))

    assert answer.status_code == 409
    assert "The service day is open already" in answer.text


async def test_an_official_may_not_touch_the_day(
    working: WorkingConsole, official: Person
) -> None:
    page = await official.open("/day")
    await official.open("/desk")
    request = official.form("next")["request_id"]

    answer = await official.send("/day/close", request_id=request, service_day=TODAY)

    assert (page.status_code, answer.status_code) == (403, 403)
    assert working.service.picture.service_day == TODAY


async def doubt_the_clock(working: WorkingConsole) -> None:
    """Set the clock of the server a year ahead, and let it stand."""
    working.clock.set_wall(working.clock.wall_ms() + 365 * DAY_MS)
    await working.service.tick()
    working.clock.advance(minutes=2)
    await working.service.tick()


def offset_on(person: Person) -> dict[str, str]:
    offset = person.page.split('name="wall_offset_ms" value="')[1].split('"')[0]
    return {"request_id": new_id(), "wall_offset_ms": offset}


def expect_a_doubt(expected_log: ExpectedLog) -> None:
    expected_log.expect("server.hall_service", "clock was set to 2027-11-23")
    expected_log.expect("server.hall_service", "which is not believed")


async def test_an_admin_says_that_a_doubted_clock_is_right(
    working: WorkingConsole, anybody: Person, expected_log: ExpectedLog
) -> None:
    expect_a_doubt(expected_log)
    await doubt_the_clock(working)
    await anybody.log_in("dana")
    page = (await anybody.open("/day")).text.replace("\u202f", " ")

    answer = await anybody.send("/day/clock", **offset_on(anybody))

    assert "The server's clock was set to 23 Nov 2027, 10:02:00." in page
    assert "The hall does not believe it" in page
    assert answer.headers["location"] == "/day"
    assert working.service.clock_doubt() is None
    assert working.service.local(working.service.now()).year == 2027


async def test_a_page_of_a_doubt_that_is_over_changes_nothing(
    working: WorkingConsole, anybody: Person, expected_log: ExpectedLog
) -> None:
    expect_a_doubt(expected_log)
    await doubt_the_clock(working)
    await anybody.log_in("dana")
    await anybody.open("/day")
    working.clock.set_wall(working.clock.wall_ms() - 365 * DAY_MS)
    await working.service.tick()

    answer = await anybody.send("/day/clock", **offset_on(anybody))

    assert answer.status_code == 200
    assert "does not believe" not in answer.text
    assert working.service.local(working.service.now()).year == 2026


async def test_nobody_else_says_so(
    working: WorkingConsole, anybody: Person, expected_log: ExpectedLog
) -> None:
    expect_a_doubt(expected_log)
    await doubt_the_clock(working)
    await anybody.log_in("saule")
    doubt = working.service.clock_doubt()
    assert doubt is not None

    answer = await anybody.send(
        "/day/clock", request_id=new_id(), wall_offset_ms=str(doubt.wall_offset_ms)
    )

    assert answer.status_code == 403
    assert working.service.clock_doubt() is not None


async def test_those_who_oversee_the_hall_are_told_of_a_doubted_clock(
    working: WorkingConsole, anybody: Person, expected_log: ExpectedLog
) -> None:
    expect_a_doubt(expected_log)
    await anybody.log_in("saule")
    before = (await anybody.open("/hall")).text

    await doubt_the_clock(working)
    after = (await anybody.open("/hall")).text

    assert "does not believe" not in before
    assert "The hall does not believe it" in after
    assert "An administrator has to look." in after
