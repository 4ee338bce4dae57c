"""A scene played forward: busy desks, desks that are away, visitors to come, all spots at once."""

from random import Random
from statistics import mean

import pytest

from server.forecast.coming import HALF_HOUR
from server.forecast.futures import LEAST_PLAYS, Futures, at_share
from server.forecast.played import PLAYED_MS
from server.forecast.scenes import (
    Arrivals,
    DeskScene,
    Expected,
    Habits,
    Pauses,
    PlannedAbsence,
    Scene,
    Slot,
    Standing,
)
from server.protocol.tickets import TIERS
from server.queueing.ordering import Limits
from server.simulate.playing import Playing
from server.simulate.rules import Shipped
from server.simulate.synthetic import Hall, made_day

MINUTE = 60_000
AT = 10 * HALF_HOUR
WALK_IN = ("a", 0)
DESK = DeskScene(lanes=("a",))
TEN = Habits(starts_at=0, visits_ms={"a": (10 * MINUTE - 1,)})


def minutes(desk: DeskScene, habits: Habits = TEN, waiting: int = 0) -> list[float]:
    standing = tuple(Standing("a", "a", 0, AT - 1, seq) for seq in range(waiting))
    scene = Scene(at=AT, opens_at=0, desks=(desk,), standing=standing)
    waits = Futures(scene, habits, [WALK_IN]).play(200, Random(1))[WALK_IN]
    return [round(wait / MINUTE, 1) for wait in waits]


@pytest.mark.parametrize(
    ("desk", "waiting", "expected"),
    [
        (DeskScene(lanes=("a",)), 0, 0),
        (DeskScene(lanes=("a",)), 2, 20),
        (DeskScene(lanes=("a",), busy_with="a", since=AT - 4 * MINUTE), 1, 16),
        (DeskScene(lanes=("a",), is_away=True, since=AT - MINUTE, away_ms=5 * MINUTE), 1, 14),
        (DeskScene(lanes=("a",), is_away=True, since=0, away_ms=5 * MINUTE), 0, 0),
        (DeskScene(lanes=("a",), absences=(PlannedAbsence(AT + 1, 45 * MINUTE),)), 1, 55),
        (DeskScene(lanes=("a",), absences=(PlannedAbsence(0, ends_at=AT + 60 * MINUTE),)), 1, 70),
        (
            DeskScene(lanes=("a",), absences=(PlannedAbsence(AT + 1, ends_at=AT + 60 * MINUTE),)),
            1,
            60,
        ),
        (
            DeskScene(lanes=("a",), absences=(PlannedAbsence(AT + 1, ends_at=AT + 5 * MINUTE),)),
            1,
            10,
        ),
    ],
)
def test_a_desk_is_free_when_it_can_be(desk: DeskScene, waiting: int, expected: int) -> None:
    assert set(minutes(desk, waiting=waiting)) == {expected}


def test_a_desk_that_is_away_comes_back_as_desks_did_at_that_hour() -> None:
    pauses = tuple(Pauses(0.0, (hour * MINUTE,)) for hour in range(12))
    desk = DeskScene(lanes=("a",), is_away=True, since=AT - MINUTE)

    found = minutes(desk, Habits(starts_at=0, visits_ms=TEN.visits_ms, pauses=pauses))

    assert set(found) == {8}


def test_desks_pause_after_visits_as_often_as_they_used_to() -> None:
    pauses = (Pauses(0.0),) * 10 + (Pauses(0.5, (20 * MINUTE,)),)
    habits = Habits(starts_at=0, visits_ms=TEN.visits_ms, pauses=pauses)

    found = minutes(DeskScene(lanes=("a",)), habits, waiting=1)

    assert set(found) == {10, 30}
    assert mean(found) == pytest.approx(20, abs=2)


def test_whoever_is_to_come_with_a_claim_goes_first() -> None:
    arrivals = Arrivals(lane="a", service="a", tier=2, half_hours=(0.0,) * 10 + (3.0,) * 4)
    habits = Habits(starts_at=0, visits_ms=TEN.visits_ms, arrivals=(arrivals,))

    found = minutes(DeskScene(lanes=("a",)), habits, waiting=2)

    assert min(found) == 20
    assert mean(found) > 25


def test_what_nobody_serves_is_not_foretold() -> None:
    scene = Scene(at=AT, opens_at=0, desks=(DeskScene(lanes=("a",)),))
    habits = Habits(starts_at=0, visits_ms={})

    waits = Futures(scene, habits, [WALK_IN, ("elsewhere", 0)]).play(10, Random(1))

    assert waits == {WALK_IN: [0] * 10}


def test_a_wait_beyond_what_is_played_is_as_long_as_that() -> None:
    assert minutes(DeskScene(lanes=("a",)), waiting=100) == [PLAYED_MS / MINUTE] * 200


def test_a_play_that_is_late_is_the_last_and_few_plays_are_none() -> None:
    scene = Scene(at=AT, opens_at=0, desks=(DeskScene(lanes=("a",)),))
    futures, calls = Futures(scene, TEN, [WALK_IN]), iter(range(1000))

    few = futures.play(100, Random(1), lambda: next(calls) >= LEAST_PLAYS - 1)
    enough = futures.play(100, Random(1), lambda: next(calls) >= 2 * LEAST_PLAYS)

    assert few == {}
    assert len(enough[WALK_IN]) == LEAST_PLAYS


def test_a_share_of_waits_does_not_exceed_it() -> None:
    assert at_share([0, 9], 0.9) == 9
    assert at_share([0, 7, 9], 0.5) == 7


