"""What devices see: a snapshot on arrival and, after it, only the changes meant for their role."""

from msgspec import Struct

from server.protocol.identity import Key
from server.protocol.languages import LanguageCode, Texts
from server.protocol.services import Body, ReceptionHours, Service, StatutoryCategory
from server.protocol.ticket_layout import HallLayout
from server.protocol.tickets import Instant, ServiceDay, TicketNumber


class HallTime(Struct, frozen=True):
    """The hall clock at sending, its offset to the wall clock, and the zone's offset to UTC."""

    at: Instant
    wall_offset_ms: int
    utc_offset_minutes: int


class KioskSnapshot(Struct, frozen=True, tag=True, tag_field="type"):
    """All that a kiosk shows and prints; ``waiting`` is how many wait for each service now."""

    hall_names: Texts
    languages: tuple[LanguageCode, ...]
    bodies: tuple[Body, ...]
    services: tuple[Service, ...]
    categories: tuple[StatutoryCategory, ...]
    hours: tuple[ReceptionHours, ...]
    service_day: ServiceDay | None
    waiting: dict[Key, int]
    time: HallTime
    ticket: HallLayout | None = None


class BoardCall(Struct, frozen=True):
    """One call as a board sees it; ``call`` is the seq of the event that made it."""

    call: int
    number: TicketNumber
    desk: str
    zone: Key
    language: LanguageCode
    called_at: Instant
    repeat: int = 0


class BoardSnapshot(Struct, frozen=True, tag=True, tag_field="type"):
    """All that a board shows: open calls, past calls newest first, who stands next."""

    hall_names: Texts
    zone: Key
    languages: tuple[LanguageCode, ...]
    extra_voices: tuple[LanguageCode, ...]
    calls: tuple[BoardCall, ...]
    history: tuple[BoardCall, ...]
    next_up: tuple[TicketNumber, ...]
    notice: Texts
    service_day: ServiceDay | None
    time: HallTime


Snapshot = KioskSnapshot | BoardSnapshot


class DeviceEvent(Struct, frozen=True, tag=True, tag_field="type"):
    """What every change sent to a device is."""


class WaitingChanged(DeviceEvent, frozen=True):
    """How many wait for each named service now; services left out did not change."""

    waiting: dict[Key, int]


class DayChanged(DeviceEvent, frozen=True):
    """The service day was opened, or closed (none)."""

    service_day: ServiceDay | None


class LayoutChanged(DeviceEvent, frozen=True):
    """Tickets look like this from now on."""

    ticket: HallLayout


class CallPlaced(DeviceEvent, frozen=True):
    """A visitor is called, or called again: show it and speak it."""

    call: BoardCall


class CallEnded(DeviceEvent, frozen=True):
    """The visitor came or will not come: the call is past."""

    number: TicketNumber
    desk: str


class NextUpChanged(DeviceEvent, frozen=True):
    """Who stands next, by the rule of order, first to be called first."""

    next_up: tuple[TicketNumber, ...]


DeviceChange = WaitingChanged | DayChanged | LayoutChanged | CallPlaced | CallEnded | NextUpChanged
