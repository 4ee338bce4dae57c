"""Events: what has happened, in the past tense; rows, paper, board and voice follow from them."""

from msgspec import Struct

from server.protocol.device_events import DeviceEvent
from server.protocol.happened import Happened
from server.protocol.identity import Key, LegId, RequestId, TicketId
from server.protocol.languages import LanguageCode
from server.protocol.offline_events import OfflineEvent
from server.protocol.people_events import PeopleEvent
from server.protocol.printing import PrintOutcome, PrintProblem, SoundResult
from server.protocol.restore_events import RestoreEvent
from server.protocol.ticket_layout import TicketLayout
from server.protocol.tickets import (
    CallReason,
    Instant,
    OfflineIssue,
    Ordinal,
    ServiceDay,
    TicketClass,
    TicketNumber,
)


class HallImported(Happened, frozen=True, kw_only=True):
    """The hall file with this SHA-256 became the hall's configuration."""

    digest: str
    policy_version: int


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
    if a kiosk gave the number by itself: then ``order_key`` is when he came.
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


class TicketUnclaimed(Happened, frozen=True, kw_only=True):
    """The number may not have reached its kiosk: shown to officials, skipped by Next."""

    ticket: TicketId
    leg: LegId


class TicketClaimed(Happened, frozen=True, kw_only=True):
    """The ticket waits again, at the place of its arrival."""

    ticket: TicketId
    leg: LegId


class LaneHead(Struct, frozen=True):
    """The first waiting leg of one lane (service, class) when a desk asked for the next."""

    leg: LegId
    number: TicketNumber
    service: Key
    ticket_class: TicketClass
    order_key: Instant
    seq: int


class CallInputs(Struct, frozen=True):
    """All that the rule of order looked at; with it anybody can choose again."""

    heads: tuple[LaneHead, ...]
    share: int
    limit: int


class TicketCalled(Happened, frozen=True, kw_only=True):
    """The rule chose this leg for the desk; ``inputs`` and ``reason`` say why."""

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
    """The visitor was received."""

    ticket: TicketId
    leg: LegId
    number: TicketNumber
    desk: Key


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


class ClockAdjusted(Happened, frozen=True, kw_only=True):
    """The wall clock was corrected; hall time did not move, only its offset to the wall."""

    wall_offset_ms: int


class ClockDoubted(Happened, frozen=True, kw_only=True):
    """The wall clock was set so far off that it is not believed: an admin has to look.

    It would make ``wall_offset_ms`` of the offset, which stays as it was.
    """

    wall_offset_ms: int


class TicketLayoutChanged(Happened, frozen=True, kw_only=True):
    """Tickets look like ``layout`` from now on; ``version`` counts the changes."""

    version: int
    layout: TicketLayout


class LogGap(Happened, frozen=True, kw_only=True):
    """A backup was restored and ``epoch`` begins: what followed ``restored_from_seq`` is lost.

    Numbers go on at least ``margin`` further, for those that may be on paper.
    """

    restored_from_seq: int
    epoch: int
    margin: int


Event = (
    HallImported
    | DayOpened
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
    | ClockAdjusted
    | ClockDoubted
    | TicketLayoutChanged
    | PeopleEvent
    | LogGap
    | DeviceEvent
    | OfflineEvent
    | RestoreEvent
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
