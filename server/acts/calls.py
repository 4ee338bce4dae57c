"""What an official does at a desk: next, recall, start, finish, no-show."""

from typing import assert_never

from server.acts.desk_standing import begin_calling, check_record
from server.acts.next_legs import AS_PLANNED, Onward, go_on, visits_of
from server.acts.turn import Turn
from server.protocol.codes import VisitRecord
from server.protocol.commands import CallNext, FinishService, MarkNoShow, Recall, StartService
from server.protocol.desks import Desk
from server.protocol.errors import NoOneWaitingError, UnknownDeskError
from server.protocol.events import (
    NoShowMarked,
    ServiceFinished,
    ServiceStarted,
    TicketCalled,
    TicketRecalled,
)
from server.protocol.identity import ActorKind, Key, TicketId
from server.protocol.tickets import LegState
from server.queueing.lanes import lanes_of
from server.queueing.ordering import (
    MOST_ASIDE,
    Choice,
    Limits,
    choose,
    choose_early,
    contest,
    past_aside,
    waited,
)
from server.queueing.transitions import (
    Occupant,
    check_finish,
    check_no_show,
    check_recall,
    check_start,
    finishes_before_call,
)
from server.queueing.visits import way_back

DeskCommand = CallNext | Recall | StartService | FinishService | MarkNoShow


def carry_out(turn: Turn, command: DeskCommand) -> None:
    """Do what ``command`` asks."""
    desk = turn.config.desk(command.desk)
    if desk is None:
        raise UnknownDeskError(desk=command.desk)
    seen = occupant_at(turn, desk.id)
    match command:
        case CallNext():
            _call_next(turn, command, desk)
        case Recall():
            _recall(turn, command, desk, seen)
        case StartService():
            _start(turn, command, seen)
        case FinishService():
            _finish_service(turn, command, seen)
        case MarkNoShow():
            _mark_no_show(turn, command, seen)
        case _:
            assert_never(command)


def _call_next(turn: Turn, command: CallNext, desk: Desk) -> None:
    begin_calling(turn, desk.id)
    onward = Onward(command.then, command.ends_visit)
    end_before_call(turn, desk, command.current, command.record, onward)
    choice = choose_for(turn, desk, official_of(turn))
    if choice is None:
        raise NoOneWaitingError(desk=desk.id)
    call(turn, desk, choice)


def end_before_call(
    turn: Turn,
    desk: Desk,
    current: TicketId | None,
    record: VisitRecord | None,
    onward: Onward = AS_PLANNED,
) -> None:
    """Finish whoever is received at ``desk``, where its official sees ``current``."""
    seen = occupant_at(turn, desk.id)
    ends_service = finishes_before_call(
        seen, current, start_is_optional=turn.config.start_is_optional
    )
    if seen is not None and ends_service:
        _finish(turn, desk.id, seen, record, onward)


def official_of(turn: Turn) -> Key | None:
    """Return the official who acts: those who are meant for him may be called to his desk."""
    return turn.actor.id if turn.actor.kind is ActorKind.OFFICIAL else None


def choose_for(turn: Turn, desk: Desk, official: Key | None) -> Choice | None:
    """Return who is next at ``desk`` while ``official`` receives there, none if nobody waits."""
    tickets = turn.ledger.tickets
    heads = tuple(
        head for lane in lanes_of(desk, official) for head in tickets.heads_of_lane(lane)
    )
    if not heads:
        return choose_early(tickets.booked_heads(lanes_of(desk, official)))
    found = contest(heads)
    key = found.share_key if found else None
    shares = {} if key is None else {key: turn.ledger.days.share(key)}
    limits = Limits(turn.config.statutory_limit, turn.config.booked_limit)
    return choose(heads, shares, limits)


def call(turn: Turn, desk: Desk, choice: Choice) -> None:
    """Call to ``desk`` whom ``choice`` names, and keep the share it counted on."""
    if choice.share_key is not None:
        turn.ledger.days.keep_share(choice.share_key, choice.share_after)
    head = choice.head
    aside = turn.ledger.tickets.parked_before(desk.id, head, MOST_ASIDE)
    inputs = past_aside(choice, aside).inputs
    ticket = turn.ledger.tickets.of_leg(head.leg)
    turn.ledger.tickets.call(head.leg, desk.id, turn.at)
    turn.record(
        TicketCalled(
            ticket=ticket.id,
            leg=head.leg,
            number=head.number,
            service=head.service,
            desk=desk.id,
            desk_label=desk.label,
            zone=desk.zone,
            language=ticket.language,
            ticket_class=head.ticket_class,
            claim=ticket.claim,
            waited_ms=waited(head, turn.at),
            reason=choice.reason,
            inputs=inputs,
            share_after=choice.share_after,
            persons=ticket.persons,
            is_video=desk.is_video,
        )
    )


def _recall(turn: Turn, command: Recall, desk: Desk, seen: Occupant | None) -> None:
    called = check_recall(seen, command.ticket, turn.config.recall_limit)
    ticket = turn.ledger.tickets.of_leg(called.leg)
    turn.ledger.tickets.recall(called.leg)
    turn.record(
        TicketRecalled(
            ticket=ticket.id,
            leg=called.leg,
            number=ticket.number,
            desk=desk.id,
            desk_label=desk.label,
            zone=desk.zone,
            language=ticket.language,
            times=called.recalls + 1,
        )
    )


def _start(turn: Turn, command: StartService, seen: Occupant | None) -> None:
    _change(
        turn, command.desk, check_start(seen, command.ticket), LegState.SERVING, ServiceStarted
    )


def _finish_service(turn: Turn, command: FinishService, seen: Occupant | None) -> None:
    received = check_finish(seen, command.ticket, start_is_optional=turn.config.start_is_optional)
    onward = Onward(command.then, command.ends_visit)
    _finish(turn, command.desk, received, command.record, onward)


def _finish(
    turn: Turn, desk: Key, seen: Occupant, record: VisitRecord | None, onward: Onward
) -> None:
    """Record that the visitor at ``desk`` was received, what is said of it, and his next leg."""
    check_record(turn, record)
    ticket = turn.ledger.tickets.of_leg(seen.leg)
    turn.ledger.tickets.set_state(seen.leg, LegState.FINISHED)
    turn.record(
        ServiceFinished(
            ticket=ticket.id,
            leg=seen.leg,
            number=ticket.number,
            desk=desk,
            record=record,
            is_unstarted=seen.state is LegState.CALLED,
        )
    )
    go_on(turn, seen, onward)


def _mark_no_show(turn: Turn, command: MarkNoShow, seen: Occupant | None) -> None:
    absent = check_no_show(seen, command.ticket)
    _change(turn, command.desk, absent, LegState.NO_SHOW, NoShowMarked)
    visits_of(turn).miss(absent.leg, turn.at)


def _change(
    turn: Turn,
    desk: Key,
    occupant: Occupant,
    state: LegState,
    event: type[ServiceStarted | NoShowMarked],
) -> None:
    """Put the visitor at ``desk`` into ``state`` and record it as ``event``."""
    ticket = turn.ledger.tickets.of_leg(occupant.leg)
    turn.ledger.tickets.set_state(occupant.leg, state)
    turn.record(event(ticket=ticket.id, leg=occupant.leg, number=ticket.number, desk=desk))


def occupant_at(turn: Turn, desk: Key) -> Occupant | None:
    """Return who is called to ``desk`` or received there."""
    seen = turn.ledger.tickets.at_desk(desk)
    if seen is None:
        return None
    back = way_back(seen.back_service, seen.back_lane)
    return Occupant(seen.ticket, seen.leg, seen.state, seen.recalls, seen.service, back)
