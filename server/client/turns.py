"""Which of too many addresses are tried now: neighbours first, then whoever waited longest."""

import ipaddress
import random
from collections.abc import Callable, Sequence

import ifaddr

from server.client.addresses import Address

FAR_SHARE = 4
"""This part of the turns is for servers of other networks, if any are heard of."""

Network = ipaddress.IPv4Network


def own_networks() -> tuple[Network, ...]:
    """Return the IPv4 networks that this computer is in."""
    return tuple(
        ipaddress.IPv4Network((ip.ip, ip.network_prefix), strict=False)
        for adapter in ifaddr.get_adapters()
        for ip in adapter.ips
        if isinstance(ip.ip, str)
    )


class Turns:
    """Gives every address its turn, so that an enemy who names a thousand hides nobody for long.

    He can name as many as he likes, but in a small network there are few neighbours to name, and
    each counts once, whatever its ports. Half of those taken have waited longest; the other half
    is drawn by lot, so that a flood of new ones keeps nobody waiting for ever.
    """

    def __init__(self, networks: Callable[[], tuple[Network, ...]] = own_networks) -> None:
        """Tell neighbours by ``networks``."""
        self._networks = networks
        self._chance = random.SystemRandom()
        self._since: dict[Address, int] = {}
        self._turn = 0

    def take(self, addresses: Sequence[Address], most: int) -> tuple[Address, ...]:
        """Return at most so many of ``addresses``, neighbours first, no host twice."""
        self._turn += 1
        self._since = {one: self._since.get(one, self._turn) for one in addresses}
        networks, hosts = self._networks(), self._one_of_each_host(addresses)
        near = [one for one in hosts if any(_holds(network, one.host) for network in networks)]
        far = [one for one in hosts if one not in frozenset(near)]
        chosen = self._some(near, most - min(len(far), most // FAR_SHARE))
        chosen += self._some(far, most - len(chosen))
        self._since |= dict.fromkeys(chosen, self._turn + 1)
        return tuple(chosen)

    def _one_of_each_host(self, addresses: Sequence[Address]) -> list[Address]:
        hosts: dict[str, Address] = {}
        for one in sorted(addresses, key=self._since.__getitem__):
            hosts.setdefault(one.host, one)
        return list(hosts.values())

    def _some(self, group: list[Address], most: int) -> list[Address]:
        mixed = self._chance.sample(group, len(group))
        by_age = sorted(mixed, key=self._since.__getitem__)
        oldest, others = by_age[: most // 2], by_age[most // 2 :]
        return oldest + self._chance.sample(others, min(len(others), most - len(oldest)))


def _holds(network: Network, host: str) -> bool:
    try:
        return ipaddress.IPv4Address(host) in network
    except ValueError:
        return False
