"""The hall as the kiosk saw it last, kept on disk: with it the kiosk works after a start alone."""

import logging
from pathlib import Path

import msgspec

from kiosk.journal.tape import TapeError, write_whole
from server.protocol.frames import MAX_FRAME_BYTES
from server.protocol.snapshots import KioskSnapshot

FILE = "hall.json"

log = logging.getLogger(__name__)


class HallMemory:
    """One file with the newest snapshot; who waits is left out, it is never true again."""

    def __init__(self, directory: Path) -> None:
        """Keep the file in ``directory``."""
        self._path = directory / FILE

    def recall(self) -> KioskSnapshot | None:
        """Return the hall as it was seen last, none if there is nothing that can be read."""
        try:
            with self._path.open("rb") as file:
                content = file.read(2 * MAX_FRAME_BYTES)
            return msgspec.json.decode(content, type=KioskSnapshot)
        except FileNotFoundError:
            return None
        except (OSError, msgspec.DecodeError) as error:
            log.warning("the hall as it was is not readable: %s", error)
            return None

    def remember(self, snapshot: KioskSnapshot) -> None:
        """Keep ``snapshot``; a disk that refuses is logged, the kiosk goes on."""
        kept = msgspec.structs.replace(snapshot, waiting={})
        try:
            write_whole(self._path, msgspec.json.encode(kept))
        except TapeError as error:
            log.warning("the hall could not be kept: %s", error)
