"""How many wait in each lane, kept between commands for as long as the event log is the same.

Counting is a query over everybody who waits; here it is asked only after something that the
counts cannot follow, such as a rolled back transaction or an event of another process. Of an event
that names a leg alone the leg is looked up: one seek, however many wait.
"""

from server.hall_file import HallConfig
from server.protocol.booking_events import BookingCancelled, BookingLapsed, BookingsImported
from server.protocol.day_events import PostPaused, PostResumed, SentElsewhere
from server.protocol.desk_events import (
    ActUndone,
    CallReturned,
    DeskPaused,
    DeskReady,
    DeskResumed,
    DeskUnready,
    HallPaused,
    HallResumed,
    OrderOverridden,
    PaperOrdered,
)
from server.protocol.events import (
    CallShown,
    CallSpoken,
    Entry,
    Event,
    NoShowMarked,
    PrintFailed,
    ServiceFinished,
    ServiceStarted,
    TicketCalled,
    TicketClaimed,
    TicketIssued,
    TicketPrinted,
    TicketRecalled,
    TicketUnclaimed,
)
from server.protocol.identity import Key, LegId
from server.protocol.lanes import OFFICIAL_LANE, LaneName, desk_lane
from server.protocol.offline_events import (
    OfflineMerged,
    SlipsGiven,
    TicketRenumbered,
    TicketRevived,
)
from server.protocol.tickets import TIERS, CallReason, LegState, TicketClass
from server.protocol.visit_events import (
    ClaimConfirmed,
    ClaimRefused,
    LegAdded,
    LegParked,
    LegReturned,
    LegSentOn,
    LegTransferred,
)
from server.queueing.slots import waits_as
from server.storage.ledger import Ledger
from server.storage.leg_rows import LegRows

_Place = tuple[LaneName, Key | None, TicketClass]
"""A lane and a class; with the service where the lane alone does not tell which desks call it."""

_NOBODY_MOVES = (
    TicketRecalled,
    ServiceStarted,
    ServiceFinished,
    NoShowMarked,
    TicketPrinted,
    PrintFailed,
    CallShown,
    CallSpoken,
    LegTransferred,
    LegParked,
    ClaimConfirmed,
    OrderOverridden,
    DeskReady,
    DeskUnready,
    DeskPaused,
    DeskResumed,
    HallPaused,
    HallResumed,
    PaperOrdered,
    BookingsImported,
    BookingCancelled,
    BookingLapsed,
    PostPaused,
    PostResumed,
    SentElsewhere,
    SlipsGiven,
    OfflineMerged,
    TicketRenumbered,
)


