"""A hall's life played again from its events alone: each must follow from those before it."""

from typing import assert_never

from msgspec.structs import replace

from server.hall_file import HallConfig
from server.protocol.desk_events import ActUndone
from server.protocol.events import (
    DayClosed,
    DayOpened,
    DayReopened,
    Entry,
    NoShowMarked,
    ServiceFinished,
    ServiceStarted,
    TicketCalled,
    TicketIssued,
    TicketLapsed,
    TicketRecalled,
)
from server.protocol.hall_events import HallImported, LogGap
from server.protocol.identity import Key
from server.protocol.offline_events import TicketRenumbered
from server.protocol.tickets import CallReason, ServiceDay
from server.protocol.visit_events import (
    ClaimConfirmed,
    ClaimRefused,
    LegAdded,
    LegParked,
    LegTransferred,
)
from server.queueing.lanes import lanes_of
from server.queueing.ordering import (
    KEEPS_BOOKED_TIMES,
    POLICY_VERSION,
    Choice,
    Limits,
    past_aside,
    waited,
)
from server.queueing.picture import HallPicture
from server.verify.actors import ActorCheck
from server.verify.bookings import BookingCheck
from server.verify.coded import are_known
from server.verify.control import ControlCheck, official_of
from server.verify.faults import Fault
from server.verify.legs import Legs
from server.verify.numbers import Numbers
from server.verify.places import has_its_place
from server.verify.undoing import UndoCheck

_DayBegins = TicketLapsed | DayOpened | DayReopened

AtDesk = (
    TicketRecalled
    | ServiceStarted
    | ServiceFinished
    | NoShowMarked
    | LegTransferred
    | LegParked
    | ClaimConfirmed
    | ClaimRefused
)


class BadEntryError(Exception):
    """The entry (epoch, seq) is the first one that is wrong."""

    def __init__(self, fault: Fault, epoch: int, seq: int, head: str = "") -> None:
        """Name the entry; ``head`` is a witness that no entry has."""
        super().__init__(f"{epoch}/{seq}: {fault}")
        self.fault = fault
        self.epoch = epoch
        self.seq = seq
        self.head = head


