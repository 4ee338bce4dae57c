"""From the official's press on Next to the voice in the hall, and back to the desk's page."""

import asyncio

from server.protocol.events import CallShown, CallSpoken, TicketCalled
from server.protocol.printing import SoundResult
from tests.journeys.centre import Centre
from tests.journeys.hearing import LANGUAGES, likeness
from tests.journeys.waiting import until_page


async def test_a_visitor_is_called_on_the_board_and_by_voice_in_his_language(
    centre: Centre,
) -> None:
    await centre.loudspeaker()
    kiosk, board, official = await asyncio.gather(
        centre.linked_kiosk(), centre.board(), centre.official("desk-2")
    )
    ticket = await kiosk.take_ticket("health-appeal", "ru")

    async with centre.recording() as recording:
        await official.press("next", await official.look())
        await board.wait(f"call:{ticket.number}")
        seen = await board.state()
        await board.wait(f"spoken:{ticket.number}")
        told = await until_page(official, lambda page: "voice" in page.says("delivery", "done"))

    called = centre.logged(TicketCalled)[0]
    assert (called.ticket, called.desk_label) == (ticket.ticket, "2")
    assert seen["calls"] == [ticket.number]
    assert {ticket.number, "2"} <= set(seen["texts"])
    heard = {said: likeness(recording, ticket.number, "2", said) for said in LANGUAGES}
    assert heard["ru"] > 0.85, heard
    assert max(heard["kk"], heard["en"]) < 0.6, heard
    assert told.says("delivery", "done") == "Shown on the board Announced by voice"
    assert [shown.number for shown in centre.logged(CallShown)] == [ticket.number]
    assert [spoken.result for spoken in centre.logged(CallSpoken)] == [SoundResult.SPOKEN]
