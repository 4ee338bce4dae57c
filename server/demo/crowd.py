"""A made-up morning: visitors who take tickets and officials who call them, over real sockets."""

import asyncio
import logging
import queue
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from urllib.error import HTTPError
from uuid import uuid4

from server.client.addresses import Address
from server.client.finder import Finder
from server.client.link import Link
from server.client.messages import LinkEvent, LinkIdentity, LinkUp
from server.demo.cast import RunningServer
from server.demo.forms import DeskForms, NoAnswerError
from server.demo.pairing import pairing_link
from server.demo.scenery import MADE_UP_KIOSK, Scenery
from server.protocol.commands import IssueTicket
from server.protocol.identity import DeviceRole, Key
from server.protocol.snapshots import KioskSnapshot

LINK_SECONDS = 5.0
EARLY_VISITORS = 6
EARLY_SERVICES = ("justice-appeal", "interior-appeal")
"""What the first visitors come for, so that a free desk finds somebody to call at once."""
CLAIM_SHARE = 0.12
NO_SHOW_SHARE = 0.07

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """How long things take in a made-up morning: the shortest and the longest, in seconds."""

    visitor_every: tuple[float, float] = (4.0, 14.0)
    walk: tuple[float, float] = (3.0, 8.0)
    reception: tuple[float, float] = (15.0, 45.0)
    look_again: float = 3.0


class MadeUpVisitors:
    """Take tickets now and then, for any service, in any language."""

    def __init__(self, scenery: Scenery, server: str, rng: Random, pace: Pace) -> None:
        """Come as a kiosk of their own to the server at ``server``, host and port."""
        self._rng = rng
        self._pace = pace
        self._events: queue.SimpleQueue[LinkEvent] = queue.SimpleQueue()
        finder = Finder(scenery.hall, configured=(Address.parse(server),), has_mdns=False)
        self._link = _link(scenery, finder, self._events.put)

    async def come(self) -> None:
        """Come until cancelled."""
        self._link.start()
        try:
            offer = await asyncio.to_thread(self._offer)
            for _ in range(EARLY_VISITORS):
                self._link.ask(self._wish(offer, self._rng.choice(EARLY_SERVICES)))
            while True:
                self._link.ask(self._wish(offer, self._rng.choice(offer.services).id))
                await asyncio.sleep(self._rng.uniform(*self._pace.visitor_every))
        finally:
            self._link.stop()

    def _offer(self) -> KioskSnapshot:
        while True:
            event = self._events.get(timeout=LINK_SECONDS)
            if isinstance(event, LinkUp) and isinstance(event.welcome.snapshot, KioskSnapshot):
                return event.welcome.snapshot

    def _wish(self, offer: KioskSnapshot, service: Key) -> IssueTicket:
        has_claim = bool(offer.categories) and self._rng.random() < CLAIM_SHARE
        return IssueTicket(
            request_id=str(uuid4()),
            service=service,
            language=self._rng.choice(offer.languages),
            claim=self._rng.choice(offer.categories).id if has_claim else None,
        )


def _link(scenery: Scenery, finder: Finder, deliver: Callable[[LinkEvent], None]) -> Link:
    if not scenery.keys:
        state = scenery.data.parent / f"{MADE_UP_KIOSK}-state"
        return pairing_link(scenery.data, state, finder, MADE_UP_KIOSK, deliver)
    key = scenery.keys[MADE_UP_KIOSK].read_text().strip()
    identity = LinkIdentity(
        hall=scenery.hall, device=MADE_UP_KIOSK, role=DeviceRole.KIOSK, key=key
    )
    return Link(identity, finder, deliver)


class MadeUpOfficial:
    """Calls, receives and now and then misses visitors, through the console's own forms."""

    def __init__(
        self, server: RunningServer, desk: str, password: str, rng: Random, pace: Pace
    ) -> None:
        """Work at ``desk``, whose login is its own name."""
        self._pace = pace
        self._forms = DeskForms(server.url, authority=server.authority)
        self._desk = desk
        self._password = password
        self._rng = rng

    async def work(self) -> None:
        """Work until cancelled."""
        await self._forms.log_in(self._desk, self._password)
        await self._forms.choose_desk(self._desk)
        while True:
            try:
                await self._receive()
            except (HTTPError, NoAnswerError) as error:
                # A server that is away for a moment: look again, as people do.
                _log.info("%s: %r", self._desk, error)
                await asyncio.sleep(self._pace.look_again)

    async def _receive(self) -> None:
        if not await self._press("next"):
            # Nobody waits, or a lost server left a visitor half received.
            if not await self._press("start"):
                await self._press("finish")
            await asyncio.sleep(self._pace.look_again)
            return
        await asyncio.sleep(self._rng.uniform(*self._pace.walk))
        if self._rng.random() < NO_SHOW_SHARE:
            await self._press("no-show")
            return
        await self._press("start")
        await asyncio.sleep(self._rng.uniform(*self._pace.reception))
        await self._press("finish")

    async def _press(self, action: str) -> bool:
        page = await self._forms.look()
        if page.may_press(action):
            await self._forms.press(action, page)
        return page.may_press(action)


async def play_morning(
    scenery: Scenery, server: RunningServer, passwords: dict[str, str], pace: Pace, chance: Random
) -> None:
    """Let visitors come and the officials named in ``passwords`` receive them, until cancelled."""
    # The officials ask their own chance: who comes must not depend on who receives first.
    coming = Random(chance.random())  # noqa: S311 - a made-up crowd keeps no secrets
    visitors = MadeUpVisitors(scenery, server.address, coming, pace)
    async with asyncio.TaskGroup() as crowd:
        crowd.create_task(visitors.come())
        for desk, password in passwords.items():
            crowd.create_task(MadeUpOfficial(server, desk, password, chance, pace).work())


def crowd_logins() -> tuple[str, ...]:
    """Return the desks at which made-up officials sit; the others are free for people."""
    return ("desk-3", "desk-4", "desk-5")