class Replay:
    """Takes the entries of a log in order; raises BadEntryError at the first that is wrong."""

    def __init__(self, config: HallConfig, config_digest: str) -> None:
        """Begin before the first event of a hall with this configuration."""
        limits = Limits(config.statutory_limit, config.booked_limit)
        self.picture = HallPicture(config.desks, limits)
        self.tickets = self.calls = self.gaps = 0
        self.days: set[ServiceDay] = set()
        self._config = config
        self._config_digest = config_digest
        self._legs = Legs(
            start_is_optional=config.start_is_optional,
            plans={one.id: one.then for one in config.services if one.then is not None},
            grace_seconds=config.grace_seconds,
        )
        self._numbers = Numbers(config)
        self._actors = ActorCheck()
        self._control = ControlCheck(self.picture, config)
        self._bookings = BookingCheck(config)
        self._undo = UndoCheck(self.picture, self._legs, config)
        self._lapse: Entry | None = None
        self._policy = 0

    def take(self, entry: Entry) -> None:
        """Take in the next entry."""
        if self._lapse is not None and not isinstance(entry.event, _DayBegins):
            raise BadEntryError(Fault.DAY, self._lapse.epoch, self._lapse.seq)
        fault = self._fault(entry)
        if fault is not None:
            raise BadEntryError(fault, entry.epoch, entry.seq)
        self._lapse = entry if isinstance(entry.event, TicketLapsed) else None
        self.picture.fold(entry)

    def finish(self) -> None:
        """Take in that nothing follows, though a lapse, a choice or a transfer needs something."""
        if self._lapse is not None:
            raise BadEntryError(Fault.DAY, self._lapse.epoch, self._lapse.seq)
        chosen = self._control.override
        if chosen is not None:
            raise BadEntryError(Fault.OVERRIDE, chosen.epoch, chosen.seq)
        if self._legs.is_sending_on():
            raise BadEntryError(Fault.LEG, self.picture.epoch, self.picture.seq)

    def _fault(self, entry: Entry) -> Fault | None:
        if not self._is_of_epoch(entry):
            return Fault.EPOCH
        if not self._is_of_policy(entry):
            return Fault.RULE
        self._undo.note(entry)
        fault = self._control.fault_of(entry)
        if fault is not Fault.OVERRIDE:  # which says more than that the order was another
            fault = self._fault_of_hall(entry) or self._bookings.fault_of(entry) or fault
        if isinstance(entry.event, ActUndone) and not self._undo.follow(entry.event):
            fault = Fault.UNDO
        if fault is None and not self._is_followed(entry):
            fault = Fault.LEG
        return fault or self._fault_of_right(entry)

    def _fault_of_right(self, entry: Entry) -> Fault | None:
        """Return what is wrong with who did it, and with what he gave as reason."""
        if not self._actors.is_allowed(entry):
            return Fault.ACTOR
        return None if are_known(entry.event, self._config) else Fault.CODE

    def _is_followed(self, entry: Entry) -> bool:
        """Return whether the legs could do what the event says."""
        return self._legs.follow(entry.event, entry.seq, entry.at, entry.policy_version)

    def _is_of_policy(self, entry: Entry) -> bool:
        """Return whether the rule of order is one we know, and is never exchanged in silence."""
        before, now = self._policy or entry.policy_version, entry.policy_version
        self._policy = now
        if isinstance(entry.event, HallImported):
            return before <= now == entry.event.policy_version <= POLICY_VERSION
        return before == now <= POLICY_VERSION

    def _is_of_epoch(self, entry: Entry) -> bool:
        """Return whether the epoch goes on, or begins with a gap that says where."""
        now = self.picture.epoch or 1
        match entry.event:
            case LogGap(epoch=epoch, restored_from_seq=restored):
                self.gaps += 1
                return entry.epoch == epoch > now and restored == entry.seq - 1
            case _:
                return entry.epoch == now

    def _fault_of_hall(self, entry: Entry) -> Fault | None:
        match entry.event:
            case HallImported() | LegAdded():
                return None if self._is_configured(entry.event) else Fault.CONFIGURATION
            case DayOpened() | DayReopened() | DayClosed():
                return None if self._is_day(entry.event) else Fault.DAY
            case TicketIssued() | TicketRenumbered():
                return self._fault_of_number(entry, entry.event)
            case TicketCalled() as called:
                return self._fault_of_call(entry, called)
            case event if isinstance(event, AtDesk):
                return None if self._is_at_desk(event) else Fault.DESK
            case _:
                return None

    def _is_configured(self, event: HallImported | LegAdded) -> bool:
        """Return whether the hall's configuration is that, or has where a visitor was sent."""
        if isinstance(event, HallImported):
            return event.digest == self._config_digest
        return self._config.service(event.service) is not None

    def _is_day(self, event: DayOpened | DayReopened | DayClosed) -> bool:
        day, is_open = event.service_day, self.picture.service_day
        match event:
            case DayOpened():
                is_new = day not in self.days
                self.days.add(day)
                return is_new and is_open is None and self._legs.are_all_of(day)
            case DayReopened():
                return day in self.days and is_open is None and self._legs.are_all_of(day)
            case DayClosed(still_waiting=waiting):
                return day == is_open and waiting == self._legs.yet_to_be_called()
            case _:
                assert_never(event)

    def _fault_of_number(
        self, entry: Entry, event: TicketIssued | TicketRenumbered
    ) -> Fault | None:
        match event:
            case TicketIssued():
                return self._fault_of_issue(entry, event)
            case TicketRenumbered():
                return None if self._numbers.renumber(event) else Fault.NUMBER
            case _:
                assert_never(event)

    def _fault_of_issue(self, entry: Entry, issued: TicketIssued) -> Fault | None:
        if not self._is_of_a_day(issued):
            return Fault.DAY
        if self._config.service(issued.service) is None:
            return Fault.CONFIGURATION
        if not self._numbers.issue(issued):
            return Fault.NUMBER
        self.tickets += 1
        return None if has_its_place(issued, entry.at, self._config) else Fault.PLACE

    def _is_of_a_day(self, issued: TicketIssued) -> bool:
        """Return whether the ticket's day is open, or was the last one for a kiosk's number."""
        is_open = self.picture.service_day
        if issued.offline is None or is_open is not None:
            return issued.service_day == is_open
        return issued.service_day == self.picture.newest_day

    def _fault_of_call(self, entry: Entry, called: TicketCalled) -> Fault | None:
        if not self._is_free(called):
            return Fault.DESK
        official = official_of(entry) or self._control.official
        choice = self.picture.choice_for(called.desk, official)
        if choice is not None and called.reason is CallReason.OVERRIDE:
            choice = self._chosen(called, choice, official)
        if choice is None:
            return Fault.ORDER
        if entry.policy_version >= KEEPS_BOOKED_TIMES:
            choice = past_aside(choice, self.picture.standing.aside_at(called.desk))
        head = choice.head
        chosen = (head.leg, head.service, head.ticket_class, choice.reason, choice.inputs)
        said = (called.leg, called.service, called.ticket_class, called.reason, called.inputs)
        since = waited(head, entry.at)
        if (*chosen, choice.share_after, since) != (*said, called.share_after, called.waited_ms):
            return Fault.ORDER
        self.calls += 1
        return None

    def _chosen(self, called: TicketCalled, first: Choice, official: Key | None) -> Choice | None:
        """Return the call of a chosen visitor, none if he is none whom the desk may call."""
        leg = self.picture.standing.waiting.get(called.leg)
        desk = self._config.desk(called.desk)
        if leg is None or desk is None or leg.lane[0] not in lanes_of(desk, official):
            return None
        head = leg.as_head()
        inputs = replace(first.inputs, chosen=head)
        return Choice(head, CallReason.OVERRIDE, inputs, None, inputs.share)

    def _is_free(self, called: TicketCalled) -> bool:
        """Return whether the hall has the desk of a call, and nobody is there.

        Older logs do not say of a cabin's calls that they are by video.
        """
        desk = self._config.desk(called.desk)
        if desk is None or (called.desk_label, called.zone) != (desk.label, desk.zone):
            return False
        if called.is_video and not desk.is_video:
            return False
        return self.picture.occupancy.desk(desk.id) is None

    def _is_at_desk(self, event: AtDesk) -> bool:
        seen = self.picture.occupancy.desk(event.desk)
        return seen is not None and seen.leg == event.leg
