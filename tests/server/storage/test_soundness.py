"""Tests of the check at the start: whatever was changed in the day is noticed."""

import pytest

from server.storage.faults import StoreError
from server.storage.ledger import Ledger
from server.storage.soundness import read_day
from server.storage.witness import Seen
from tests.server.acts.offline_numbers import merge, number
from tests.server.working_hall import SMALL_HALL, WorkingHall

pytestmark = pytest.mark.usefixtures("engine")

HALL = SMALL_HALL.id


def a_day() -> WorkingHall:
    hall = WorkingHall()
    for _ in range(5):
        hall.issue()
    hall.call()
    return hall


def test_a_sound_day_is_read_as_it_was_written() -> None:
    hall = a_day()

    entries = hall.within(lambda ledger: read_day(ledger, newest(ledger)))

    assert entries == hall.log()


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("update events set body = replace(body, 'A002', 'A009') where seq = 3", "another body"),
        ("update events set at = at + 1 where seq = 3", "names another event"),
        ("delete from events where seq = 3", "names another event"),
        ("update tickets set number = 'A009' where ordinal = 2", "A002 of event 3 is not among"),
        ("update series set next = 3 where id = 'main'", "A003 of event 4 would be given again"),
        ("update events set body = 'x' where seq = 2", "another body"),
    ],
)
def test_what_was_changed_behind_the_server_is_noticed(damage: str, words: str) -> None:
    hall = a_day()
    hall.store.connection.execute(damage)

    with pytest.raises(StoreError, match=words):
        hall.within(lambda ledger: read_day(ledger, None))


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("update tickets set number = 'A001' where ordinal = 1", "K2-01 of event 2 is not among"),
        ("update tickets set number = 'A002' where number = 'K2-02'", "K2-02 of event 3 is not"),
        ("update series set next = 2 where id = 'kiosk-2'", "K2-02 of event 3 would be given"),
    ],
)
def test_what_was_changed_of_numbers_that_kiosks_gave_is_noticed(damage: str, words: str) -> None:
    hall = WorkingHall()
    lost = hall.issue()
    merge(hall, number(hall, 2))
    merge(hall, number(hall, 1, request=lost.issue_request))
    hall.store.connection.execute(damage)

    with pytest.raises(StoreError, match=words):
        hall.within(lambda ledger: read_day(ledger, None))


def test_a_log_that_ends_before_what_was_answered_is_refused() -> None:
    hall = a_day()
    seen = Seen(HALL, 1, 99, "ab" * 32)

    with pytest.raises(StoreError, match=r"older than what was answered.* event 1/99 is missing"):
        hall.within(lambda ledger: read_day(ledger, seen))


def test_another_event_at_the_place_of_what_was_answered_is_refused() -> None:
    hall = a_day()

    with pytest.raises(StoreError, match="event 1/3 is missing"):
        hall.within(lambda ledger: read_day(ledger, Seen(HALL, 1, 3, "ab" * 32)))


@pytest.mark.parametrize("seen", [Seen("hall-other", 1, 99, "x"), Seen(HALL, 0, 99, "x")])
def test_another_hall_or_an_epoch_before_a_restore_is_no_witness(seen: Seen) -> None:
    hall = a_day()

    assert hall.within(lambda ledger: read_day(ledger, seen))


def newest(ledger: Ledger) -> Seen:
    return Seen(ledger.hall, ledger.head.epoch, ledger.head.seq, ledger.head.hash)
