"""Who is connected: so many in all and from one address, and who is unknown gives way first.

A connection is unknown until a device has shown its key on it or a log-in has come by it. When
there is no room, the oldest unknown one of whoever has most of them is cut, so that who fills the
room up drives out himself, and a newcomer always gets in.
"""

import ipaddress
import resource
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

IN_ALL = 1000
"""Ten times what a large hall has: 60 devices and 100 officials with a page or two each."""

OF_ADDRESS = 300
"""A hundred officials may share one address (NAT); a page holds one, or six for a moment."""

MOST_FILES = 65_536
OTHER_FILES = 512
"""Open files that are no connections: the store, the log, child processes, what is closing."""

LEAST = 64


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many connections there may be, on all doors together."""

    in_all: int = IN_ALL
    of_address: int = OF_ADDRESS

    def within(self, files: int) -> "Bounds":
        """Return as much of this as a process has room for that may open so many files."""
        room = max(LEAST, files - OTHER_FILES)
        return Bounds(min(self.in_all, room), min(self.of_address, room))


USUAL = Bounds()


def allow_files() -> int:
    """Let this process open as many files as it may; return how many that are (getrlimit(2))."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        return most
    return MOST_FILES if soft == resource.RLIM_INFINITY else soft


class Guest:
    """One connection; ``cut`` ends it at once."""

    __slots__ = ("_guests", "address", "cut")

    def __init__(self, guests: "Guests", address: str, cut: Callable[[], None]) -> None:
        """Be counted by ``guests`` under ``address``."""
        self._guests = guests
        self.address = address
        self.cut = cut

    def know(self) -> None:
        """Let it stay: it is a device's or a logged-in person's."""
        self._guests.know(self)

    def leave(self) -> None:
        """Count it no more."""
        self._guests.leave(self)


class Guests:
    """The connections of one server process; lives on its event loop."""

    def __init__(self, bounds: Bounds) -> None:
        """Keep to ``bounds``."""
        self._bounds = bounds
        self._all: dict[str, set[Guest]] = {}
        self._unknown: dict[str, dict[Guest, None]] = {}
        self._count = 0

    def __len__(self) -> int:
        """Return how many there are."""
        return self._count

    def come(self, address: str, cut: Callable[[], None]) -> Guest | None:
        """Return a new guest, for whom another may have had to go; None if there is no room."""
        place = place_of(address)
        if not self._make_room(place):
            return None
        guest = Guest(self, place, cut)
        self._all.setdefault(place, set()).add(guest)
        self._unknown.setdefault(place, {})[guest] = None
        self._count += 1
        return guest

    def know(self, guest: Guest) -> None:
        """Cut this one for nobody's sake."""
        self._forget_unknown(guest)

    def leave(self, guest: Guest) -> None:
        """Count a connection no more that has ended, however often that is told."""
        there = self._all.get(guest.address, set())
        if guest not in there:
            return
        there.remove(guest)
        if not there:
            del self._all[guest.address]
        self._forget_unknown(guest)
        self._count -= 1

    def _make_room(self, place: str) -> bool:
        is_own = is_loopback(place)
        if not is_own and len(self._all.get(place, ())) >= self._bounds.of_address:
            return self._cut_oldest(place)
        if self._count < self._bounds.in_all:
            return True
        return self._cut_oldest(max(self._unknown, key=self._unknown_of, default=""))

    def _unknown_of(self, place: str) -> int:
        return len(self._unknown[place])

    def _cut_oldest(self, place: str) -> bool:
        oldest = next(iter(self._unknown.get(place, ())), None)
        if oldest is None:
            return False
        self.leave(oldest)
        oldest.cut()
        return True

    def _forget_unknown(self, guest: Guest) -> None:
        unknown = self._unknown.get(guest.address, {})
        unknown.pop(guest, None)
        if not unknown:
            self._unknown.pop(guest.address, None)


def know(scope: Mapping[str, Any]) -> None:
    """Let the connection stay by which a request came; how it is passed on is ASGI's."""
    guest = scope.get("state", {}).get("guest")
    if isinstance(guest, Guest):
        guest.know()


def place_of(address: str) -> str:
    """Return as what an address counts: of IPv6 as its network, which one computer may fill."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address) or parsed.is_loopback:
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, 64), strict=False))


def is_loopback(place: str) -> bool:
    """Return whether who connects is on this very computer, which is trusted anyway."""
    return place == "::1" or place.startswith("127.")
