"""One running hall: what the console, the devices and the control socket work with."""

import asyncio
import logging
import os
from collections.abc import Callable
from contextlib import AsyncExitStack, ExitStack, suppress
from datetime import date, datetime
from pathlib import Path
from typing import NoReturn, TypeVar
from uuid import uuid4

from server.acts.turn import local_time
from server.clock import Clock, HallClock, SystemClock
from server.hall import Hall
from server.hall_opening import Check, OpenedHall, accept_any, open_hall
from server.lost_log import declare_loss
from server.protocol.commands import CloseDay, Command, IssueTicket, OpenDay
from server.protocol.device_events import DeviceRevoked
from server.protocol.errors import DayAlreadyOpenError, DayNotOpenError, KezekError
from server.protocol.events import ClockAdjusted, DayOpened, DayReopened, Entry
from server.protocol.identity import SERVER_ACTOR, Actor, Key
from server.protocol.snapshots import HallTime
from server.protocol.tickets import Instant, ServiceDay
from server.queueing.hours import is_open, is_over
from server.queueing.ordering import Limits
from server.queueing.picture import HallPicture
from server.storage.committer import Committer
from server.storage.days import DayRow
from server.storage.engine import Engine
from server.storage.jobs import JobKind
from server.storage.ledger import Ledger
from server.storage.opening import open_store
from server.storage.tail import LogLostError

TICK_SECONDS = 1.0
CLOCK_TOLERANCE_MS = 1000
EXIT_NOT_TRUSTED = 70

T = TypeVar("T")
Guard = Callable[[Ledger], None]
Callback = Callable[[tuple[Entry, ...]], None]

_log = logging.getLogger(__name__)


def end_process(_error: BaseException) -> NoReturn:
    """End the process at once: storage or picture can no longer be trusted, nothing may follow."""
    os._exit(EXIT_NOT_TRUSTED)


