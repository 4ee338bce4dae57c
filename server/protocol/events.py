"""Events: what has happened, in the past tense; rows, paper, board and voice follow from them."""

from msgspec import Struct

from server.protocol.booking_events import BookingEvent
from server.protocol.bookings import BookedIssue
from server.protocol.codes import VisitRecord
from server.protocol.day_events import DayEvent
from server.protocol.desk_events import DeskControlEvent
from server.protocol.device_events import DeviceEvent
from server.protocol.hall_events import HallEvent
from server.protocol.happened import Happened
from server.protocol.identity import Key, LegId, RequestId, TicketId
from server.protocol.lanes import LaneName
from server.protocol.languages import LanguageCode
from server.protocol.offline_events import OfflineEvent
from server.protocol.people_events import PeopleEvent
from server.protocol.printing import PrintOutcome, PrintProblem, SoundResult
from server.protocol.restore_events import RestoreEvent
from server.protocol.tickets import (
    CallReason,
    Instant,
    OfflineIssue,
    Ordinal,
    Persons,
    ServiceDay,
    TicketClass,
    TicketNumber,
)
from server.protocol.visit_events import VisitEvent
from server.protocol.waits import Forecast, WaitRange


class DayOpened(Happened, frozen=True, kw_only=True):
    """The service day began."""

    service_day: ServiceDay


class DayReopened(Happened, frozen=True, kw_only=True):
    """A service day that was closed goes on: numbers and queue as they were."""

    service_day: ServiceDay


class DayClosed(Happened, frozen=True, kw_only=True):
    """The service day admits nobody new; ``still_waiting`` visitors have yet to be called."""

    service_day: ServiceDay
    still_waiting: int


class TicketIssued(Happened, frozen=True, kw_only=True):
    """A visitor got a number and waits.

    ``people_ahead`` waited before him at that moment for desks that may call him. ``offline``
    if a kiosk gave the number by itself: then ``order_key`` is when he came. ``lane`` if he is
    meant for one official or desk; ``persons`` come together. ``booked`` if he had a booking: he
    waits from ``order_key`` on, until then his leg is ``booked``. ``from_desk`` if an official
    gave the number there. ``expected`` is what he was told that he will wait, from ``order_key``
    on if he is early; ``forecast`` what that was made of.
    """

    ticket: TicketId
    leg: LegId
    number: TicketNumber
    service_day: ServiceDay
    series: Key
    ordinal: Ordinal
    service: Key
    language: LanguageCode
    ticket_class: TicketClass
    claim: Key | None
    order_key: Instant
    people_ahead: int
    issue_request: RequestId
    offline: OfflineIssue | None = None
    persons: Persons = 1
    lane: LaneName | None = None
    booked: BookedIssue | None = None
    from_desk: Key | None = None
    expected: WaitRange | None = None
    forecast: Forecast | None = None

    @property
    def is_early(self) -> bool:
        """Return whether the visitor is here before the time that he booked."""
        return self.booked is not None and self.booked.is_early


class TicketUnclaimed(Happened, frozen=True, kw_only=True):
    """The number may not have reached its kiosk: shown to officials, skipped by Next."""

    ticket: TicketId
    leg: LegId


class TicketClaimed(Happened, frozen=True, kw_only=True):
    """The ticket waits again, at the place of its arrival."""

    ticket: TicketId
    leg: LegId


class LaneHead(Struct, frozen=True, omit_defaults=True):
    """The first waiting leg of one lane and class when a desk asked for the next.

    ``lane`` if it is not that of the service, but of a desk or an official.
    """

    leg: LegId
    number: TicketNumber
    service: Key
    ticket_class: TicketClass
    order_key: Instant
    seq: int
    lane: LaneName | None = None

    @property
    def stands_in(self) -> LaneName:
        """Return the lane."""
        return self.lane or self.service


