"""A device's link to its hall's server: one thread, one socket, named states; free of Qt."""

import asyncio
import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from server.client.addresses import Address
from server.client.backoff import FIRST_SECONDS, Backoff
from server.client.dialling import OpenSocket, dial, only_loopback
from server.client.enrolment import Enrolment, PairingWish
from server.client.finder import Finder
from server.client.membership import Membership
from server.client.messages import (
    DownReason,
    LinkDown,
    LinkEndedError,
    LinkEvent,
    LinkIdentity,
    LinkState,
)
from server.client.session import LinkMemory, LinkSession, TakeOrder, take_no_order
from server.protocol.commands import Command
from server.protocol.errors import (
    CertificateTimeError,
    Failure,
    ForeignServerError,
    KeyReplacedError,
    ServerUnreachableError,
    UnknownDeviceError,
    WrongHallError,
    to_failure,
)
from server.protocol.frames import PaperWord
from server.protocol.identity import RequestId

REFUSED_SECONDS = 5.0
"""An address whose server refused the device is tried again, but not in a storm."""

_KEY_REFUSED = frozenset({UnknownDeviceError.code, KeyReplacedError.code})

_log = logging.getLogger(__name__)


class Link:
    """Keeps a device linked: ``deliver`` gets every LinkEvent, on the link's own thread."""

    def __init__(
        self,
        member: LinkIdentity | Membership,
        addresses: Finder,
        deliver: Callable[[LinkEvent], None],
        backoff: Backoff | None = None,
        *,
        pairing: PairingWish | None = None,
        is_plain_lan: bool = False,
    ) -> None:
        """Link as ``member`` to the server that ``addresses`` finds, from ``start`` on.

        Who is no member yet asks to be one by ``pairing``. Without TLS the link goes to this
        computer alone, unless ``is_plain_lan`` permits more.
        """
        self._membership = member if isinstance(member, Membership) else Membership(member)
        self._enrolment = None
        if pairing is not None:
            self._enrolment = Enrolment(pairing, self._membership, addresses)
        self._was_welcomed = self._is_unknown = False
        self._is_plain_lan = is_plain_lan
        self.take_order: TakeOrder = take_no_order
        """Is handed, on the link's own thread, what the server orders of a printing device."""
        self._finder = addresses
        self._deliver = deliver
        self._backoff = backoff or Backoff()
        self._memory = LinkMemory()
        self._session: LinkSession | None = None
        self._refused_until: dict[Address, float] = {}
        self._down: LinkDown | None = None
        self._state = LinkState.STOPPED
        self._ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None
        self._thread = threading.Thread(target=self._live, name="kezek-link", daemon=True)

    @property
    def state(self) -> LinkState:
        """Return where the link stands now."""
        return self._state

    def start(self) -> None:
        """Begin to search for the server; to be called once."""
        self._thread.start()
        self._ready.wait()

    def stop(self) -> None:
        """End the link and its thread, in less than a second; pending asks are given up."""
        if self._loop is not None and self._task is not None:
            with suppress(RuntimeError):  # the loop may have ended by itself
                self._loop.call_soon_threadsafe(self._task.cancel)
            self._thread.join()

    def ask(self, command: Command) -> None:
        """Send ``command``, again after each loss, until its one Answer or Refusal comes.

        Any thread may ask, before ``start`` too; more than 500 pending raise
        ServerUnreachableError.
        """
        self._memory.pending.add(command)
        if self._loop is not None:
            with suppress(RuntimeError):  # stopped meanwhile: nobody is left to send it
                self._loop.call_soon_threadsafe(self._wake)

    def withdraw(self, request_id: RequestId) -> None:
        """Ask no more: no Answer will be delivered, though the server may have carried it out."""
        self._memory.pending.settle(request_id)

    def say(self, word: PaperWord) -> None:
        """Say ``word`` once if there is a link now; any thread may."""
        if self._loop is not None:
            with suppress(RuntimeError):  # stopped meanwhile: nobody is left to hear it
                self._loop.call_soon_threadsafe(self._say, word)

    def _live(self) -> None:
        asyncio.run(self._run())

    async def _run(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._task = asyncio.current_task()
        self._ready.set()
        try:
            with suppress(asyncio.CancelledError):  # how stop() ends the link
                async with self._finder:
                    await self._identify()
                    while True:
                        await self._try_once()
                        await self._ask_anew()
        finally:
            self._state = LinkState.STOPPED

    async def _identify(self) -> None:
        """Know who the device is, having asked to be paired as long as it is nobody."""
        identity = self._membership.identity
        if identity is None and self._enrolment is not None:
            self._state = LinkState.PAIRING
            identity = await self._enrolment.run()
        if identity is None:
            message = "neither paired nor told how"
            raise RuntimeError(message)
        self._finder.look_for(identity.hall)

    async def _ask_anew(self) -> None:
        """Ask to be let in again once, if the hall has known the device no more since its start.

        One that is cut off while it works waits to be started again: somebody is to be there.
        """
        former = self._membership.identity
        is_asking, self._is_unknown = self._is_unknown and not self._was_welcomed, False
        if not is_asking or self._enrolment is None or former is None or not former.authorities:
            return
        self._state = LinkState.PAIRING
        if await self._enrolment.try_anew(former) is not None:
            self._refused_until.clear()

    async def _try_once(self) -> None:
        """Search, and stay linked as long as it goes; afterwards pause before the next try."""
        self._state = LinkState.SEARCHING
        self._finder.ask_again()
        candidates = self._open_candidates()
        if not candidates and self._refused_until:
            await self._pause(min(self._refused_until.values()) - time.monotonic())
            return
        try:
            found = await self._dial(candidates)
        except ServerUnreachableError:
            self._tell_down(DownReason.UNREACHABLE)
            await self._pause(self._backoff.next_seconds())
        except (WrongHallError, ForeignServerError, CertificateTimeError) as error:
            self._tell_down(DownReason.REFUSED, to_failure(error))
            await self._pause(self._backoff.next_seconds())
        else:
            await self._stay(found)

    async def _dial(self, candidates: tuple[Address, ...]) -> OpenSocket:
        """Open a socket as the device's membership asks for: a pin never goes without TLS."""
        context = self._membership.context()
        if context is None and not self._is_plain_lan:
            candidates = only_loopback(candidates)
        return await dial(candidates, self._who().hall, context)

    def _open_candidates(self) -> tuple[Address, ...]:
        """Return where to try now: every candidate that has not just refused us."""
        now = time.monotonic()
        self._refused_until = {
            address: until for address, until in self._refused_until.items() if until > now
        }
        found = self._finder.candidates()
        return tuple(address for address in found if address not in self._refused_until)

    async def _stay(self, found: OpenSocket) -> None:
        self._state = LinkState.GREETING
        session = LinkSession(
            found.socket, self._who(), self._memory, self._deliver, self._membership.keep
        )
        session.take_order = self.take_order
        is_turning = False
        try:
            await self._converse(session, found.address)
        except LinkEndedError as end:
            _log.info("link to %s ended: %s", found.address, end.reason)
            is_turning = self._turns_to_spare_key(end)
            if not is_turning:
                self._after_end(end, found.address)
        finally:
            self._session = None
            await found.close()
        if not is_turning and found.address not in self._refused_until:
            await self._pause(self._backoff.next_seconds())

    def _who(self) -> LinkIdentity:
        identity = self._membership.greeting()
        if identity is None:
            raise LinkEndedError(DownReason.UNREACHABLE)
        return identity

    async def _converse(self, session: LinkSession, address: Address) -> None:
        welcome = await session.greet()
        await self._keep_key()
        self._was_welcomed = True
        self._finder.remember(address)
        self._state = LinkState.UP
        self._session = session
        self._down = None
        session.up(welcome)
        await session.run(self._backoff.reset)

    async def _keep_key(self) -> None:
        try:
            await asyncio.to_thread(self._membership.welcomed)
        except OSError as error:
            _log.warning("the state of the device could not be kept: %s", error)

    def _turns_to_spare_key(self, end: LinkEndedError) -> bool:
        """Return whether another key is to be tried at once, since the one said is no good."""
        is_key_refused = end.failure is not None and end.failure.code in _KEY_REFUSED
        return is_key_refused and self._membership.fall_back()

    def _after_end(self, end: LinkEndedError, address: Address) -> None:
        """Tell the loss; a refusal only if no other server is left that may be the right one."""
        self._is_unknown = end.failure is not None and end.failure.code == UnknownDeviceError.code
        if end.reason is DownReason.REFUSED:
            self._refused_until[address] = time.monotonic() + REFUSED_SECONDS
            if self._open_candidates():
                return
        self._tell_down(end.reason, end.failure)

    def _tell_down(self, reason: DownReason, failure: Failure | None = None) -> None:
        """Deliver LinkDown once per cause; ``since`` stays the moment the link was lost."""
        told = self._down
        if told is not None and (told.reason, told.failure) == (reason, failure):
            return
        since = told.since if told is not None else time.monotonic()
        self._down = LinkDown(reason, since, failure)
        try:
            self._deliver(self._down)
        except Exception:  # noqa: BLE001 - the link's loop outlives a fault of its owner
            _log.exception("the owner of the link failed at LinkDown")

    async def _pause(self, seconds: float) -> None:
        """Wait; news by mDNS ends the wait, but never before the shortest back-off."""
        self._state = LinkState.PAUSING
        self._finder.news.clear()
        shortest = min(seconds, FIRST_SECONDS)
        await asyncio.sleep(shortest)
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds - shortest):
                await self._finder.news.wait()

    def _wake(self) -> None:
        if self._session is not None:
            self._session.wake()

    def _say(self, word: PaperWord) -> None:
        if self._session is not None:
            self._session.say(word)
