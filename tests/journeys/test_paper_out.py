"""The roll is empty: the visitor is told, keeps the number, gets one paper after the reload."""

import asyncio

from server.protocol.events import PrintFailed, TicketIssued, TicketPrinted
from server.protocol.printing import PrintOutcome, PrintProblem
from tests.journeys.centre import Centre, choose
from tests.journeys.waiting import until_page, until_seen

NO_PAPER = "No paper now: your number will be shown on the screen."


async def test_a_visitor_without_paper_keeps_the_number_and_prints_it_by_one_touch(
    centre: Centre,
) -> None:
    printer, official = await asyncio.gather(centre.printer(), centre.official("desk-1"))
    kiosk = await centre.kiosk(printer)
    await printer.tell({"paper": "out"})
    await kiosk.wait("printer:paper-out")

    await choose(kiosk, "justice-appeal", "en")
    await until_seen(kiosk, lambda seen: NO_PAPER in seen["texts"])
    await kiosk.touch("claim-none")
    number = (await centre.read_number(kiosk))["number"]
    await kiosk.wait("paper:refused")
    failed = await centre.until_logged(PrintFailed)
    desk = await until_page(official, lambda page: "out of paper" in page.says("trouble"))
    papers_before = centre.papers()
    await printer.tell({"paper": "loaded"})
    await kiosk.wait("printer:none")
    await kiosk.touch("print-again")
    await kiosk.wait("paper:printed")
    printed = await centre.until_logged(TicketPrinted)
    await kiosk.touch("done")
    next_visitor = await centre.take_ticket(kiosk, "justice-appeal", "en")
    await kiosk.wait("paper:printed")

    assert (failed.number, failed.problem) == (number, PrintProblem.PAPER_OUT)
    assert failed.outcome is PrintOutcome.REJECTED_BEFORE_SEND
    assert number in desk.says("trouble")
    assert papers_before == []
    assert (printed.number, printed.copy) == (number, 0)
    assert [paper.number for paper in centre.papers()] == [number, next_visitor["number"]]
    assert "copy" not in centre.papers()[0].text.lower()
    assert [issued.number for issued in centre.logged(TicketIssued)] == ["A001", "A002"]
