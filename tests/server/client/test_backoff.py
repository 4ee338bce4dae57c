"""How long a link waits between tries."""

from server.client.backoff import Backoff


def test_waits_double_from_a_quarter_second_to_two_seconds() -> None:
    backoff = Backoff(chance=lambda: 1.0)

    waits = [backoff.next_seconds() for _ in range(6)]

    assert waits == [0.25, 0.5, 1.0, 2.0, 2.0, 2.0]


def test_chance_shortens_a_wait_to_half_at_most() -> None:
    backoff = Backoff(chance=lambda: 0.0)

    assert backoff.next_seconds() == 0.125


def test_after_a_reset_waits_are_short_again() -> None:
    backoff = Backoff(chance=lambda: 1.0)
    backoff.next_seconds()
    backoff.next_seconds()

    backoff.reset()

    assert backoff.next_seconds() == 0.25


def test_the_default_chance_differs_from_time_to_time() -> None:
    waits = {Backoff().next_seconds() for _ in range(20)}

    assert len(waits) > 1
    assert all(0.125 <= wait <= 0.25 for wait in waits)
