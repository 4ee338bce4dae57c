"""How a visit goes on: the next leg, chosen by an official, planned, or back where it was."""

from dataclasses import dataclass

from server.acts.identifiers import new_id
from server.acts.turn import Turn
from server.protocol.errors import UnknownDeskError, UnknownServiceError
from server.protocol.identity import Key, Role
from server.protocol.visit_commands import NextLeg
from server.protocol.visit_errors import UnknownOfficialError
from server.protocol.visit_events import LegAdded
from server.queueing.slots import waits_as
from server.queueing.transitions import Occupant
from server.queueing.visits import NextStep, Target, next_step, target_of
from server.storage.people import People
from server.storage.visits import LegRow, Visits


@dataclass(frozen=True, slots=True)
class Onward:
    """What an official says of how the visit goes on that he ends his part of."""

    then: NextLeg | None = None
    ends_visit: bool = False


AS_PLANNED = Onward()


def visits_of(turn: Turn) -> Visits:
    """Return the visits of the turn's hall."""
    return Visits(turn.ledger.connection, turn.ledger.hall)


def go_on(turn: Turn, seen: Occupant, onward: Onward) -> None:
    """Add the next leg of the visitor who was received, if there is one."""
    service = turn.config.service(seen.service)
    chosen = None if onward.then is None else resolve(turn, onward.then, seen.service)
    planned = None if service is None else service.then
    step = next_step(chosen, seen.back, planned, ends_visit=onward.ends_visit)
    if step is not None:
        add(turn, visits_of(turn).leg(seen.leg), step)


def resolve(turn: Turn, wish: NextLeg, service: Key) -> Target:
    """Return where a visitor of ``service`` goes; raise a refusal if there is no such place."""
    if wish.service is not None and turn.config.service(wish.service) is None:
        raise UnknownServiceError(service=wish.service)
    if wish.desk is not None and turn.config.desk(wish.desk) is None:
        raise UnknownDeskError(desk=wish.desk)
    if wish.official is not None:
        _check_official(turn, wish.official)
    return target_of(wish, service)


def add(turn: Turn, before: LegRow, step: NextStep) -> None:
    """Let the visitor of ``before`` wait where ``step`` says, by his arrival or booked time."""
    added = LegAdded(
        ticket=before.ticket,
        leg=new_id(turn.at),
        number=before.number,
        service=step.target.service,
        lane=step.target.meant_for,
        ticket_class=before.ticket_class,
        claim=before.claim,
        language=before.language,
        order_key=before.order_key,
        issue_seq=before.seq,
        nth=before.nth + 1,
        after_leg=before.leg,
        reason=step.reason,
        persons=before.persons,
        back_service=None if step.back is None else step.back.service,
        back_lane=None if step.back is None else step.back.lane,
    )
    visits_of(turn).add(added, waits_as(added, turn.at))
    turn.record(added)


def _check_official(turn: Turn, official: Key) -> None:
    found = People(turn.ledger.connection, turn.ledger.hall).person(official)
    if found is None or found.is_disabled or found.role != Role.OFFICIAL:
        raise UnknownOfficialError(official=official)
