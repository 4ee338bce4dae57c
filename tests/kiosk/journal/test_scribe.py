"""The journal is written on a thread of its own, act after act."""

from pathlib import Path
from queue import Queue

import pytest

from kiosk.journal.folders import Belonging
from kiosk.journal.journal import JournalError
from kiosk.journal.scribe import JournalFailed, JournalKept, JournalReport, Scribe
from kiosk.journal.shelf import HallLog, Shelf
from tests.conftest import ExpectedLog
from tests.kiosk.journal.presses import press, request, stamp

WAIT_SECONDS = 5.0
HALL = HallLog("hall-demo", "5e" * 32)


def shelf(directory: Path) -> Shelf:
    return Shelf(directory, lambda: Belonging("hall-demo"), lambda _: None)


def test_acts_are_done_in_order_and_each_is_reported(tmp_path: Path) -> None:
    reports: Queue[JournalReport] = Queue()
    scribe = Scribe(shelf(tmp_path), reports.put)

    scribe.write(lambda shelf: shelf.join(HALL, 2, 0))
    scribe.write(lambda shelf: shelf.journal.number(press(1), stamp()), request(1))
    scribe.start()
    named, numbered = reports.get(timeout=WAIT_SECONDS), reports.get(timeout=WAIT_SECONDS)
    scribe.stop()

    assert isinstance(named, JournalKept)
    assert (named.state.kiosk, named.numbered, named.hall) == (2, None, HALL)
    assert isinstance(numbered, JournalKept)
    assert numbered.numbered is not None
    assert numbered.numbered.ordinal == 1


def test_what_was_asked_before_the_end_is_written(tmp_path: Path) -> None:
    reports: Queue[JournalReport] = Queue()
    scribe = Scribe(shelf(tmp_path), reports.put)
    scribe.start()

    scribe.write(lambda shelf: shelf.join(HALL, 2, 0))
    scribe.write(lambda shelf: shelf.journal.press(press(1), stamp()))
    scribe.stop()

    opened = shelf(tmp_path)
    opened.open()
    assert opened.state.is_pressed(request(1))
    opened.close()


def test_a_disk_that_refuses_is_reported_with_the_visitor_who_waits(
    tmp_path: Path, expected_log: ExpectedLog
) -> None:
    expected_log.expect("kiosk.journal.scribe", "tell the staff")
    reports: Queue[JournalReport] = Queue()
    scribe = Scribe(shelf(tmp_path), reports.put)
    scribe.start()

    scribe.write(lambda shelf: shelf.journal.number(press(1), stamp()), request(1))
    report = reports.get(timeout=WAIT_SECONDS)
    scribe.stop()

    assert report == JournalFailed(report.state, request(1))


def test_a_stopped_scribe_lets_another_process_have_the_journal(tmp_path: Path) -> None:
    scribe = Scribe(shelf(tmp_path), lambda _: None)
    with pytest.raises(JournalError):
        shelf(tmp_path)

    scribe.stop()

    opened = shelf(tmp_path)
    assert opened.state.kiosk == 0
    opened.close()
