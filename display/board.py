"""What the hall board shows, as data: a pure fold of snapshots and changes; no Qt."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import assert_never

from server.protocol.hall_standing import HallStanding
from server.protocol.identity import Key
from server.protocol.languages import LanguageCode, Texts
from server.protocol.snapshots import (
    AvailabilityChanged,
    BoardCall,
    BoardSnapshot,
    BookingsTaken,
    CallEnded,
    CallPlaced,
    CallReopened,
    DayChanged,
    DeviceChange,
    HallStateChanged,
    LayoutChanged,
    NextUpChanged,
    WaitingChanged,
    WaitsChanged,
)
from server.protocol.tickets import ServiceDay, TicketNumber

HISTORY_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Board:
    """The hall as its board knows it: open calls and past ones, each newest first."""

    hall_names: Texts = field(default_factory=dict)
    zone: Key = ""
    languages: tuple[LanguageCode, ...] = ()
    extra_voices: tuple[LanguageCode, ...] = ()
    calls: tuple[BoardCall, ...] = ()
    history: tuple[BoardCall, ...] = ()
    next_up: tuple[TicketNumber, ...] = ()
    notice: Texts = field(default_factory=dict)
    service_day: ServiceDay | None = None
    standing: HallStanding = HallStanding.OPEN
    standing_reason: Texts = field(default_factory=dict)


_OF_A_KIOSK = re.compile(r"K([1-9][0-9]*)-[0-9]+")


def kiosks_of(numbers: Iterable[TicketNumber]) -> tuple[int, ...]:
    """Return which kiosks gave some of ``numbers`` by themselves, while they had no server."""
    found = (_OF_A_KIOSK.fullmatch(number) for number in numbers)
    return tuple(sorted({int(match[1]) for match in found if match}))


def from_snapshot(snapshot: BoardSnapshot) -> Board:
    """Return the board that the snapshot describes."""
    return Board(
        hall_names=snapshot.hall_names,
        zone=snapshot.zone,
        languages=snapshot.languages,
        extra_voices=snapshot.extra_voices,
        calls=snapshot.calls,
        history=snapshot.history[:HISTORY_LENGTH],
        next_up=snapshot.next_up,
        notice=snapshot.notice,
        service_day=snapshot.service_day,
        standing=snapshot.standing,
        standing_reason=snapshot.standing_reason,
    )


def fold(board: Board, change: DeviceChange) -> Board:
    """Return the board after ``change``."""
    match change:
        case CallPlaced(call=call) | CallReopened(call=call):
            return _placed(board, call)
        case CallEnded() as ended:
            return _ended(board, ended)
        case NextUpChanged(next_up=next_up):
            return replace(board, next_up=next_up)
        case DayChanged(service_day=service_day):
            return replace(board, service_day=service_day)
        case HallStateChanged(standing=standing, reason=reason):
            return replace(board, standing=standing, standing_reason=reason)
        case (
            WaitingChanged()
            | WaitsChanged()
            | AvailabilityChanged()
            | BookingsTaken()
            | LayoutChanged()
        ):
            return board
        case _:
            assert_never(change)


def _placed(board: Board, call: BoardCall) -> Board:
    """Put the call first; a desk and a ticket have one open call each, so it replaces theirs."""
    others = tuple(other for other in board.calls if other.number != call.number)
    kept = tuple(other for other in others if other.desk != call.desk)
    past = tuple(other for other in others if other.desk == call.desk)
    history = (*past, *(each for each in board.history if each.number != call.number))
    return replace(board, calls=(call, *kept), history=history[:HISTORY_LENGTH])


def _ended(board: Board, end: CallEnded) -> Board:
    """Take the call away; one that was taken back is no past one."""
    ended = tuple(call for call in board.calls if _is_of(call, end))
    kept = tuple(call for call in board.calls if not _is_of(call, end))
    past = ended if end.is_past else ()
    return replace(board, calls=kept, history=(*past, *board.history)[:HISTORY_LENGTH])


def _is_of(call: BoardCall, end: CallEnded) -> bool:
    return call.number == end.number and call.desk == end.desk