class Crowd:
    """The counts of one hall, true at one head of its log; used by the hall's writer alone."""

    def __init__(self, config: HallConfig) -> None:
        """Know nothing yet of who waits."""
        self._counts: dict[_Place, int] = {}
        self._true_at = ""
        self._shared = {
            service.id: config.sharing_desks_with(service.id) for service in config.services
        }
        self._served = {desk_lane(desk.id): frozenset(desk.services) for desk in config.desks}
        self._desk_lanes = {
            service.id: frozenset(
                desk_lane(desk.id) for desk in config.desks if service.id in desk.services
            )
            for service in config.services
        }

    def ahead_of(
        self, ledger: Ledger, service: Key, own: TicketClass, lane: LaneName | None = None
    ) -> int:
        """Return how many wait at the desks that may call such a visitor, for any service.

        Whoever stands in the ``lane`` of a desk is called by that one alone.
        """
        self.follow(ledger)
        if self._true_at != ledger.head.hash:
            self._counts = _counted(ledger)
            self._true_at = ledger.head.hash
        shared, tier = self._shared[service], TIERS[own]
        lanes = shared | self._desk_lanes[service]
        if lane is not None:
            shared = self._served[lane]
            lanes = shared | {lane}
        return sum(
            count
            for (place, meant, its_class), count in self._counts.items()
            if TIERS[its_class] >= tier and (place in lanes if meant is None else meant in shared)
        )

    def follow(self, ledger: Ledger) -> None:
        """Take in what was done in the open ``ledger`` since the counts were true."""
        since = self._since(ledger)
        if since:
            is_known = all(self._take(entry, ledger) for entry in since)
            self._true_at = since[-1].head if is_known else ""

    def _since(self, ledger: Ledger) -> list[Entry]:
        """Return the entries after the counts were true, none if that was at another head."""
        for place in range(len(ledger.appended), 0, -1):
            if ledger.appended[place - 1].head == self._true_at:
                return ledger.appended[place:]
        return ledger.appended if ledger.began_at == self._true_at else []

    def _take(self, entry: Entry, ledger: Ledger) -> bool:
        """Take in the next entry; return False if it cannot be followed."""
        match entry.event:
            case TicketIssued() | TicketRevived() | LegAdded() as come:
                if waits_as(come, entry.at) is LegState.WAITING:
                    self._move(come.lane or come.service, come, 1)
            case TicketCalled() as called:
                if called.reason is not CallReason.EARLY_BOOKING:
                    self._move(_lane_of(called), called, -1)
            case event if not isinstance(event, _NOBODY_MOVES):
                return self._look_up(entry, ledger)
            case _:
                pass
        return True

    def _look_up(self, entry: Entry, ledger: Ledger) -> bool:
        """Take in what happened to legs that the event only names; return False if unknown."""
        moved = _named(entry.event)
        if moved is None:
            return False
        for leg, by in moved:
            row = LegRows(ledger.connection, ledger.hall).leg(leg)
            if row is None:
                return False
            if by > 0 and waits_as(row.head, entry.at) is LegState.BOOKED:
                continue
            place = _place(row.head.stands_in, row.head.service, row.head.ticket_class)
            self._counts[place] = self._counts.get(place, 0) + by
        return True

    def _move(
        self, lane: LaneName, one: TicketIssued | TicketRevived | LegAdded | TicketCalled, by: int
    ) -> None:
        place = _place(lane, one.service, one.ticket_class)
        self._counts[place] = self._counts.get(place, 0) + by


def _counted(ledger: Ledger) -> dict[_Place, int]:
    """Return how many wait where, as the store has it."""
    counts: dict[_Place, int] = {}
    for (lane, its_class), count in ledger.tickets.waiting_by_lane().items():
        if not lane.startswith(OFFICIAL_LANE):
            counts[lane, None, its_class] = count
    return counts | dict(ledger.tickets.waiting_for_officials().items())


def _named(event: Event) -> tuple[tuple[LegId, int], ...] | None:
    """Return the legs that an event names, each with what it adds to those who wait.

    Of a leg that was withdrawn nobody says whether it waited, was booked, or was called at once.
    """
    match event:
        case TicketUnclaimed(leg=leg):
            return ((leg, -1),)
        case TicketClaimed(leg=leg) | LegReturned(leg=leg) | CallReturned(leg=leg):
            return ((leg, 1),)
        case ClaimRefused(leg=leg):
            return ((leg, 1),)
        case LegSentOn(leg=leg, was=was):
            return ((leg, -1),) if was is LegState.WAITING else ()
        case ActUndone(legs=legs) if all(one.state is not LegState.WITHDRAWN for one in legs):
            return tuple((one.leg, 1) for one in legs if one.state is LegState.WAITING)
        case _:
            return None


def _place(lane: LaneName, service: Key, ticket_class: TicketClass) -> _Place:
    return lane, service if lane.startswith(OFFICIAL_LANE) else None, ticket_class


def _lane_of(called: TicketCalled) -> LaneName:
    """Return the lane in which the visitor stood who was called."""
    inputs = called.inputs
    heads = inputs.heads if inputs.chosen is None else (inputs.chosen,)
    own = (head.stands_in for head in heads if head.leg == called.leg)
    return next(own, called.service)
