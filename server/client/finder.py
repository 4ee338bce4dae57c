"""Where to look for the hall's server: remembered, configured, heard by mDNS, in this order."""

import asyncio
from types import TracebackType
from typing import Self

from zeroconf import InterfaceChoice

from server.client.addresses import Address, AddressMemory
from server.client.browsing import ServerBrowser
from server.client.turns import Turns
from server.protocol.identity import Key

MAX_CANDIDATES = 64
FEW = 8
"""So many servers a hall may have; more that are heard of are not all true."""


class Finder:
    """Candidate addresses of one hall's server; an address is a hint and never trust.

    ``news`` is set whenever mDNS tells something, so that whoever waits may look again at once.
    """

    def __init__(
        self,
        hall: Key | None,
        configured: tuple[Address, ...] = (),
        memory: AddressMemory | None = None,
        *,
        has_mdns: bool = True,
        interfaces: InterfaceChoice | list[str] = InterfaceChoice.All,
    ) -> None:
        """Search for ``hall``, or for any; without ``memory`` nothing is kept on disk."""
        self._configured = configured
        self._memory = memory
        self._remembered: Address | None = None
        self._turns = Turns()
        self._browser = ServerBrowser(hall, self._tell, interfaces) if has_mdns else None
        self._watching: asyncio.Task[None] | None = None
        self.news = asyncio.Event()

    async def __aenter__(self) -> Self:
        """Recall the last good address and begin to browse."""
        if self._memory is not None:
            self._remembered = self._memory.recall()
        if self._browser is not None:
            self._watching = asyncio.create_task(self._browser.watch())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop browsing."""
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)

    def candidates(self) -> tuple[Address, ...]:
        """Return at most 64 addresses to try, the most promising first, none twice.

        Those that have been returned longest ago come before others: each has its turn.
        """
        known = ((self._remembered,) if self._remembered else ()) + self._configured
        return tuple(dict.fromkeys((*known, *self._heard())))[:MAX_CANDIDATES]

    def ask_again(self) -> None:
        """Ask the LAN once more; to be called whenever there is no link."""
        if self._browser is not None:
            self._browser.ask_again()

    def for_pairing(self) -> tuple[Address, ...]:
        """Return where to ask for a pairing: what was configured, else all that is heard of."""
        return (self._configured or self._heard())[:MAX_CANDIDATES]

    def look_for(self, hall: Key) -> None:
        """Search for this hall from now on."""
        if self._browser is not None:
            self._browser.look_for(hall)

    def remember(self, address: Address) -> None:
        """Keep the address at which the server welcomed this device."""
        if address == self._remembered:
            return
        self._remembered = address
        if self._memory is not None:
            self._memory.remember(address)

    def _heard(self) -> tuple[Address, ...]:
        """Return what mDNS tells of, in the order in which it is to be tried."""
        heard = self._browser.addresses() if self._browser else ()
        return heard if len(heard) <= FEW else self._turns.take(heard, MAX_CANDIDATES)

    def _tell(self) -> None:
        self.news.set()
