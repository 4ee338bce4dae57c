"""Keeps what the server knows of its contact with linked devices; absences are made of it.

A number that a kiosk gave by itself is of a time at which it was out of contact (adr/0021).
"""

import asyncio
import logging

from server.hall_service import HallService
from server.protocol.errors import KezekError
from server.protocol.identity import DeviceRole, Key
from server.protocol.tickets import Instant
from server.storage.absences import Absences
from server.storage.ledger import Ledger

TOUCH_MS = 10_000
"""A server that is killed has noted the last contact so long ago, at most."""

HOLE_MS = 3000
"""A server that did not look for so long was asleep or stood still: nobody had its answers."""

DEADLINE_SECONDS = 2.0

_log = logging.getLogger(__name__)


class Contacts:
    """Notes that linked devices are in contact, and for how long the server itself was not."""

    def __init__(self, service: HallService) -> None:
        """Note for ``service``."""
        self._service = service
        self._held: set[Key] = set()
        self._looked_at = self._touched_at = service.now()

    def joined(self, device: Key) -> None:
        """Take in that a device is linked here."""
        self._held.add(device)

    def left(self, device: Key) -> None:
        """Take in that a device is linked here no more."""
        self._held.discard(device)

    async def look(self) -> None:
        """Note what is to be noted; to be awaited once a second."""
        since, now = self._looked_at, self._service.now()
        self._looked_at = now
        try:
            async with asyncio.timeout(DEADLINE_SECONDS):
                await self._note(since, now)
        except (KezekError, TimeoutError) as error:
            _log.info("contacts could not be noted: %r", error)

    async def _note(self, since: Instant, now: Instant) -> None:
        held = tuple(self._held)
        if not held:
            return
        if now - since >= HOLE_MS:
            await self._service.write(lambda ledger: _add_absences(ledger, held, since, now))
        elif not self._service.is_shared and now - self._touched_at >= TOUCH_MS:
            # Where several processes serve a hall, presence touches them once a second.
            self._touched_at = now
            await self._service.write(lambda ledger: _touch(ledger, held, now))


def _add_absences(ledger: Ledger, held: tuple[Key, ...], since: Instant, until: Instant) -> None:
    absences = Absences(ledger.connection, ledger.hall)
    for device in held:
        found = ledger.devices.find(device)
        if found is not None and found.role is DeviceRole.KIOSK:
            absences.add(device, since, until)


def _touch(ledger: Ledger, held: tuple[Key, ...], at: Instant) -> None:
    for device in held:
        ledger.devices.touch(device, at)
