"""A visitor goes from desk to desk under one number; another is late, a third claims too much."""

from uuid import uuid4

from server.protocol.commands import IssueTicket
from server.protocol.events import ServiceFinished, TicketCalled, TicketIssued
from server.protocol.visit_events import (
    ClaimConfirmed,
    ClaimRefused,
    LegAdded,
    LegParked,
    LegReason,
    LegReturned,
    LegTransferred,
)
from tests.journeys.centre import Centre
from tests.journeys.links import LinkedKiosk, issued_by


async def claiming(kiosk: LinkedKiosk, claim: str, persons: int = 1) -> TicketIssued:
    """Let visitors come together, one of whom says that he goes first by law."""
    wish = IssueTicket(
        request_id=str(uuid4()),
        service="justice-appeal",
        language="kk",
        claim=claim,
        persons=persons,
    )
    return issued_by(await kiosk.ask(wish))


async def test_one_number_leads_to_a_lawyer_and_back(centre: Centre) -> None:
    kiosk = await centre.linked_kiosk()
    appeals, lawyer = await centre.official("desk-1"), await centre.official("desk-3")
    family = await claiming(kiosk, "veterans", persons=3)

    await appeals.press("start", await appeals.press("next", await appeals.look()))
    await appeals.press("act/confirm-claim", await appeals.look())
    await appeals.act(
        "transfer", target="service:justice-lawyer", comes_back="yes", reason="specialist"
    )
    await lawyer.press("start", await lawyer.press("next", await lawyer.look()))
    await lawyer.act("park", reason="copies")
    page = await lawyer.press("act/unpark", await lawyer.look())
    called = await lawyer.press("next", page)
    await lawyer.press("finish", await lawyer.press("start", called))
    back = await appeals.press("next", await appeals.look())
    await appeals.press("finish", await appeals.press("start", back))

    assert back.says("number") == family.number
    calls = centre.logged(TicketCalled)
    assert [call.desk for call in calls] == ["desk-1", "desk-3", "desk-3", "desk-1"]
    assert {(call.number, call.persons) for call in calls} == {(family.number, 3)}
    legs = centre.logged(LegAdded)
    assert [leg.reason for leg in legs] == [LegReason.TRANSFERRED, LegReason.BACK]
    assert {leg.order_key for leg in legs} == {family.order_key}
    for kind in (ClaimConfirmed, LegTransferred, LegParked, LegReturned):
        assert len(centre.logged(kind)) == 1
    assert len(centre.logged(ServiceFinished)) == 2


async def test_who_came_late_is_taken_back_and_who_claimed_too_much_waits_on(
    centre: Centre,
) -> None:
    kiosk, desk = await centre.linked_kiosk(), await centre.official("desk-1")
    late = await kiosk.take_ticket("justice-appeal")
    await desk.press("no-show", await desk.press("next", await desk.look()))
    claimed = await claiming(kiosk, "pregnant")

    taken_back = await desk.press("act/revive", await desk.look())
    first = await desk.press("next", taken_back)
    await desk.act("refuse-claim", reason="no-document")
    second = await desk.press("next", await desk.look())
    await desk.press("finish", await desk.press("start", second))
    third = await desk.press("next", await desk.look())

    numbers = [page.says("number") for page in (first, second, third)]
    assert numbers == [claimed.number, late.number, claimed.number]
    (refused,) = centre.logged(ClaimRefused)
    assert (refused.claim, refused.reason) == ("pregnant", "no-document")
