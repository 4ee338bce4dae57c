"""The hall as the kiosk saw it last."""

from pathlib import Path

import msgspec

from kiosk.journal.hall_memory import HallMemory, SeenHall, seen_hall
from server.protocol.hall_standing import HallStanding
from server.protocol.snapshots import (
    BookingsTaken,
    DayChanged,
    HallStateChanged,
    HallTime,
    WaitingChanged,
)
from tests.conftest import ExpectedLog
from tests.kiosk.sample_hall import snapshot

DAY, LATER = "2026-11-23", HallTime(5, 6, 300)


def test_a_hall_is_recalled_without_those_who_waited(tmp_path: Path) -> None:
    seen = SeenHall(snapshot(waiting={"justice-appeal": 7}), DAY)

    HallMemory(tmp_path).remember(seen)

    recalled = HallMemory(tmp_path).recall()
    assert recalled == SeenHall(snapshot(waiting={}), DAY)


def test_what_an_older_kiosk_remembered_is_recalled(tmp_path: Path) -> None:
    (tmp_path / "hall.json").write_bytes(msgspec.json.encode(snapshot()))

    recalled = HallMemory(tmp_path).recall()

    assert recalled == SeenHall(snapshot(), snapshot().service_day)


def test_the_newest_day_is_known_after_it_was_closed() -> None:
    opened = seen_hall(snapshot(service_day=DAY), None)

    closed = opened.after(DayChanged(None), LATER)

    assert (closed.snapshot.service_day, closed.last_day) == (None, DAY)
    assert closed.snapshot.time == LATER
    assert seen_hall(snapshot(service_day=None), closed).last_day == DAY


def test_what_lasts_is_remembered_and_what_is_soon_untrue_is_not() -> None:
    seen = SeenHall(snapshot(), DAY)
    stopped = HallStateChanged(HallStanding.STOPPED, {"en": "Fire alarm"})

    news = seen.after(stopped, LATER).after(BookingsTaken(), LATER)

    assert news.snapshot.standing is HallStanding.STOPPED
    assert news.snapshot.standing_reason == {"en": "Fire alarm"}
    assert news.snapshot.takes_bookings
    assert seen.after(WaitingChanged({"justice-appeal": 9}), LATER) is seen


def test_nothing_is_recalled_where_nothing_was_seen(tmp_path: Path) -> None:
    assert HallMemory(tmp_path).recall() is None


def test_a_spoilt_file_is_told_and_left(tmp_path: Path, expected_log: ExpectedLog) -> None:
    expected_log.expect("kiosk.journal.hall_memory", "not readable")
    (tmp_path / "hall.json").write_bytes(b'{"type":"KioskSnapshot"')

    assert HallMemory(tmp_path).recall() is None


def test_a_disk_that_refuses_is_told(tmp_path: Path, expected_log: ExpectedLog) -> None:
    expected_log.expect("kiosk.journal.hall_memory", "could not be kept")

    HallMemory(tmp_path / "gone").remember(SeenHall(snapshot()))

    assert HallMemory(tmp_path / "gone").recall() is None
