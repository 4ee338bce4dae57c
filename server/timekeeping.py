"""Hall time, what people's clocks say, and when the service day ends and begins.

It decides and writes nothing; the running hall asks it once a second and carries out what is due.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum, auto

from server.acts.turn import local_time
from server.clock import Clock, HallClock
from server.hall_opening import OpenedHall
from server.protocol.events import DayClosed, DayOpened, DayReopened, Entry
from server.protocol.hall_events import ClockAdjusted, ClockDoubted
from server.protocol.identity import SERVER_ACTOR
from server.protocol.snapshots import HallTime
from server.protocol.tickets import Instant, ServiceDay
from server.queueing.hours import Calendar
from server.steadiness import PLAUSIBLE_MS, SMALL_MS, Steadiness, Verdict

FAR = timedelta(days=30)
"""A day so long after the one before it is opened by hand: a clock may be ahead as well."""


class Trouble(StrEnum):
    """Why the server leaves something to an administrator."""

    CLOCK_DOUBTED = auto()
    DAY_AHEAD = auto()
    DAY_FAR = auto()


@dataclass(frozen=True, slots=True)
class ClockDoubt:
    """What an administrator has to look at: what the two clocks say, and the newest day.

    ``wall_offset_ms`` is what believing the computer's clock would make of the offset.
    """

    trouble: Trouble
    computer: datetime
    hall: datetime
    newest_day: ServiceDay
    wall_offset_ms: int


@dataclass(frozen=True, slots=True)
class Closing:
    """The open day is over; ``opened`` is what people's clocks said at ``opened_at``."""

    day: ServiceDay
    opened_at: Instant
    opened: datetime


@dataclass(frozen=True, slots=True)
class Opening:
    """A day begins, or goes on that the server closed by a clock that was ahead."""

    day: ServiceDay


