"""Tests of the tail: what others committed is seen once, whole and in order."""

from dataclasses import replace

import pytest

from server.hall import Hall
from server.queueing.ordering import POLICY_VERSION
from server.storage.ledger import Ledger
from server.storage.tail import LogLostError, RuleReplacedError, Tail
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


def test_what_was_published_and_is_gone_is_an_error() -> None:
    hall = WorkingHall()
    hall.issue()
    before = read(hall)
    hall.issue()
    tail = Tail({HALL: read(hall).head})

    with pytest.raises(LogLostError, match="1/3 was told to devices and is not in the log"):
        tail.missed(before)


@pytest.mark.parametrize("more", [0, 1, 5])
def test_another_entry_in_the_place_of_a_published_one_is_an_error(more: int) -> None:
    hall = WorkingHall()
    hall.issue()
    tail = Tail({HALL: replace(read(hall).head, hash="ff" * 32)})
    for _ in range(more):
        hall.issue()

    with pytest.raises(LogLostError):
        tail.missed(read(hall))


def test_the_greatest_numbers_of_the_day_are_known_when_the_log_is_lost() -> None:
    hall = WorkingHall()
    tail = Tail({HALL: read(hall).head})
    hall.issue()
    hall.issue()
    entries = tail.missed(read(hall))
    tail.advance(read(hall), entries)
    lost = Ledger.for_reading(hall.store.connection, HALL)
    lost.head = replace(lost.head, hash="ff" * 32)

    with pytest.raises(LogLostError) as found:
        tail.missed(lost)

    assert found.value.told.ordinals == {"main": 2}


def test_a_process_goes_on_no_more_when_a_newer_one_has_replaced_its_rule_of_order() -> None:
    hall = WorkingHall()
    tail = Tail({HALL: read(hall).head})
    hall.within(newer_rule)

    with pytest.raises(RuleReplacedError, match=rf"rule of order {POLICY_VERSION + 1}"):
        tail.missed(read(hall))


def newer_rule(ledger: Ledger) -> None:
    """Let the hall go by a newer rule, as a newer server does at its start."""
    with ledger.savepoint():
        ledger.begin_policy(POLICY_VERSION + 1)
        Hall(SMALL_HALL, lambda: ledger.head.last_at).adopt(ledger)
