"""How a server is found on a LAN: DNS-SD (RFC 6763) names and TXT keys; a hint, never trust."""

from server.protocol.identity import PROTOCOL_VERSION, Key

SERVICE_TYPE = "_kezek._tcp.local."
DEFAULT_PORT = 8077
TXT_VERSION = "v"
TXT_HALL = "hall"


def instance_name(hall: Key) -> str:
    """Return the DNS-SD instance name of a hall's server."""
    return f"kezek-{hall}.{SERVICE_TYPE}"


def txt_record(hall: Key) -> dict[str, str]:
    """Return all that is advertised: protocol version and hall id, nothing else."""
    return {TXT_VERSION: str(PROTOCOL_VERSION), TXT_HALL: hall}
