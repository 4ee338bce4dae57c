"""The journal is written on a thread of its own, act after act."""

from pathlib import Path
from queue import Queue

import pytest

from kiosk.journal.journal import Journal, JournalError
from kiosk.journal.scribe import JournalFailed, JournalKept, JournalReport, Scribe
from tests.conftest import ExpectedLog
from tests.kiosk.journal.presses import press, request, stamp

WAIT_SECONDS = 5.0


def test_acts_are_done_in_order_and_each_is_reported(tmp_path: Path) -> None:
    reports: Queue[JournalReport] = Queue()
    scribe = Scribe(Journal(tmp_path), reports.put)

    scribe.write(lambda journal: journal.name(2, 0))
    scribe.write(lambda journal: journal.number(press(1), stamp()), request(1))
    scribe.start()
    named, numbered = reports.get(timeout=WAIT_SECONDS), reports.get(timeout=WAIT_SECONDS)
    scribe.stop()

    assert isinstance(named, JournalKept)
    assert (named.state.kiosk, named.numbered) == (2, None)
    assert isinstance(numbered, JournalKept)
    assert numbered.numbered is not None
    assert numbered.numbered.ordinal == 1


def test_what_was_asked_before_the_end_is_written(tmp_path: Path) -> None:
    reports: Queue[JournalReport] = Queue()
    scribe = Scribe(Journal(tmp_path), reports.put)
    scribe.start()

    scribe.write(lambda journal: journal.name(2, 0))
    scribe.write(lambda journal: journal.press(press(1), stamp()))
    scribe.stop()

    opened = Journal(tmp_path)
    assert opened.state.is_pressed(request(1))
    opened.close()


def test_a_disk_that_refuses_is_reported_with_the_visitor_who_waits(
    tmp_path: Path, expected_log: ExpectedLog
) -> None:
    expected_log.expect("kiosk.journal.scribe", "tell the staff")
    reports: Queue[JournalReport] = Queue()
    scribe = Scribe(Journal(tmp_path), reports.put)
    scribe.start()

    scribe.write(lambda journal: journal.number(press(1), stamp()), request(1))
    report = reports.get(timeout=WAIT_SECONDS)
    scribe.stop()

    assert report == JournalFailed(report.state, request(1))


def test_a_stopped_scribe_lets_another_process_have_the_journal(tmp_path: Path) -> None:
    scribe = Scribe(Journal(tmp_path), lambda _: None)
    with pytest.raises(JournalError):
        Journal(tmp_path)

    scribe.stop()

    opened = Journal(tmp_path)
    assert opened.state.kiosk == 0
    opened.close()
