"""Days under other rules and desks."""

import pytest

from server.queueing.ordering import Limits
from server.simulate.days import Day
from server.simulate.synthetic import Hall, made_day
from server.simulate.what_if import RECORDED, DesksError, play, with_desks


@pytest.fixture(scope="module")
def day() -> Day:
    return made_day(Hall(load=1.05), 70_001)


def test_every_rule_calls_everybody(day: Day) -> None:
    for rule in ("tiers-with-shares", "fifo", "capped"):
        assert len(play([day], rule, Limits()).visitors) == len(day.visitors)


def test_a_greater_limit_lets_the_statutory_wait_less(day: Day) -> None:
    waits = [
        play([day, day], "tiers-with-shares", Limits(statutory=limit)).figures[0].mean_ms
        for limit in (1, 8)
    ]

    assert waits[1] < waits[0]


@pytest.mark.parametrize(
    ("wanted", "services"),
    [
        ("2", [("a", "b"), ("a", "b")]),
        ("a+b,b", [("a", "b"), ("b",)]),
    ],
)
def test_desks_are_a_number_or_the_services_of_each(
    day: Day, wanted: str, services: list[tuple[str, ...]]
) -> None:
    changed = with_desks(day, wanted)

    assert [desk.services for desk in changed.desks] == services
    assert changed.visitors == day.visitors


def test_recorded_desks_stay_as_they_were(day: Day) -> None:
    assert with_desks(day, RECORDED) == day


@pytest.mark.parametrize(("wanted", "missing"), [("a,a", "b"), ("0", "a, b"), (",", "a, b")])
def test_desks_that_leave_a_service_alone_are_refused(day: Day, wanted: str, missing: str) -> None:
    with pytest.raises(DesksError, match=missing):
        with_desks(day, wanted)
