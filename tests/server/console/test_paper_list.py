"""Tests of what a desk's browser keeps for the time without a server."""

from server.console.paper_list import KEPT_ROWS, PaperList, PaperLists
from server.protocol.commands import CallNext
from server.protocol.languages import LanguageCode
from server.protocol.tickets import TicketClass
from tests.server.console.working_console import WorkingConsole
from tests.server.working_hall import OFFICIAL, new_id


def kept(working: WorkingConsole, language: LanguageCode = "en") -> PaperList:
    service = working.service
    desk = service.config.desk("desk-1")
    assert desk is not None
    lists = PaperLists(service.config, desk, language, service.local)
    return lists.make(service.picture, service.now())


async def test_the_list_is_who_waits_in_the_order_of_the_rule_by_the_clock_on_the_wall(
    working: WorkingConsole,
) -> None:
    await working.issue()
    await working.issue()
    await working.issue(claim="veterans")
    await working.service.carry_out(CallNext(request_id=new_id(), desk="desk-1"), OFFICIAL)
    await working.issue(claim="veterans")

    made = kept(working)

    assert [(row.number, row.ticket_class) for row in made.rows] == [
        ("A004", TicketClass.STATUTORY),
        ("A001", TicketClass.ORDINARY),
        ("A002", TicketClass.ORDINARY),
    ]
    assert {row.came for row in made.rows} == {"10:00"}
    assert (made.at, made.day, made.desk, made.visitor) == ("10:00", "2026-11-23", "1", "A003")
    assert made.total == 3


async def test_the_list_is_in_the_reader_s_language(working: WorkingConsole) -> None:
    await working.issue()

    assert kept(working, "ru").rows[0].service == "Приём обращения"
    assert kept(working, "ru").hall == "Единый центр приёма граждан"


async def test_a_long_list_is_cut_and_says_how_many_there_are(working: WorkingConsole) -> None:
    for _ in range(KEPT_ROWS + 1):
        await working.issue()

    made = kept(working)

    assert (len(made.rows), made.total) == (KEPT_ROWS, KEPT_ROWS + 1)
