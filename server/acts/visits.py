"""What is done about a visit: sending on, setting aside, coming back, claims."""

from typing import assert_never

from server.acts.calls import occupant_at
from server.acts.next_legs import add, resolve, visits_of
from server.acts.turn import Turn
from server.protocol.codes import CodeKind
from server.protocol.desk_errors import UnknownCodeError
from server.protocol.errors import StaleTicketError, UnknownDeskError, UnknownTicketError
from server.protocol.identity import Key, TicketId
from server.protocol.lanes import desk_lane
from server.protocol.offline_events import TicketRevived
from server.protocol.tickets import LegState
from server.protocol.visit_commands import (
    ConfirmClaim,
    Park,
    RefuseClaim,
    ReturnDue,
    Revive,
    SendOn,
    Transfer,
    Unpark,
    VisitCommand,
)
from server.protocol.visit_errors import (
    ClaimSettledError,
    NoClaimError,
    NotMeantForOneError,
    StillReceivedError,
)
from server.protocol.visit_events import (
    ClaimConfirmed,
    ClaimRefused,
    LegParked,
    LegReason,
    LegReturned,
    LegSentOn,
    LegTransferred,
    ReturnCause,
)
from server.queueing.slots import waits_as
from server.queueing.stranded import attended
from server.queueing.transitions import Occupant, check_present
from server.queueing.visits import (
    Missed,
    NextStep,
    Target,
    check_return_time,
    check_revival,
    promised,
    way_back,
)
from server.storage.people import People
from server.storage.visits import LegRow

MOST_AT_ONCE = 40
"""Legs that return by one command: what is due beyond that returns by the next."""

_AtDesk = Transfer | Park | ConfirmClaim | RefuseClaim


def carry_out(turn: Turn, command: VisitCommand) -> None:
    """Do what ``command`` asks."""
    match command:
        case Transfer() | Park() | ConfirmClaim() | RefuseClaim():
            _at_desk(turn, command)
        case Unpark():
            _unpark(turn, command)
        case SendOn():
            _send_on(turn, command)
        case ReturnDue():
            _return_due(turn)
        case Revive():
            _revive(turn, command)
        case _:
            assert_never(command)


def _at_desk(turn: Turn, command: _AtDesk) -> None:
    """Do what is asked about the visitor who is at a desk."""
    if turn.config.desk(command.desk) is None:
        raise UnknownDeskError(desk=command.desk)
    seen = check_present(occupant_at(turn, command.desk), command.ticket)
    leg = visits_of(turn).leg(seen.leg)
    match command:
        case Transfer():
            _transfer(turn, command, leg, seen)
        case Park():
            _park(turn, command, leg)
        case ConfirmClaim():
            _confirm(turn, command, leg)
        case RefuseClaim():
            _refuse(turn, command, leg)
        case _:
            assert_never(command)


def _transfer(turn: Turn, command: Transfer, leg: LegRow, seen: Occupant) -> None:
    _check_code(turn, CodeKind.TRANSFER, command.reason)
    target = resolve(turn, command.to, leg.service)
    own = Target(leg.service, desk_lane(command.desk))
    back = promised(seen.back, own) if command.comes_back else seen.back
    turn.ledger.tickets.set_state(leg.leg, LegState.TRANSFERRED)
    turn.record(
        LegTransferred(
            ticket=leg.ticket,
            leg=leg.leg,
            number=leg.number,
            desk=command.desk,
            was=leg.state,
            reason=command.reason,
            comes_back=command.comes_back,
        )
    )
    add(turn, leg, NextStep(target, LegReason.TRANSFERRED, back))


def _park(turn: Turn, command: Park, leg: LegRow) -> None:
    _check_code(turn, CodeKind.PARK, command.reason)
    check_return_time(command.returns_at, turn.at)
    visits_of(turn).park(leg.leg, command.returns_at)
    turn.record(
        LegParked(
            ticket=leg.ticket,
            leg=leg.leg,
            number=leg.number,
            desk=command.desk,
            was=leg.state,
            reason=command.reason,
            returns_at=command.returns_at,
        )
    )


def _confirm(turn: Turn, command: ConfirmClaim, leg: LegRow) -> None:
    claim = _open_claim(leg)
    visits_of(turn).confirm_claim(leg.ticket)
    turn.record(
        ClaimConfirmed(
            ticket=leg.ticket, leg=leg.leg, number=leg.number, desk=command.desk, claim=claim
        )
    )


