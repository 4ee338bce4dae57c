"""Entries of a made-up day, for tests that fold them."""

from server.protocol.events import (
    CallInputs,
    Entry,
    Event,
    TicketCalled,
    TicketIssued,
)
from server.protocol.tickets import CallReason, TicketClass
from server.queueing.picture import HallPicture


class Day:
    """Records events into a picture, one second apart."""

    def __init__(self, picture: HallPicture) -> None:
        self.picture = picture
        self.seq = 0
        self.issued: dict[str, TicketIssued] = {}

    def record(self, event: Event, actor: str = "server:server") -> Entry:
        self.seq += 1
        entry = Entry(
            "hall-test", 1, self.seq, self.seq * 1000, actor, 1, event, f"{self.seq:064x}"
        )
        self.picture.fold(entry)
        return entry

    def issue(
        self,
        number: str,
        service: str = "s1",
        ticket_class: TicketClass = TicketClass.ORDINARY,
    ) -> TicketIssued:
        event = TicketIssued(
            ticket=f"t-{number}",
            leg=f"l-{number}",
            number=number,
            service_day="2026-11-23",
            series="a",
            ordinal=self.seq + 1,
            service=service,
            language="kk",
            ticket_class=ticket_class,
            claim=None,
            order_key=(self.seq + 1) * 1000,
            people_ahead=0,
            issue_request=f"r-{number}",
        )
        self.issued[number] = event
        self.record(event)
        return event

    def call(self, desk: str) -> TicketCalled:
        """Call who is next by the rule, as the Hall would."""
        choice = self.picture.choice_for(desk)
        assert choice is not None
        issued = self.issued[choice.head.number]
        called = TicketCalled(
            ticket=issued.ticket,
            leg=issued.leg,
            number=issued.number,
            service=issued.service,
            desk=desk,
            desk_label=desk[-1],
            zone="main",
            language="kk",
            ticket_class=issued.ticket_class,
            claim=issued.claim,
            waited_ms=0,
            reason=choice.reason,
            inputs=choice.inputs,
            share_after=choice.share_after,
        )
        self.record(called)
        return called


NO_INPUTS = CallInputs((), 0, 0)
IN_ORDER = CallReason.IN_ORDER
