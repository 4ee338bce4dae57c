"""Keeps the outlook of a hall up to date: asks the process that plays forward, again and again.

Nobody waits for it. When the process is gone, nothing is foretold until the next one has learned.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from server.forecast.outlook import Outlook
from server.forecast.scenes import Scene
from server.forecast.talk import Ask, Begin, Learn
from server.hall_service import HallService
from server.protocol.desk_events import HallPaused
from server.protocol.events import DayClosed, Entry
from server.protocol.tickets import Instant, ServiceDay
from server.waits.booked import come_share
from server.waits.hall_scene import Moment, scene_of, spots_of
from server.waits.player import Player, PlayerProcess
from server.waits.record import PAGE, Record
from server.waits.rostered import spans_of

PACE_SECONDS = 1.0
"""A scene is played no more often."""

UNCHANGED_MS = 5_000
"""A hall in which nothing happened is played again so late: time passes all the same."""

SHARE = 4
"""What a play has cost is rested so many times: it is to take a fifth of a core at most."""

KEEP_MS = 30_000
BACKOFF_SECONDS = (1.0, 5.0, 30.0, 120.0)
STEADY_MS = 300_000
"""A process that lived so long was a good one."""

USUAL_VISIT_MINUTES = 10.0
COUNTED_DAYS = 30
"""So many days back it is counted who came of those who had booked."""

_log = logging.getLogger(__name__)

Start = Callable[[], Awaitable[Player]]


class OutlookKeeper:
    """Runs beside the server until cancelled."""

    def __init__(
        self, service: HallService, outlook: Outlook, start: Start = PlayerProcess.start
    ) -> None:
        """Foretell the hall of ``service`` in ``outlook`` by processes that ``start`` starts."""
        self._service, self._outlook, self._start = service, outlook, start
        self._record = Record(service)
        config = service.config
        self._come_share: tuple[ServiceDay | None, float] = (None, 1.0)
        self._begin = Begin(
            {
                one.id: float(config.visit_minutes.get(one.id, USUAL_VISIT_MINUTES))
                for one in config.services
            },
            spans_of(config),
        )
        self._number = 0
        self._failures = 0
        self._asked: tuple[Instant, int] = (0, -1)
        self._kept_at: Instant = 0
        self._started_at: Instant = 0
        self._has_caught_up = False
        self._is_past = False
        self._unsubscribe = service.subscribe(self._hear)
        self.player: Player | None = None
        """The process that is asked now."""

    async def run(self) -> None:
        """Foretell until cancelled."""
        try:
            while True:
                now = self._now()
                rest = await self._go_on(now)
                await asyncio.sleep(rest)
        finally:
            self._unsubscribe()
            self._record.close()
            await self._end_player()

    def _hear(self, entries: tuple[Entry, ...]) -> None:
        """Foretell nothing more by a hall that went on calling, once it does not."""
        if any(isinstance(entry.event, HallPaused | DayClosed) for entry in entries):
            self._is_past = True
            self._outlook.clear()

    async def _go_on(self, now: Moment) -> float:
        """Do what is due; return for how long nothing is, longer each time that it went wrong."""
        try:
            return await self._step(now)
        except Exception as error:  # noqa: BLE001 - no forecast is worth a hall
            _log.warning("waits are not foretold for a while: %r", error)
        self._outlook.clear()
        await self._end_player()
        is_new = now.at - self._started_at > STEADY_MS
        self._failures = 1 if is_new else self._failures + 1
        return BACKOFF_SECONDS[min(self._failures, len(BACKOFF_SECONDS)) - 1]

    async def _step(self, now: Moment) -> float:
        if not self._has_caught_up:
            await self._record.catch_up()
            self._has_caught_up = True
        visits = self._record.advance(now.at)
        scene = self._scene(now)
        if self.player is not None and visits:
            await self.player.tell(Learn(visits, now.offset_ms))
        if now.at - self._kept_at > KEEP_MS:
            self._kept_at = now.at
            await self._record.keep(now.at)
        if scene is None or not scene.desks:
            self._outlook.clear()
            return PACE_SECONDS
        player = self.player or await self._start_player(now)
        return await self._ask(player, scene, now)

    async def _start_player(self, now: Moment) -> Player:
        """Start the process, and let it learn: a hall at night needs none."""
        self._asked, self._started_at = (0, -1), now.at
        self.player = player = await self._start()
        await player.tell(self._begin)
        await self._record.keep(now.at)
        visits = await self._record.learned(now.at)
        for place in range(0, len(visits), PAGE):
            await player.tell(Learn(tuple(visits[place : place + PAGE]), now.offset_ms))
        return player

    async def _end_player(self) -> None:
        player, self.player = self.player, None
        if player is not None:
            await player.end()

    async def _ask(self, player: Player, scene: Scene, now: Moment) -> float:
        """Ask, unless it was asked just now and nothing happened; return how long to rest."""
        asked_at, asked_seq = self._asked
        seq = self._service.picture.seq
        if seq == asked_seq and now.at - asked_at < UNCHANGED_MS:
            return PACE_SECONDS
        self._asked = now.at, seq
        self._number += 1
        self._is_past = False
        share = await self._share_of_booked(now)
        has_bookings = self._service.picture.book.has_bookings
        spots = spots_of(self._service.config, has_bookings=has_bookings)
        answer = await player.ask(Ask(self._number, scene, spots, now.offset_ms, share))
        if not self._is_past:
            self._outlook.set(answer)
        return max(PACE_SECONDS, SHARE * answer.cpu_ms / 1000)

    async def _share_of_booked(self, now: Moment) -> float:
        """Return what share of booked visitors come, counted once a day."""
        book, day = self._service.picture.book, self._service.picture.service_day
        if book.has_bookings and self._come_share[0] != day:
            since = (now.local.date() - timedelta(days=COUNTED_DAYS)).isoformat()
            ended = await self._service.read(lambda ledger: ledger.bookings.ended_since(since))
            self._come_share = day, come_share(*ended)
        return self._come_share[1]

    def _scene(self, now: Moment) -> Scene | None:
        return scene_of(self._service.config, self._service.picture, self._record.acts, now)

    def _now(self) -> Moment:
        at = self._service.now()
        return Moment(at, self._service.local(at))
