"""What the server and the process that plays forward say to each other, and how it is framed."""

from typing import Annotated, BinaryIO

import msgspec
from msgspec import Meta, Struct

from server.forecast.rosters import DueSpan
from server.forecast.scenes import Lane, Scene, Tier
from server.protocol.identity import Key
from server.protocol.past_visits import PastVisit
from server.protocol.tickets import Instant
from server.protocol.waits import Forecast, WaitRange

LENGTH_BYTES = 4
MOST_BYTES = 4 * 1024 * 1024


class Begin(Struct, frozen=True, tag=True):
    """The first word: how long visits take of which nothing is known yet, and the rosters."""

    visit_minutes: dict[Key, float]
    rosters: dict[Key, tuple[DueSpan, ...]] = {}


class Learn(Struct, frozen=True, tag=True):
    """Visits that are over, in the order of their ends; hall time plus offset is people's time."""

    visits: tuple[PastVisit, ...]
    offset_ms: int


class Ask(Struct, frozen=True, tag=True):
    """Play ``scene``: what would be waited at ``spots``? ``offset_ms`` as above.

    Of booked visitors ``come_share`` come.
    """

    number: int
    scene: Scene
    spots: tuple[tuple[Lane, Tier], ...]
    offset_ms: int
    come_share: float = 1.0


class Foretold(Struct, frozen=True, array_like=True):
    """What somebody is told who comes to a spot now, and what that is made of.

    ``slot_at`` if that is a booked visitor who comes before his slot, from which on he waits.
    """

    lane: Lane
    tier: Tier
    expected: WaitRange
    forecast: Forecast
    slot_at: Instant | None = None


class Answer(Struct, frozen=True, tag=True):
    """What is foretold for the scene at ``at``; of spots left out nothing is sure."""

    number: int
    at: Instant
    found: tuple[Foretold, ...]
    cpu_ms: Annotated[float, Meta(ge=0)]


ToChild = Begin | Learn | Ask


def framed(message: ToChild | Answer) -> bytes:
    """Return the message with its length before it; raise ValueError if it is too long."""
    data = msgspec.msgpack.encode(message)
    if len(data) > MOST_BYTES:
        msg = f"{len(data)} bytes are too many"
        raise ValueError(msg)
    return len(data).to_bytes(LENGTH_BYTES) + data


def length_of(head: bytes) -> int:
    """Return how many bytes follow; raise ValueError for more than there may be."""
    length = int.from_bytes(head)
    if length > MOST_BYTES:
        msg = f"{length} bytes are too many"
        raise ValueError(msg)
    return length


def read_framed(stream: BinaryIO) -> bytes | None:
    """Return the next message, none when the other end is gone."""
    head = stream.read(LENGTH_BYTES)
    if len(head) < LENGTH_BYTES:
        return None
    length = length_of(head)
    data = stream.read(length)
    return data if len(data) == length else None
