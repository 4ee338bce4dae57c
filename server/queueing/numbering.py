"""How a series and an ordinal become the number that visitors read and hear."""

from server.protocol.tickets import Ordinal, TicketNumber


def format_number(prefix: str, ordinal: Ordinal, width: int) -> TicketNumber:
    """Return ``prefix`` and the ordinal in at least ``width`` digits: ``A042``, ``A1000``."""
    return f"{prefix}{ordinal:0{width}d}"
