"""Tests of the tests' cluster: what a killed run left behind goes away, what is in use stays."""

import os
import subprocess
import sys
from pathlib import Path

from tests.server.cluster import PREFIX, remove_stale


def left_by(parent: Path, process: int) -> Path:
    place = parent / f"{PREFIX}{process}-abcd"
    (place / "data").mkdir(parents=True)
    (place / "data" / "PG_VERSION").write_text("15", encoding="ascii")
    return place


def test_the_cluster_of_a_process_that_is_no_more_is_removed(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as killed:
        killed.wait()
    stale, used = left_by(tmp_path, killed.pid), left_by(tmp_path, os.getpid())
    strange = tmp_path / f"{PREFIX}by-hand"
    strange.mkdir()

    remove_stale(tmp_path)

    assert not stale.exists()
    assert (used / "data" / "PG_VERSION").exists()
    assert strange.exists()
