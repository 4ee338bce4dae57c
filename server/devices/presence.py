"""Which process holds whose link, where several serve one hall; by `devices.last_seen`.

Each process touches, once a second, the devices that are linked to it. A value that another one
wrote means that the device has a newer link there; one that nobody moves means that it has none.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from server.devices.contacts import Contacts
from server.hall_service import HallService
from server.protocol.errors import KezekError
from server.protocol.identity import DeviceRole, Key
from server.protocol.tickets import Instant
from server.storage.ledger import Ledger

LOOK_SECONDS = 1.0
GONE_LOOKS = 5
"""So many looks in a row that find a kiosk untouched mean that no process holds its link."""

DEADLINE_SECONDS = 2.0
AWAY_LOOKS = 3
"""After so many failed looks in a row the database is away, and devices are better off alone."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Untouched:
    last_seen: Instant
    looks: int


@dataclass(frozen=True, slots=True)
class Consequences:
    """What is done about what was seen."""

    cut: Callable[[Key], None]
    """The device's link here is older than one that it has elsewhere."""

    gone: Callable[[Key, Instant], None]
    """No process holds the kiosk's link since about this instant."""

    away: Callable[[], None]
    """The database cannot be reached, so nobody can be served here."""


class Presence:
    """Keeps the links of one process known to the others, and theirs to this one."""

    def __init__(self, service: HallService, consequences: Consequences) -> None:
        """Look for ``service``."""
        self._service = service
        self._consequences = consequences
        self._held: dict[Key, Instant] = {}
        self._untouched: dict[Key, _Untouched] = {}
        self._failed_looks = 0
        self._contacts = Contacts(service)

    def joined(self, device: Key, last_seen: Instant) -> None:
        """Take in that a device is linked here since it was touched at ``last_seen``."""
        self._held[device] = last_seen
        self._untouched.pop(device, None)
        self._contacts.joined(device)

    def left(self, device: Key) -> None:
        """Take in that a device is linked here no more."""
        self._held.pop(device, None)
        self._contacts.left(device)

    async def run(self) -> None:
        """Look once a second until cancelled; at others not where this process is the only one."""
        while True:
            await self._contacts.look()
            if self._service.is_shared:
                await self.look()
            await asyncio.sleep(LOOK_SECONDS)

    async def look(self) -> None:
        """Touch what is linked here, see what other processes hold, and do what follows."""
        try:
            async with asyncio.timeout(DEADLINE_SECONDS):  # a frozen cluster answers nothing
                await self._touch_and_see()
        except (KezekError, TimeoutError) as error:
            _log.info("nobody's presence is known: %r", error)
            self._untouched.clear()
            self._failed_looks += 1
            if self._failed_looks >= AWAY_LOOKS:
                self._consequences.away()
        else:
            self._failed_looks = 0

    async def _touch_and_see(self) -> None:
        held, at = dict(self._held), self._service.now()

        def touch(ledger: Ledger) -> tuple[dict[Key, Instant | None], dict[Key, Instant]]:
            mine = {key: ledger.devices.keep_link(key, seen, at) for key, seen in held.items()}
            kiosks = {
                row.id: row.last_seen
                for row in ledger.devices.all()
                if row.role is DeviceRole.KIOSK and row.last_seen is not None
            }
            return mine, kiosks

        work = self._service.write if held else self._service.read
        mine, kiosks = await work(touch)
        for device, touched in mine.items():
            if self._held.get(device) == held[device]:  # no newer link was made here meanwhile
                self._settle(device, touched)
        for kiosk, last_seen in kiosks.items():
            if kiosk not in self._held:
                self._watch(kiosk, last_seen)

    def _settle(self, device: Key, touched: Instant | None) -> None:
        if touched is not None:
            self._held[device] = touched
            return
        _log.info("device %s has a newer link at another process", device)
        del self._held[device]
        self._consequences.cut(device)

    def _watch(self, kiosk: Key, last_seen: Instant) -> None:
        before = self._untouched.get(kiosk)
        looks = before.looks + 1 if before and before.last_seen == last_seen else 1
        self._untouched[kiosk] = _Untouched(last_seen, looks)
        if looks == GONE_LOOKS:
            self._consequences.gone(kiosk, last_seen)
