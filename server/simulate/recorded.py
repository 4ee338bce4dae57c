"""Recorded days: the events of a hall's log as days to be played by any rule."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median

from server.protocol.desks import Desk
from server.protocol.events import DayClosed, DayOpened, Entry
from server.protocol.identity import Key
from server.protocol.tickets import Instant, ServiceDay, TicketClass
from server.simulate.days import MINUTE, Absence, Day, DeskPlan, Visitor
from server.simulate.playing import Call
from server.waits.courses import Course, Courses

UNKNOWN_MS = 10 * MINUTE
"""What a visit takes of a service of which the day has seen none."""

EARLY_MS = 60 * MINUTE
"""A desk whose last visit is so much before the day's last one is gone; others stay to the end."""

A_DAY = 24 * 60 * MINUTE

TURNAROUND_MS = 2 * MINUTE
"""A desk that lets people wait so long after a visit is away; less belongs to the visit."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A service day of the log: as it can be played, and the calls that were really made."""

    service_day: ServiceDay
    day: Day
    calls: tuple[Call, ...]


@dataclass(slots=True)
class _Kept:
    """What was read of one service day."""

    service_day: ServiceDay
    opened_at: Instant
    closed_at: Instant = 0
    courses: list[Course] = field(default_factory=list)

    @property
    def last_at(self) -> Instant:
        """Return when the last visit ended."""
        return max(one.ended_at or 0 for one in self.courses)


def recorded_days(entries: Iterable[Entry], desks: tuple[Desk, ...]) -> list[Recorded]:
    """Return the service days of a log in which anybody was called, in order."""
    return [recorded for kept in _read(entries) if (recorded := _recorded(kept, desks))]


def _read(entries: Iterable[Entry]) -> Iterable[_Kept]:
    kept: _Kept | None = None
    courses, at = Courses(), 0
    for entry in entries:
        at = entry.at
        match entry.event:
            case DayOpened(service_day=service_day):
                if kept is not None:
                    yield _ended(kept, courses, entry.at)
                kept, courses = _Kept(service_day, entry.at), Courses()
            case DayClosed() if kept is not None:
                kept.closed_at = entry.at
            case _:
                courses.fold(entry)
                if kept is not None:
                    kept.courses += courses.drain(entry.at)
    if kept is not None:
        yield _ended(kept, courses, at + 1)


def _ended(kept: _Kept, courses: Courses, at: Instant) -> _Kept:
    """Return the day with those who were still there when it ended."""
    kept.courses += courses.drain(at + 1)
    kept.courses += courses.open.values()
    kept.closed_at = kept.closed_at or at
    return kept


def _recorded(kept: _Kept, desks: tuple[Desk, ...]) -> Recorded | None:
    called = [
        one for one in kept.courses if one.called_at is not None and one.ended_at is not None
    ]
    if not called:
        return None
    opens_at = min(kept.opened_at, *(one.came_at for one in kept.courses))
    at_desk: dict[Key, list[Course]] = defaultdict(list)
    for one in sorted(called, key=lambda one: one.called_at or 0):
        at_desk[one.desk or ""].append(one)
    plans, busy_ms = [], {}
    for desk in desks:
        if at_desk[desk.id]:
            plan, own = _plan(desk, at_desk[desk.id], kept, opens_at)
            plans.append(plan)
            busy_ms.update(own)
    visitors = _visitors(kept.courses, busy_ms)
    slots = sorted((one.order_key, one.service) for one in visitors if _is_booked(one))
    day = Day(opens_at, kept.closed_at, tuple(plans), visitors, tuple(slots))
    return Recorded(kept.service_day, day, _calls(kept.courses, visitors))


def _calls(courses: list[Course], visitors: tuple[Visitor, ...]) -> tuple[Call, ...]:
    """Return the calls that were really made, in order."""
    found = [
        Call(visitor, place, course.desk or "", course.called_at)
        for place, (course, visitor) in enumerate(zip(_in_order(courses), visitors, strict=True))
        if course.called_at is not None
    ]
    return tuple(sorted(found, key=lambda one: one.called_at))


def _in_order(courses: list[Course]) -> list[Course]:
    return sorted(courses, key=lambda one: (one.waits_from, one.seq))


def _is_booked(visitor: Visitor) -> bool:
    return visitor.ticket_class is TicketClass.BOOKED


def _plan(
    desk: Desk, visits: list[Course], kept: _Kept, opens_at: Instant
) -> tuple[DeskPlan, dict[int, int]]:
    """Return when the desk was there, and how long each visit kept it, by identity of the visit.

    A gap in which nobody waited who could be called is no absence. What nobody can see - an
    official who is there and does not press Next while people wait - counts as one.
    """
    absences: list[Absence] = []
    busy_ms: dict[int, int] = {}
    served = [one for one in kept.courses if one.service in desk.services]
    waits = [(one.waits_from, one.called_at) for one in served]
    free_at = opens_at
    for one, after in zip(visits, [*visits[1:], None], strict=True):
        called_at, ended_at = one.called_at or 0, one.ended_at or 0
        idle = _let_wait(waits, free_at, called_at)
        if idle > TURNAROUND_MS:
            absences.append(Absence(called_at - idle, idle, is_planned=free_at == opens_at))
        free_at = ended_at
        pause = 0 if after is None else _let_wait(waits, ended_at, after.called_at or 0)
        busy_ms[id(one)] = ended_at - called_at + (pause if pause <= TURNAROUND_MS else 0)
    gone_at = max(one.ended_at or 0 for one in visits)
    if kept.last_at - gone_at > EARLY_MS:
        absences.append(Absence(gone_at, A_DAY, is_planned=True))
    absences.sort(key=lambda one: one.starts_at)
    return DeskPlan(desk.id, desk.services, tuple(absences)), busy_ms


def _let_wait(
    waits: list[tuple[Instant, Instant | None]], free_at: Instant, called_at: Instant
) -> int:
    """Return how long a desk, free from ``free_at``, let somebody wait before it called."""
    since = min(
        (waits_from for waits_from, called in waits if called is None or called >= called_at),
        default=called_at,
    )
    return max(0, called_at - max(free_at, since))


def _visitors(courses: list[Course], busy_ms: dict[int, int]) -> tuple[Visitor, ...]:
    lengths: dict[Key, list[int]] = defaultdict(list)
    for one in courses:
        if id(one) in busy_ms and not one.is_no_show:
            lengths[one.service].append(busy_ms[id(one)])
    usual = {service: round(median(own)) for service, own in lengths.items()}
    return tuple(
        Visitor(
            number=one.number,
            service=one.service,
            ticket_class=one.ticket_class,
            arrives_at=one.came_at,
            due_at=one.waits_from,
            order_key=one.order_key,
            busy_ms=busy_ms.get(id(one), usual.get(one.service, UNKNOWN_MS)),
            is_no_show=one.is_no_show,
        )
        for one in _in_order(courses)
    )
