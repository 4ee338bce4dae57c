"""Tests of past visits as rows, and of what they tell of what visitors were told."""

import pytest
from msgspec.structs import replace

from server.protocol.past_visits import PastVisit
from server.protocol.waits import Forecast, WaitRange
from server.storage.past_visits import FIRST, PastVisits, ToldBlock, ToldPart
from tests.server.working_hall import WorkingHall

pytestmark = pytest.mark.usefixtures("engine")

MINUTE = 60_000
WEEK = 7 * 24 * 60 * MINUTE
TOLD = WaitRange(10, 20)
FORECAST = Forecast(12 * MINUTE, 17 * MINUTE, 2, is_many=True)


def visit(number: int, waited: int = 15, expected: WaitRange | None = TOLD) -> PastVisit:
    """Make a visit of the minute ``number`` of the second week."""
    at = WEEK + number * MINUTE
    forecast = None if expected is None else FORECAST
    called_at = at + waited * MINUTE
    return PastVisit(
        leg=f"leg-{number}",
        service="papers",
        lane="papers",
        tier=0,
        desk="desk-1",
        waits_from=at,
        called_at=called_at,
        ended_at=called_at + 5 * MINUTE,
        forecast=forecast,
        expected=expected,
    )


@pytest.fixture
def rows() -> PastVisits:
    return PastVisits(WorkingHall().store.connection, "small")


def test_visits_come_back_as_they_were_in_the_order_of_their_ends(rows: PastVisits) -> None:
    first, second, third = visit(1), visit(2, expected=None), replace(visit(3), is_no_show=True)
    for one in (third, first, second):
        rows.add(one)

    assert rows.after(FIRST, 10) == (first, second, third)
    assert rows.after((first.ended_at, first.leg), 1) == (second,)


def test_a_visit_is_kept_once(rows: PastVisits) -> None:
    rows.add(visit(1))
    rows.add(replace(visit(1), ended_at=visit(1).ended_at + 1))

    assert rows.after(FIRST, 10) == (visit(1),)


def test_visits_of_long_ago_are_forgotten(rows: PastVisits) -> None:
    rows.add(visit(1))
    rows.add(visit(9))

    rows.forget(visit(9).ended_at)

    assert rows.after(FIRST, 10) == (visit(9),)


def test_what_was_told_is_counted_by_week_beside_what_came_true(rows: PastVisits) -> None:
    long_one = WaitRange(100, None)
    for number, (waited, expected) in enumerate(
        [(15, TOLD), (20, TOLD), (21, TOLD), (31, TOLD), (5, TOLD), (150, long_one), (3, None)]
    ):
        rows.add(visit(number, waited, expected))

    (week,) = rows.told(0, 0, WEEK)

    assert week == ToldPart(
        part=1,
        visitors=7,
        told=6,
        without_end=1,
        held=3,
        late=1,
        early=1,
        width_minutes=50,
        approximate=0,
    )
    assert week.with_end == 5


def test_what_held_is_told_by_block_and_size_of_the_queue(rows: PastVisits) -> None:
    few = Forecast(0, 0, 3, is_many=False)
    rows.add(visit(1, waited=15))
    rows.add(visit(2, waited=25))
    rows.add(replace(visit(3), forecast=few))

    assert rows.told_by_block(0) == (ToldBlock(2, True, 2, 1), ToldBlock(3, False, 1, 1))
