"""The server is killed in mid-morning: visitors go on taking numbers, and keep their places."""

import asyncio
import os
import signal

from server.protocol.events import TicketCalled, TicketIssued, TicketPrinted
from server.protocol.offline_events import OfflineMerged, TicketRenumbered
from tests.journeys.centre import Centre, choose
from tests.journeys.hearing import likeness
from tests.journeys.waiting import until, until_is, until_page

HEAL_SECONDS = 10.0


async def test_numbers_given_without_a_server_are_printed_merged_and_called_as_printed(
    centre: Centre,
) -> None:
    await centre.loudspeaker()
    printer, official = await asyncio.gather(centre.printer(), centre.official("desk-1"))
    kiosk, board = await asyncio.gather(centre.kiosk(printer), centre.board())
    before = await centre.take_ticket(kiosk, "justice-appeal")
    await kiosk.wait("paper:printed")
    await kiosk.touch("done")

    await centre.kill_server()
    await choose(kiosk, "justice-appeal", "ru")
    await kiosk.touch("claim-none")
    first = await centre.read_number(kiosk)
    await kiosk.wait("paper:printed")
    await kiosk.touch("done")
    second = await centre.take_ticket(kiosk, "justice-appeal", "en")
    await kiosk.wait("paper:printed")
    await kiosk.touch("done")

    papers = centre.papers()
    assert [first["number"], second["number"]] == ["K1-01", "K1-02"]
    assert [paper.number for paper in papers] == [before["number"], "K1-01", "K1-02"]
    assert "Связь восстанавливается." in papers[1].text
    assert "The connection is being restored." in papers[2].text
    assert "people" not in papers[2].text
    await centre.restart_server()
    merged = await centre.until_logged(OfflineMerged, seconds=HEAL_SECONDS)
    seen = await until_is(board.state, lambda state: "K1-01" in state["next_up"])
    after = await centre.take_ticket(kiosk, "justice-appeal")

    assert (merged.tickets, merged.moved) == (2, 0)
    assert seen["next_up"] == [before["number"], "K1-01", "K1-02"]
    assert after["number"] not in {before["number"], "K1-01", "K1-02"}
    assert len(centre.logged(TicketPrinted, lambda event: event.number.startswith("K1"))) == 2
    async with centre.recording() as recording:
        for number in (before["number"], "K1-01"):
            page = await until_page(official, lambda page: page.may_press("next"))
            await official.press("next", page)
            await board.wait(f"call:{number}")
            await board.wait(f"spoken:{number}")
            await official.press("start", await official.look())
    assert [call.number for call in centre.logged(TicketCalled)] == [before["number"], "K1-01"]
    assert likeness(recording, "K1-01", "1", "ru") > 0.85


async def test_an_answer_that_was_lost_makes_no_second_visitor(centre: Centre) -> None:
    printer = await centre.printer()
    kiosk = await centre.kiosk(printer)
    await choose(kiosk, "labour-appeal", "kk")

    os.kill(centre.server.program.pid, signal.SIGSTOP)
    await kiosk.touch("claim-none")
    shown = await centre.read_number(kiosk)
    await kiosk.wait("paper:printed")
    os.kill(centre.server.program.pid, signal.SIGCONT)
    await centre.until_logged(OfflineMerged, seconds=HEAL_SECONDS)

    issued = centre.logged(TicketIssued)
    renamed = centre.logged(TicketRenumbered)
    assert shown["number"] == "K1-01"
    assert len(issued) == 1
    assert [*(event.number for event in issued), *(event.number for event in renamed)][
        -1
    ] == "K1-01"
    await until(lambda: bool(centre.logged(TicketPrinted)), "the paper in the log")


async def test_who_came_while_the_server_stood_still_keeps_his_arrival(centre: Centre) -> None:
    printer = await centre.printer()
    kiosk = await centre.kiosk(printer)
    await choose(kiosk, "labour-appeal", "kk")

    os.kill(centre.server.program.pid, signal.SIGSTOP)
    await kiosk.touch("claim-none")
    await centre.read_number(kiosk)
    await kiosk.wait("paper:printed")
    await kiosk.touch("done")
    await centre.take_ticket(kiosk, "labour-appeal")
    await kiosk.wait("paper:printed")
    os.kill(centre.server.program.pid, signal.SIGCONT)
    await until(
        lambda: sum(each.tickets for each in centre.logged(OfflineMerged)) == 2,
        "both numbers",
        HEAL_SECONDS,
    )

    offline = [each.offline for each in centre.logged(TicketIssued) if each.offline is not None]
    assert {each.ordinal for each in offline} >= {2}
    assert [each.moved for each in offline] == [None] * len(offline)
