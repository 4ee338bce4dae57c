"""The longest snapshot that a kiosk of a hall may get in the morning: what there is room for."""

from datetime import UTC, datetime

from server.devices.availabilities import Availabilities
from server.devices.projections import kiosk_snapshot
from server.hall_file import HallConfig
from server.protocol.codec import encode
from server.protocol.frames import MAX_FRAME_BYTES
from server.protocol.snapshots import HallTime
from server.protocol.tickets import Instant
from server.queueing.availability import Moment
from server.queueing.ordering import Limits
from server.queueing.picture import HallPicture

MAX_SNAPSHOT_BYTES = MAX_FRAME_BYTES - 4096
"""Room is left for counts and calls that grow during the day."""

LONG_TIME = HallTime(10**13, -(10**13), -1000)
"""Of more digits than an instant of these years."""

AT = 10**12
"""Thirteen digits, as instants are now; no day is open, so that of every service much is said."""


def morning_picture(config: HallConfig) -> HallPicture:
    """Return the hall before anything has happened in it."""
    picture = HallPicture(config.desks, Limits())
    picture.layout = config.layout
    return picture


def local_morning(at: Instant) -> datetime:
    """Return a wall time for an instant: any zone does."""
    return datetime.fromtimestamp(at / 1000, UTC)


def kiosk_bytes(config: HallConfig) -> int:
    """Return how long the snapshot of a kiosk is, in which no wait is told."""
    picture = morning_picture(config)
    availability = Availabilities(config).of(picture, Moment(AT, local_morning(AT)))
    return len(encode(kiosk_snapshot(config, picture, LONG_TIME, availability)))


def has_room_for_offices(config: HallConfig) -> bool:
    """Return whether kiosks can be told the offices' hours with their services.

    In a hall of very many they go by what the server says of each service while it is heard.
    """
    return kiosk_bytes(config) <= MAX_SNAPSHOT_BYTES