def _refuse(turn: Turn, command: RefuseClaim, leg: LegRow) -> None:
    _check_code(turn, CodeKind.REFUSAL, command.reason)
    claim = _open_claim(leg)
    visits_of(turn).refuse_claim(leg.ticket, leg.leg)
    turn.record(
        ClaimRefused(
            ticket=leg.ticket,
            leg=leg.leg,
            number=leg.number,
            desk=command.desk,
            was=leg.state,
            claim=claim,
            reason=command.reason,
        )
    )


def _unpark(turn: Turn, command: Unpark) -> None:
    leg = _newest(turn, command.ticket)
    if leg.state is not LegState.PARKED:
        raise StaleTicketError(ticket=command.ticket, state=leg.state.value)
    visits_of(turn).wait_again(leg.leg, waits_as(leg, turn.at))
    turn.record(
        LegReturned(
            ticket=leg.ticket,
            leg=leg.leg,
            number=leg.number,
            was=leg.state,
            cause=ReturnCause.ASKED,
        )
    )


def _send_on(turn: Turn, command: SendOn) -> None:
    leg = _newest(turn, command.ticket)
    if leg.state not in {LegState.WAITING, LegState.PARKED}:
        raise StaleTicketError(ticket=command.ticket, state=leg.state.value)
    _check_stranded(turn, leg)
    _check_code(turn, CodeKind.TRANSFER, command.reason)
    target = resolve(turn, command.to, leg.service)
    back = way_back(leg.back_service, leg.back_lane)
    turn.ledger.tickets.set_state(leg.leg, LegState.TRANSFERRED)
    turn.record(
        LegSentOn(
            ticket=leg.ticket,
            leg=leg.leg,
            number=leg.number,
            was=leg.state,
            reason=command.reason,
        )
    )
    add(turn, leg, NextStep(target, LegReason.TRANSFERRED, back))


def _check_stranded(turn: Turn, leg: LegRow) -> None:
    """Raise a refusal unless the leg is meant for one desk or official who is not there.

    Whoever may be called is called: out of a full lane he would go before those who wait there.
    """
    if Target(leg.service, leg.lane).meant_for is None:
        raise NotMeantForOneError(ticket=leg.ticket)
    people = People(turn.ledger.connection, turn.ledger.hall)
    if leg.lane in attended(people.receiving(turn.at)):
        raise StillReceivedError(ticket=leg.ticket)


def _return_due(turn: Turn) -> None:
    visits = visits_of(turn)
    for due in visits.due(turn.at, MOST_AT_ONCE):
        visits.wait_again(due.leg, waits_as(due, turn.at))
        turn.record(
            LegReturned(
                ticket=due.ticket,
                leg=due.leg,
                number=due.number,
                was=due.state,
                cause=ReturnCause.DUE,
            )
        )


def _revive(turn: Turn, command: Revive) -> None:
    leg = _newest(turn, command.ticket)
    is_of_newest_day = turn.ledger.days.is_newest(leg.service_day)
    missed = Missed(leg.ticket, leg.state, leg.absent_at, leg.revivals, is_of_newest_day)
    check_revival(missed, turn.at, turn.config.grace_seconds)
    visits_of(turn).revive(leg.leg, waits_as(leg, turn.at))
    turn.record(
        TicketRevived(
            ticket=leg.ticket,
            leg=leg.leg,
            number=leg.number,
            service=leg.service,
            language=leg.language,
            ticket_class=leg.ticket_class,
            claim=leg.claim,
            order_key=leg.order_key,
            issue_seq=leg.seq,
            persons=leg.persons,
            lane=Target(leg.service, leg.lane).meant_for,
            by_grace=True,
        )
    )


def _newest(turn: Turn, ticket: TicketId) -> LegRow:
    leg = visits_of(turn).newest(ticket)
    if leg is None:
        raise UnknownTicketError(ticket=ticket)
    return leg


def _open_claim(leg: LegRow) -> Key:
    """Return the claim that nobody has confirmed yet."""
    if leg.claim is None:
        raise NoClaimError(ticket=leg.ticket)
    if leg.is_claim_confirmed:
        raise ClaimSettledError(ticket=leg.ticket)
    return leg.claim


def _check_code(turn: Turn, kind: CodeKind, code: Key) -> None:
    if turn.config.code(kind, code) is None:
        raise UnknownCodeError(kind=kind.value, code=code)
