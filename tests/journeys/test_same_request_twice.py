"""A request that comes twice: a cable was slow, a program asked again, somebody plays foul."""

from server.protocol.events import TicketIssued
from tests.journeys.centre import Centre
from tests.journeys.links import issued_by, refused_by, wish


async def test_the_same_request_gets_the_same_ticket_also_after_a_restart(centre: Centre) -> None:
    kiosk = await centre.linked_kiosk()
    request = wish("justice-appeal")
    first = issued_by(await kiosk.ask(request))

    again = issued_by(await kiosk.ask(request))
    await centre.kill_server()
    await centre.restart_server()
    after_restart = issued_by(await kiosk.ask(request))

    assert first == again == after_restart
    assert centre.logged(TicketIssued) == [first]


async def test_another_wish_or_another_kiosk_under_the_same_request_is_refused(
    centre: Centre,
) -> None:
    kiosk, stranger = await centre.linked_kiosk(), await centre.linked_kiosk("kiosk-2")
    request = wish("justice-appeal")
    ticket = issued_by(await kiosk.ask(request))
    other_wish = wish("labour-appeal", request_id=request.request_id)

    refusals = [
        refused_by(await kiosk.ask(other_wish)),
        refused_by(await stranger.ask(request)),
    ]
    await centre.kill_server()
    await centre.restart_server()
    refusals += [
        refused_by(await kiosk.ask(other_wish)),
        refused_by(await stranger.ask(request)),
    ]

    assert refusals == ["request-reused"] * 4
    assert issued_by(await kiosk.ask(request)) == ticket
    assert centre.logged(TicketIssued) == [ticket]


async def test_a_refused_request_stays_refused(centre: Centre) -> None:
    kiosk = await centre.linked_kiosk()
    request = wish("no-such-service")

    first = refused_by(await kiosk.ask(request))
    again = refused_by(await kiosk.ask(request))

    assert (first, again) == ("unknown-service", "unknown-service")
    assert centre.logged(TicketIssued) == []