class Timekeeper:
    """The clock and the calendar of one running hall."""

    def __init__(self, clock: Clock, opened: OpenedHall, *, is_shared: bool) -> None:
        """Start a clock that goes on from the newest entry; days are folded afterwards."""
        head = opened.head
        self.offset = head.wall_offset
        self.doubted = opened.doubted
        self._config = opened.config
        self._calendar = Calendar(self._config.hours, self._config.holidays)
        self._computer = clock
        wrong_by = _wrong_by(clock.wall_ms(), opened)
        passed = clock.wall_ms() - head.last_at - head.wall_offset
        self._is_guessing = wrong_by is None and abs(passed) > PLAUSIBLE_MS
        self._takes_any = wrong_by is None and not is_shared and passed >= -PLAUSIBLE_MS
        start = wrong_by if wrong_by is not None else head.wall_offset if is_shared else 0
        self._clock = HallClock(clock, head.last_at, start)
        self._steadiness = Steadiness(clock.boot_ms(), is_starting=self._is_guessing)
        self._newest: Closing | None = None
        self._is_open = False
        self._may_go_on = False
        self._is_trusted = False
        self._refused: ServiceDay | None = None

    def now(self) -> Instant:
        """Return hall time."""
        return self._clock.now()

    def wall_now(self) -> Instant:
        """Return the computer's own wall clock, believed or not."""
        return self._computer.wall_ms()

    def local(self, at: Instant) -> datetime:
        """Return what people's clocks in the hall say at an instant of hall time."""
        return local_time(at, self.offset, self._config.time_zone)

    def time(self) -> HallTime:
        """Return hall time and how to make people's time of it."""
        at = self.now()
        offset = self.local(at).utcoffset()
        minutes = 0 if offset is None else int(offset.total_seconds() // 60)
        return HallTime(at, self.offset, minutes)

    def claimed(self) -> int:
        """Return what the wall clock says must be added to hall time."""
        return self._clock.wall_offset()

    def judge(self) -> Verdict:
        """Judge the wall clock; while the server was off, time has passed as it says."""
        moved = self.claimed() - self.offset
        boot = self._computer.boot_ms()
        verdict = self._steadiness.judge(boot, moved)
        self._is_guessing = self._is_guessing and not self._steadiness.has_stood(boot)
        takes_any, self._takes_any = self._takes_any, False
        return Verdict.TAKE if takes_any and verdict is not Verdict.SAME else verdict

    def is_news(self) -> bool:
        """Return whether a clock that is not believed is not what was doubted already."""
        return self.doubted is None or abs(self.doubted - self.claimed()) > SMALL_MS

    def follow(self) -> bool:
        """Go with a wall clock that is hardly off; return False if it is, and is not gone with."""
        is_small = abs(self.claimed() - self.offset) <= SMALL_MS
        if is_small:
            self._clock.follow(self.offset)
        return is_small

    def fold(self, entry: Entry) -> None:
        """Take in an entry of the log."""
        match entry.event:
            case DayOpened(service_day=day) | DayReopened(service_day=day):
                self._newest = Closing(day, entry.at, self.local(entry.at))
                self._is_open, self._is_trusted = True, False
            case DayClosed():
                self._is_open, self._may_go_on = False, entry.actor == str(SERVER_ACTOR)
            case ClockAdjusted(wall_offset_ms=offset):
                self.offset, self.doubted = offset, None
                self._is_trusted = entry.actor != str(SERVER_ACTOR)
            case ClockDoubted(wall_offset_ms=offset):
                self.doubted = offset
            case _:
                pass

    def refused(self, day: ServiceDay) -> None:
        """Take in that the Hall does not open ``day``: it was held, out of order."""
        self._refused = day

    def due(self) -> Closing | Opening | None:
        """Return what the server should do about the service day now."""
        local, newest = self.local(self.now()), self._newest
        if self._is_open and newest is not None:
            day = date.fromisoformat(newest.day)
            ended = self._calendar.is_over(day, newest.opened, local)
            return newest if ended else None
        if not self._calendar.is_open(local):
            return None
        return self._opening(local, newest)

    def trouble(self) -> Trouble | None:
        """Return what an administrator has to look at, if anything."""
        return Trouble.CLOCK_DOUBTED if self.doubted is not None else self._trouble_of_day()

    def wall(self) -> int | None:
        """Return what makes people's time of hall time; none while nobody knows the time."""
        is_sure = not self._is_guessing and self._trouble_of_day() is None
        return self.offset if is_sure else None

    def doubt(self) -> ClockDoubt | None:
        """Return what an administrator has to look at, with what is needed to decide."""
        trouble, at = self.trouble(), self.now()
        if trouble is None:
            return None
        offset = self.offset if self.doubted is None else self.doubted
        newest = "" if self._newest is None else self._newest.day
        computer = local_time(at, offset, self._config.time_zone)
        return ClockDoubt(trouble, computer, self.local(at), newest, offset)

    def _opening(self, local: datetime, newest: Closing | None) -> Opening | None:
        today = local.date()
        opening = Opening(today.isoformat())
        if newest is None:
            return opening
        if newest.day == opening.day:
            soon = local + timedelta(milliseconds=SMALL_MS)
            goes_on = self._may_go_on and not self._calendar.is_over(today, local, soon)
            return opening if goes_on else None
        if self._is_guessing or self._trouble_of_day() is not None:
            return None
        return opening if opening.day != self._refused else None

    def _trouble_of_day(self) -> Trouble | None:
        if self._newest is None:
            return None
        today, newest = self.local(self.now()).date(), date.fromisoformat(self._newest.day)
        if newest > today:
            return Trouble.DAY_AHEAD
        is_far = today - newest > FAR and not self._is_trusted
        return Trouble.DAY_FAR if is_far else None


def _wrong_by(wall: int, opened: OpenedHall) -> int | None:
    """Return the offset of a clock that was doubted, if it still seems to be as wrong as then."""
    head, doubted = opened.head, opened.doubted
    if doubted is None:
        return None
    is_ahead = doubted > head.wall_offset
    right, wrong = wall - head.wall_offset, wall - doubted
    is_wrong = wrong >= head.last_at if is_ahead else right < head.last_at
    return doubted if is_wrong else None
