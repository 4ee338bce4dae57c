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
    TicketRecalled,
)
from server.protocol.identity import Key
from server.protocol.tickets import (
    OfflineIssue,
    Ordinal,
    ServiceDay,
    kiosk_number,
    kiosk_series,
)
from server.queueing.numbering import format_number
from server.queueing.ordering import POLICY_VERSION, Limits
from server.queueing.picture import HallPicture
from server.verify.faults import Fault
from server.verify.legs import Legs

EVERY_DAY = ""
"""Kiosks' own numbers do not begin anew with a day."""

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
        self._given: dict[tuple[ServiceDay, Key], set[Ordinal]] = {}

    def take(self, entry: Entry) -> None:
        """Take in the next entry."""
        fault = self._fault(entry)
        if fault is not None:
            raise BadEntryError(fault, entry.epoch, entry.seq)
        self.picture.fold(entry)

    def _fault(self, entry: Entry) -> Fault | None:
        if not self._is_of_epoch(entry):
            return Fault.EPOCH
        fault = self._fault_of_hall(entry)
        if fault is None and not self._legs.follow(entry.event):
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
            case TicketIssued() as issued:
                return self._fault_of_issue(issued)
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
                return is_new and is_open is None
            case DayReopened():
                return day in self.days and is_open is None
            case DayClosed():
                return day == is_open
            case _:
                assert_never(event)

    def _fault_of_issue(self, issued: TicketIssued) -> Fault | None:
        if not self._is_of_a_day(issued):
            return Fault.DAY
        if self._config.service(issued.service) is None:
            return Fault.CONFIGURATION
        offline = issued.offline
        if offline is not None and not offline.is_repeated:
            return self._fault_of_offline(issued, offline)
        series = self._config.series_of(issued.service)
        given = self._given.setdefault((issued.service_day, issued.series), set())
        number = format_number(series.prefix, issued.ordinal, series.width)
        if offline is not None:
            number = kiosk_number(offline.kiosk, offline.ordinal)
        if issued.ordinal in given or (issued.series, issued.number) != (series.id, number):
            return Fault.NUMBER
        given.add(issued.ordinal)
        self.tickets += 1
        return None

    def _is_of_a_day(self, issued: TicketIssued) -> bool:
        """Return whether the ticket's day is open, or was the last one for a kiosk's number."""
        is_open = self.picture.service_day
        if issued.offline is None or is_open is not None:
            return issued.service_day == is_open
        return issued.service_day == self.picture.newest_day

    def _fault_of_offline(self, issued: TicketIssued, offline: OfflineIssue) -> Fault | None:
        """Judge a number that a kiosk gave by itself: it is never given again, on no day."""
        series, number = kiosk_series(offline.kiosk), kiosk_number(offline.kiosk, offline.ordinal)
        given = self._given.setdefault((EVERY_DAY, series), set())
        said = (issued.series, issued.ordinal, issued.number)
        if offline.ordinal in given or said != (series, offline.ordinal, number):
            return Fault.NUMBER
        given.add(offline.ordinal)
        self.tickets += 1
        return None

    def _fault_of_call(self, entry: Entry, called: TicketCalled) -> Fault | None:
        if entry.policy_version != POLICY_VERSION:
            return Fault.RULE
        desk = self._config.desk(called.desk)
        if desk is None or self.picture.occupancy.desk(desk.id) is not None:
            return Fault.DESK
        choice = self.picture.choice_for(desk.id)
        if choice is None:
            return Fault.ORDER
        head = choice.head
        chosen = (head.leg, head.service, head.ticket_class, choice.reason, choice.inputs)
        said = (called.leg, called.service, called.ticket_class, called.reason, called.inputs)
        if (*chosen, choice.share_after) != (*said, called.share_after):
            return Fault.ORDER
        self.calls += 1
        return None

    def _is_at_desk(self, event: AtDesk) -> bool:
        seen = self.picture.occupancy.desk(event.desk)
        return seen is not None and seen.leg == event.leg
