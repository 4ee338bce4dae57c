"""What is learned of a hall: its own past, and until there is enough, what was expected."""

from statistics import mean

import pytest

from server.forecast.coming import HALF_HOUR
from server.forecast.learning import ENOUGH_VISITS, KEPT_VISITS, Learner
from server.forecast.scenes import Pauses

MINUTE = 60_000


def test_before_any_visit_the_expected_mean_is_gone_by() -> None:
    lengths = Learner({"a": 10.0}).habits(0).visits_ms["a"]

    assert mean(lengths) == pytest.approx(10 * MINUTE, rel=0.05)
    assert list(lengths) == sorted(lengths)


def test_enough_visits_leave_the_expectation_aside() -> None:
    learner = Learner({"a": 10.0})
    for _ in range(ENOUGH_VISITS - 1):
        learner.visit("a", MINUTE, 0)

    assert not learner.is_known("a")
    assert len(learner.habits(0).visits_ms["a"]) > ENOUGH_VISITS

    learner.visit("a", MINUTE, 0)

    assert learner.is_known("a")
    assert learner.habits(0).visits_ms["a"] == (MINUTE,) * ENOUGH_VISITS


def test_only_the_latest_visits_count() -> None:
    learner = Learner()
    for length in range(KEPT_VISITS + 5):
        learner.visit("a", length, 0)

    assert learner.habits(0).visits_ms["a"][0] == 5


def test_pauses_are_known_by_half_hour_and_as_often_as_visits_ended() -> None:
    learner = Learner()
    for _ in range(10):
        learner.visit("a", MINUTE, 3 * HALF_HOUR)
    learner.pause(3 * HALF_HOUR + 1, 7 * MINUTE)
    learner.pause(4 * HALF_HOUR, 9 * MINUTE)

    pauses = learner.habits(0).pauses

    assert pauses[3] == Pauses(0.1, (7 * MINUTE,))
    assert pauses[4] == Pauses(1.0, (9 * MINUTE,))
    assert pauses[5] == Pauses()


def test_arrivals_and_bookings_are_counted_by_day() -> None:
    learner = Learner()
    for _ in range(2):
        learner.arrival("a", "a", 2, 5 * HALF_HOUR)
        learner.day_is_over()
    learner.arrival("a", "a", 2, 5 * HALF_HOUR)
    learner.booking(has_come=True)
    learner.booking(has_come=False)

    habits = learner.habits(0)

    assert habits.arrivals[0].half_hours[5] == 1.5
    assert habits.come_share == 0.5
