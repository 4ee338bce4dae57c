"""One example of every message about a visit."""

from typing import Any

from server.protocol.tickets import LegState, TicketClass
from server.protocol.visit_commands import (
    ConfirmClaim,
    NextLeg,
    Park,
    RefuseClaim,
    ReturnDue,
    Revive,
    SendOn,
    Transfer,
    Unpark,
    VisitCommand,
)
from server.protocol.visit_events import (
    ClaimConfirmed,
    ClaimRefused,
    LegAdded,
    LegParked,
    LegReason,
    LegReturned,
    LegSentOn,
    LegTransferred,
    ReturnCause,
    VisitEvent,
)

_REQUEST = "3f2b8c1e-7a54-4d0e-9b1a-0c2d4e6f8a90"
_TICKET = "11111111-2222-4333-8444-555555555555"
_LEG = "66666666-7777-4888-9999-aaaaaaaaaaaa"
_NEXT_LEG = "77777777-8888-4999-8aaa-bbbbbbbbbbbb"
_AT = 1_795_392_000_000
_AT_DESK: dict[str, Any] = {"ticket": _TICKET, "leg": _LEG, "number": "A042", "desk": "desk-5"}

VISIT_COMMANDS: tuple[VisitCommand, ...] = (
    Transfer(
        request_id=_REQUEST,
        desk="desk-5",
        ticket=_TICKET,
        to=NextLeg(service="lawyer", official="o-7"),
        reason="needs-lawyer",
        comes_back=True,
    ),
    Park(
        request_id=_REQUEST,
        desk="desk-5",
        ticket=_TICKET,
        reason="fetches-paper",
        returns_at=_AT + 900_000,
    ),
    Unpark(request_id=_REQUEST, ticket=_TICKET),
    SendOn(request_id=_REQUEST, ticket=_TICKET, to=NextLeg(desk="desk-2"), reason="needs-lawyer"),
    ReturnDue(request_id=_REQUEST),
    Revive(request_id=_REQUEST, ticket=_TICKET),
    ConfirmClaim(request_id=_REQUEST, desk="desk-5", ticket=_TICKET),
    RefuseClaim(request_id=_REQUEST, desk="desk-5", ticket=_TICKET, reason="no-document"),
)

VISIT_EVENTS: tuple[VisitEvent, ...] = (
    LegAdded(
        ticket=_TICKET,
        leg=_NEXT_LEG,
        number="A042",
        service="lawyer",
        lane="@official-o-7",
        ticket_class=TicketClass.STATUTORY,
        claim="veterans",
        language="kk",
        order_key=_AT - 600_000,
        issue_seq=40,
        nth=2,
        after_leg=_LEG,
        reason=LegReason.TRANSFERRED,
        persons=3,
        back_service="advice",
        back_lane="@desk-desk-5",
    ),
    LegTransferred(**_AT_DESK, was=LegState.SERVING, reason="needs-lawyer", comes_back=True),
    LegSentOn(
        ticket=_TICKET, leg=_LEG, number="A042", was=LegState.WAITING, reason="needs-lawyer"
    ),
    LegParked(**_AT_DESK, was=LegState.SERVING, reason="fetches-paper", returns_at=_AT + 900_000),
    LegReturned(
        ticket=_TICKET, leg=_LEG, number="A042", was=LegState.PARKED, cause=ReturnCause.DUE
    ),
    ClaimConfirmed(**_AT_DESK, claim="veterans"),
    ClaimRefused(**_AT_DESK, was=LegState.CALLED, claim="veterans", reason="no-document"),
)
