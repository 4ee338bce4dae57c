"""By which names and addresses people reach this computer."""

import ipaddress
import re
import socket
from dataclasses import dataclass

LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
LONGEST = 253
LOCAL = ("localhost",)
LOCAL_ADDRESSES = ("127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The names and addresses by which a server is called."""

    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


def server_names(public_name: str | None, host_name: str | None = None) -> tuple[str, ...]:
    """Return the names of this computer, those that are no DNS names left out."""
    host = (host_name if host_name is not None else socket.gethostname()).lower()
    short = host.partition(".")[0]
    wanted = (*LOCAL, host, short, f"{short}.local", public_name or "")
    return tuple(dict.fromkeys(name for name in wanted if is_name(name)))


def is_name(text: str) -> bool:
    """Return whether ``text`` is a DNS name in lower case, and no address."""
    labels = text.split(".")
    return (
        len(text) <= LONGEST
        and all(LABEL.fullmatch(label) for label in labels)
        and not labels[-1].isdecimal()
    )


def is_address(text: str) -> bool:
    """Return whether ``text`` is an IP address, brackets of IPv6 included; none has a zone."""
    if "%" in text:
        return False
    try:
        ipaddress.ip_address(text.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True
