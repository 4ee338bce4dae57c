"""The server's answer is lost on its way: the visitor still gets his number, and his place."""

import asyncio

from server.demo.forms import DeskForms, Page
from server.protocol.events import TicketCalled, TicketClaimed, TicketIssued, TicketUnclaimed
from tests.journeys.cable import cable_to
from tests.journeys.centre import Centre, choose
from tests.journeys.waiting import until_page


async def test_a_number_lost_on_its_way_arrives_later_with_its_place_in_the_queue(
    centre: Centre,
) -> None:
    printer, official, other_kiosk = await asyncio.gather(
        centre.printer(), centre.official("desk-1"), centre.linked_kiosk("kiosk-2")
    )
    async with cable_to(centre.server.address) as cable:
        kiosk = await centre.kiosk(printer, server=cable.address)
        await choose(kiosk, "justice-appeal", "kk")
        cable.swallow_next_answer()
        await kiosk.touch("claim-none")
        await cable.was_cut.wait()
        unclaimed = await centre.until_logged(TicketUnclaimed)
        # A kiosk gives numbers of its own four seconds after it last heard of its server.
        told, second = await asyncio.gather(
            until_page(official, lambda page: bool(page.says("unclaimed"))),
            other_kiosk.take_ticket("justice-appeal"),
        )
        called_first = await call_next(official)
        await kiosk.wait("link:down")

        cable.mend()
        screen = await centre.read_number(kiosk)
        claimed = await centre.until_logged(TicketClaimed)
        await kiosk.wait("paper:printed")
        third = await other_kiosk.take_ticket("justice-appeal")
        called_then = [await call_next(official), await call_next(official)]

    tickets = centre.logged(TicketIssued)
    assert [ticket.number for ticket in tickets] == ["A001", second.number, third.number]
    assert (screen["number"], screen["page"]) == ("A001", "ticket")
    assert "1 ticket may not have reached its visitor" in told.says("unclaimed")
    assert "A001" in told.says("unclaimed")
    assert unclaimed.ticket == claimed.ticket == tickets[0].ticket
    assert called_first == second.number
    assert called_then == ["A001", third.number]
    waited = {called.number: called.waited_ms for called in centre.logged(TicketCalled)}
    assert waited["A001"] > waited[second.number]
    assert [paper.number for paper in centre.papers()] == ["A001"]


async def call_next(official: DeskForms) -> str:
    """Receive whoever is at the desk, press Next and return the number that is called."""
    page = await official.look()
    if page.may_press("start"):
        page = await official.press("start", page)
    page = await until_page(official, lambda seen: seen.may_press("next"))
    page = await official.press("next", page)
    return number_at(page)


def number_at(page: Page) -> str:
    """Return the number of the visitor at the desk."""
    assert page.says("state", "called")
    return page.says("number")
