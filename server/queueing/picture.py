"""The picture of one hall: what its events add up to, for boards, kiosks and the console.

It is folded from entries and from nothing else, and never decides: the Hall reads the store.
"""

from collections.abc import Iterable

from server.protocol.desk_events import ActUndone
from server.protocol.desks import Desk
from server.protocol.events import (
    DayClosed,
    DayOpened,
    DayReopened,
    Entry,
    PrintFailed,
    TicketCalled,
    TicketPrinted,
)
from server.protocol.hall_events import TicketLayoutChanged
from server.protocol.identity import Key
from server.protocol.lanes import LaneName
from server.protocol.ticket_layout import HallLayout, standard_layout
from server.protocol.tickets import ServiceDay, TicketClass, TicketNumber
from server.queueing.day_book import DayBook
from server.queueing.day_record import DayRecord
from server.queueing.desk_control import DeskControl
from server.queueing.lanes import WaitingLeg, lanes_of
from server.queueing.occupancy import Occupancy
from server.queueing.ordering import Choice, Limits, ShareKey, choose, choose_early
from server.queueing.standing import Standing
from server.queueing.undoing import share_of_call


class HallPicture:
    """A read model of one hall; ``fold`` takes its entries in sequence."""

    def __init__(self, desks: Iterable[Desk], limits: Limits) -> None:
        """Start before the first event of a hall with these desks and limits."""
        self.epoch = 0
        self.seq = 0
        self.head = ""
        self.service_day: ServiceDay | None = None
        self.occupancy = Occupancy()
        self.record = DayRecord()
        self.newest_day: ServiceDay | None = None
        self.layout = HallLayout(0, standard_layout())
        self._desks = {desk.id: desk for desk in desks}
        self._limits = limits
        self.standing = Standing()
        self.control = DeskControl()
        self.book = DayBook()
        self._shares: dict[ShareKey, int] = {}
        self._print_problems: dict[str, PrintFailed] = {}

    def waiting(self) -> tuple[WaitingLeg, ...]:
        """Return who waits, in the order in which one desk serving everything would call."""
        legs = self.standing.waiting
        return self._play({leg.lane[0] for leg in legs.values()}, len(legs))

    def unclaimed(self) -> tuple[WaitingLeg, ...]:
        """Return the tickets set aside because their kiosk may not have received them."""
        return tuple(self.standing.unclaimed.values())

    def waiting_by_service(self) -> dict[Key, int]:
        """Return how many wait for each service that somebody waits for."""
        return self.standing.lanes.counts()

    def queue_for(
        self, desk: Key, limit: int, official: Key | None = None
    ) -> tuple[WaitingLeg, ...]:
        """Return whom ``official`` at ``desk`` would call first if nobody else called."""
        return self._play(self._lanes_of(desk, official), limit)

    def waiting_with(
        self, part: str, desk: Key, limit: int, official: Key | None = None
    ) -> tuple[WaitingLeg, ...]:
        """Return whom ``official`` at ``desk`` may call whose number has ``part``, best first.

        Best is the number itself, then one that ends so, then who came earlier.
        """
        lanes = frozenset(self._lanes_of(desk, official))
        found = (
            leg
            for leg in self.standing.waiting.values()
            if part in leg.number and leg.lane[0] in lanes
        )
        fits = sorted(
            found,
            key=lambda leg: (
                leg.number != part,
                not leg.number.endswith(part),
                leg.order_key,
                leg.seq,
            ),
        )
        return tuple(fits[:limit])

    def waiting_at(self, desk: Key, official: Key | None = None) -> int:
        """Return how many wait for whom ``official`` may call at ``desk``."""
        return self.standing.lanes.length(self._lanes_of(desk, official))

    def choice_for(self, desk: Key, official: Key | None = None) -> Choice | None:
        """Return who would be next for ``official`` at ``desk`` now, and why."""
        lanes = self._lanes_of(desk, official)
        heads = self.standing.lanes.heads(lanes)
        if not heads:
            return choose_early(self.standing.booked_heads(lanes))
        return choose(heads, self._shares, self._limits)

    def share(self, key: ShareKey) -> int:
        """Return how often in a row the tier of ``key`` has gone before an older leg."""
        return self._shares.get(key, 0)

    def shares(self) -> dict[ShareKey, int]:
        """Return every share that is not as the day began."""
        return dict(self._shares)

    def statutory_waiting(self) -> int:
        """Return how many of those who wait go first by law."""
        return self.standing.lanes.of_class(TicketClass.STATUTORY)

    def next_up(self, zone: Key, limit: int) -> tuple[TicketNumber, ...]:
        """Return the first numbers that the desks of ``zone`` would call by the rule of order."""
        lanes = {
            lane
            for desk in self._desks.values()
            if desk.zone == zone
            for lane in lanes_of(desk, self.occupancy.official(desk.id))
        }
        return tuple(leg.number for leg in self._play(lanes, limit))

    def print_problems(self) -> dict[str, PrintFailed]:
        """Return the latest failed paper of every printing device that has printed none since."""
        return dict(self._print_problems)

    def fold(self, entry: Entry) -> None:
        """Take in the next entry of the log; entries already taken in are left aside."""
        if entry.seq <= self.seq:
            return
        self.epoch, self.seq, self.head = entry.epoch, entry.seq, entry.head
        self._fold_day(entry)
        self._fold_shares(entry)
        self.standing.fold(entry)
        self.control.fold(entry)
        self.book.fold(entry)
        self._fold_print(entry)
        if isinstance(entry.event, TicketLayoutChanged):
            self.layout = HallLayout(entry.event.version, entry.event.layout)
        self.occupancy.fold(entry)
        self.record.fold(entry)

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
        self.standing.begin_day()
        self.control.begin_day()
        self.occupancy.begin_day()
        self.record = DayRecord()

    def _fold_print(self, entry: Entry) -> None:
        match entry.event:
            case PrintFailed() as failed:
                self._print_problems[entry.actor] = failed
            case TicketPrinted():
                self._print_problems.pop(entry.actor, None)
            case _:
                pass

    def _fold_shares(self, entry: Entry) -> None:
        match entry.event:
            case TicketCalled() as called:
                key = share_of_call(called)
                if key is not None:
                    self._shares[key] = called.share_after
            case ActUndone(shares=shares):
                for one in shares:
                    self._shares[one.tier, one.lane] = one.share
            case _:
                pass

    def _lanes_of(self, desk: Key, official: Key | None) -> tuple[LaneName, ...]:
        return lanes_of(self._desks[desk], official)

    def _play(self, lanes: Iterable[LaneName], limit: int) -> tuple[WaitingLeg, ...]:
        """Play the rule forward, as if one desk served ``lanes`` and nobody else came."""
        walk, shares = self.standing.lanes.walk(sorted(lanes)), dict(self._shares)
        called: list[WaitingLeg] = []
        while len(called) < limit:
            choice = choose(walk.heads(), shares, self._limits)
            if choice is None:
                break
            if choice.share_key:
                shares[choice.share_key] = choice.share_after
            walk.take(choice.head)
            called.append(self.standing.waiting[choice.head.leg])
        return tuple(called)
