"""Tests of the tail: what others committed is seen once, whole and in order."""

import pytest

from server.storage.ledger import Ledger
from server.storage.tail import Tail
from tests.server.working_hall import SMALL_HALL, WorkingHall

pytestmark = pytest.mark.usefixtures("engine")

HALL = SMALL_HALL.id


def read(hall: WorkingHall) -> Ledger:
    return Ledger.for_reading(hall.store.connection, HALL)


def test_what_was_committed_since_is_missed_until_it_was_published() -> None:
    hall = WorkingHall()
    tail = Tail({HALL: read(hall).head})
    hall.issue()
    hall.issue()

    missed = tail.missed(read(hall))
    tail.advance(read(hall))

    assert [entry.seq for entry in missed] == [2, 3]
    assert tail.missed(read(hall)) == ()


def test_a_transaction_that_came_to_nothing_leaves_what_it_saw_to_the_next() -> None:
    hall = WorkingHall()
    tail = Tail({HALL: read(hall).head})
    hall.issue()

    assert tail.missed(read(hall)) == tail.missed(read(hall)) != ()


def test_a_hall_starts_where_it_is_met_first() -> None:
    hall = WorkingHall()
    tail = Tail({})

    first = tail.missed(read(hall))
    tail.advance(read(hall))
    hall.issue()

    assert first == ()
    assert tail.halls == [HALL]
    assert len(tail.missed(read(hall))) == 1
