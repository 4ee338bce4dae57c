"""Earlier service days as their entries tell of them, for those who oversee the hall."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable

from server.hall_service import HallService
from server.protocol.events import DayOpened, DayReopened, Entry
from server.protocol.tickets import ServiceDay
from server.queueing.day_record import DayRecord
from server.storage.ledger import Ledger

PAGE = 400
"""Entries that are read at once: the writer waits meanwhile."""

MOST_PAGES = 150
"""A day of 5,000 visitors; of a longer one the rest is left out, and said to be."""

MOST_KEPT = 2


class PastDay:
    """What became of the visitors of a day; ``is_whole`` unless the day has too many entries."""

    def __init__(self) -> None:
        """Start before the day's first visitor."""
        self.record = DayRecord()
        self.is_whole = True

    def take(self, entry: Entry, day: ServiceDay) -> bool:
        """Take in the next entry; return whether it is still one of the day."""
        if isinstance(entry.event, DayOpened | DayReopened) and entry.event.service_day != day:
            return False
        self.record.fold(entry)
        return True


class PastDays:
    """Reads a day a page at a time, and keeps the newest few that were asked for."""

    def __init__(self, page: int = PAGE, most_pages: int = MOST_PAGES) -> None:
        """Keep none yet."""
        self._page = page
        self._most_pages = most_pages
        self._kept: OrderedDict[ServiceDay, PastDay] = OrderedDict()
        self._one_at_a_time = asyncio.Lock()

    async def find(self, service: HallService, day: ServiceDay) -> PastDay | None:
        """Return a day that is past, none if the hall held none then."""
        async with self._one_at_a_time:
            if day not in self._kept:
                found = await self._read(service, day)
                if found is None:
                    return None
                self._kept[day] = found
            self._kept.move_to_end(day)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
            return self._kept[day]

    async def _read(self, service: HallService, day: ServiceDay) -> PastDay | None:
        opened = await service.read(lambda ledger: ledger.events.opened_on(day))
        if opened is None:
            return None
        found, (epoch, seq) = PastDay(), opened
        for _ in range(self._most_pages):
            entries = await service.read(_page_after(epoch, seq, self._page))
            goes_on = all(found.take(entry, day) for entry in entries)
            if not goes_on or len(entries) < self._page:
                return found
            epoch, seq = entries[-1].epoch, entries[-1].seq
        found.is_whole = False
        return found


def _page_after(epoch: int, seq: int, page: int) -> Callable[[Ledger], tuple[Entry, ...]]:
    return lambda ledger: ledger.events.since(epoch, seq, page)
