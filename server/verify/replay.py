"""A hall's life played again from its events alone: each must follow from those before it."""

from typing import assert_never

from server.hall_file import HallConfig
from server.protocol.events import (
    DayClosed,
    DayOpened,
    DayReopened,
    Entry,
    HallImported,
    LogGap,
    NoShowMarked,
    ServiceFinished,
    ServiceStarted,
    TicketCalled,
    TicketIssued,
    TicketLapsed,
    TicketRecalled,
)
from server.protocol.offline_events import TicketRenumbered
from server.protocol.tickets import ServiceDay
from server.queueing.ordering import POLICY_VERSION, Limits
from server.queueing.picture import HallPicture
from server.verify.faults import Fault
from server.verify.legs import Legs
from server.verify.numbers import Numbers
from server.verify.places import has_its_place

_DayBegins = TicketLapsed | DayOpened | DayReopened

AtDesk = TicketRecalled | ServiceStarted | ServiceFinished | NoShowMarked


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
        self._legs = Legs(start_is_optional=config.start_is_optional)
        self._numbers = Numbers(config)
        self._lapse: Entry | None = None

    def take(self, entry: Entry) -> None:
        """Take in the next entry."""
        if self._lapse is not None and not isinstance(entry.event, _DayBegins):
            self.finish()
        fault = self._fault(entry)
        if fault is not None:
            raise BadEntryError(fault, entry.epoch, entry.seq)
        self._lapse = entry if isinstance(entry.event, TicketLapsed) else None
        self.picture.fold(entry)

    def finish(self) -> None:
        """Take in that nothing follows: nobody lapses unless another day begins."""
        if self._lapse is not None:
            raise BadEntryError(Fault.DAY, self._lapse.epoch, self._lapse.seq)

    def _fault(self, entry: Entry) -> Fault | None:
        if not self._is_of_epoch(entry):
            return Fault.EPOCH
        fault = self._fault_of_hall(entry)
        if fault is None and not self._legs.follow(entry.event, entry.seq):
            fault = Fault.LEG
        return fault

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
            case HallImported(digest=digest):
                return None if digest == self._config_digest else Fault.CONFIGURATION
            case DayOpened() | DayReopened() | DayClosed():
                return None if self._is_day(entry.event) else Fault.DAY
            case TicketIssued() | TicketRenumbered():
                return self._fault_of_number(entry, entry.event)
            case TicketCalled() as called:
                return self._fault_of_call(entry, called)
            case TicketRecalled() | ServiceStarted() | ServiceFinished() | NoShowMarked():
                return None if self._is_at_desk(entry.event) else Fault.DESK
            case _:
                return None

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
        if entry.policy_version != POLICY_VERSION:
            return Fault.RULE
        if not self._is_free(called):
            return Fault.DESK
        choice = self.picture.choice_for(called.desk)
        if choice is None:
            return Fault.ORDER
        head = choice.head
        chosen = (head.leg, head.service, head.ticket_class, choice.reason, choice.inputs)
        said = (called.leg, called.service, called.ticket_class, called.reason, called.inputs)
        waited = entry.at - head.order_key
        if (*chosen, choice.share_after, waited) != (*said, called.share_after, called.waited_ms):
            return Fault.ORDER
        self.calls += 1
        return None

    def _is_free(self, called: TicketCalled) -> bool:
        """Return whether the hall has the desk of a call, and nobody is there."""
        desk = self._config.desk(called.desk)
        if desk is None or (called.desk_label, called.zone) != (desk.label, desk.zone):
            return False
        return self.picture.occupancy.desk(desk.id) is None

    def _is_at_desk(self, event: AtDesk) -> bool:
        seen = self.picture.occupancy.desk(event.desk)
        return seen is not None and seen.leg == event.leg
