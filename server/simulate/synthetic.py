"""A made-up hall: days drawn from a seed, with the load of a real city (docs/adr/0033).

The shares of the hours are those of the offices of Warsaw; everything else is a figure of
``Hall``, so that another hall can be tried.
"""

from dataclasses import dataclass
from math import exp, log, sqrt
from random import Random

from server.protocol.identity import Key
from server.protocol.tickets import TicketClass
from server.simulate.days import HOUR, MINUTE, Absence, Day, DeskPlan, Visitor

WARSAW = (0.105, 0.11, 0.13, 0.137, 0.136, 0.129, 0.128, 0.089, 0.022)
"""The share of a day's visitors who come in each hour from 8 o'clock on."""

EARLIEST_MS, LATEST_MS = -15 * MINUTE, 5 * MINUTE
"""Booked visitors come so long before their slot, or after it."""

A_DAY = 24 * HOUR


@dataclass(frozen=True, slots=True)
class ServiceTimes:
    """How long visits of a service take: drawn from ``recorded`` minutes, or log-normal."""

    service: Key
    mean: float
    spread: float = 0.6
    recorded: tuple[float, ...] = ()

    def draw(self, random: Random) -> int:
        """Return the milliseconds of one visit."""
        if self.recorded:
            return round(random.choice(self.recorded) * MINUTE)
        middle = log(self.mean) - self.spread**2 / 2
        return round(exp(random.gauss(middle, self.spread)) * MINUTE)


@dataclass(frozen=True, slots=True)
class Hall:
    """The figures of a made-up hall; ``desks`` names the services of each."""

    times: tuple[ServiceTimes, ...] = (ServiceTimes("a", 8), ServiceTimes("b", 13))
    desks: tuple[tuple[Key, ...], ...] = (
        *(("a",),) * 2,
        *(("b",),) * 2,
        *(("a", "b"),) * 2,
    )
    hours: tuple[float, ...] = WARSAW
    opens: int = 8
    load: float = 0.92
    statutory: float = 0.15
    booked: float = 0.25
    no_shows: float = 0.07
    no_show_minutes: float = 2.0
    lunch_minutes: float = 45.0
    pauses_per_hour: float = 0.4
    pause_minutes: float = 7.0

    def open_ms(self) -> int:
        """Return how long the hall admits visitors."""
        return len(self.hours) * HOUR

    def desk_ms(self) -> float:
        """Return how long all desks together receive in a day."""
        away = self.lunch_minutes + self.pauses_per_hour * len(self.hours) * self.pause_minutes
        return len(self.desks) * (self.open_ms() - away * MINUTE)

    def busy_minutes(self, times: ServiceTimes) -> float:
        """Return how long a visitor of this service keeps a desk, who may not come, on average."""
        received = sum(times.recorded) / len(times.recorded) if times.recorded else times.mean
        return received * (1 - self.no_shows) + self.no_show_minutes * self.no_shows


def made_day(hall: Hall, seed: int) -> Day:
    """Return the day of this seed."""
    random = Random(seed)  # noqa: S311 - made-up days are drawn from a seed, not secret
    opens_at = A_DAY + hall.opens * HOUR
    closes_at = opens_at + hall.open_ms()
    desks = tuple(
        DeskPlan(f"desk-{place + 1}", services, _absences(hall, place, opens_at, random))
        for place, services in enumerate(hall.desks)
    )
    slots: list[tuple[int, Key]] = []
    visitors: list[Visitor] = []
    for times in hall.times:
        for arrives_at in _arrivals(hall, times, opens_at, random):
            ticket_class = _class(hall, random)
            if ticket_class is TicketClass.BOOKED:
                slots.append((arrives_at, times.service))
            visitor = _visitor(hall, times, ticket_class, arrives_at, random)
            if visitor is not None:
                visitors.append(visitor)
    visitors.sort(key=lambda one: (one.due_at, one.number))
    return Day(opens_at, closes_at, desks, tuple(visitors), tuple(sorted(slots)))


def _arrivals(hall: Hall, times: ServiceTimes, opens_at: int, random: Random) -> list[int]:
    """Draw when visitors of one service come; every service brings the same work."""
    work = hall.load * hall.desk_ms() / len(hall.times)
    expected = work / (hall.busy_minutes(times) * MINUTE)
    count = max(0, round(random.gauss(expected, sqrt(expected))))
    hours = random.choices(range(len(hall.hours)), weights=hall.hours, k=count)
    return sorted(opens_at + hour * HOUR + random.randrange(HOUR) for hour in hours)


def _class(hall: Hall, random: Random) -> TicketClass:
    drawn = random.random()
    if drawn < hall.statutory:
        return TicketClass.STATUTORY
    if drawn < hall.statutory + hall.booked:
        return TicketClass.BOOKED
    return TicketClass.ORDINARY


def _visitor(
    hall: Hall, times: ServiceTimes, ticket_class: TicketClass, at: int, random: Random
) -> Visitor | None:
    """Return who comes; of the booked ones who do not come, none takes a number."""
    is_no_show = random.random() < hall.no_shows
    busy_ms = round(hall.no_show_minutes * MINUTE) if is_no_show else times.draw(random)
    number = f"{times.service}-{at}-{random.randrange(1_000_000):06d}"
    if ticket_class is not TicketClass.BOOKED:
        return Visitor(
            number, times.service, ticket_class, at, at, at, busy_ms, is_no_show=is_no_show
        )
    comes_at = at + random.randrange(EARLIEST_MS, LATEST_MS)
    if is_no_show:
        return None
    return Visitor(number, times.service, ticket_class, comes_at, max(at, comes_at), at, busy_ms)


def _absences(hall: Hall, place: int, opens_at: int, random: Random) -> tuple[Absence, ...]:
    """Draw when a desk is away: lunch in three shifts from noon, and pauses at any time."""
    lunch_ms = round(hall.lunch_minutes * MINUTE)
    lunch_at = opens_at + (12 - hall.opens) * HOUR + (place % 3) * lunch_ms
    absences = [Absence(lunch_at, lunch_ms, is_planned=True)] if lunch_ms else []
    at = float(opens_at)
    while hall.pauses_per_hour and (
        (at := at + random.expovariate(hall.pauses_per_hour) * HOUR) < opens_at + hall.open_ms()
    ):
        length = random.expovariate(1 / hall.pause_minutes) * MINUTE
        absences.append(Absence(round(at), round(length), is_planned=False))
    return tuple(sorted(absences, key=lambda one: one.starts_at))
