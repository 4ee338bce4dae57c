"""An estimate is what was played times the factor of its cell; nothing where nothing is sure."""

from random import Random

import pytest
from msgspec.structs import replace

from server.forecast.calibration import COLD_FACTOR, Calibration
from server.forecast.estimator import Estimator, cell_of, is_unsure
from server.forecast.played import PLAYED_MS
from server.forecast.scenes import DeskScene, Habits, PlannedAbsence, Scene, Standing
from server.protocol.waits import WaitRange

MINUTE = 60_000
AT = 200 * MINUTE
DESK = DeskScene(lanes=("a",))
HABITS = Habits(starts_at=0, visits_ms={"a": (10 * MINUTE - 1,)})
WALK_IN = ("a", 0)


def scene(waiting: int, received: int | None = 199, desk: DeskScene = DESK) -> Scene:
    return Scene(
        at=AT,
        opens_at=0,
        desks=(desk,),
        received_at=None if received is None else received * MINUTE,
        standing=tuple(Standing("a", "a", 0, 0, seq) for seq in range(waiting)),
    )


def test_a_cold_start_is_told_wider_and_as_approximate() -> None:
    estimator = Estimator(Calibration(), Random(1))

    estimate = estimator.estimates(scene(3), HABITS, [WALK_IN])[WALK_IN]

    assert (estimate.played_likely_ms, estimate.played_high_ms) == (30 * MINUTE, 30 * MINUTE)
    assert estimate.likely_ms == 30 * MINUTE
    assert estimate.high_ms == round(31 * MINUTE * COLD_FACTOR) - MINUTE
    assert estimate.as_range() == WaitRange(30, 50, is_approximate=True)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (scene(3), False),
        (scene(3, received=154), True),
        (scene(0, received=154), False),
        (scene(3, received=None), True),
        (scene(0, desk=DeskScene(lanes=("a",), is_away=True)), True),
    ],
    ids=["usual", "silent", "nobody waits", "nobody received yet", "all away"],
)
def test_nothing_is_said_when_nothing_is_sure(found: Scene, *, expected: bool) -> None:
    assert is_unsure(found) is expected
    assert bool(Estimator(Calibration(), Random(1)).estimates(found, HABITS, [WALK_IN])) is (
        not expected
    )


def test_a_cell_is_a_part_of_the_day_and_whether_many_wait() -> None:
    assert cell_of(scene(1)) == (2, False)
    assert cell_of(scene(2)) == (2, True)


def test_a_spot_that_no_desk_calls_is_left_out() -> None:
    estimator = Estimator(Calibration(), Random(1))

    assert set(estimator.estimates(scene(1), HABITS, [WALK_IN, ("b", 0)])) == {WALK_IN}


def test_who_may_not_be_called_before_the_desk_closes_is_told_nothing() -> None:
    closes = PlannedAbsence(AT + 35 * MINUTE, PLAYED_MS)
    desk = DeskScene(lanes=("a",), absences=(closes,))
    estimator = Estimator(Calibration(), Random(1))

    told = [
        bool(estimator.estimates(scene(waiting, desk=desk), HABITS, [WALK_IN]))
        for waiting in (3, 4)
    ]

    assert told == [True, False]


def test_silence_counts_from_when_somebody_was_to_receive() -> None:
    silent = scene(3, received=100)

    assert is_unsure(silent)
    assert not is_unsure(replace(silent, due_from=AT - 30 * MINUTE))
