"""The picture of one hall: what its events add up to, for boards, kiosks and the console.

It is folded from entries and from nothing else, and never decides: the Hall reads the store.
"""

from collections.abc import Iterable
from typing import assert_never

from msgspec.structs import replace

from server.protocol.desks import Desk
from server.protocol.events import (
    DayClosed,
    DayOpened,
    DayReopened,
    Entry,
    PrintFailed,
    TicketCalled,
    TicketClaimed,
    TicketIssued,
    TicketLapsed,
    TicketLayoutChanged,
    TicketPrinted,
    TicketUnclaimed,
)
from server.protocol.identity import Key, LegId
from server.protocol.offline_events import TicketRenumbered, TicketRevived
from server.protocol.ticket_layout import HallLayout, standard_layout
from server.protocol.tickets import ServiceDay, TicketNumber
from server.queueing.lanes import Lanes, WaitingLeg
from server.queueing.occupancy import Occupancy
from server.queueing.ordering import Choice, Limits, ShareKey, choose, contest


class HallPicture:
    """A read model of one hall; ``fold`` takes its entries in sequence."""

    def __init__(self, desks: Iterable[Desk], limits: Limits) -> None:
        """Start before the first event of a hall with these desks and limits."""
        self.epoch = 0
        self.seq = 0
        self.head = ""
        self.service_day: ServiceDay | None = None
        self.occupancy = Occupancy()
        self.newest_day: ServiceDay | None = None
        self.layout = HallLayout(0, standard_layout())
        self._desks = {desk.id: desk for desk in desks}
        self._limits = limits
        self._lanes = Lanes()
        self._waiting: dict[LegId, WaitingLeg] = {}
        self._unclaimed: dict[LegId, WaitingLeg] = {}
        self._shares: dict[ShareKey, int] = {}
        self._print_problems: dict[str, PrintFailed] = {}

    def waiting(self) -> tuple[WaitingLeg, ...]:
        """Return who waits, in the order in which one desk serving everything would call."""
        services = {leg.service for leg in self._waiting.values()}
        return self._play(services, len(self._waiting))

    def unclaimed(self) -> tuple[WaitingLeg, ...]:
        """Return the tickets set aside because their kiosk may not have received them."""
        return tuple(self._unclaimed.values())

    def waiting_by_service(self) -> dict[Key, int]:
        """Return how many wait for each service that somebody waits for."""
        return self._lanes.counts()

    def queue_for(self, desk: Key, limit: int) -> tuple[WaitingLeg, ...]:
        """Return whom ``desk`` would call first, by the rule, if it alone called them."""
        return self._play(self._desks[desk].services, limit)

    def waiting_at(self, desk: Key) -> int:
        """Return how many wait for a service of ``desk``."""
        counts = self._lanes.counts()
        return sum(counts.get(service, 0) for service in self._desks[desk].services)

    def choice_for(self, desk: Key) -> Choice | None:
        """Return who would be next at ``desk`` now, and why."""
        return choose(self._lanes.heads(self._desks[desk].services), self._shares, self._limits)

    def next_up(self, zone: Key, limit: int) -> tuple[TicketNumber, ...]:
        """Return the first numbers that the desks of ``zone`` would call by the rule of order."""
        services = {
            service
            for desk in self._desks.values()
            if desk.zone == zone
            for service in desk.services
        }
        return tuple(leg.number for leg in self._play(services, limit))

    def print_problems(self) -> dict[str, PrintFailed]:
        """Return the latest failed paper of every printing device that has printed none since."""
        return dict(self._print_problems)

    def fold(self, entry: Entry) -> None:
        """Take in the next entry of the log; entries already taken in are left aside."""
        if entry.seq <= self.seq:
            return
        self.epoch, self.seq, self.head = entry.epoch, entry.seq, entry.head
        self._fold_day(entry)
        self._fold_waiting(entry)
        self._fold_print(entry)
        if isinstance(entry.event, TicketLayoutChanged):
            self.layout = HallLayout(entry.event.version, entry.event.layout)
        self.occupancy.fold(entry)

    def _fold_day(self, entry: Entry) -> None:
        match entry.event:
            case DayOpened(service_day=service_day):
                self._begin_day(service_day)
            case DayReopened(service_day=service_day) if service_day == self.newest_day:
                self.service_day = service_day
            case DayReopened(service_day=service_day):
                self._begin_day(service_day)
            case DayClosed():
                self.service_day = None
            case _:
                pass

    def _begin_day(self, service_day: ServiceDay) -> None:
        self.service_day = self.newest_day = service_day
        self._shares.clear()
        self.occupancy.begin_day()

    def _fold_waiting(self, entry: Entry) -> None:
        match entry.event:
            case TicketIssued() as issued:
                self._admit(_waiting_leg(issued, entry.seq))
            case TicketCalled() as called:
                self._call(called)
            case TicketUnclaimed(leg=leg) if leg in self._waiting:
                self._unclaimed[leg] = self._dismiss(leg)
            case TicketClaimed(leg=leg) if leg in self._unclaimed:
                self._admit(self._unclaimed.pop(leg))
            case TicketLapsed(leg=leg):
                self._lapse(leg)
            case TicketRenumbered() | TicketRevived():
                self._fold_offline(entry.event)
            case _:
                pass

    def _fold_offline(self, event: TicketRenumbered | TicketRevived) -> None:
        match event:
            case TicketRevived():
                self._admit(_waiting_leg(event, event.issue_seq))
            case TicketRenumbered(leg=leg, number=number) if leg in self._waiting:
                self._admit(replace(self._dismiss(leg), number=number))
            case TicketRenumbered(leg=leg, number=number) if leg in self._unclaimed:
                self._unclaimed[leg] = replace(self._unclaimed[leg], number=number)
            case TicketRenumbered(leg=leg, number=number):
                self.occupancy.renumber(leg, number)
            case _:
                assert_never(event)

    def _fold_print(self, entry: Entry) -> None:
        match entry.event:
            case PrintFailed() as failed:
                self._print_problems[entry.actor] = failed
            case TicketPrinted():
                self._print_problems.pop(entry.actor, None)
            case _:
                pass

    def _admit(self, leg: WaitingLeg) -> None:
        self._waiting[leg.leg] = leg
        self._lanes.add(leg)

    def _dismiss(self, leg: LegId) -> WaitingLeg:
        waiting = self._waiting.pop(leg)
        self._lanes.remove(waiting)
        return waiting

    def _lapse(self, leg: LegId) -> None:
        self._unclaimed.pop(leg, None)
        if leg in self._waiting:
            self._dismiss(leg)
        self.occupancy.lapse(leg)

    def _call(self, called: TicketCalled) -> None:
        self._dismiss(called.leg)
        found = contest(called.inputs.heads)
        if found and found.share_key:
            self._shares[found.share_key] = called.share_after

    def _play(self, services: Iterable[Key], limit: int) -> tuple[WaitingLeg, ...]:
        """Play the rule forward, as if one desk served ``services`` and nobody else came."""
        walk, shares = self._lanes.walk(sorted(services)), dict(self._shares)
        called: list[WaitingLeg] = []
        while len(called) < limit:
            choice = choose(walk.heads(), shares, self._limits)
            if choice is None:
                break
            if choice.share_key:
                shares[choice.share_key] = choice.share_after
            walk.take(choice.head)
            called.append(self._waiting[choice.head.leg])
        return tuple(called)


def _waiting_leg(admitted: TicketIssued | TicketRevived, seq: int) -> WaitingLeg:
    return WaitingLeg(
        leg=admitted.leg,
        ticket=admitted.ticket,
        number=admitted.number,
        service=admitted.service,
        ticket_class=admitted.ticket_class,
        claim=admitted.claim,
        language=admitted.language,
        order_key=admitted.order_key,
        seq=seq,
    )
