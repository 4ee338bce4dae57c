"""Tests of the waits between tries to reach a database."""

from server.storage.backoff import LONGEST_SECONDS, Backoff


def test_the_first_try_and_the_one_after_a_success_are_due_at_once() -> None:
    backoff = Backoff(lambda: 7.0)
    at_first = backoff.is_due()

    backoff.failed()
    after_failure = backoff.is_due()
    backoff.succeeded()

    assert (at_first, after_failure, backoff.is_due()) == (True, False, True)


def test_waits_grow_up_to_a_limit_and_end() -> None:
    now = [0.0]
    backoff = Backoff(lambda: now[0])
    waits = []

    for _ in range(12):
        backoff.failed()
        waits.append(backoff.seconds())
        now[0] += backoff.seconds()

    assert backoff.is_due()
    assert 0.05 <= waits[0] <= 0.1
    assert all(LONGEST_SECONDS / 2 <= wait <= LONGEST_SECONDS for wait in waits[-4:])
