"""A folder is held by one process at a time."""

import os
from pathlib import Path

import pytest

from kiosk.journal.locking import hold


def test_what_is_held_is_let_go_when_it_is_closed(tmp_path: Path) -> None:
    held = hold(tmp_path / "state")
    with pytest.raises(OSError, match="unavailable"):
        hold(tmp_path / "state")

    os.close(held)

    again = hold(tmp_path / "state")
    assert again > 0
    os.close(again)
