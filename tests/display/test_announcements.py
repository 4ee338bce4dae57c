"""The queue of calls waiting for the voice."""

from display.announcements import (
    LONGEST_QUEUE,
    Announcements,
    add,
    finish,
    start_next,
    take_back,
)
from tests.display.calls import call


def test_two_calls_at_once_are_spoken_one_after_another() -> None:
    queue, _ = add(Announcements(), call(1))
    queue, _ = add(queue, call(2))

    first = start_next(queue)
    still_first = start_next(first)
    second = start_next(finish(still_first))

    assert first.speaking == call(1)
    assert still_first is first
    assert second == Announcements(call(2))


def test_a_call_made_again_is_spoken_again() -> None:
    queue, _ = add(Announcements(speaking=call(1)), call(7, repeat=1))

    assert start_next(finish(queue)).speaking == call(7, repeat=1)


def test_a_call_that_was_a_mistake_is_left_out_unless_it_is_being_spoken() -> None:
    queue = Announcements(call(1), (call(1), call(2, "M001", "3")))

    assert take_back(queue, "A042", "5") == Announcements(call(1), (call(2, "M001", "3"),))
    assert take_back(queue, "A042", "6") == queue


def test_nothing_begins_when_nobody_waits() -> None:
    assert start_next(Announcements()) == Announcements()


def test_an_overlong_queue_names_whom_it_leaves_out() -> None:
    queue, left_out = Announcements(), list[int]()

    for seq in range(LONGEST_QUEUE + 2):
        queue, surplus = add(queue, call(seq))
        left_out += [each.call for each in surplus]

    assert left_out == [0, 1]
    assert [each.call for each in queue.waiting] == list(range(2, LONGEST_QUEUE + 2))
