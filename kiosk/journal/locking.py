"""One process at a time keeps what lies in a folder; the journal and the shelf hold their own."""

import fcntl
import os
from pathlib import Path

from kiosk.journal.tape import sync_directory

LOCK = "journal.lock"


def hold(directory: Path) -> int:
    """Return what holds ``directory``, made if need be, until it is closed; raise OSError."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    sync_directory(directory.parent)
    descriptor = os.open(directory / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor
