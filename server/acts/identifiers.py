"""New ids for what the Hall makes: UUIDs in order of time, so that an index grows at its end."""

import os

from server.protocol.tickets import Instant

_VARIANT = "89ab"


def new_id(at: Instant) -> str:
    """Return a UUID of version 7 (RFC 9562, section 5.7) of the instant ``at``."""
    time, chance = f"{at:012x}", os.urandom(10).hex()
    variant = _VARIANT[int(chance[3], 16) & 3]
    return f"{time[:8]}-{time[8:]}-7{chance[:3]}-{variant}{chance[4:7]}-{chance[7:19]}"
