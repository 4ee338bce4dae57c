"""Where a log-in comes from, coarsely: which browser, and how far away; pure."""

import ipaddress
from enum import StrEnum

MAX_USER_AGENT = 400

# The more particular ones first: nearly every browser also claims to be Chrome and Safari.
_BROWSERS = (
    ("YaBrowser", "Yandex"),
    ("OPR/", "Opera"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrom", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iOS"),
    ("iPad", "iOS"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


class Place(StrEnum):
    """How far away a browser is, by its address."""

    HERE = "here"
    NETWORK = "network"
    ELSEWHERE = "elsewhere"


def browser_name(user_agent: str) -> str:
    """Return browser and system in two words at most, empty when neither is known."""
    seen = user_agent[:MAX_USER_AGENT]
    names = (
        next((name for mark, name in marks if mark in seen), "") for marks in (_BROWSERS, _SYSTEMS)
    )
    return ", ".join(name for name in names if name)


def place_of(address: str) -> Place:
    """Return where an address is; what is no address is elsewhere."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return Place.ELSEWHERE
    seen = getattr(parsed, "ipv4_mapped", None) or parsed
    if seen.is_loopback:
        return Place.HERE
    return Place.NETWORK if seen.is_private or seen.is_link_local else Place.ELSEWHERE
