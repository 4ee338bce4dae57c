"""The witness: which event was newest when something was last answered, kept beside the store.

It is written after each commit and never synced, so it costs nothing and is never ahead of what
is durable; but it tells a log that has lost its end from one that ended there.
"""

import os
from pathlib import Path

from msgspec import Struct

from server.protocol.identity import Key

FILE = "witness"
MAX_BYTES = 256


class Seen(Struct, frozen=True):
    """The newest event of a hall at some moment."""

    hall: Key
    epoch: int
    seq: int
    hash: str


class Witness:
    """The file of one data directory; held open while the store is."""

    def __init__(self, directory: Path) -> None:
        """Open the file, made if it is not there."""
        self._file = os.open(directory / FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def note(self, seen: Seen) -> None:
        """Keep ``seen``; the line has always the same length, so that it is never half of two."""
        line = f"{seen.hall} {seen.epoch:020d} {seen.seq:020d} {seen.hash}\n"
        os.pwrite(self._file, line.encode(), 0)

    def seen(self) -> Seen | None:
        """Return what was kept, if it can be read: a power cut may have taken the file back."""
        words = os.pread(self._file, MAX_BYTES, 0).partition(b"\n")[0].split()
        try:
            hall, epoch, seq, head = (word.decode("ascii") for word in words)
            return Seen(hall, int(epoch), int(seq), head)
        except ValueError:
            return None

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)


def read_witness(directory: Path) -> Seen | None:
    """Return what the witness of a data directory keeps, if there is one that can be read."""
    if not (directory / FILE).exists():
        return None
    witness = Witness(directory)
    seen = witness.seen()
    witness.close()
    return seen
