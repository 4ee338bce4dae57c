"""One rehearsed morning, played once for all tests that look at what it left."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

MORNING_SECONDS = 240


@pytest.fixture(scope="session")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Play a morning as a user would start it, and give the folder of what it left."""
    out = tmp_path_factory.mktemp("morning") / "out"
    played = subprocess.run(
        [sys.executable, "-m", "server.demo", "--once", "--out", str(out)],
        check=False,
        capture_output=True,
        text=True,
        timeout=MORNING_SECONDS,
        env=os.environ | {"LANG": "en_US.UTF-8"},
    )
    assert played.returncode == 0, played.stdout + played.stderr
    return out


@pytest.fixture
def spoilt(morning: Path, tmp_path: Path) -> Path:
    """Give a copy of what was left that a test may spoil."""
    return shutil.copytree(morning, tmp_path / "copy", ignore=shutil.ignore_patterns("logs"))