def busy_hall() -> tuple[Scene, Habits]:
    """Stop a made-up day at noon with a queue; return it and what all visits take."""
    day = made_day(Hall(load=1.05), 4)
    stopped: list[Scene] = []

    def watch(playing: Playing, _visitor: object, at: int) -> None:
        if stopped or at < day.opens_at + 6 * 3_600_000:
            return
        desks = tuple(
            DeskScene(
                lanes=now.plan.services,
                busy_with=now.busy_with.service if now.busy_with else None,
                is_away=now.away is not None,
                since=now.since,
            )
            for now in playing.desks.values()
        )
        standing = tuple(
            Standing(
                head.service, head.service, TIERS[head.ticket_class], head.order_key, head.seq
            )
            for head in playing.waiting()
        )
        stopped.append(Scene(at=at, opens_at=0, desks=desks, standing=standing))

    Playing(day, Shipped(Limits()), watch).play()
    visits = {
        service: tuple(sorted(v.busy_ms for v in day.visitors if v.service == service))
        for service in ("a", "b")
    }
    return stopped[0], Habits(starts_at=day.opens_at, visits_ms=visits)


def test_one_play_answers_for_every_spot_as_plays_of_their_own_do() -> None:
    scene, habits = busy_hall()
    spots = [(lane, tier) for lane in "ab" for tier in range(3)]

    together = Futures(scene, habits, spots).play(300, Random(1))

    assert len(scene.standing) > 15
    for spot in spots:
        alone = Futures(scene, habits, [spot]).play(300, Random(2))[spot]
        assert mean(together[spot]) == pytest.approx(mean(alone), rel=0.1, abs=MINUTE)
    assert mean(together["a", 2]) < mean(together["a", 1]) < mean(together["a", 0])


SOON = 15 * MINUTE


def from_slot(
    *expected: Expected, desk: DeskScene = DESK, waiting: int = 0, habits: Habits = TEN
) -> list[float]:
    """Return what the booked visitor who is asked about waits from his slot on, in minutes."""
    standing = tuple(Standing("a", "a", 0, AT - 1, seq) for seq in range(waiting))
    scene = Scene(at=AT, opens_at=0, desks=(desk,), standing=standing, expected=expected)
    waits = Futures(scene, habits, [WALK_IN]).play(60, Random(1))
    return [round(wait / MINUTE, 1) for wait in waits.get(Slot("a", expected[-1].at), [])]


def booked(in_ms: int, *, is_here: bool = False, is_asked: bool = True) -> Expected:
    return Expected(AT + in_ms, "a", "a", is_here=is_here, is_asked=is_asked and not is_here)


BUSY = DeskScene(lanes=("a",), busy_with="a", since=AT)
SHUT = DeskScene(lanes=("a",), absences=(PlannedAbsence(0, ends_at=AT + 2 * SOON),))


@pytest.mark.parametrize(
    ("desk", "waiting", "expected"),
    [(DESK, 0, 0), (DESK, 3, 5), (DESK, 1, 0), (BUSY, 0, 0), (SHUT, 0, 15)],
    ids=["nobody waits", "passes who came before", "early, after one", "early", "shut"],
)
def test_a_booked_visitor_waits_from_his_slot_on(
    desk: DeskScene, waiting: int, expected: int
) -> None:
    assert set(from_slot(booked(SOON), desk=desk, waiting=waiting)) == {expected}


def test_who_is_here_with_an_earlier_slot_is_called_early_before_him() -> None:
    found = from_slot(booked(SOON - MINUTE, is_here=True), booked(SOON), desk=BUSY)

    assert set(found) == {5}


def test_who_is_here_with_a_later_slot_is_not_called_before_him() -> None:
    assert set(from_slot(booked(2 * SOON, is_here=True), booked(SOON), desk=BUSY)) == {0}


def test_who_was_called_early_does_not_come_once_more() -> None:
    two = booked(SOON, is_here=True), booked(2 * SOON)

    assert set(from_slot(*two, desk=BUSY)) == {0}


def test_who_comes_before_his_slot_without_a_booking_may_keep_the_desk() -> None:
    arrivals = Arrivals(lane="a", service="a", tier=0, half_hours=(0.0,) * 10 + (6.0, 0.0))
    habits = Habits(starts_at=0, visits_ms=TEN.visits_ms, arrivals=(arrivals,))

    found = from_slot(booked(2 * SOON), desk=BUSY, habits=habits)

    assert 0 <= min(found) < max(found) <= 10


def test_a_slot_of_which_too_little_was_played_is_left_out() -> None:
    rarely = Habits(starts_at=0, visits_ms=TEN.visits_ms, come_share=0.2)

    assert from_slot(booked(SOON), habits=rarely) == []


def test_who_is_never_called_waits_as_long_as_is_played() -> None:
    gone = DeskScene(lanes=("a",), absences=(PlannedAbsence(0, PLAYED_MS),))

    assert set(from_slot(booked(SOON), desk=gone)) == {PLAYED_MS / MINUTE}


@pytest.mark.parametrize(("desk", "expected"), [(BUSY, 0), (DESK, 9)], ids=["free anew", "idle"])
def test_an_idle_desk_calls_nobody_before_his_slot(desk: DeskScene, expected: int) -> None:
    before = booked(SOON - MINUTE, is_asked=False)

    assert set(from_slot(before, booked(SOON), desk=desk)) == {expected}