class HallService:
    """A hall with its writer thread, its clock and its picture; lives on one event loop."""

    def __init__(
        self,
        store: Engine,
        opened: OpenedHall,
        clock: Clock,
        on_fatal: Callable[[BaseException], None],
    ) -> None:
        """Take over an open store and fold the hall's day so far."""
        config = opened.config
        self.config = config
        self.picture = HallPicture(
            config.desks, Limits(config.statutory_limit, config.booked_limit)
        )
        self._clock = HallClock(clock, opened.head.last_at)
        self._wall_offset = opened.head.wall_offset
        self._store = store
        if store.is_shared and clock.wall_ms() - self._wall_offset > opened.head.last_at:
            self._clock.follow(self._wall_offset)
        self._newest_day: tuple[ServiceDay, Instant] | None = None
        self._past_day: ServiceDay | None = None
        self._hall = Hall(config, self._clock.now)
        self._subscribers: list[Callback] = []
        self._on_fatal = on_fatal
        self._fold(opened.entries)
        heads = {config.id: opened.head}
        self._committer = Committer(store, self._publish, self._end, heads=heads)

    @classmethod
    async def open(
        cls,
        where: Path | str,
        hall_file: Path | None = None,
        clock: Clock | None = None,
        on_fatal: Callable[[BaseException], None] = end_process,
        check: Check = accept_any,
    ) -> "HallService":
        """Open the data directory or database; the first time, import ``hall_file`` if it passes.

        Raise StoreError or HallFileError when that cannot be done.
        """
        used = clock or SystemClock()
        async with AsyncExitStack() as opening:
            store = await asyncio.to_thread(open_store, where)
            opening.callback(store.close)
            opened = await asyncio.to_thread(open_hall, store, hall_file, used, check)
            service = cls(store, opened, used, on_fatal)
            opening.pop_all()  # the service has the store now
            opening.push_async_callback(service.close)
            await service.correct_clock()
            opening.pop_all()
        return service

    async def carry_out(
        self, command: Command, actor: Actor, guard: Guard | None = None
    ) -> tuple[Entry, ...]:
        """Return the entries of ``command`` once they are durable and published.

        What ``guard`` raises inside the transaction, before anything is decided, is raised here.
        """

        def work(ledger: Ledger) -> tuple[Entry, ...]:
            if guard is not None:
                guard(ledger)
            return self._hall.carry_out(ledger, command, actor)

        kind = JobKind.ADMIT if isinstance(command, IssueTicket) else JobKind.WRITE
        return await self._committer.run(self.config.id, work, kind)

    async def write(self, job: Callable[[Ledger], T]) -> T:
        """Return what ``job`` returns once the rows it wrote are durable; all of them or none."""

        def work(ledger: Ledger) -> T:
            with ledger.savepoint():
                return job(ledger)

        return await self._committer.run(self.config.id, work)

    async def read(self, job: Callable[[Ledger], T]) -> T:
        """Return what ``job``, which writes nothing, returns; keep it small."""
        return await self._committer.run(self.config.id, job, JobKind.READ)

    def subscribe(self, callback: Callback) -> Callable[[], None]:
        """Call ``callback`` with every batch of new entries; return how to end that."""
        self._subscribers.append(callback)
        return lambda: self._subscribers.remove(callback)

    async def revoke_device(self, device: Key, by: Actor = SERVER_ACTOR) -> bool:
        """Take a device's right to speak away for ever; return whether there is such a device."""

        def revoke(ledger: Ledger) -> bool:
            found = ledger.devices.find(device)
            if found is not None and not found.is_revoked:
                ledger.devices.revoke(device)
                ledger.append(DeviceRevoked(device=device), by, self.now())
            return found is not None

        return await self.write(revoke)

    @property
    def is_shared(self) -> bool:
        """Return whether other processes may serve the same hall."""
        return self._store.is_shared

    def now(self) -> Instant:
        """Return hall time."""
        return self._clock.now()

    def wall_now(self) -> Instant:
        """Return the computer's own wall clock, believed or not: certificates are dated by it."""
        return self._clock.now() + self._clock.wall_offset()

    def local(self, at: Instant) -> datetime:
        """Return what people's clocks in the hall say at an instant of hall time."""
        return local_time(at, self._wall_offset, self.config.time_zone)

    def time(self) -> HallTime:
        """Return hall time and how to make people's time of it."""
        at = self.now()
        offset = self.local(at).utcoffset()
        minutes = 0 if offset is None else int(offset.total_seconds() // 60)
        return HallTime(at, self._wall_offset, minutes)

    async def run(self) -> None:
        """Keep the service day and the clock until cancelled."""
        while True:
            try:
                await self.tick()
            except KezekError as error:
                _log.warning("the service day could not be kept: %s", error)
            await asyncio.sleep(TICK_SECONDS)

    async def tick(self) -> None:
        """Take in a corrected wall clock; open or close the service day if its hour has come."""
        await self.correct_clock()
        at = self.now()
        local = self.local(at)
        if self._newest_day is not None and self.picture.service_day is not None:
            day, opened_at = self._newest_day
            opened = self.local(opened_at)
            if is_over(self.config.hours, date.fromisoformat(day), opened, local):
                await self._close_day(day, opened_at)
        elif is_open(self.config.hours, local):
            await self._open_day(local.date().isoformat())

    async def correct_clock(self) -> None:
        """Record the wall clock's offset if it has been set since the last time."""
        offset = self._clock.wall_offset()
        if abs(offset - self._wall_offset) < CLOCK_TOLERANCE_MS:
            return
        if self._store.is_shared and not await self.read(lambda _: self._store.leads()):
            self._clock.follow(self._wall_offset)
        else:
            await self.write(lambda ledger: self._hall.adjust_clock(ledger, offset))

    async def close(self) -> None:
        """Finish what waits and close the store."""
        await self._committer.close()

    async def _close_day(self, day: ServiceDay, opened_at: Instant) -> None:
        def check(ledger: Ledger) -> None:
            if ledger.days.open_day() != DayRow(day, opened_at):
                raise DayNotOpenError

        with suppress(DayNotOpenError):  # another process closed it, or it was opened again
            await self.carry_out(CloseDay(request_id=str(uuid4())), SERVER_ACTOR, check)

    async def _open_day(self, today: ServiceDay) -> None:
        if self._newest_day is not None and self._newest_day[0] >= today:
            return
        if self._past_day == today:
            return
        try:
            opening = OpenDay(request_id=str(uuid4()), service_day=today)
            await self.carry_out(opening, SERVER_ACTOR)
        except DayAlreadyOpenError:  # opened and closed out of order, by hand
            self._past_day = today

    def _end(self, error: BaseException) -> None:
        """End on the writer thread; what the database has lost is declared before."""
        if isinstance(error, LogLostError):
            declare_loss(self._store, self._hall, error)
        self._on_fatal(error)

    def _publish(self, entries: tuple[Entry, ...]) -> None:
        try:
            self._fold(entries)
        except Exception as error:  # whatever it is, the picture is no longer what happened
            _log.critical("the picture could not take in what happened: %r", error)
            self._on_fatal(error)
            raise
        with ExitStack() as told:  # one that fails must not keep the others from hearing
            for callback in self._subscribers:
                told.callback(callback, entries)

    def _fold(self, entries: tuple[Entry, ...]) -> None:
        for entry in entries:
            self.picture.fold(entry)
            match entry.event:
                case DayOpened(service_day=day) | DayReopened(service_day=day):
                    self._newest_day = (day, entry.at)
                case ClockAdjusted(wall_offset_ms=offset):
                    self._wall_offset = offset
                case _:
                    pass
