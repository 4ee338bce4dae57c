"""What is learned of past visits in the order of their ends."""

import pytest

from server.forecast.calibration import ENOUGH
from server.forecast.history import A_DAY, History
from server.forecast.rosters import DueSpan
from server.forecast.scenes import Pauses
from server.protocol.past_visits import PastVisit
from server.protocol.waits import Forecast

MINUTE = 60_000
TEN = 10 * 60 * MINUTE


def visit(
    called: int, *, waits: int = 0, minutes: int = 8, day: int = 0, forecast: int | None = None
) -> PastVisit:
    """Make a visit called at a minute after ten, by people's clocks five hours ahead."""
    at = day * A_DAY + TEN - 5 * 60 * MINUTE
    made = None if forecast is None else Forecast(forecast * MINUTE, forecast * MINUTE, 1, False)
    return PastVisit(
        leg=f"{day}-{called}",
        service="a",
        lane="a",
        tier=0,
        desk="desk-1",
        waits_from=at + waits * MINUTE,
        called_at=at + called * MINUTE,
        ended_at=at + (called + minutes) * MINUTE,
        forecast=made,
    )


OFFSET = 5 * 60 * MINUTE


def told(*visits: PastVisit) -> History:
    history = History({"b": 20.0})
    for one in visits:
        history.note(one, OFFSET)
    return history


def test_a_short_while_between_two_visits_belongs_to_the_first() -> None:
    history = told(visit(0), visit(9), visit(17, day=1))

    assert sorted(history.habits(2 * A_DAY, OFFSET).visits_ms["a"]) == [8 * MINUTE, 9 * MINUTE]


def test_a_desk_that_lets_somebody_wait_longer_is_away() -> None:
    history = told(visit(0), visit(50), visit(58))

    pauses = history.habits(A_DAY, OFFSET).pauses
    assert [place for place, one in enumerate(pauses) if one != Pauses()] == [20]
    assert pauses[20] == Pauses(1.0, (42 * MINUTE,))


def test_a_desk_that_nobody_waits_for_is_not_away() -> None:
    history = told(visit(0), visit(50, waits=50), visit(58))

    assert set(history.habits(A_DAY, OFFSET).pauses) == {Pauses()}


def test_who_comes_when_is_counted_by_half_hours_of_people_s_clocks() -> None:
    history = told(visit(0), visit(5), visit(40, waits=35), visit(0, day=1))

    (arrivals,) = history.habits(A_DAY, OFFSET).arrivals

    assert {place: n for place, n in enumerate(arrivals.half_hours) if n} == {20: 3.0, 21: 1.0}


def test_of_a_service_that_nobody_came_for_the_expected_length_is_gone_by() -> None:
    lengths = told(visit(0)).habits(0, OFFSET).visits_ms["b"]

    assert sum(lengths) / len(lengths) == pytest.approx(20 * MINUTE, rel=0.05)


def test_what_was_foretold_is_compared_with_what_was_waited() -> None:
    visits = [visit(20, forecast=10) for _ in range(ENOUGH)]

    history = told(*visits, visit(20, day=1))

    assert history.calibration.factors((1, False)).high == pytest.approx(21 / 11)


def test_what_the_roster_tells_of_an_absence_is_not_learned() -> None:
    monday, hour = 4, 60 * MINUTE
    spans = tuple(
        DueSpan(1, opens * hour // 4, ends * hour // 4) for opens, ends in ((36, 41), (43, 72))
    )
    history = History({}, {"desk-1": spans})
    for called in (0, 50, 58):
        history.note(visit(called, day=monday), OFFSET)

    pauses = history.habits((monday + 1) * A_DAY, OFFSET).pauses

    assert [one.lengths_ms for one in pauses if one != Pauses()] == [(12 * MINUTE,)]
