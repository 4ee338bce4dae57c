"""The hall as the kiosk saw it last, kept on disk: with it the kiosk works after a start alone."""

import logging
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from kiosk.journal.tape import TapeError, write_whole
from server.protocol.frames import MAX_FRAME_BYTES
from server.protocol.snapshots import (
    BookingsTaken,
    DayChanged,
    DeviceChange,
    HallStateChanged,
    HallTime,
    KioskSnapshot,
    LayoutChanged,
)
from server.protocol.tickets import ServiceDay

FILE = "hall.json"

log = logging.getLogger(__name__)


class SeenHall(Struct, frozen=True, tag=True, tag_field="type"):
    """The hall as it was seen last; ``last_day`` is the newest service day that it has opened."""

    snapshot: KioskSnapshot
    last_day: ServiceDay | None = None

    def after(self, change: DeviceChange, time: HallTime) -> "SeenHall":
        """Return the hall after ``change`` at ``time``; what is soon untrue leaves it as it is."""
        match change:
            case DayChanged(service_day=service_day):
                changed = replace(self.snapshot, service_day=service_day, time=time)
                return SeenHall(changed, service_day or self.last_day)
            case LayoutChanged(ticket=ticket):
                return SeenHall(replace(self.snapshot, ticket=ticket), self.last_day)
            case HallStateChanged(standing=standing, reason=reason):
                told = replace(self.snapshot, standing=standing, standing_reason=reason)
                return SeenHall(told, self.last_day)
            case BookingsTaken():
                return SeenHall(replace(self.snapshot, takes_bookings=True), self.last_day)
            case _:
                return self


def seen_hall(snapshot: KioskSnapshot, before: SeenHall | None) -> SeenHall:
    """Return the hall of ``snapshot``, which was seen as ``before`` until now."""
    last_day = None if before is None else before.last_day
    return SeenHall(snapshot, snapshot.service_day or last_day)


class HallMemory:
    """One file with the newest snapshot; who waits is left out, it is never true again."""

    def __init__(self, directory: Path) -> None:
        """Keep the file in ``directory``."""
        self._path = directory / FILE

    def recall(self) -> SeenHall | None:
        """Return the hall as it was seen last, none if there is nothing that can be read."""
        try:
            with self._path.open("rb") as file:
                content = file.read(2 * MAX_FRAME_BYTES)
            found = msgspec.json.decode(content, type=SeenHall | KioskSnapshot)
        except FileNotFoundError:
            return None
        except (OSError, msgspec.DecodeError) as error:
            log.warning("the hall as it was is not readable: %s", error)
            return None
        return found if isinstance(found, SeenHall) else seen_hall(found, None)

    def remember(self, seen: SeenHall) -> None:
        """Keep ``seen``; a disk that refuses is logged, the kiosk goes on."""
        kept = SeenHall(
            replace(seen.snapshot, waiting={}, waits={}, availability={}), seen.last_day
        )
        try:
            write_whole(self._path, msgspec.json.encode(kept))
        except TapeError as error:
            log.warning("the hall could not be kept: %s", error)
