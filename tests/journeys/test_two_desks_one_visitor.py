"""Officials who press Next at the same moment never get the same visitor."""

import asyncio
from itertools import chain

from server.demo.forms import DeskForms, Page
from server.protocol.events import TicketCalled
from tests.journeys.centre import LOGINS, Centre

APPEALS = ("justice", "labour", "health", "education", "interior")


async def test_one_of_two_officials_gets_the_visitor_and_the_other_is_told(centre: Centre) -> None:
    kiosk = await centre.linked_kiosk()
    first, second = await asyncio.gather(centre.official("desk-1"), centre.official("desk-2"))
    ticket = await kiosk.take_ticket("justice-appeal")
    pages = [await first.look(), await second.look()]
    assert [page.may_press("next") for page in pages] == [True, True]

    answers = await asyncio.gather(first.press("next", pages[0]), second.press("next", pages[1]))

    by_number = {page.says("number"): page for page in answers}
    assert set(by_number) == {ticket.number, ""}
    assert by_number[""].says("notice", "bad") == "Nobody is waiting for this desk."
    assert by_number[ticket.number].says("notice", "bad") == ""
    assert [called.ticket for called in centre.logged(TicketCalled)] == [ticket.ticket]


async def test_eight_desks_press_twenty_times_and_call_each_of_ten_visitors_once(
    centre: Centre,
) -> None:
    kiosk = await centre.linked_kiosk()
    desks = await asyncio.gather(*(centre.official(desk) for desk in LOGINS))
    tickets = [await kiosk.take_ticket(f"{body}-appeal") for body in APPEALS * 2]

    first = await press_together(desks)
    await receive(desks)
    second = await press_together(desks)
    await receive(desks)
    third = await press_together([desks[index] for index in (0, 1, 3, 4)])

    called = [event.ticket for event in centre.logged(TicketCalled)]
    pressed = list(chain(first, second, third))
    assert len(pressed) == 20
    assert sorted(called) == sorted(ticket.ticket for ticket in tickets)
    assert sum(bool(page.says("notice", "bad")) for page in pressed) == 20 - len(tickets)


async def press_together(desks: list[DeskForms]) -> list[Page]:
    """Let every official look, and then all press Next at once, whatever has changed since."""
    pages = await asyncio.gather(*(desk.look() for desk in desks))
    presses = zip(desks, pages, strict=True)
    return list(await asyncio.gather(*(desk.press("next", page) for desk, page in presses)))


async def receive(desks: list[DeskForms]) -> None:
    """Let every official whose visitor was called receive him."""
    for desk in desks:
        page = await desk.look()
        if page.may_press("start"):
            await desk.press("start", page)
