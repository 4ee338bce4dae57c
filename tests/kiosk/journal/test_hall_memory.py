"""The hall as the kiosk saw it last."""

from pathlib import Path

from kiosk.journal.hall_memory import HallMemory
from tests.conftest import ExpectedLog
from tests.kiosk.sample_hall import snapshot


def test_a_hall_is_recalled_without_those_who_waited(tmp_path: Path) -> None:
    seen = snapshot(waiting={"justice-appeal": 7})

    HallMemory(tmp_path).remember(seen)

    recalled = HallMemory(tmp_path).recall()
    assert recalled == snapshot(waiting={})


def test_nothing_is_recalled_where_nothing_was_seen(tmp_path: Path) -> None:
    assert HallMemory(tmp_path).recall() is None


def test_a_spoilt_file_is_told_and_left(tmp_path: Path, expected_log: ExpectedLog) -> None:
    expected_log.expect("kiosk.journal.hall_memory", "not readable")
    (tmp_path / "hall.json").write_bytes(b'{"type":"KioskSnapshot"')

    assert HallMemory(tmp_path).recall() is None


def test_a_disk_that_refuses_is_told(tmp_path: Path, expected_log: ExpectedLog) -> None:
    expected_log.expect("kiosk.journal.hall_memory", "could not be kept")

    HallMemory(tmp_path / "gone").remember(snapshot())

    assert HallMemory(tmp_path / "gone").recall() is None
