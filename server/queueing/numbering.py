"""How a series and an ordinal become the number that visitors read and hear."""

from server.protocol.tickets import Ordinal, TicketNumber

HUNDRED = 100


def format_number(prefix: str, ordinal: Ordinal, width: int) -> TicketNumber:
    """Return ``prefix`` and the ordinal in at least ``width`` digits: ``A042``, ``A1000``."""
    return f"{prefix}{ordinal:0{width}d}"


def ordinal_beyond(given: int, margin: int) -> Ordinal:
    """Return the first ordinal past ``given`` and ``margin`` more that begins a hundred."""
    return -(-(given + margin) // HUNDRED) * HUNDRED + 1
