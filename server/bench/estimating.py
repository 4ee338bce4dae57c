"""How honest the estimate of the wait is: made-up days that it has not seen, and their outcome."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random
from statistics import mean

from server.bench.baselines import BASELINES, formulas
from server.forecast.calibration import Calibration, Outcome
from server.forecast.estimator import Estimate, Estimator
from server.forecast.scenes import Habits
from server.protocol.tickets import TIERS, Instant
from server.queueing.ordering import Limits
from server.simulate.days import MINUTE, Day, Visitor
from server.simulate.playing import Playing
from server.simulate.rules import Shipped
from server.simulate.synthetic import Hall, made_day
from server.simulate.watching import WELL, WRONGLY, Knowledge, learn, midnight_of, scene_of

LOADS = (0.8, 0.92, 1.05)
SPECIFIED = {"well": WELL, "wrongly": WRONGLY}
FIRST_SEED, LEARNED_SEED = 0, 10_000


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is played: days to learn of, days to calibrate on, days to judge by.

    Of all visitors one in ``one_in``, drawn at random, is estimated for.
    """

    learned: int = 20
    calibrated: int = 30
    judged: int = 60
    one_in: int = 4


FULL, QUICK = Extent(), Extent(learned=2, calibrated=2, judged=2, one_in=20)


@dataclass(frozen=True, slots=True)
class Asked:
    """A visitor who was estimated for: what was said, what the formulas said, what was."""

    estimate: Estimate
    formulas: dict[str, float]
    waited_ms: int


@dataclass(frozen=True, slots=True)
class Row:
    """What one load and specification gave."""

    load: float
    specified: str
    p90_coverage: float
    worst_block_coverage: float
    mae_minutes: float
    best_baseline: str
    best_baseline_mae_minutes: float
    mae_ratio: float
    p50_coverage: float
    played_p90_coverage: float
    mean_wait_minutes: float
    mean_high_minutes: float
    visitors: int
    unsure: int


def rows(
    hall_of: Callable[[float], Hall], extent: Extent, say: Callable[[str], None]
) -> Iterable[Row]:
    """Yield a row for every load and specification, as soon as it is known."""
    for load in LOADS:
        for specified, knowledge in SPECIFIED.items():
            say(f"load {load}, {specified} specified")
            run = _Run(hall_of(load), knowledge, extent)
            asked = run.asked()
            yield row(load, specified, asked, run.unsure)


def row(load: float, specified: str, asked: Sequence[Asked], unsure: int) -> Row:
    """Return the figures of the visitors who were estimated for."""
    errors = {
        name: mean(abs(one.waited_ms - one.formulas[name]) for one in asked) / MINUTE
        for name in BASELINES
    }
    best = min(errors, key=lambda name: errors[name])
    error = mean(abs(one.waited_ms - one.estimate.likely_ms) for one in asked) / MINUTE
    blocks: dict[int, list[bool]] = {}
    for one in asked:
        is_held = one.waited_ms <= one.estimate.high_ms
        blocks.setdefault(one.estimate.cell[0], []).append(is_held)
    return Row(
        load=load,
        specified=specified,
        p90_coverage=mean(one.waited_ms <= one.estimate.high_ms for one in asked),
        worst_block_coverage=min(mean(held) for held in blocks.values()),
        mae_minutes=error,
        best_baseline=best,
        best_baseline_mae_minutes=errors[best],
        mae_ratio=error / errors[best],
        p50_coverage=mean(map(_is_below_median, asked)),
        played_p90_coverage=mean(one.waited_ms <= one.estimate.played_high_ms for one in asked),
        mean_wait_minutes=mean(one.waited_ms for one in asked) / MINUTE,
        mean_high_minutes=mean(one.estimate.high_ms for one in asked) / MINUTE,
        visitors=len(asked),
        unsure=unsure,
    )


def _is_below_median(one: Asked) -> float:
    """Return 1 for less than the median that was told, a half for exactly that.

    Who is called at once, as he was told, lies on no side of it: on quiet days every fifth does.
    """
    told = one.estimate.likely_ms
    return (one.waited_ms < told) + (one.waited_ms == told) / 2


class _Run:
    """One load and specification, day after day."""

    def __init__(self, hall: Hall, knowledge: Knowledge, extent: Extent) -> None:
        self.unsure = 0
        self._hall, self._knowledge, self._extent = hall, knowledge, extent
        self._calibration = Calibration()
        self._sample = Random(FIRST_SEED)  # noqa: S311 - the same visitors every time
        plays = Random(FIRST_SEED)  # noqa: S311 - as above
        self._estimator = Estimator(self._calibration, plays)
        seeds = range(LEARNED_SEED, LEARNED_SEED + extent.learned)
        days = [made_day(hall, seed) for seed in seeds]
        played = [Playing(day, Shipped(Limits())).play() for day in days]
        self._learner = learn(days, played, knowledge)

    def asked(self) -> list[Asked]:
        """Return everybody who was estimated for on the days to judge by."""
        asked: list[Asked] = []
        for number in range(self._extent.calibrated + self._extent.judged):
            self._calibration.renew(number)
            of_day = self._play(made_day(self._hall, FIRST_SEED + number))
            for one in of_day:
                estimate = one.estimate
                self._calibration.note(
                    Outcome(
                        number,
                        estimate.cell,
                        estimate.played_likely_ms,
                        estimate.played_high_ms,
                        one.waited_ms,
                    )
                )
            if number >= self._extent.calibrated:
                asked += of_day
        return asked

    def _play(self, day: Day) -> list[Asked]:
        habits = self._learner.habits(midnight_of(day))
        means = {service: mean(lengths) for service, lengths in habits.visits_ms.items()}
        said: dict[str, tuple[Estimate, dict[str, float]]] = {}

        def watch(playing: Playing, visitor: Visitor, at: Instant) -> None:
            if self._sample.random() * self._extent.one_in >= 1:
                return
            estimate = self._estimate(playing, visitor, at, habits)
            if estimate is None:
                self.unsure += 1
            else:
                said[visitor.number] = estimate, formulas(playing, visitor, at, means)

        calls = Playing(day, Shipped(Limits()), watch).play()
        return [
            Asked(*said[call.visitor.number], call.waited_ms)
            for call in calls
            if call.visitor.number in said
        ]

    def _estimate(
        self, playing: Playing, visitor: Visitor, at: Instant, habits: Habits
    ) -> Estimate | None:
        spot = visitor.service, TIERS[visitor.ticket_class]
        scene = scene_of(playing, at, self._knowledge)
        return self._estimator.estimates(scene, habits, [spot]).get(spot)
