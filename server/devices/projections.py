"""What each role of device sees of the hall: pure, from the picture and its entries; for the hub.

A board sees number, desk label, zone and call language, and nothing else of a visitor.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from server.hall_file import HallConfig
from server.protocol.events import Entry, TicketCalled, TicketRecalled
from server.protocol.identity import Key
from server.protocol.snapshots import (
    BoardCall,
    BoardSnapshot,
    CallEnded,
    CallPlaced,
    DayChanged,
    DeviceChange,
    HallTime,
    KioskSnapshot,
    LayoutChanged,
    NextUpChanged,
    WaitingChanged,
)
from server.protocol.ticket_layout import HallLayout
from server.protocol.tickets import ServiceDay, TicketNumber
from server.queueing.picture import HallPicture

HISTORY_LENGTH = 12
NEXT_UP_LENGTH = 12


@dataclass(frozen=True, slots=True)
class KioskView:
    """What changes on a kiosk."""

    service_day: ServiceDay | None
    waiting: dict[Key, int]
    ticket: HallLayout


@dataclass(frozen=True, slots=True)
class BoardView:
    """What changes on the boards of one zone; ``open_calls`` holds number and desk label."""

    service_day: ServiceDay | None
    open_calls: tuple[tuple[TicketNumber, str], ...]
    next_up: tuple[TicketNumber, ...]


def kiosk_view(config: HallConfig, picture: HallPicture) -> KioskView:
    """Return what kiosks see now; a service that nobody waits for has 0."""
    counts = picture.waiting_by_service()
    waiting = {service.id: counts.get(service.id, 0) for service in config.services}
    return KioskView(picture.service_day, waiting, picture.layout)


def kiosk_changes(before: KioskView, after: KioskView) -> tuple[DeviceChange, ...]:
    """Return what a kiosk must be told to get from ``before`` to ``after``."""
    changes: list[DeviceChange] = []
    if before.service_day != after.service_day:
        changes.append(DayChanged(after.service_day))
    if before.ticket != after.ticket:
        changes.append(LayoutChanged(after.ticket))
    waiting = {
        service: count
        for service, count in after.waiting.items()
        if before.waiting.get(service) != count
    }
    if waiting:
        changes.append(WaitingChanged(waiting))
    return tuple(changes)


def kiosk_snapshot(config: HallConfig, picture: HallPicture, time: HallTime) -> KioskSnapshot:
    """Return all that a kiosk shows."""
    view = kiosk_view(config, picture)
    return KioskSnapshot(
        hall_names=config.names,
        languages=config.languages,
        bodies=config.bodies,
        services=config.services,
        categories=config.categories,
        hours=config.hours,
        service_day=view.service_day,
        waiting=view.waiting,
        time=time,
        ticket=view.ticket,
    )


def board_view(picture: HallPicture, zone: Key) -> BoardView:
    """Return what the boards of ``zone`` see now."""
    calls = tuple((call.number, call.desk) for call in picture.occupancy.open_calls(zone))
    return BoardView(picture.service_day, calls, picture.next_up(zone, NEXT_UP_LENGTH))


def board_changes(
    before: BoardView, after: BoardView, entries: Iterable[Entry], zone: Key
) -> tuple[DeviceChange, ...]:
    """Return what a board of ``zone`` must be told of ``entries``, in the order of happening."""
    placed = tuple(_calls(entries, zone))
    ended = dict.fromkeys((*before.open_calls, *((call.number, call.desk) for call in placed)))
    changes: list[DeviceChange] = []
    if before.service_day != after.service_day:
        changes.append(DayChanged(after.service_day))
    changes += [CallPlaced(call) for call in placed]
    changes += [CallEnded(*call) for call in ended if call not in after.open_calls]
    if before.next_up != after.next_up:
        changes.append(NextUpChanged(after.next_up))
    return tuple(changes)


def board_snapshot(
    config: HallConfig, picture: HallPicture, zone: Key, time: HallTime
) -> BoardSnapshot:
    """Return all that a board of ``zone`` shows."""
    view = board_view(picture, zone)
    return BoardSnapshot(
        hall_names=config.names,
        zone=zone,
        languages=config.languages,
        extra_voices=config.extra_voices,
        calls=picture.occupancy.open_calls(zone),
        history=picture.occupancy.history(zone, HISTORY_LENGTH),
        next_up=view.next_up,
        notice=config.notice,
        service_day=view.service_day,
        time=time,
    )


def _calls(entries: Iterable[Entry], zone: Key) -> Iterator[BoardCall]:
    for entry in entries:
        match entry.event:
            case TicketCalled(zone=where) as called if where == zone:
                yield _board_call(entry, called, 0)
            case TicketRecalled(zone=where) as recalled if where == zone:
                yield _board_call(entry, recalled, recalled.times)
            case _:
                pass


def _board_call(entry: Entry, call: TicketCalled | TicketRecalled, repeat: int) -> BoardCall:
    return BoardCall(
        call=entry.seq,
        number=call.number,
        desk=call.desk_label,
        zone=call.zone,
        language=call.language,
        called_at=entry.at,
        repeat=repeat,
    )
