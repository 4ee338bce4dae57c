"""The reserve: a file that keeps space for calls and finishes; given back on a full disk."""

import errno
import os
from pathlib import Path
from shutil import disk_usage

RESERVE_BYTES = 16 * 1024 * 1024
LEAST_BYTES = 8 * 1024 * 1024
"""A smaller reserve than this would not carry a waiting hall to its evening."""

WORKING_BYTES = 4 * 1024 * 1024
"""What is left to new tickets beside the reserve; as much must have come free since it was."""

OPENING_BYTES = 1024 * 1024
"""What opening a store may take: the log's index, a migration, the first entries."""

FILE = "reserve"


class Reserve:
    """The reserve of one data directory; smaller where there is less space, or there is none."""

    def __init__(self, directory: Path) -> None:
        """Keep the space in ``directory``; what lies there already is left as it is."""
        self._directory = directory
        self._path = directory / FILE
        self._least_free: int | None = None

    def free(self) -> None:
        """Give the space back."""
        self._path.unlink(missing_ok=True)
        self._least_free = self._free_bytes()

    def make_room(self) -> None:
        """Give the space back if the disk is so full that the store could not even be opened."""
        if self._free_bytes() < OPENING_BYTES:
            self.free()

    def claim(self) -> bool:
        """Return whether the reserve is there, having tried to claim what space there is.

        The space that it has freed itself is not taken for space that has come free.
        """
        if self._path.exists():
            return True
        free = self._free_bytes()
        if not self._has_recovered(free):
            return False
        return self._take(min(RESERVE_BYTES, free - WORKING_BYTES))

    def _has_recovered(self, free: int) -> bool:
        if free >= 2 * RESERVE_BYTES:
            return True
        if self._least_free is not None:
            self._least_free = min(self._least_free, free)
            if free < self._least_free + WORKING_BYTES:
                return False
        return free >= LEAST_BYTES + WORKING_BYTES

    def _take(self, size: int) -> bool:
        unfinished = self._path.with_suffix(".part")
        with unfinished.open("wb") as file:
            try:
                os.posix_fallocate(file.fileno(), 0, size)
            except OSError as error:
                if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
                    raise
                unfinished.unlink()
                return False
        unfinished.rename(self._path)
        self._least_free = None
        return True

    def _free_bytes(self) -> int:
        return disk_usage(self._directory).free
