"""The usual formulas, each by a day that can be counted on the fingers."""

from server.bench.baselines import formulas
from server.protocol.tickets import TicketClass
from server.queueing.ordering import Limits
from server.simulate.days import MINUTE, Absence, Day, DeskPlan, Visitor
from server.simulate.playing import Playing
from server.simulate.rules import Shipped

LUNCH = (Absence(30 * MINUTE, 30 * MINUTE, is_planned=True),)


def visitor(number: str, minute: int) -> Visitor:
    at = minute * MINUTE
    return Visitor(number, "a", TicketClass.ORDINARY, at, at, at, 10 * MINUTE)


def told(desks: tuple[DeskPlan, ...]) -> list[dict[str, float]]:
    """Return what the formulas say, in minutes, to each of four visitors."""
    found: list[dict[str, float]] = []

    def watch(playing: Playing, comes: Visitor, at: int) -> None:
        said = formulas(playing, comes, at, {"a": 10.0 * MINUTE})
        found.append({name: ms / MINUTE for name, ms in said.items()})

    visitors = (visitor("w", 1), visitor("x", 3), visitor("y", 24), visitor("z", 25))
    Playing(Day(0, 60 * MINUTE, desks, visitors), Shipped(Limits()), watch).play()
    return found


def test_the_first_visitor_is_told_that_nobody_waited() -> None:
    first = told((DeskPlan("1", ("a",)),))[0]

    assert first == {"rolling mean": 0, "LES": 0, "HOL": 0, "QL": 0}


def test_each_formula_looks_at_its_own_past() -> None:
    last = told((DeskPlan("1", ("a",)),))[-1]

    # w waited 0, x 8 until minute 11, y was called at once at 24.
    assert last == {"rolling mean": 8 / 3, "LES": 0, "HOL": 0, "QL": 10}


def test_the_head_of_the_line_tells_how_long_it_has_waited() -> None:
    desks = (DeskPlan("1", ("a",), (Absence(0, 40 * MINUTE, is_planned=True),)),)

    said = told(desks)

    assert [one["HOL"] for one in said] == [0, 2, 23, 24]


def test_the_queue_is_shared_by_the_desks_that_are_there() -> None:
    away = (Absence(0, 40 * MINUTE, is_planned=True),)

    said = told((DeskPlan("1", ("a",)), DeskPlan("2", ("a",), away)))

    assert said[1]["QL"] == 10
