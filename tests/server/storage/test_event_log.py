"""Tests of the event log: what was appended is read back in order, whole or from a point on."""

import pytest
from msgspec.structs import replace

from server.protocol.commands import CloseDay, OpenDay
from server.protocol.events import DayOpened
from server.storage.event_log import PAGE, EventLog
from tests.server.working_hall import ADMIN, TODAY, TOMORROW, WorkingHall, new_id

pytestmark = pytest.mark.usefixtures("engine")


def test_entries_are_read_after_a_point_up_to_a_limit() -> None:
    hall = WorkingHall()
    for _ in range(4):
        hall.issue()
    log = EventLog(hall.store.connection, "small")

    assert [entry.seq for entry in log.since(0, 0)] == [1, 2, 3, 4, 5]
    assert [entry.seq for entry in log.since(1, 3)] == [4, 5]
    assert [entry.seq for entry in log.since(1, 1, limit=2)] == [2, 3]
    assert [entry.seq for entry in log.between(1, 2, 4)] == [2, 3, 4]
    assert log.between(1, 6, 5) == ()


def test_an_entry_reads_back_as_it_was_appended() -> None:
    hall = WorkingHall()
    hall.issue()
    command = CloseDay(request_id=new_id())

    appended = hall.entries(command, ADMIN)

    log = EventLog(hall.store.connection, "small")
    assert (log.at(3),) == appended
    assert log.at(4) is None


def test_the_current_day_begins_with_its_opening() -> None:
    hall = WorkingHall()
    hall.issue()
    hall.do(CloseDay(request_id=new_id()), ADMIN)
    hall.do(OpenDay(request_id=new_id(), service_day=TOMORROW), ADMIN)
    hall.issue()

    entries = EventLog(hall.store.connection, "small").current_day()

    assert entries[0].event == DayOpened(service_day=TOMORROW)
    assert len(entries) == 2


def test_before_the_first_day_everything_is_current() -> None:
    hall = WorkingHall(is_open=False)

    assert EventLog(hall.store.connection, "small").current_day() == ()


def test_a_walk_over_the_pages_of_a_log_leaves_nothing_out() -> None:
    hall = WorkingHall()
    log = EventLog(hall.store.connection, "small")
    row = log.rows()[0]
    for seq in range(2, 2 * PAGE + 2):
        log.add(replace(row, seq=seq, epoch=1 + seq // PAGE))

    walked = [*log.walk()]

    assert walked == [*log.rows()]
    assert [row.seq for row in walked] == [*range(1, 2 * PAGE + 2)]


def test_the_entry_that_opened_a_day_is_found_by_its_day() -> None:
    hall = WorkingHall()
    hall.issue()
    hall.do(CloseDay(request_id=new_id()), ADMIN)
    hall.do(OpenDay(request_id=new_id(), service_day=TOMORROW), ADMIN)
    log = EventLog(hall.store.connection, "small")

    assert log.opened_on(TOMORROW) == log.opened_at()
    assert log.opened_on(TODAY) == (1, 1)
    assert log.opened_on("2026-01-01") is None
