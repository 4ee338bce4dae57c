"""Opening and closing the service day."""

from typing import assert_never

from server.acts.turn import Turn
from server.protocol.commands import CloseDay, OpenDay
from server.protocol.errors import DayAlreadyOpenError, DayNotOpenError
from server.protocol.events import DayClosed, DayOpened, TicketLapsed
from server.protocol.tickets import LegState

DayCommand = OpenDay | CloseDay


def carry_out(turn: Turn, command: DayCommand) -> None:
    """Do what ``command`` asks."""
    match command:
        case OpenDay():
            _open(turn, command)
        case CloseDay():
            _close(turn)
        case _:
            assert_never(command)


def _open(turn: Turn, command: OpenDay) -> None:
    days = turn.ledger.days
    known = days.open_day() or days.find(command.service_day)
    if known is not None:
        raise DayAlreadyOpenError(service_day=known.id)
    _lapse_earlier_days(turn)
    days.open(command.service_day, turn.at)
    turn.ledger.requests.forget_old(turn.at)
    turn.record(DayOpened(service_day=command.service_day))


def _lapse_earlier_days(turn: Turn) -> None:
    """End what is left of earlier days: their numbers are about to be given again."""
    for left in turn.ledger.tickets.open_legs():
        turn.ledger.tickets.set_state(left.leg, LegState.LAPSED)
        turn.record(TicketLapsed(ticket=left.ticket, leg=left.leg, number=left.number))


def _close(turn: Turn) -> None:
    day = turn.ledger.days.open_day()
    if day is None:
        raise DayNotOpenError
    turn.ledger.days.close(day.id, turn.at)
    turn.record(DayClosed(service_day=day.id, still_waiting=turn.ledger.tickets.count_open()))
