"""What each role of device sees of the hall: pure, from the picture and its entries; for the hub.

A board sees number, desk label, zone and call language, and nothing else of a visitor.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from msgspec.structs import replace

from server.devices.hall_states import hall_state
from server.hall_file import HallConfig
from server.protocol.availability import Availability, Reception
from server.protocol.events import Entry, TicketCalled, TicketRecalled
from server.protocol.identity import Key
from server.protocol.services import Service
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
    HallTime,
    KioskSnapshot,
    LayoutChanged,
    NextUpChanged,
    WaitingChanged,
)
from server.protocol.ticket_layout import HallLayout
from server.protocol.tickets import ServiceDay, TicketNumber
from server.queueing.picture import HallPicture
from server.receiving import service_hours

HISTORY_LENGTH = 12
NEXT_UP_LENGTH = 12

_OPEN = Availability(Reception.OPEN)


@dataclass(frozen=True, slots=True)
class KioskView:
    """What changes on a kiosk."""

    service_day: ServiceDay | None
    waiting: dict[Key, int]
    ticket: HallLayout
    availability: Mapping[Key, Availability] = field(default_factory=dict)
    takes_bookings: bool = False


@dataclass(frozen=True, slots=True)
class BoardView:
    """What changes on the boards of one zone: open calls, the seqs of past ones, who is next."""

    service_day: ServiceDay | None
    calls: tuple[BoardCall, ...]
    past: frozenset[int]
    next_up: tuple[TicketNumber, ...]


def kiosk_view(
    config: HallConfig,
    picture: HallPicture,
    availability: Mapping[Key, Availability] | None = None,
) -> KioskView:
    """Return what kiosks see now; a service that nobody waits for has 0."""
    counts = picture.waiting_by_service()
    waiting = {service.id: counts.get(service.id, 0) for service in config.services}
    booked = bool(config.posts) or picture.book.has_bookings
    return KioskView(picture.service_day, waiting, picture.layout, availability or {}, booked)


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
    if after.takes_bookings and not before.takes_bookings:
        changes.append(BookingsTaken())
    changes += _availability_changes(before.availability, after.availability)
    return tuple(changes)


def availability_told_anew(
    config: HallConfig, availability: Mapping[Key, Availability]
) -> tuple[DeviceChange, ...]:
    """Return how it stands with every service, whatever a kiosk was told before."""
    known = dict.fromkeys((service.id for service in config.services), _OPEN)
    return (AvailabilityChanged(known | dict(availability)),)


def _availability_changes(
    before: Mapping[Key, Availability], after: Mapping[Key, Availability]
) -> list[DeviceChange]:
    changed = {
        service: after.get(service, _OPEN)
        for service in (*before, *after)
        if before.get(service, _OPEN) != after.get(service, _OPEN)
    }
    return [AvailabilityChanged(changed)] if changed else []


def with_office_hours(config: HallConfig) -> tuple[Service, ...]:
    """Return the services of a hall with the hours of the offices that alone receive for them."""
    return tuple(
        replace(service, hours=service_hours(config, service)) for service in config.services
    )


def kiosk_snapshot(
    config: HallConfig,
    picture: HallPicture,
    time: HallTime,
    availability: Mapping[Key, Availability] | None = None,
    services: tuple[Service, ...] | None = None,
) -> KioskSnapshot:
    """Return all that a kiosk shows; ``services`` as it is told them, by default all there is."""
    view, state = kiosk_view(config, picture, availability), hall_state(config, picture)
    return KioskSnapshot(
        hall_names=config.names,
        languages=config.languages,
        bodies=config.bodies,
        services=with_office_hours(config) if services is None else services,
        categories=config.categories,
        hours=config.hours,
        service_day=view.service_day,
        waiting=view.waiting,
        time=time,
        ticket=view.ticket,
        availability=dict(view.availability),
        holidays=config.holidays,
        elsewhere=config.elsewhere,
        posts=config.posts,
        takes_bookings=view.takes_bookings,
        standing=state.standing,
        standing_reason=state.reason,
    )


def board_view(picture: HallPicture, zone: Key) -> BoardView:
    """Return what the boards of ``zone`` see now."""
    calls = picture.occupancy.open_calls(zone)
    past = frozenset(call.call for call in picture.occupancy.history(zone, HISTORY_LENGTH))
    return BoardView(picture.service_day, calls, past, picture.next_up(zone, NEXT_UP_LENGTH))


def board_changes(
    before: BoardView, after: BoardView, entries: Iterable[Entry], zone: Key
) -> tuple[DeviceChange, ...]:
    """Return what a board of ``zone`` must be told of ``entries``, in the order of happening."""
    placed = tuple(_calls(entries, zone))
    known, now = _by_place((*before.calls, *placed)), _by_place(after.calls)
    changes: list[DeviceChange] = []
    if before.service_day != after.service_day:
        changes.append(DayChanged(after.service_day))
    changes += [CallPlaced(call) for call in placed]
    changes += [
        CallEnded(*place, is_past=call.call in after.past)
        for place, call in known.items()
        if place not in now
    ]
    changes += [CallReopened(call) for place, call in now.items() if place not in known]
    if before.next_up != after.next_up:
        changes.append(NextUpChanged(after.next_up))
    return tuple(changes)


def board_snapshot(
    config: HallConfig, picture: HallPicture, zone: Key, time: HallTime
) -> BoardSnapshot:
    """Return all that a board of ``zone`` shows."""
    view, state = board_view(picture, zone), hall_state(config, picture)
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
        standing=state.standing,
        standing_reason=state.reason,
    )


def _by_place(calls: Iterable[BoardCall]) -> dict[tuple[TicketNumber, str], BoardCall]:
    return {(call.number, call.desk): call for call in calls}


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
