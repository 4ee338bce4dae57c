"""Files that survive a power cut: a tape of lines, only ever appended, and a small whole file."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from kiosk.journal.records import END, AnyRecord, of_line, to_line

MOST_BYTES = 16 * 1024 * 1024
"""More than ten thousand records; a file beyond it is not one of ours."""


class TapeError(Exception):
    """The disk did not take what it was given, or not for certain."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds: its whole records, how many lines are not whole, and where.

    ``bad_lines`` at the end alone are what a power cut leaves; ``is_damaged`` means elsewhere.
    """

    records: tuple[AnyRecord, ...] = ()
    good_bytes: int = 0
    bad_lines: int = 0
    is_damaged: bool = False


def read(path: Path) -> Reading:
    """Return what the file ``path`` holds, nothing if there is none; raise TapeError."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return Reading()
    except OSError as error:
        raise TapeError(str(error)) from error
    return _reading(content[:MOST_BYTES], is_cut=len(content) > MOST_BYTES)


def write_whole(path: Path, content: bytes) -> None:
    """Let ``path`` hold ``content``: after a power cut it holds that or what was there before."""
    draft = path.with_name(path.name + ".new")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        try:
            # O_TRUNC alone is no call that a record of this program's writes would show.
            os.ftruncate(descriptor, 0)
            _write(descriptor, content, 0)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        draft.rename(path)
        sync_directory(path.parent)
    except OSError as error:
        raise TapeError(str(error)) from error


def sync_directory(directory: Path) -> None:
    """Put the names of ``directory`` on the disk."""
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class Tape:
    """An open file of records; what ``append`` has returned from is on the disk for certain."""

    def __init__(self, path: Path, length: int) -> None:
        """Append to ``path`` after its first ``length`` bytes; raise TapeError."""
        self._path = path
        self._length = length
        self._is_sound = True
        try:
            self._descriptor = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
        except OSError as error:
            raise TapeError(str(error)) from error

    @classmethod
    def begin(cls, path: Path, records: Iterable[AnyRecord]) -> Self:
        """Return a tape that holds ``records`` and took the place of what was there."""
        content = b"".join(to_line(record) for record in records)
        write_whole(path, content)
        return cls(path, len(content))

    @property
    def length(self) -> int:
        """Return the bytes that are on the disk for certain."""
        return self._length

    @property
    def is_sound(self) -> bool:
        """Return whether more may be appended; after a failed sync nobody knows what is there."""
        return self._is_sound

    def append(self, record: AnyRecord) -> None:
        """Put ``record`` on the disk; raise TapeError if it is not there for certain."""
        if not self._is_sound:
            msg = "the file is of no more use"
            raise TapeError(msg)
        line = to_line(record)
        try:
            _write(self._descriptor, line, self._length)
            self._sync()
        except OSError as error:
            self._cut_back()
            raise TapeError(str(error)) from error
        self._length += len(line)

    def cut_tail(self) -> None:
        """Take away what a power cut left after the whole records."""
        try:
            os.ftruncate(self._descriptor, self._length)
            self._sync()
        except OSError as error:
            self._is_sound = False
            raise TapeError(str(error)) from error

    def close(self) -> None:
        """Close the file."""
        os.close(self._descriptor)

    def _sync(self) -> None:
        try:
            os.fsync(self._descriptor)
        except OSError:
            # Pages that failed may be gone and count as clean (fsync(2)): never sync again.
            self._is_sound = False
            raise

    def _cut_back(self) -> None:
        """After half a line: whoever reads must not find it before the next one."""
        try:
            os.ftruncate(self._descriptor, self._length)
        except OSError:
            self._is_sound = False


def _write(descriptor: int, content: bytes, offset: int) -> None:
    left = memoryview(content)
    while left:
        written = os.pwrite(descriptor, left, offset)
        left, offset = left[written:], offset + written


def _reading(content: bytes, *, is_cut: bool) -> Reading:
    *lines, tail = content.split(END)
    records: list[AnyRecord] = []
    good_bytes = place = bad_lines = 0
    is_damaged = is_cut
    for line in lines:
        place += len(line) + len(END)
        record = of_line(line)
        if record is None:
            bad_lines += 1
            continue
        # A whole line after one that is not: no power cut leaves that.
        is_damaged = is_damaged or bad_lines > 0
        records.append(record)
        good_bytes = place
    return Reading(tuple(records), good_bytes, bad_lines + bool(tail), is_damaged)
