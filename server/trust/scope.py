"""For which names and addresses alone a hall's authority is good; pure.

It lies in trusted stores of officials' computers: who steals its key must not be able to play a
bank or a state portal to them (ADR 0028).
"""

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass

from server.protocol.pairing import TLS_NAME_SUFFIX

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

NAMES = (TLS_NAME_SUFFIX, "localhost", "local")
"""Names that no site of the world has (RFC 6761, RFC 6762, and the one reserved by ICANN)."""

NETWORKS: tuple[Network, ...] = tuple(
    ipaddress.ip_network(text)
    for text in (
        "127.0.0.0/8",
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "169.254.0.0/16",
        "100.64.0.0/10",
        "::1/128",
        "fc00::/7",
        "fe80::/10",
    )
)
"""Addresses that mean another computer in every office (RFC 6890)."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Names, each with all below it, and networks."""

    names: tuple[str, ...]
    networks: tuple[Network, ...]

    @classmethod
    def of(cls, names: Sequence[str], addresses: Sequence[str]) -> "Scope":
        """Return what an office has anyway, with these names and addresses of its server."""
        usual = cls(NAMES, NETWORKS)
        more = (name for name in names if not usual.covers_name(name))
        beyond = (one for one in addresses if not usual.covers_address(one))
        own = tuple(ipaddress.ip_network(one) for one in dict.fromkeys(beyond))
        return cls((*NAMES, *dict.fromkeys(more)), (*NETWORKS, *own))

    def with_all_of(self, other: "Scope") -> "Scope":
        """Return what either is good for."""
        return Scope(
            tuple(dict.fromkeys((*self.names, *other.names))),
            tuple(dict.fromkeys((*self.networks, *other.networks))),
        )

    def covers_name(self, name: str) -> bool:
        """Return whether it is good for a name."""
        return any(not base or name == base or name.endswith(f".{base}") for base in self.names)

    def covers_address(self, address: str) -> bool:
        """Return whether it is good for an address."""
        parsed = ipaddress.ip_address(address)
        return any(parsed in network for network in self.networks)


EVERYTHING = Scope(("",), (ipaddress.ip_network("0.0.0.0/0"), ipaddress.ip_network("::/0")))
"""Of an authority that was made before there were bounds."""