class CallInputs(Struct, frozen=True, omit_defaults=True):
    """All that the rule of order looked at; with it anybody can choose again.

    ``chosen`` is whom an official chose himself, who need not be the first of his lane.
    ``aside`` are those whom the same desk has set aside and who stand before whom it calls now,
    the first twenty: the rule does not look at them, whoever reads the log does.
    """

    heads: tuple[LaneHead, ...]
    share: int
    limit: int
    chosen: LaneHead | None = None
    aside: tuple[LaneHead, ...] = ()


class TicketCalled(Happened, frozen=True, kw_only=True):
    """The rule chose this leg for the desk; ``inputs`` and ``reason`` say why.

    ``is_video`` if the desk is a cabin in which an official of another hall receives.
    """

    ticket: TicketId
    leg: LegId
    number: TicketNumber
    service: Key
    desk: Key
    desk_label: str
    zone: Key
    language: LanguageCode
    ticket_class: TicketClass
    claim: Key | None
    waited_ms: int
    reason: CallReason
    inputs: CallInputs
    share_after: int
    persons: Persons = 1
    is_video: bool = False


class TicketRecalled(Happened, frozen=True, kw_only=True):
    """The same call was made again; ``times`` counts the recalls."""

    ticket: TicketId
    leg: LegId
    number: TicketNumber
    desk: Key
    desk_label: str
    zone: Key
    language: LanguageCode
    times: int


class ServiceStarted(Happened, frozen=True, kw_only=True):
    """The called visitor came to the desk."""

    ticket: TicketId
    leg: LegId
    number: TicketNumber
    desk: Key


class ServiceFinished(Happened, frozen=True, kw_only=True):
    """The visitor was received; ``is_unstarted`` if the hall lets desks skip the start."""

    ticket: TicketId
    leg: LegId
    number: TicketNumber
    desk: Key
    record: VisitRecord | None = None
    is_unstarted: bool = False


class NoShowMarked(Happened, frozen=True, kw_only=True):
    """The called visitor did not come."""

    ticket: TicketId
    leg: LegId
    number: TicketNumber
    desk: Key


class TicketLapsed(Happened, frozen=True, kw_only=True):
    """A later service day began before the visitor was received; the number is past."""

    ticket: TicketId
    leg: LegId
    number: TicketNumber


class TicketPrinted(Happened, frozen=True, kw_only=True):
    """Paper ``copy`` of the ticket came out, as far as the printer can say."""

    ticket: TicketId
    number: TicketNumber
    copy: int
    outcome: PrintOutcome


class PrintFailed(Happened, frozen=True, kw_only=True):
    """Paper ``copy`` of the ticket did not come out, or nobody knows."""

    ticket: TicketId
    number: TicketNumber
    copy: int
    outcome: PrintOutcome
    problem: PrintProblem


class CallShown(Happened, frozen=True, kw_only=True):
    """The first board of the zone has drawn the call."""

    call: int
    number: TicketNumber
    zone: Key


class CallSpoken(Happened, frozen=True, kw_only=True):
    """A board of the zone has spoken the call, or could not: the first, then the first voice."""

    call: int
    number: TicketNumber
    zone: Key
    result: SoundResult


Event = (
    DayOpened
    | DayReopened
    | DayClosed
    | TicketIssued
    | TicketUnclaimed
    | TicketClaimed
    | TicketCalled
    | TicketRecalled
    | ServiceStarted
    | ServiceFinished
    | NoShowMarked
    | TicketLapsed
    | TicketPrinted
    | PrintFailed
    | CallShown
    | CallSpoken
    | HallEvent
    | PeopleEvent
    | DeviceEvent
    | OfflineEvent
    | RestoreEvent
    | VisitEvent
    | BookingEvent
    | DayEvent
    | DeskControlEvent
)


class Entry(Struct, frozen=True):
    """One event in its place in a hall's event log; ``head`` is the hash of this entry."""

    hall: Key
    epoch: int
    seq: int
    at: Instant
    actor: str
    policy_version: int
    event: Event
    head: str
