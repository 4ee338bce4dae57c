"""How a server is found on a LAN: DNS-SD (RFC 6763) names and TXT keys; a hint, never trust."""

import re
from collections.abc import Mapping

from server.protocol.identity import PROTOCOL_VERSION, Key

SERVICE_TYPE = "_kezek._tcp.local."
DEFAULT_PORT = 8077
TXT_VERSION = "v"
TXT_HALL = "hall"

_HALL = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


def instance_name(hall: Key) -> str:
    """Return the DNS-SD instance name of a hall's server."""
    return f"kezek-{hall}.{SERVICE_TYPE}"


def txt_record(hall: Key) -> dict[str, str]:
    """Return all that is advertised: protocol version and hall id, nothing else."""
    return {TXT_VERSION: str(PROTOCOL_VERSION), TXT_HALL: hall}


def advertised_hall(texts: Mapping[str, str | None]) -> Key | None:
    """Return which hall a TXT record claims; None if it is of another version, or no hall's name.

    Anybody on the LAN writes such records: nothing of them may be shown or kept unchecked.
    """
    hall = texts.get(TXT_HALL)
    if texts.get(TXT_VERSION) != str(PROTOCOL_VERSION) or hall is None:
        return None
    return hall if _HALL.fullmatch(hall) else None
