"""The hall as the kiosk saw it last, kept on disk: with it the kiosk works after a start alone."""

import logging
from pathlib import Path

import msgspec
from msgspec import Struct

from kiosk.journal.tape import TapeError, write_whole
from server.protocol.frames import MAX_FRAME_BYTES
from server.protocol.snapshots import HallTime, KioskSnapshot
from server.protocol.ticket_layout import HallLayout
from server.protocol.tickets import ServiceDay

FILE = "hall.json"

log = logging.getLogger(__name__)


class SeenHall(Struct, frozen=True, tag=True, tag_field="type"):
    """The hall as it was seen last; ``last_day`` is the newest service day that it has opened."""

    snapshot: KioskSnapshot
    last_day: ServiceDay | None = None

    def with_day(self, service_day: ServiceDay | None, time: HallTime) -> "SeenHall":
        """Return the hall after it opened ``service_day``, or closed (none), at ``time``."""
        changed = msgspec.structs.replace(self.snapshot, service_day=service_day, time=time)
        return SeenHall(changed, service_day or self.last_day)

    def with_layout(self, ticket: HallLayout) -> "SeenHall":
        """Return the hall after its tickets were made to look like ``ticket``."""
        return SeenHall(msgspec.structs.replace(self.snapshot, ticket=ticket), self.last_day)


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
        kept = SeenHall(msgspec.structs.replace(seen.snapshot, waiting={}), seen.last_day)
        try:
            write_whole(self._path, msgspec.json.encode(kept))
        except TapeError as error:
            log.warning("the hall could not be kept: %s", error)
