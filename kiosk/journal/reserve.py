"""How far the kiosk's numbers may have gone: a second, coarser counter beside the journal."""

from pathlib import Path

import msgspec
from msgspec import Struct

from kiosk.journal.tape import TapeError, write_whole

BLOCK = 200
LONGEST_FILE = 4096


class _Kept(Struct, frozen=True):
    kiosk: int = 0
    end: int = 0


class Reserve:
    """Ordinals up to ``end`` may be on paper; it goes up by blocks, so it is seldom written."""

    def __init__(self, path: Path) -> None:
        """Read ``path``; a file that is not there or not readable reserves nothing."""
        self._path = path
        self._kept = _read(path)

    @property
    def kiosk(self) -> int:
        """Return the kiosk's number, 0 if none was ever reserved for it."""
        return self._kept.kiosk

    @property
    def end(self) -> int:
        """Return the last ordinal that may be on paper."""
        return self._kept.end

    def end_of(self, kiosk: int) -> int:
        """Return the last ordinal that may be on paper under this number of a kiosk."""
        return self._kept.end if kiosk == self._kept.kiosk else 0

    def cover(self, kiosk: int, ordinal: int) -> None:
        """Have ``ordinal`` reserved before it is given; raise TapeError if that fails."""
        if kiosk == self._kept.kiosk and ordinal <= self._kept.end:
            return
        wider = _Kept(kiosk, -(-ordinal // BLOCK) * BLOCK)
        write_whole(self._path, msgspec.json.encode(wider))
        self._kept = wider


def _read(path: Path) -> _Kept:
    try:
        with path.open("rb") as file:
            return msgspec.json.decode(file.read(LONGEST_FILE), type=_Kept)
    except FileNotFoundError:
        return _Kept()
    except msgspec.DecodeError:
        return _Kept()
    except OSError as error:
        raise TapeError(str(error)) from error
