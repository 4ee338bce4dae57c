"""The estimate of a hall that has learned everything of its own visits."""

from server.bench.estimating import Extent
from server.bench.serving_waits import SPECIFIED, past_visits, served_row
from server.forecast.history import A_DAY
from server.queueing.ordering import Limits
from server.simulate.playing import Playing
from server.simulate.rules import Shipped
from server.simulate.synthetic import Hall, made_day


def test_a_hall_that_began_with_nothing_is_foretold_after_some_days() -> None:
    row = served_row(Hall(), Extent(learned=0, calibrated=2, judged=1, one_in=10))

    assert row.specified == SPECIFIED
    assert row.visitors > 10
    assert 0 < row.mae_minutes < row.mean_wait_minutes + 60


def test_visits_come_in_the_order_of_their_ends_on_their_own_day() -> None:
    calls = Playing(made_day(Hall(), 80_001), Shipped(Limits())).play()

    visits = list(past_visits(calls, {}, A_DAY))

    ends = [visit.ended_at for visit in visits]
    assert ends == sorted(ends)
    assert {visit.waited_ms for visit in visits} == {call.waited_ms for call in calls}
    assert min(visit.called_at for visit in visits) >= 2 * A_DAY
