"""What an estimator sees of a day that is played, and what it learns of days."""

import pytest

from server.forecast.scenes import Scene
from server.protocol.tickets import TicketClass
from server.queueing.ordering import Limits
from server.simulate.days import MINUTE, Absence, Day, DeskPlan, Visitor
from server.simulate.playing import Playing
from server.simulate.rules import RULES, Shipped
from server.simulate.synthetic import Hall, made_day
from server.simulate.watching import WELL, WRONGLY, Knowledge, learn, scene_of

LUNCH = Absence(8 * MINUTE, 30 * MINUTE, is_planned=True)
LATER = Absence(50 * MINUTE, 5 * MINUTE, is_planned=True)
DESKS = (DeskPlan("1", ("a",), (LUNCH, LATER)), DeskPlan("2", ("a",)))


def visitor(number: str, minute: int) -> Visitor:
    at = minute * MINUTE
    return Visitor(number, "a", TicketClass.ORDINARY, at, at, at, 10 * MINUTE)


def seen(knowledge: Knowledge) -> Scene:
    """Return what is seen when the last of four visitors comes, at minute 17."""
    scenes: list[Scene] = []

    def watch(playing: Playing, _visitor: Visitor, at: int) -> None:
        scenes.append(scene_of(playing, at, knowledge))

    visitors = (visitor("w", 5), visitor("x", 6), visitor("y", 16), visitor("z", 17))
    Playing(Day(0, 60 * MINUTE, DESKS, visitors), Shipped(Limits()), watch).play()
    return scenes[-1]


def test_the_scene_is_the_hall_at_that_moment() -> None:
    scene = seen(WELL)

    away, busy = scene.desks
    assert (scene.at, scene.received_at) == (17 * MINUTE, 16 * MINUTE)
    assert (away.is_away, away.since, away.away_ms) == (True, 15 * MINUTE, LUNCH.ms)
    assert [(one.starts_at, one.ms) for one in away.absences] == [(LATER.starts_at, LATER.ms)]
    assert (busy.busy_with, busy.since) == ("a", 16 * MINUTE)
    assert scene.standing == ()


def test_without_a_roster_it_is_only_seen_that_a_desk_is_away() -> None:
    away = seen(WRONGLY).desks[0]

    assert (away.is_away, away.away_ms, away.absences) == (True, None, ())


def test_another_rule_cannot_be_foretold() -> None:
    playing = Playing(made_day(Hall(), 1), RULES["fifo"](Limits()))

    with pytest.raises(TypeError, match="shipped rule"):
        scene_of(playing, 0, WELL)


def test_lengths_pauses_and_bookings_are_learned() -> None:
    days = [made_day(Hall(), seed) for seed in range(3)]
    played = [Playing(day, Shipped(Limits())).play() for day in days]

    well = learn(days, played, WELL).habits(0)
    wrongly = learn(days, played, WRONGLY).habits(0)

    lengths = sorted(call.visitor.busy_ms for calls in played for call in calls)
    assert sorted(ms for found in well.visits_ms.values() for ms in found) == lengths
    assert sum(wrongly.visits_ms["a"]) == pytest.approx(0.8 * sum(well.visits_ms["a"]), rel=0.001)
    assert 0.85 < well.come_share < 1
    lunches = [one for one in wrongly.pauses if 45 * MINUTE in one.lengths_ms]
    assert lunches
    assert not [one for one in well.pauses if 45 * MINUTE in one.lengths_ms]
