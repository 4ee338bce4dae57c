"""Carries out what the acknowledgement book asks for, one command after another."""

import asyncio
import logging
from collections.abc import Iterable

from server.devices.unclaimed import Acknowledgements, Mark, Patience
from server.hall_service import HallService
from server.protocol.errors import KezekError, UnavailableError
from server.protocol.events import Entry
from server.protocol.identity import SERVER_ACTOR, Key, RequestId
from server.protocol.tickets import Instant

RETRY_SECONDS = 1.0

_log = logging.getLogger(__name__)


class ClaimKeeper:
    """Keeps tickets set aside or claimed, as the links of their kiosks say."""

    def __init__(self, service: HallService) -> None:
        """Speak to the Hall of ``service``, with the waits that its hall file sets."""
        config = service.config
        self._service = service
        self._book = Acknowledgements(
            Patience(config.unclaimed_seconds * 1000, config.acknowledgement_seconds * 1000),
            is_shared=service.is_shared,
        )
        self._marks: asyncio.Queue[Mark] = asyncio.Queue()
        self._early: list[Entry] | None = []

    async def recall(self) -> None:
        """Take in the day so far; to be awaited once, before the first device is let in."""
        entries = await self._service.read(lambda ledger: ledger.events.current_day())
        self._queue(self._book.recall(entries, self._service.now()))
        read_up_to = entries[-1].seq if entries else 0
        later = tuple(entry for entry in self._early or () if entry.seq > read_up_to)
        self._early = None
        self._queue(self._book.publish(later))

    async def run(self) -> None:
        """Carry out marks until cancelled; what is unavailable is tried again."""
        mark = await self._marks.get()
        while True:
            if await self._carry_out(mark):
                mark = await self._marks.get()
            else:
                await asyncio.sleep(RETRY_SECONDS)

    def publish(self, entries: tuple[Entry, ...]) -> None:
        """Take in a published batch; what comes before ``recall`` is done waits for it."""
        if self._early is not None:
            self._early.extend(entries)
        else:
            self._queue(self._book.publish(entries))

    def beat(self) -> None:
        """Claim what was set aside long enough; to be called once a second."""
        self._queue(self._book.due(self._service.now()))

    def hello(self, kiosk: Key, received: Iterable[RequestId]) -> None:
        """Take in a kiosk's hello."""
        self._queue(self._book.hello(kiosk, received, self._service.now()))

    def received(self, kiosk: Key, requests: Iterable[RequestId]) -> None:
        """Take in that numbers reached a kiosk."""
        self._queue(self._book.received(kiosk, requests))

    def gone(self, kiosk: Key, last_seen: Instant) -> None:
        """Take in that no process holds the kiosk's link since about ``last_seen``."""
        self._queue(self._book.gone(kiosk, last_seen, self._service.now()))

    def dropped(self, kiosk: Key) -> None:
        """Take in that a kiosk's link is gone."""
        self._queue(self._book.dropped(kiosk, self._service.now()))

    def _queue(self, marks: Iterable[Mark]) -> None:
        for mark in marks:
            self._marks.put_nowait(mark)

    async def _carry_out(self, mark: Mark) -> bool:
        """Return whether the mark is settled."""
        try:
            await self._service.carry_out(mark, SERVER_ACTOR)
        except UnavailableError as error:
            _log.info("%s waits: %s", type(mark).__name__, error)
            return False
        except KezekError as error:
            _log.warning("%s was refused: %s", type(mark).__name__, error)
        return True
