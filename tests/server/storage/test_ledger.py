"""Tests of the ledger: chained appends, and savepoints that take everything back."""

import pytest

from server.protocol.hall_events import ClockAdjusted
from server.protocol.identity import SERVER_ACTOR
from server.storage.chain import check_chain
from server.storage.ledger import Ledger
from tests.server.working_hall import WorkingHall

pytestmark = pytest.mark.usefixtures("engine")

EVENT = ClockAdjusted(wall_offset_ms=0)


def ledger_of(hall: WorkingHall) -> Ledger:
    hall.store.begin()
    return Ledger.locked(hall.store.connection, "small")


def test_appended_events_follow_each_other() -> None:
    hall = WorkingHall(is_open=False)
    ledger = ledger_of(hall)

    with ledger.savepoint():
        first = ledger.append(EVENT, SERVER_ACTOR, hall.clock.wall_ms())
        second = ledger.append(EVENT, SERVER_ACTOR, hall.clock.wall_ms() + 1)
    hall.store.commit()

    assert [first.seq, second.seq] == [1, 2]
    assert ledger.appended == [first, second]
    assert ledger_of(hall).head == ledger.head
    assert check_chain(ledger.events.rows(), second.head) == 2


def test_time_never_goes_back() -> None:
    hall = WorkingHall()
    ledger = ledger_of(hall)

    entry = ledger.append(EVENT, SERVER_ACTOR, 7)

    assert entry.at == hall.clock.wall_ms()
    assert ledger.instant(entry.at + 1) == entry.at + 1


def test_what_a_failing_block_did_is_gone_and_the_rest_stays() -> None:
    hall = WorkingHall(is_open=False)
    ledger = ledger_of(hall)
    with ledger.savepoint():
        ledger.append(EVENT, SERVER_ACTOR, 0)
    before = ledger.head

    def stumble() -> None:
        with ledger.savepoint():
            ledger.append(EVENT, SERVER_ACTOR, 0)
            ledger.set_wall_offset(99)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stumble()
    hall.store.commit()

    assert ledger.head == before
    assert [entry.seq for entry in ledger.appended] == [1]
    assert ledger_of(hall).head == before


def test_a_transaction_that_the_database_has_undone_is_not_rolled_back_again() -> None:
    hall = WorkingHall()
    ledger = ledger_of(hall)

    def stumble() -> None:
        with ledger.savepoint():
            hall.store.rollback()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stumble()

    assert not hall.store.connection.in_transaction


def test_a_moved_wall_offset_is_kept_with_the_head() -> None:
    hall = WorkingHall()
    ledger = ledger_of(hall)

    with ledger.savepoint():
        ledger.set_wall_offset(-5)
    hall.store.commit()

    assert ledger_of(hall).head.wall_offset == -5


def test_a_ledger_for_reading_stands_where_the_hall_stands() -> None:
    hall = WorkingHall()

    ledger = Ledger.for_reading(hall.store.connection, "small")

    assert ledger.head.seq == 1
    assert not hall.store.connection.in_transaction
