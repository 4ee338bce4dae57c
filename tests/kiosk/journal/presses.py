"""Presses, stamps and journals for the tests of the kiosk's journal."""

from uuid import UUID

from kiosk.journal.records import Stamp
from server.protocol.commands import IssueTicket


def request(number: int) -> str:
    """Return a request id that is easy to tell from others."""
    return str(UUID(int=number))


def press(number: int, service: str = "visas") -> IssueTicket:
    """Return what a visitor asks for."""
    return IssueTicket(request_id=request(number), service=service, language="kk")


def stamp(steady_ms: int = 1000, boot: str = "first") -> Stamp:
    """Return an instant by every clock, the server heard half a second before."""
    return Stamp(
        boot=boot,
        steady_ms=steady_ms,
        wall_ms=1_000_000 + steady_ms,
        hall_offset_ms=5_000_000,
        contact=5_000_500,
        wall_offset_ms=0,
    )
