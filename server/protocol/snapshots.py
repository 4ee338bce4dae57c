"""What devices see: a snapshot on arrival and, after it, only the changes meant for their role."""

from msgspec import Struct

from server.protocol.availability import Availability, Elsewhere, Holiday, Post
from server.protocol.hall_standing import HallStanding
from server.protocol.identity import Key
from server.protocol.languages import LanguageCode, Texts
from server.protocol.services import Body, ReceptionHours, Service, StatutoryCategory
from server.protocol.ticket_layout import HallLayout
from server.protocol.tickets import Instant, ServiceDay, TicketNumber
from server.protocol.waits import WaitRange


class HallTime(Struct, frozen=True):
    """The hall clock at sending, its offset to the wall clock, and the zone's offset to UTC."""

    at: Instant
    wall_offset_ms: int
    utc_offset_minutes: int


class KioskSnapshot(Struct, frozen=True, tag=True, tag_field="type"):
    """All that a kiosk shows and prints; ``waiting`` is how many wait for each service now.

    ``waits``: what somebody who comes now would wait; of a service left out nothing is sure.
    ``availability``: how it stands with services; one left out takes everybody in now.
    ``takes_bookings``: visitors may check in by the code of a booking.
    ``standing``: whether the whole hall is paused or stopped, and ``standing_reason`` why.
    """

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
    waits: dict[Key, WaitRange] = {}
    availability: dict[Key, Availability] = {}
    holidays: tuple[Holiday, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    posts: tuple[Post, ...] = ()
    takes_bookings: bool = False
    standing: HallStanding = HallStanding.OPEN
    standing_reason: Texts = {}


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
    """All that a board shows: open calls, past calls newest first, who stands next.

    ``standing``: whether the whole hall is paused or stopped, and ``standing_reason`` why.
    """

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
    standing: HallStanding = HallStanding.OPEN
    standing_reason: Texts = {}


Snapshot = KioskSnapshot | BoardSnapshot


class DeviceEvent(Struct, frozen=True, tag=True, tag_field="type"):
    """What every change sent to a device is."""


class WaitingChanged(DeviceEvent, frozen=True):
    """How many wait for each named service now; services left out did not change."""

    waiting: dict[Key, int]


class WaitsChanged(DeviceEvent, frozen=True):
    """What somebody who comes now would wait; of a service left out nothing is sure any more."""

    waits: dict[Key, WaitRange]


class AvailabilityChanged(DeviceEvent, frozen=True):
    """How it stands with each named service now; services left out did not change."""

    availability: dict[Key, Availability]


class BookingsTaken(DeviceEvent, frozen=True):
    """The hall has bookings from now on: kiosks let visitors check in by a code."""


class DayChanged(DeviceEvent, frozen=True):
    """The service day was opened, or closed (none)."""

    service_day: ServiceDay | None


class HallStateChanged(DeviceEvent, frozen=True):
    """The whole hall is paused or stopped now, for this reason, or goes on."""

    standing: HallStanding
    reason: Texts


class LayoutChanged(DeviceEvent, frozen=True):
    """Tickets look like this from now on."""

    ticket: HallLayout


class CallPlaced(DeviceEvent, frozen=True):
    """A visitor is called, or called again: show it and speak it."""

    call: BoardCall


class CallReopened(DeviceEvent, frozen=True):
    """A call that had ended is open again, its end was taken back: show it, do not speak it."""

    call: BoardCall


class CallEnded(DeviceEvent, frozen=True):
    """The visitor came or will not come: the call is past; or, not ``is_past``, was taken back."""

    number: TicketNumber
    desk: str
    is_past: bool = True


class NextUpChanged(DeviceEvent, frozen=True):
    """Who stands next, by the rule of order, first to be called first."""

    next_up: tuple[TicketNumber, ...]


DeviceChange = (
    WaitingChanged
    | WaitsChanged
    | AvailabilityChanged
    | BookingsTaken
    | DayChanged
    | HallStateChanged
    | LayoutChanged
    | CallPlaced
    | CallReopened
    | CallEnded
    | NextUpChanged
)
