"""Who is still to come: booked visitors by their slots, others as often as they used to."""

from random import Random
from statistics import mean

import pytest

from server.forecast.coming import HALF_HOUR, Coming
from server.forecast.scenes import Arrivals, Expected, Habits, Scene

LANES = {"a": 0, "b": 1}
AT = 10 * HALF_HOUR


def draws(
    scene: Scene, habits: Habits, horizon: int = 4 * HALF_HOUR
) -> list[list[tuple[int, int]]]:
    coming = Coming(scene, habits, LANES, horizon)
    random = Random(1)
    return [coming.draw(random) for _ in range(500)]


def scene(*expected: Expected, closes_at: int | None = None) -> Scene:
    return Scene(at=AT, opens_at=0, desks=(), expected=expected, closes_at=closes_at)


def habits(*half_hours: float, tier: int = 2, come_share: float = 1.0) -> Habits:
    arrivals = Arrivals(lane="b", service="b", tier=tier, half_hours=half_hours)
    return Habits(
        starts_at=AT - HALF_HOUR, visits_ms={}, come_share=come_share, arrivals=(arrivals,)
    )


def test_a_booked_visitor_comes_at_his_slot_as_often_as_booked_visitors_come() -> None:
    booked = Expected(AT + 5, "b", "b")

    drawn = draws(scene(booked), habits(come_share=0.8))

    assert {one for comers in drawn for one in comers} == {(5, 1 * 3 + 1)}
    assert mean(len(comers) for comers in drawn) == pytest.approx(0.8, abs=0.05)


def test_slots_that_are_past_or_far_ahead_are_left_out() -> None:
    drawn = draws(scene(Expected(AT, "a", "a"), Expected(AT + 5 * HALF_HOUR, "a", "a")), habits())

    assert not any(drawn)


def test_the_rate_of_each_half_hour_counts_from_now_on() -> None:
    drawn = draws(scene(), habits(9.0, 2.0, 4.0))

    first = mean(sum(at < HALF_HOUR for at, _ in comers) for comers in drawn)
    second = mean(sum(at >= HALF_HOUR for at, _ in comers) for comers in drawn)
    assert first == pytest.approx(2, rel=0.1)
    assert second == pytest.approx(4, rel=0.1)


def test_nobody_comes_after_the_hall_has_closed() -> None:
    drawn = draws(scene(closes_at=AT + HALF_HOUR), habits(0.0, 2.0, 4.0))

    assert max(at for comers in drawn for at, _ in comers) < HALF_HOUR


def test_the_last_to_come_stands_first_in_the_list() -> None:
    drawn = draws(scene(), habits(0.0, 6.0))

    assert all(comers == sorted(comers, reverse=True) for comers in drawn)


def test_those_who_never_go_before_anybody_are_not_drawn() -> None:
    assert not any(draws(scene(), habits(0.0, 6.0, tier=0)))


def test_who_is_here_already_is_sure_to_be() -> None:
    booked = Expected(AT + 5, "b", "b", is_here=True)

    drawn = draws(scene(booked), habits(come_share=0.1))

    assert {len(comers) for comers in drawn} == {1}


def test_the_lowest_tier_is_drawn_only_for_who_has_yet_to_come() -> None:
    asked = Expected(AT + HALF_HOUR, "a", "a", is_asked=True)

    assert not any(draws(scene(), habits(9.0, 2.0, tier=0)))
    drawn = draws(scene(asked), habits(9.0, 2.0, tier=0))
    assert mean(len(comers) - 1 for comers in drawn) == pytest.approx(2, rel=0.1)
