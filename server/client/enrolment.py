"""How a device becomes a member of a hall: out of the box, or again after it was cut off."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from server.client.addresses import Address
from server.client.dialling import reachable
from server.client.finder import Finder
from server.client.membership import Membership
from server.client.messages import LinkIdentity
from server.client.pairing import Pairing, PairingTurns
from server.client.pairing_states import PairingState
from server.protocol.identity import DeviceRole, Key

PAUSE_SECONDS = 2.0
LONGEST_PAUSE_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class PairingWish:
    """What a device that is not paired asks to be; ``tell`` gets what its screen is to show."""

    role: DeviceRole
    hall: Key | None
    tell: Callable[[PairingState], None]


class Enrolment:
    """Asks the servers that are found, one after another, to let the device in."""

    def __init__(self, wish: PairingWish, membership: Membership, finder: Finder) -> None:
        """Ask for ``wish``; who the device then is, ``membership`` keeps."""
        self._wish = wish
        self._membership = membership
        self._finder = finder
        self._turns = PairingTurns(wish.tell)

    async def run(self) -> LinkIdentity:
        """Return who the device is once somebody let it in; ask as long as nobody has."""
        pairing = Pairing(self._wish.role, self._wish.hall, self._wish.tell)
        while True:
            self._finder.ask_again()
            addresses = await self._alive(self._finder.for_pairing())
            found = await self._turns.try_next(pairing, addresses, self._membership.adopt)
            if found is not None:
                return found
            await asyncio.sleep(pause_after(pairing.dropped))

    async def try_anew(self, former: LinkIdentity) -> LinkIdentity | None:
        """Ask the hall of ``former``, which knows it no more, once; None if nobody let it in.

        Its authority is pinned, so that no other server can take the hall's place.
        """
        pairing = Pairing(
            self._wish.role, former.hall, self._wish.tell, authorities=former.authorities
        )
        addresses = await self._alive(self._finder.candidates())
        return await self._turns.try_next(pairing, addresses, self._membership.adopt)

    async def _alive(self, addresses: tuple[Address, ...]) -> tuple[Address, ...]:
        """Return in a fixed order where somebody listens, so that nobody waits for the dead."""
        if len(addresses) > 1:
            addresses = await reachable(addresses)
        return tuple(sorted(addresses, key=str))


def pause_after(dropped: int) -> float:
    """Return how long to wait after the far end has left so often before a code was shown.

    A relay may do that until the code is the one that it seeks (ADR 0016): it gets few tries.
    """
    return min(LONGEST_PAUSE_SECONDS, PAUSE_SECONDS * 2.0 ** min(dropped, 10))
