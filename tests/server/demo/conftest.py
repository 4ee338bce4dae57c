"""One rehearsed morning, played once for all tests that look at what it left."""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

MORNING_SECONDS = 240


@pytest.fixture(scope="session")
def morning(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Give the folder of what a morning left; workers side by side play it once for all."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    out = shared / "morning" / "out"
    with (shared / "morning.lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not out.exists():
            _play(out)
    return out


def _play(out: Path) -> None:
    """Play a morning as a user would start it; what a broken one left bears another name."""
    unfinished = out.with_name("unfinished")
    played = subprocess.run(
        [sys.executable, "-m", "server.demo", "--once", "--out", str(unfinished)],
        check=False,
        capture_output=True,
        text=True,
        timeout=MORNING_SECONDS,
        env=os.environ | {"LANG": "en_US.UTF-8"},
    )
    assert played.returncode == 0, played.stdout + played.stderr
    unfinished.rename(out)


@pytest.fixture
def spoilt(morning: Path, tmp_path: Path) -> Path:
    """Give a copy of what was left that a test may spoil."""
    return shutil.copytree(morning, tmp_path / "copy", ignore=shutil.ignore_patterns("logs"))
