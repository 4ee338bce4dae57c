"""What must lie on the disk before anything is answered: content and names, written and synced."""

import os
from pathlib import Path

CHUNK_BYTES = 64 * 1024


def sync(path: Path) -> None:
    """Make a file's content, or the names in a folder, durable."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_anew(path: Path) -> None:
    """Write a file's content over itself, durably; do nothing if there is no such file.

    After a sync that failed the kernel may take pages for written that the disk never got: they
    are read, no later sync writes them, and a power cut takes them (ADR 3).
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        offset = 0
        while chunk := os.pread(descriptor, CHUNK_BYTES, offset):
            offset += os.pwrite(descriptor, chunk, offset)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
