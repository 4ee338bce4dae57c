"""Opening and closing the service day, and an admin's word on the clock that says when."""

from datetime import timedelta
from typing import assert_never

from server.acts.desk_standing import standings
from server.acts.series_of_day import following
from server.acts.turn import Turn
from server.protocol.commands import CloseDay, OpenDay, TrustClock
from server.protocol.errors import DayAlreadyOpenError, DayNotOpenError, DayOutOfRangeError
from server.protocol.events import DayClosed, DayOpened, DayReopened, TicketLapsed
from server.protocol.hall_events import ClockAdjusted
from server.protocol.identity import ActorKind
from server.protocol.tickets import LegState, Ordinal, ServiceDay
from server.queueing.numbering import ordinal_beyond

DayCommand = OpenDay | CloseDay | TrustClock


def carry_out(turn: Turn, command: DayCommand) -> None:
    """Do what ``command`` asks."""
    match command:
        case OpenDay():
            _open(turn, command)
        case CloseDay():
            _close(turn)
        case TrustClock(wall_offset_ms=wall_offset):
            turn.record(ClockAdjusted(wall_offset_ms=wall_offset))
            turn.ledger.set_wall_offset(wall_offset)
        case _:
            assert_never(command)


def _open(turn: Turn, command: OpenDay) -> None:
    days, day = turn.ledger.days, command.service_day
    is_open = days.open_day()
    if is_open is not None:
        raise DayAlreadyOpenError(service_day=is_open.id)
    _check_range(turn, day)
    if days.find(day) is not None:
        _reopen(turn, day)
        return
    _lapse_other_days(turn, day)
    standings(turn).begin_day()
    days.open(day, turn.at, _first_ordinal(turn))
    turn.ledger.requests.forget_old(turn.at)
    turn.record(DayOpened(service_day=day))


def _first_ordinal(turn: Turn) -> Ordinal:
    """Return 1, or more if a restored log may have lost numbers of this very day (adr/0013)."""
    gap = turn.ledger.events.gap_before_first_day(turn.ledger.head.epoch)
    return 1 if gap is None else ordinal_beyond(0, gap.margin)


def _reopen(turn: Turn, day: ServiceDay) -> None:
    """Let a closed day go on; the server by itself only what it closed, by a clock ahead."""
    closed = turn.ledger.events.newest_of_time(DayClosed)
    is_ours = closed is not None and closed.actor == str(turn.actor)
    if turn.actor.kind is ActorKind.SERVER and not (is_ours and turn.ledger.days.is_newest(day)):
        raise DayAlreadyOpenError(service_day=day)
    _lapse_other_days(turn, day)
    if not turn.ledger.days.is_newest(day):
        standings(turn).begin_day()
        for series, ordinal in following(turn.ledger, day).items():
            turn.ledger.halls.set_next(turn.ledger.hall, series, ordinal)
    turn.ledger.days.reopen(day, turn.at)
    turn.record(DayReopened(service_day=day))


def _check_range(turn: Turn, day: ServiceDay) -> None:
    """Refuse a slip of the pen: it would lapse whoever waits."""
    today = turn.local().date()
    near = {(today + timedelta(days=days)).isoformat() for days in (-1, 0, 1)}
    if day not in near:
        raise DayOutOfRangeError(service_day=day, today=today.isoformat())


def _lapse_other_days(turn: Turn, day: ServiceDay) -> None:
    """End what is left of other days: their numbers are about to be given again."""
    for left in turn.ledger.tickets.open_legs_of_other_days(day):
        turn.ledger.tickets.set_state(left.leg, LegState.LAPSED)
        turn.record(TicketLapsed(ticket=left.ticket, leg=left.leg, number=left.number))


def _close(turn: Turn) -> None:
    day = turn.ledger.days.open_day()
    if day is None:
        raise DayNotOpenError
    turn.ledger.days.close(day.id, turn.at)
    turn.record(DayClosed(service_day=day.id, still_waiting=turn.ledger.tickets.count_open()))
