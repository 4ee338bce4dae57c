"""A data directory: held by one process, private, and never taken for empty in mid-restore."""

import errno
import fcntl
import os
from io import TextIOWrapper
from pathlib import Path

from server.storage.faults import StoreError, StoreInUseError

RESTORE_MARK = "restore-unfinished"
"""Lies in a data directory while its store is being exchanged for a backup."""


_OF_FOLDER = frozenset(
    {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT, errno.ENOTDIR, errno.EEXIST}
)


def is_of_folder(error: Exception) -> bool:
    """Return whether a data directory cannot be made or written, which its owner can mend."""
    return isinstance(error, OSError) and error.errno in _OF_FOLDER


def hold(directory: Path) -> TextIOWrapper:
    """Take a data directory for this process until what is returned is closed.

    Raise StoreError when another process holds it.
    """
    lock = (directory / "lock").open("w", encoding="utf-8")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.close()
        msg = f"{directory} is held by a running server"
        raise StoreInUseError(msg) from error
    return lock


def check_restored(directory: Path) -> None:
    """Raise StoreError if a restore was broken off: its files may lie anywhere."""
    if (directory / RESTORE_MARK).exists():
        msg = f"{directory}: a restore was broken off; run it again"
        raise StoreError(msg)


def make_private(path: Path) -> None:
    """Let nobody else read the file, nor its log, which SQLite makes like it."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
