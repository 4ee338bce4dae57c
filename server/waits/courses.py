"""What became of each leg: when it began to wait, was called and was over; of its events alone."""

from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from server.protocol.desk_events import ActUndone, CalledOnPaper, CallReturned
from server.protocol.events import (
    Entry,
    NoShowMarked,
    ServiceFinished,
    TicketCalled,
    TicketIssued,
    TicketLapsed,
)
from server.protocol.identity import Key, LegId
from server.protocol.lanes import LaneName
from server.protocol.offline_events import TicketRevived
from server.protocol.tickets import Instant, LegState, TicketClass, TicketNumber
from server.protocol.visit_events import (
    ClaimRefused,
    LegAdded,
    LegParked,
    LegReturned,
    LegSentOn,
    LegTransferred,
)
from server.protocol.waits import Forecast, WaitRange
from server.queueing.slots import Placed, waits_as

_Ended = ServiceFinished | NoShowMarked | LegTransferred | LegParked | ClaimRefused
_Admitted = TicketIssued | LegAdded | TicketRevived
_TakenBack = ActUndone | CallReturned | CalledOnPaper | TicketLapsed | LegSentOn


# Nothing in it leads back to it: without the collector's word ten thousand are a megabyte smaller.
class Course(Struct, frozen=True, gc=False):
    """One wait of a leg and, if it was called, what followed at the desk.

    ``waits_from``: when it became callable; ``forecast`` and ``expected``: what was told with the
    ticket, if it is the first wait of one.
    """

    leg: LegId
    number: TicketNumber
    service: Key
    lane: LaneName
    ticket_class: TicketClass
    came_at: Instant
    waits_from: Instant
    order_key: Instant
    seq: int
    forecast: Forecast | None = None
    expected: WaitRange | None = None
    desk: Key | None = None
    called_at: Instant | None = None
    ended_at: Instant | None = None
    is_no_show: bool = False

    @property
    def waited_ms(self) -> int | None:
        """Return how long it was callable before it was called, if it was."""
        return None if self.called_at is None else max(0, self.called_at - self.waits_from)


class Courses:
    """The courses of a hall; ``fold`` takes entries in sequence."""

    def __init__(self) -> None:
        """Know of nobody."""
        self.open: dict[LegId, Course] = {}
        self._over: dict[LegId, Course] = {}
        self._parked: dict[LegId, Course] = {}

    def fold(self, entry: Entry) -> None:
        """Take in what happened to a leg."""
        match entry.event:
            case TicketIssued() | LegAdded() | TicketRevived():
                self._admit(entry, entry.event)
            case TicketCalled(leg=leg, desk=desk) if leg in self.open:
                self.open[leg] = replace(self.open[leg], desk=desk, called_at=entry.at)
            case LegReturned(leg=leg):
                self._wait_again(entry.at, leg)
            case event if isinstance(event, _Ended):
                self._end(entry.at, event)
            case event if isinstance(event, _TakenBack):
                self._take_back(event)
            case _:
                pass

    def drain(self, until: Instant) -> tuple[Course, ...]:
        """Return, once, the courses that were over before ``until``, as they ended."""
        found = [one for one in self._over.values() if (one.ended_at or 0) < until]
        for one in found:
            del self._over[one.leg]
        return tuple(found)

    def _admit(self, entry: Entry, event: _Admitted) -> None:
        issued = event if isinstance(event, TicketIssued) else None
        is_elsewhere = issued is not None and issued.offline is not None
        came_at = event.order_key if is_elsewhere else entry.at
        # The event itself is not kept: ten thousand who wait would hold three megabytes more.
        self.open[event.leg] = Course(
            leg=event.leg,
            number=event.number,
            service=event.service,
            lane=event.lane or event.service,
            ticket_class=event.ticket_class,
            came_at=came_at,
            waits_from=_callable_from(event, came_at),
            order_key=event.order_key,
            seq=entry.seq if isinstance(event, TicketIssued) else event.issue_seq,
            forecast=None if issued is None else issued.forecast,
            expected=None if issued is None else issued.expected,
        )

    def _end(self, at: Instant, event: _Ended) -> None:
        course = self.open.pop(event.leg, None)
        if course is None:
            return
        is_no_show = isinstance(event, NoShowMarked)
        over = replace(course, ended_at=at, is_no_show=is_no_show)
        self._over[event.leg] = over
        if isinstance(event, LegParked):
            self._parked[event.leg] = over
        if isinstance(event, ClaimRefused):
            self.open[event.leg] = _again(replace(over, ticket_class=TicketClass.ORDINARY), at)

    def _wait_again(self, at: Instant, leg: LegId) -> None:
        """Let a leg wait that was set aside; one that was booked waits from its time anyway."""
        parked = self._parked.pop(leg, None)
        if parked is not None:
            self.open[leg] = _again(parked, at)

    def _take_back(self, event: _TakenBack) -> None:
        match event:
            case ActUndone(legs=legs):
                for undone in legs:
                    self._put_back(undone.leg, undone.state)
            case CallReturned(leg=leg):
                self._put_back(leg, LegState.WAITING)
            case CalledOnPaper(leg=leg) | TicketLapsed(leg=leg) | LegSentOn(leg=leg):
                self.open.pop(leg, None)
                self._parked.pop(leg, None)
            case _:
                assert_never(event)

    def _put_back(self, leg: LegId, state: LegState) -> None:
        course = self._over.pop(leg, None) or self._parked.get(leg) or self.open.get(leg)
        self._parked.pop(leg, None)
        if course is None:
            return
        if state is LegState.WITHDRAWN:
            self.open.pop(leg, None)
            return
        self.open[leg] = replace(course, ended_at=None, is_no_show=False)
        if state not in (LegState.CALLED, LegState.SERVING):
            self.open[leg] = replace(self.open[leg], desk=None, called_at=None)


def _callable_from(placed: Placed, at: Instant) -> Instant:
    """Return from when on a leg may be called that waits, or waits again, at an instant."""
    return placed.order_key if waits_as(placed, at) is LegState.BOOKED else at


def _again(past: Course, at: Instant) -> Course:
    """Return a course that waits anew from ``at`` on, at its old place."""
    return replace(
        past,
        came_at=at,
        waits_from=_callable_from(past, at),
        forecast=None,
        expected=None,
        desk=None,
        called_at=None,
        ended_at=None,
        is_no_show=False,
    )
