"""A file system of a few MiB, which only root can mount, and a way to fill it up."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(place: Path, size: int) -> Iterator[Path]:
    """Give a file system of ``size`` bytes until the block ends."""
    disk = place / "disk"
    disk.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)]
    mounted = subprocess.run(mounting, check=False, capture_output=True, text=True)
    if mounted.returncode != 0:
        pytest.skip(f"no file system of its own size: {mounted.stderr.strip()}")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


def free_bytes(disk: Path) -> int:
    """Return how much of the disk is free."""
    free = os.statvfs(disk)
    return free.f_bavail * free.f_frsize


def fill(disk: Path, left: int = 100_000, name: str = "ballast") -> Path:
    """Leave next to nothing of the disk; return what fills it."""
    ballast = disk / name
    ballast.write_bytes(bytes(free_bytes(disk) - left))
    return ballast
