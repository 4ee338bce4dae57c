"""Tests of the supervisor's page: what it says, and that it follows the hall."""

import asyncio
import re

from server.protocol.commands import CallNext
from server.protocol.events import TicketCalled
from server.protocol.hall_standing import HallStanding
from server.protocol.visit_commands import NextLeg, Park, Transfer
from tests.server.console.working_console import Person, WorkingConsole, next_line
from tests.server.working_hall import OFFICIAL, new_id


async def test_a_supervisor_begins_with_the_order_and_reads_why_somebody_went_first(
    working: WorkingConsole,
) -> None:
    await working.issue()
    await working.issue(claim="veterans")
    await working.service.carry_out(CallNext(request_id=new_id(), desk="desk-1"), OFFICIAL)
    async with working.person() as person:
        await person.log_in("saule")
        answer = await person.open("/")

    assert answer.url.path == "/supervisor"
    assert (
        "Goes first by law: 1 of at most 2 in a row. A001 came earlier and waits." in answer.text
    )
    assert "share-high" not in answer.text


async def test_a_call_past_visitors_set_aside_at_the_same_desk_is_out_of_turn(
    working: WorkingConsole,
) -> None:
    for _ in range(2):
        await working.issue()
    call = CallNext(request_id=new_id(), desk="desk-1")
    first = (await working.service.carry_out(call, OFFICIAL))[-1].event
    assert isinstance(first, TicketCalled)
    aside = Park(request_id=new_id(), desk="desk-1", ticket=first.ticket, reason="form")
    await working.service.carry_out(aside, OFFICIAL)
    await working.service.carry_out(CallNext(request_id=new_id(), desk="desk-1"), OFFICIAL)
    async with working.person() as person:
        await person.log_in("saule")
        order = (await person.open("/supervisor")).text
        calls = (await person.open("/calls?turn=out")).text

    named = re.compile(r"Came earlier and were set aside at this desk: <span[^>]*><strong>A001<")
    assert "Past visitors set aside at the same desk" in order
    assert named.search(order)
    assert named.search(calls)


async def test_the_page_follows_the_hall(working: WorkingConsole) -> None:
    async with working.person() as person:
        await person.log_in("saule")
        lines: asyncio.Queue[str] = asyncio.Queue()

        async def listen() -> None:
            async with person.client.stream("GET", "/supervisor/live", timeout=None) as answer:
                async for line in answer.aiter_lines():
                    lines.put_nowait(line)

        listening = asyncio.create_task(listen())
        await next_line(lines, "event: order")
        await working.issue()
        await next_line(lines, "event: order")
        data = await next_line(lines, "data: ")
        working.console.close()
        await listening

    assert "A001" in data


async def test_a_supervisor_pauses_the_hall_and_lets_it_go_on(working: WorkingConsole) -> None:
    async with working.person() as person:
        await person.log_in("saule")
        await person.open("/supervisor")
        await person.send("/supervisor/pause", request_id=new_id(), reason="meal")
        paused = (await person.open("/supervisor")).text
        fire = {"request_id": new_id(), "reason": "fire"}
        stopped = await person.send("/supervisor/stop", **fire)
        page = (await person.open("/supervisor")).text
        again = await person.send("/supervisor/stop", request_id=new_id(), reason="nothing")
        resumed = await person.send("/supervisor/resume", request_id=new_id())

    assert (stopped.status_code, again.status_code, resumed.status_code) == (303, 409, 303)
    assert ('id="hall-stop"' in paused, 'id="hall-pause"' in paused) == (True, False)
    assert "The hall is stopped: no calls and no tickets." in page
    assert "Please choose from the list." in again.text
    assert working.service.picture.control.standing is HallStanding.OPEN


async def test_an_auditor_sees_the_same_page_without_its_buttons(
    working: WorkingConsole, auditor: Person
) -> None:
    page = (await auditor.open("/supervisor")).text

    refused = await auditor.send("/supervisor/pause", request_id=new_id(), reason="meal")

    assert 'id="hall-stop"' not in page
    assert refused.status_code == 403
    assert working.service.picture.control.standing is HallStanding.OPEN


async def test_a_call_left_open_is_put_back_from_the_page(working: WorkingConsole) -> None:
    await working.issue()
    await working.service.carry_out(CallNext(request_id=new_id(), desk="desk-1"), OFFICIAL)
    working.clock.advance(minutes=11)
    async with working.person() as person:
        await person.log_in("saule")
        page = (await person.open("/supervisor")).text
        found = re.search(r'name="ticket" value="([^"]+)"', page)
        assert found is not None
        answer = await person.send("/supervisor/return", request_id=new_id(), ticket=found[1])

    assert answer.status_code == 303
    assert working.service.picture.occupancy.desk("desk-1") is None


async def test_who_waits_where_nobody_works_is_sent_on(working: WorkingConsole) -> None:
    await working.issue()
    await working.service.carry_out(CallNext(request_id=new_id(), desk="desk-1"), OFFICIAL)
    seen = working.service.picture.occupancy.desk("desk-1")
    assert seen is not None
    sent = Transfer(
        request_id=new_id(),
        desk="desk-1",
        ticket=seen.ticket,
        to=NextLeg(desk="desk-3"),
        reason="specialist",
    )
    await working.service.carry_out(sent, OFFICIAL)
    async with working.person() as person:
        await person.log_in("saule")
        page = (await person.open("/supervisor")).text
        await person.send(
            "/supervisor/send-on",
            request_id=new_id(),
            ticket=seen.ticket,
            target="desk:desk-1",
            reason="specialist",
        )

    assert 'id="stranded"' in page
    (leg,) = working.service.picture.standing.waiting.values()
    assert leg.meant_for == "@desk-desk-1"
