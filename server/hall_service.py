"""One running hall: what the console, the devices and the control socket work with."""

import asyncio
import logging
import os
from collections.abc import Callable
from contextlib import AsyncExitStack, ExitStack, suppress
from datetime import datetime
from pathlib import Path
from typing import NoReturn, TypeVar, assert_never
from uuid import uuid4

from msgspec.structs import astuple

from server.clock import Clock, SystemClock
from server.due_commands import due_commands
from server.forecast.outlook import Outlook
from server.hall import Hall
from server.hall_opening import Check, OpenedHall, accept_any, open_hall
from server.lost_log import declare_loss
from server.protocol.commands import ADMITTING, CloseDay, Command, OpenDay
from server.protocol.device_events import DeviceRevoked
from server.protocol.errors import DayAlreadyOpenError, DayNotOpenError, KezekError
from server.protocol.events import Entry
from server.protocol.identity import SERVER_ACTOR, Actor, Key
from server.protocol.snapshots import HallTime
from server.protocol.ticket_layout import HallLayout
from server.protocol.tickets import Instant, ServiceDay
from server.queueing.ordering import Limits
from server.queueing.picture import HallPicture
from server.share_watch import ShareWatch
from server.steadiness import Verdict
from server.storage.committer import Committer
from server.storage.days import DayRow
from server.storage.engine import Engine
from server.storage.jobs import JobKind
from server.storage.ledger import Ledger
from server.storage.opening import open_store
from server.storage.tail import LogLostError
from server.timekeeping import ClockDoubt, Closing, Opening, Timekeeper, Trouble

TICK_SECONDS = 1.0
EXIT_NOT_TRUSTED = 70

_NEWS: dict[Verdict | Trouble | None, str] = {
    Verdict.WAIT: "the computer's clock was set to %s; the hall goes on at %s until it has stood",
    Verdict.DOUBT: "the computer's clock says %s, which is not believed; the hall goes on at %s",
    Trouble.DAY_AHEAD: "the clock says %s, the hall's %s: the newest service day lies after that",
    Trouble.DAY_FAR: "the clock says %s, the hall's %s: too long after the newest service day",
}

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
        self.picture.layout = config.layout
        if opened.layout is not None:  # it may be older than the day that is folded
            self.picture.layout = HallLayout(opened.layout.version, opened.layout.layout)
        if opened.pause is not None:  # so may this be
            self.picture.control.stand(*astuple(opened.pause))
        self._store = store
        self._time = Timekeeper(clock, opened, is_shared=store.is_shared)
        self._told: tuple[Verdict | None, Trouble | None] = (None, None)
        self._share = ShareWatch()
        self.outlook = Outlook()
        self._hall = Hall(config, self._time.now, self.outlook)
        self._subscribers: list[Callback] = []
        self._on_fatal = on_fatal
        self._fold(opened.entries)
        book, day = self.picture.book, self.picture.newest_day
        book.load(opened.expected, day, opened.taken_in)
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

        kind = JobKind.ADMIT if isinstance(command, ADMITTING) else JobKind.WRITE
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
        return self._time.now()

    def wall_now(self) -> Instant:
        """Return the computer's own wall clock, believed or not: certificates are dated by it."""
        return self._time.wall_now()

    def local(self, at: Instant) -> datetime:
        """Return what people's clocks in the hall say at an instant of hall time."""
        return self._time.local(at)

    def clock_doubt(self) -> ClockDoubt | None:
        """Return what an admin has to look at in the clock and the calendar, if anything."""
        return self._time.doubt()

    def time(self) -> HallTime:
        """Return hall time and how to make people's time of it."""
        return self._time.time()

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
        await self._keep_times()
        self._share.look(self.picture)
        due = self._time.due()
        if due is None or not await self._is_first():
            return
        match due:
            case Closing():
                await self._close_day(due)
            case Opening(day=day):
                await self._open_day(day)
            case _:
                assert_never(due)

    async def correct_clock(self) -> None:
        """Record the wall clock's offset if it was set and is believed, or that it is doubted."""
        verdict = self._time.judge()
        self._tell(verdict)
        record = self._record_of(verdict)
        if record is None:
            return
        if await self._is_first():
            offset = self._time.claimed()
            await self.write(lambda ledger: record(ledger, offset))
        else:
            self._time.follow()

    async def close(self) -> None:
        """Finish what waits and close the store."""
        await self._committer.close()

    def _record_of(self, verdict: Verdict) -> Callable[[Ledger, int], None] | None:
        """Return what is to be recorded of the wall clock's offset, if anything."""
        is_over = verdict is Verdict.SAME and self._time.doubted is not None
        if verdict is Verdict.TAKE or is_over:
            return self._hall.adjust_clock
        is_new = verdict is Verdict.DOUBT and self._time.is_news()
        return self._hall.doubt_clock if is_new else None

    async def _keep_times(self) -> None:
        """Do what is due: visitors wait again or are given up, each at his time."""
        for command in due_commands(self.config, self.picture, self.now(), self._time.wall()):
            if await self._is_first():
                await self.carry_out(command, SERVER_ACTOR)

    async def _is_first(self) -> bool:
        """Return whether this process keeps the time of the hall: it alone, or for the others."""
        return not self._store.is_shared or await self.read(lambda _: self._store.leads())

    def _tell(self, verdict: Verdict) -> None:
        """Say once in the log what becomes of the wall clock, and what an admin has to look at."""
        at = self.now()
        for before, now in zip(self._told, (verdict, self._time.trouble()), strict=True):
            if now != before and now in _NEWS:
                claimed = self.local(at + self._time.claimed() - self._time.offset)
                _log.warning(_NEWS[now], f"{claimed:%F %T}", f"{self.local(at):%F %T}")
        self._told = (verdict, self._time.trouble())

    async def _close_day(self, closing: Closing) -> None:
        def check(ledger: Ledger) -> None:
            if ledger.days.open_day() != DayRow(closing.day, closing.opened_at):
                raise DayNotOpenError

        with suppress(DayNotOpenError):  # another process closed it, or it was opened again
            await self.carry_out(CloseDay(request_id=str(uuid4())), SERVER_ACTOR, check)

    async def _open_day(self, today: ServiceDay) -> None:
        try:
            opening = OpenDay(request_id=str(uuid4()), service_day=today)
            await self.carry_out(opening, SERVER_ACTOR)
        except DayAlreadyOpenError:  # opened and closed out of order, by hand
            self._time.refused(today)

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
            self._time.fold(entry)
