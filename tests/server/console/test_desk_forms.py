"""Tests of what the form of an act offers."""

from server.console.browser import Browser
from server.console.desk_acts import DeskAct
from server.console.desk_forms import MOST_FOUND, MOST_WAITING, FormView, form_view
from server.console.sessions import receiving
from server.console.visits import Visit
from server.protocol.commands import CallNext
from server.protocol.frames import PrinterTold
from server.protocol.visit_commands import NextLeg, Transfer
from server.storage.people import Session
from tests.server.console.working_console import Person, WorkingConsole
from tests.server.working_hall import OFFICIAL, new_id


async def form(
    working: WorkingConsole,
    act: DeskAct,
    official: str = "o-x",
    typed: str = "",
    desk: int = 0,
) -> FormView:
    session = Session("d", official, "aigerim", "official", "desk-1", 1, 1, 0, 0)
    browser = Browser("en", None, "s", is_new=False, printers={"desk-1": "kiosk-1"})
    visit = Visit(working.console, browser, session, "/desk", is_htmx=True)
    return await form_view(visit, working.service.config.desks[desk], act, typed)


async def test_a_visitor_can_be_sent_to_services_other_desks_and_other_officials(
    working: WorkingConsole, official: Person
) -> None:
    assert official.number == ""
    await working.issue()
    await working.service.carry_out(CallNext(request_id=new_id(), desk="desk-1"), OFFICIAL)
    me = (await receiving(working.console))["desk-1"]
    async with working.person() as other:
        await other.sit_at("desk-2", "daniyar")

        offered = await form(working, DeskAct.TRANSFER, me)

    assert offered.number == "A001"
    assert "desk-1" not in [one.id for one in offered.targets.desks]
    assert [one.name for one in offered.targets.desks if one.is_here] == ["2"]
    assert [(one.name, one.is_here) for one in offered.targets.officials] == [("daniyar", True)]
    assert len(offered.targets.services) == len(working.service.config.services)
    assert offered.outcomes == ()


async def test_an_outcome_is_chosen_from_the_lists_of_the_hall(working: WorkingConsole) -> None:
    offered = await form(working, DeskAct.DETAILS)

    assert len(offered.regions) == 20
    assert offered.outcomes
    assert offered.topics


async def test_who_may_be_chosen_is_who_waits_here_in_order(working: WorkingConsole) -> None:
    await working.issue()
    await working.issue(claim="veterans")

    waiting = (await form(working, DeskAct.CHOOSE)).waiting

    assert [one.name.split()[0] for one in waiting] == ["A002", "A001"]


async def test_whoever_stands_far_back_is_found_by_digits_of_the_number(
    working: WorkingConsole,
) -> None:
    for _ in range(MOST_WAITING + 3):
        await working.issue()

    listed = await form(working, DeskAct.CHOOSE)
    found = await form(working, DeskAct.CHOOSE, typed=" a103")
    many = await form(working, DeskAct.CHOOSE, typed="0")

    assert (len(listed.waiting), listed.unlisted) == (MOST_WAITING, 3)
    assert [one.name.split()[0] for one in found.waiting] == ["A103"]
    assert (len(many.waiting), many.unlisted) == (MOST_FOUND, 0)


async def test_a_desk_that_is_promised_a_visitor_is_named_where_others_send_him_on(
    working: WorkingConsole,
) -> None:
    issued = await working.issue()
    await working.service.carry_out(CallNext(request_id=new_id(), desk="desk-1"), OFFICIAL)
    none = await form(working, DeskAct.TRANSFER)
    on = Transfer(
        request_id=new_id(),
        desk="desk-1",
        ticket=issued.ticket,
        to=NextLeg(desk="desk-2"),
        reason="specialist",
        comes_back=True,
    )
    await working.service.carry_out(on, OFFICIAL)
    await working.service.carry_out(CallNext(request_id=new_id(), desk="desk-2"), OFFICIAL)

    forms = [await form(working, act, desk=1) for act in (DeskAct.TRANSFER, DeskAct.DETAILS)]

    assert none.promised == ""
    assert [one.promised for one in forms] == ["1", "1"]


async def test_papers_come_from_printers_that_are_linked(working: WorkingConsole) -> None:
    none = (await form(working, DeskAct.COPY)).printers

    working.console.papers.hear("kiosk-1", PrinterTold("epson"), lambda _order: None)

    assert none == ()
    offered = await form(working, DeskAct.WALK_IN)
    assert [one.id for one in offered.printers] == ["kiosk-1"]
    assert offered.usual == "kiosk-1"
    assert [one.id for one in offered.languages] == ["en", "kk", "ru"]
    assert offered.categories
