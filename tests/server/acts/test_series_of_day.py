"""A day that goes on after another one gives no number that may be on paper."""

import pytest

from server.hall import Hall
from server.protocol.commands import CloseDay, NoteMemory, OpenDay
from server.protocol.identity import SERVER_ACTOR
from server.protocol.tickets import SeenNumber
from server.storage.ledger import Ledger
from tests.server.working_hall import ADMIN, TODAY, TOMORROW, WorkingHall, new_id

pytestmark = pytest.mark.usefixtures("engine")


def go_over(hall: WorkingHall, *days: str) -> None:
    """Close the open day and open each of ``days`` in turn."""
    for day in days:
        hall.do(CloseDay(request_id=new_id()), ADMIN)
        hall.do(OpenDay(request_id=new_id(), service_day=day), ADMIN)


def restore(hall: WorkingHall, margin: int = 200) -> None:
    """Do to the log what a restore does."""

    def begin(ledger: Ledger) -> None:
        with ledger.savepoint():
            Hall(hall.config, hall.clock.wall_ms).begin_epoch(
                ledger, ledger.head.epoch + 1, margin
            )

    hall.within(begin)


def remember(hall: WorkingHall, ordinal: int) -> None:
    """Let a kiosk say which number of today's it was told before a restore."""
    seen = {"main": SeenNumber(TODAY, ordinal)}
    note = NoteMemory(
        request_id=new_id(), device="kiosk-1", epoch=1, seq=1, head=None, numbers=seen
    )
    hall.do(note, SERVER_ACTOR)


def numbers(hall: WorkingHall, count: int = 1) -> list[str]:
    return [hall.issue().number for _ in range(count)]


def test_numbers_go_on_after_the_last_one() -> None:
    hall = WorkingHall()
    numbers(hall, 2)

    go_over(hall, TOMORROW)
    between = numbers(hall, 5)
    go_over(hall, TODAY)

    assert between[-1] == "A005"
    assert numbers(hall) == ["A003"]
    assert hall.issue("advice").number == "A004"


def test_a_day_without_a_number_begins_at_one() -> None:
    hall = WorkingHall()

    go_over(hall, TOMORROW)
    numbers(hall, 2)
    go_over(hall, TODAY)

    assert numbers(hall) == ["A001"]


@pytest.mark.parametrize("given_after", [0, 2])
def test_what_a_restore_left_out_stays_left_out(given_after: int) -> None:
    hall = WorkingHall()
    numbers(hall, 2)
    restore(hall)
    numbers(hall, given_after)

    go_over(hall, TOMORROW, TODAY)

    assert numbers(hall) == [f"A{301 + given_after}"]


def test_what_was_left_out_of_the_first_day_after_a_restore_stays_left_out() -> None:
    hall = WorkingHall(is_open=False)
    hall.do(OpenDay(request_id=new_id(), service_day="2026-11-22"), ADMIN)
    hall.do(CloseDay(request_id=new_id()), ADMIN)
    restore(hall)
    hall.do(OpenDay(request_id=new_id(), service_day=TODAY), ADMIN)

    go_over(hall, TOMORROW, TODAY)

    assert numbers(hall) == ["A201"]


def test_what_a_kiosk_saw_stays_left_out_of_its_day_alone() -> None:
    hall = WorkingHall()
    numbers(hall, 2)
    remember(hall, 657)

    go_over(hall, TOMORROW)
    between = numbers(hall)
    go_over(hall, TODAY)

    assert between == ["A001"]
    assert numbers(hall) == ["A701"]


def test_days_that_go_on_by_turns_keep_their_own_numbers() -> None:
    hall = WorkingHall()
    given = {TODAY: numbers(hall), TOMORROW: []}

    for _ in range(3):
        for day in (TOMORROW, TODAY):
            go_over(hall, day)
            given[day] += numbers(hall)

    assert given[TODAY] == ["A001", "A002", "A003", "A004"]
    assert given[TOMORROW] == ["A001", "A002", "A003"]
