"""A paired kiosk whose thief speaks for the other kiosks of the hall."""

import pytest

from server.client.device_state import DeviceState
from server.client.messages import LinkIdentity
from server.protocol.commands import ReportPrint
from server.protocol.device_events import DeviceSuspected, Suspicion
from server.protocol.events import PrintFailed, TicketIssued, TicketPrinted
from server.protocol.frames import Answer, Refusal
from server.protocol.printing import PrintOutcome
from tests.attacks.by_hand import Hand, by_hand, hello_of
from tests.attacks.devices import wish
from tests.attacks.network import Machine
from tests.attacks.stand import Stand
from tests.history.operations import End

OUTCOMES = (PrintOutcome.CONFIRMED, PrintOutcome.FAILED_KNOWN, PrintOutcome.UNKNOWN)


@pytest.fixture(scope="module")
def machines(stand: Stand) -> tuple[Machine, Machine]:
    """Give the computers of an honest kiosk and of one in wrong hands."""
    return stand.lan.add("kiosk", 2), stand.lan.add("stolen", 66)


def who(state: DeviceState) -> LinkIdentity:
    identity = state.load()
    assert identity is not None
    return identity


async def issued_by(stand: Stand, hand: Hand, device: str) -> str:
    """Let a visitor take a ticket by hand; return which."""
    wanted = wish()
    stand.history.invoke(device, wanted.request_id)
    answer = await hand.ask(wanted)
    assert isinstance(answer, Answer)
    (issued,) = answer.events
    assert isinstance(issued, TicketIssued)
    stand.history.end(device, wanted.request_id, End.OK, issued.number)
    return issued.ticket


def paper(ticket: str, outcome: PrintOutcome) -> ReportPrint:
    return ReportPrint(request_id=wish().request_id, ticket=ticket, outcome=outcome)


async def code_of(hand: Hand, report: ReportPrint) -> str:
    answer = await hand.ask(report)
    return answer.failure.code if isinstance(answer, Refusal) else "answered"


async def test_it_says_nothing_of_other_kiosks_papers_and_is_found_out(
    stand: Stand, machines: tuple[Machine, Machine]
) -> None:
    honest, stolen = [who(await stand.pair(machine)) for machine in machines]
    async with by_hand(stand, machines[0]) as kiosk:
        await kiosk.say(hello_of(honest))
        tickets = [await issued_by(stand, kiosk, honest.device) for _ in OUTCOMES]

    async with by_hand(stand, machines[1]) as thief:
        await thief.say(hello_of(stolen))
        pairs = zip(tickets, OUTCOMES, strict=True)
        codes = [await code_of(thief, paper(*pair)) for pair in pairs]
    async with by_hand(stand, machines[0]) as kiosk:
        await kiosk.say(hello_of(honest))
        own = [await code_of(kiosk, paper(ticket, PrintOutcome.CONFIRMED)) for ticket in tickets]

    assert codes == ["foreign-paper"] * len(tickets)
    assert own == ["answered"] * len(tickets)
    papers = [one for one in stand.entries() if isinstance(one.event, TicketPrinted | PrintFailed)]
    assert {one.actor for one in papers} == {f"kiosk:{honest.device}"}
    assert [one.event for one in stand.entries() if isinstance(one.event, DeviceSuspected)] == [
        DeviceSuspected(device=stolen.device, reason=Suspicion.FOREIGN_PAPER)
    ]
