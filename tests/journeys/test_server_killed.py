"""kill -9 in mid-morning, with requests on their way: nothing is lost, doubled or said twice."""

import asyncio

from server.demo.cast import RehearsedBoard, RehearsedKiosk
from server.protocol.events import CallSpoken, TicketCalled, TicketIssued
from server.protocol.frames import Answer, Refusal
from tests.journeys.centre import Centre
from tests.journeys.hearing import loudest
from tests.journeys.links import LinkedKiosk, issued_by, wish
from tests.journeys.waiting import until, until_is, until_page

VISITORS = 30
"""As many as one kiosk may ask for at once."""
LINK_SECONDS = 5.0
SILENCE = 0.001


async def test_a_killed_server_comes_back_and_nothing_is_lost_doubled_or_said_twice(
    centre: Centre,
) -> None:
    await centre.loudspeaker()
    printer, busy, official = await asyncio.gather(
        centre.printer(), centre.linked_kiosk("kiosk-2"), centre.official("desk-1")
    )
    kiosk, board = await asyncio.gather(centre.kiosk(printer), centre.board())
    first = await centre.take_ticket(kiosk, "justice-appeal")
    await official.press("next", await official.look())
    await board.wait(f"spoken:{first['number']}")
    await kiosk.wait("paper:printed")
    await kiosk.touch("done")

    replies = [busy.send(wish("labour-appeal")) for _ in range(VISITORS)]
    await until(lambda: sum(reply.done() for reply in replies) > VISITORS // 10, "answers")
    await centre.kill_server()
    on_their_way = sum(not reply.done() for reply in replies)
    await kiosk.wait("link:down")
    await board.wait("stale")
    async with centre.recording() as recording:
        seconds = await restart_and_relink(centre, busy, kiosk, board)
        tickets = [issued_by(reply) for reply in await asyncio.gather(*replies)]
        after = await centre.take_ticket(kiosk, "justice-appeal", "ru")
        oldest = min(ticket.number for ticket in tickets)
        seen = await until_is(board.state, lambda state: oldest in state["next_up"])
        await board.wait("quiet")

    assert on_their_way > 0
    assert seconds < LINK_SECONDS
    numbers = [first["number"], *(ticket.number for ticket in tickets), after["number"]]
    assert len(set(numbers)) == VISITORS + 2
    assert sorted(numbers) == sorted(issued.number for issued in centre.logged(TicketIssued))
    assert (seen["stale"], seen["calls"]) == (False, [first["number"]])
    assert len(centre.logged(TicketCalled)) == len(centre.logged(CallSpoken)) == 1
    assert loudest(recording) < SILENCE


async def test_three_kills_in_a_row_lose_no_request_and_log_no_official_out(
    centre: Centre,
) -> None:
    kiosk, official = await asyncio.gather(centre.linked_kiosk(), centre.official("desk-1"))
    replies: list[asyncio.Future[Answer | Refusal]] = []
    called: list[str] = []

    for _ in range(3):
        batch = [kiosk.send(wish("labour-appeal")) for _ in range(VISITORS // 2)]
        await until(lambda: any(reply.done() for reply in batch), "an answer")  # noqa: B023 - awaited at once
        await centre.kill_server()
        await centre.restart_server()
        await kiosk.until_up()
        replies += batch
        page = await until_page(official, lambda seen: seen.may_press("next"))
        called.append((await official.press("next", page)).says("number"))
        await official.press("start", await official.look())

    tickets = [issued_by(reply) for reply in await asyncio.gather(*replies)]
    assert len({ticket.number for ticket in tickets}) == 3 * VISITORS // 2
    assert len(set(called)) == 3
    assert called == [event.number for event in centre.logged(TicketCalled)]


async def restart_and_relink(
    centre: Centre, busy: LinkedKiosk, kiosk: RehearsedKiosk, board: RehearsedBoard
) -> float:
    """Start the server again; return the seconds from its first answer to the last link."""
    await centre.restart_server()
    serving_at = asyncio.get_running_loop().time()
    await asyncio.gather(busy.until_up(), kiosk.wait("link:up"), board.wait("link-up"))
    return asyncio.get_running_loop().time() - serving_at
