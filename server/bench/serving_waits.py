"""The estimate as a server makes it: all it knows of the hall are the visits that are over."""

from collections.abc import Iterable, Sequence
from random import Random
from statistics import mean

from msgspec.structs import replace

from server.bench.baselines import formulas
from server.bench.estimating import Asked, Extent, Row, row
from server.forecast.estimator import Estimate, Estimator
from server.forecast.history import A_DAY, History
from server.protocol.past_visits import PastVisit
from server.protocol.tickets import TIERS, Instant
from server.protocol.waits import Forecast
from server.queueing.ordering import Limits
from server.simulate.days import Day, Visitor
from server.simulate.playing import Call, Playing
from server.simulate.rules import Shipped
from server.simulate.synthetic import Hall, made_day
from server.simulate.watching import Knowledge, scene_of

UNKNOWN = Knowledge(has_roster=False)
SERVED_SEED = 20_000
USUAL_MINUTES = 10.0
SPECIFIED = "as served"

Said = dict[str, tuple[Estimate, dict[str, float]]]


def served_row(hall: Hall, extent: Extent) -> Row:
    """Return the figures of a hall that begins with nothing, after its first days."""
    served = _Served(hall, extent)
    asked = served.asked()
    return row(hall.load, SPECIFIED, asked, served.unsure)


class _Served:
    """Day after day of one hall; each day is foretold by those before it."""

    def __init__(self, hall: Hall, extent: Extent) -> None:
        self.unsure = 0
        self._hall, self._extent = hall, extent
        self._sample = Random(SERVED_SEED)  # noqa: S311 - the same visitors every time
        self._history = History({times.service: USUAL_MINUTES for times in hall.times})
        plays = Random(SERVED_SEED)  # noqa: S311 - as above
        self._estimator = Estimator(self._history.calibration, plays)

    def asked(self) -> list[Asked]:
        """Return everybody who was estimated for on the days to judge by."""
        asked: list[Asked] = []
        for number in range(self._extent.calibrated + self._extent.judged):
            said, calls = self._play(made_day(self._hall, SERVED_SEED + number), number * A_DAY)
            for visit in past_visits(calls, said, number * A_DAY):
                self._history.note(visit, 0)
            if number >= self._extent.calibrated:
                asked += [
                    Asked(*said[call.visitor.number], call.waited_ms)
                    for call in calls
                    if call.visitor.number in said
                ]
        return asked

    def _play(self, day: Day, later_ms: int) -> tuple[Said, tuple[Call, ...]]:
        said: Said = {}

        def watch(playing: Playing, visitor: Visitor, at: Instant) -> None:
            if self._sample.random() * self._extent.one_in >= 1:
                return
            habits = self._history.habits(at + later_ms, 0)
            here = replace(habits, starts_at=habits.starts_at - later_ms)
            spot = visitor.service, TIERS[visitor.ticket_class]
            scene = scene_of(playing, at, UNKNOWN)
            estimate = self._estimator.estimates(scene, here, [spot]).get(spot)
            if estimate is None:
                self.unsure += 1
                return
            means = {service: mean(own) for service, own in habits.visits_ms.items()}
            said[visitor.number] = estimate, formulas(playing, visitor, at, means)

        return said, Playing(day, Shipped(Limits()), watch).play()


def past_visits(calls: Sequence[Call], said: Said, later_ms: int) -> Iterable[PastVisit]:
    """Yield the visits of a day in the order of their ends, ``later_ms`` later than played."""
    for call in sorted(calls, key=lambda one: one.called_at + one.visitor.busy_ms):
        visitor = call.visitor
        found = said.get(visitor.number)
        yield PastVisit(
            leg=visitor.number,
            service=visitor.service,
            lane=visitor.service,
            tier=TIERS[visitor.ticket_class],
            desk=call.desk,
            waits_from=visitor.due_at + later_ms,
            called_at=call.called_at + later_ms,
            ended_at=call.called_at + visitor.busy_ms + later_ms,
            is_no_show=visitor.is_no_show,
            forecast=None if found is None else _forecast(found[0]),
        )


def _forecast(estimate: Estimate) -> Forecast:
    block, is_many = estimate.cell
    return Forecast(estimate.played_likely_ms, estimate.played_high_ms, block, is_many)
