"""Two calls in one instant: both stand large on the board, both are spoken, one after another."""

import asyncio

from server.protocol.events import CallShown, CallSpoken, TicketCalled
from server.protocol.printing import SoundResult
from tests.journeys.centre import Centre
from tests.journeys.hearing import likeness, sentence_seconds


async def test_two_visitors_called_in_one_instant_are_both_shown_and_both_spoken(
    centre: Centre,
) -> None:
    await centre.loudspeaker()
    kiosk, board, *officials = await asyncio.gather(
        centre.linked_kiosk(),
        centre.board(),
        centre.official("desk-1"),
        centre.official("desk-3"),
    )
    tickets = [
        await kiosk.take_ticket("justice-appeal", "kk"),
        await kiosk.take_ticket("justice-lawyer", "en"),
    ]
    numbers = [ticket.number for ticket in tickets]
    pages = [await official.look() for official in officials]

    async with centre.recording() as recording:
        presses = zip(officials, pages, strict=True)
        await asyncio.gather(*(official.press("next", page) for official, page in presses))
        for number in numbers:
            await board.wait(f"call:{number}")
        seen = await board.state()
        for number in numbers:
            await board.wait(f"spoken:{number}")
        await centre.until_logged(CallSpoken, lambda spoken: spoken.number == numbers[0])
        await centre.until_logged(CallSpoken, lambda spoken: spoken.number == numbers[1])

    called = [entry.at for entry in centre.log() if isinstance(entry.event, TicketCalled)]
    spoken = [entry for entry in centre.log() if isinstance(entry.event, CallSpoken)]
    assert called[1] - called[0] < 500
    assert sorted(seen["calls"]) == sorted(numbers)
    assert sorted(shown.number for shown in centre.logged(CallShown)) == sorted(numbers)
    assert [each.result for each in centre.logged(CallSpoken)] == [SoundResult.SPOKEN] * 2
    shortest = min(sentence_seconds("A001", "1", "kk"), sentence_seconds("T001", "3", "en"))
    assert spoken[1].at - spoken[0].at > shortest * 1000
    assert likeness(recording, "A001", "1", "kk") > 0.85
    assert likeness(recording, "T001", "3", "en") > 0.85
