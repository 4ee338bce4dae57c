"""What the hall offers, as the kiosk knows it: folded from the server's snapshot and changes."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import assert_never

from msgspec import structs

from kiosk.reception import Moment, receives
from server.protocol.availability import Availability, Elsewhere, Holiday, Post, Reception
from server.protocol.hall_standing import HallStanding
from server.protocol.identity import Key
from server.protocol.languages import LanguageCode, Texts
from server.protocol.services import Body, ReceptionHours, Service, StatutoryCategory
from server.protocol.snapshots import (
    AvailabilityChanged,
    BookingsTaken,
    DayChanged,
    DeviceChange,
    HallStateChanged,
    HallTime,
    KioskSnapshot,
    LayoutChanged,
    WaitingChanged,
    WaitsChanged,
)
from server.protocol.ticket_layout import HallLayout, standard_layout
from server.protocol.tickets import Instant, ServiceDay
from server.protocol.waits import WaitRange

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Offer:
    """Bodies, services, hours, who waits, how tickets look; empty before the first snapshot."""

    is_known: bool = False
    hall_names: Texts = field(default_factory=dict)
    languages: tuple[LanguageCode, ...] = ()
    bodies: tuple[Body, ...] = ()
    services: tuple[Service, ...] = ()
    categories: tuple[StatutoryCategory, ...] = ()
    hours: tuple[ReceptionHours, ...] = ()
    service_day: ServiceDay | None = None
    waiting: dict[Key, int] = field(default_factory=dict)
    ticket: HallLayout = field(default_factory=lambda: HallLayout(0, standard_layout()))
    waits: dict[Key, WaitRange] = field(default_factory=dict)
    availability: dict[Key, Availability] = field(default_factory=dict)
    elsewhere: tuple[Elsewhere, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    posts: tuple[Post, ...] = ()
    takes_bookings: bool = False
    standing: HallStanding = HallStanding.OPEN
    standing_reason: Texts = field(default_factory=dict)

    def body(self, key: Key) -> Body | None:
        """Return the body named ``key``, if there is one."""
        return next((body for body in self.bodies if body.id == key), None)

    def service(self, key: Key) -> Service | None:
        """Return the service named ``key``, if there is one."""
        return next((service for service in self.services if service.id == key), None)

    def category(self, key: Key) -> StatutoryCategory | None:
        """Return the statutory category named ``key``, if there is one."""
        return next((category for category in self.categories if category.id == key), None)

    def matter(self, key: Key) -> Elsewhere | None:
        """Return what is said of the matter ``key``, which is not received here, if anything."""
        return next((matter for matter in self.elsewhere if matter.id == key), None)

    def post(self, key: Key) -> Post | None:
        """Return the office named ``key``, if there is one."""
        return next((post for post in self.posts if post.id == key), None)

    def services_of(self, body: Key) -> tuple[Service, ...]:
        """Return the services of one body in the hall's order."""
        return tuple(service for service in self.services if service.body == body)

    def waiting_at(self, body: Key) -> int:
        """Return how many wait for any service of ``body``."""
        return sum(self.waiting.get(service.id, 0) for service in self.services_of(body))

    def availability_of(self, service: Key, moment: Moment, now: Instant) -> Availability:
        """Return how it stands with ``service`` at ``moment``, which is ``now`` of hall time."""
        told = self.availability.get(service, Availability(Reception.OPEN))
        found = self.service(service)
        if found is None:
            return Availability(Reception.CLOSED)
        if told.reception in {Reception.CLOSED, Reception.FULL}:
            # Between two words of the server the clock opens.
            is_over = told.opens_at is not None and told.opens_at <= now
            return Availability(Reception.OPEN) if is_over else told
        if not receives(found.hours, self.hours, self.holidays, moment):
            return Availability(Reception.CLOSED, elsewhere=told.elsewhere)
        return told


def offer_of(snapshot: KioskSnapshot) -> Offer:
    """Return what ``snapshot`` offers; bodies without a service are left out."""
    served = {service.body for service in snapshot.services}
    return Offer(
        is_known=True,
        hall_names=snapshot.hall_names,
        languages=snapshot.languages,
        bodies=tuple(body for body in snapshot.bodies if body.id in served),
        services=snapshot.services,
        categories=snapshot.categories,
        hours=snapshot.hours,
        service_day=snapshot.service_day,
        waiting=dict(snapshot.waiting),
        ticket=snapshot.ticket or HallLayout(0, standard_layout()),
        waits=dict(snapshot.waits),
        availability=dict(snapshot.availability),
        elsewhere=snapshot.elsewhere,
        holidays=snapshot.holidays,
        posts=snapshot.posts,
        takes_bookings=snapshot.takes_bookings,
        standing=snapshot.standing,
        standing_reason=snapshot.standing_reason,
    )


def offer_alone(offer: Offer, service_day: ServiceDay | None, *, is_time_known: bool) -> Offer:
    """Return what a kiosk alone offers on ``service_day``, without hours if no time is known."""
    today = replace(offer, service_day=service_day, waits={}, availability={})
    if is_time_known:
        return today
    services = tuple(structs.replace(service, hours=()) for service in offer.services)
    return replace(today, services=services, hours=(), holidays=())


def fold(offer: Offer, change: DeviceChange) -> Offer:
    """Return ``offer`` after one change; changes meant for boards leave it as it is."""
    match change:
        case WaitingChanged() | WaitsChanged() | AvailabilityChanged():
            return _fold_services(offer, change)
        case DayChanged(service_day=service_day):
            return replace(offer, service_day=service_day)
        case BookingsTaken():
            return replace(offer, takes_bookings=True)
        case HallStateChanged(standing=standing, reason=reason):
            return replace(offer, standing=standing, standing_reason=reason)
        case LayoutChanged(ticket=ticket):
            return replace(offer, ticket=ticket)
        case _:
            return offer


def _fold_services(
    offer: Offer, change: WaitingChanged | WaitsChanged | AvailabilityChanged
) -> Offer:
    match change:
        case WaitingChanged(waiting=waiting):
            return replace(offer, waiting=offer.waiting | waiting)
        case WaitsChanged(waits=waits):
            return replace(offer, waits=dict(waits))
        case AvailabilityChanged(availability=availability):
            return replace(offer, availability=offer.availability | availability)
        case _:
            assert_never(change)


@dataclass(frozen=True, slots=True)
class HallClock:
    """The hall's wall time, carried on by the kiosk's own steady clock between two frames."""

    time: HallTime
    steady_ms: int

    def at(self, steady_ms: int) -> datetime:
        """Return the wall time in the hall's zone when the steady clock shows ``steady_ms``."""
        passed = steady_ms - self.steady_ms
        return wall_time(self.time.at + passed, self.time)


def wall_time(instant: int, time: HallTime) -> datetime:
    """Return ``instant`` of hall time as wall time in the hall's zone."""
    zone = timezone(timedelta(minutes=time.utc_offset_minutes))
    utc = EPOCH + timedelta(milliseconds=instant + time.wall_offset_ms)
    return utc.astimezone(zone)


def moment_of(wall: datetime) -> Moment:
    """Return weekday, time of day and date of ``wall``."""
    return Moment(wall.isoweekday(), f"{wall:%H:%M}", wall.date().isoformat())
