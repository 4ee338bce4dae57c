"""A day is played: who is called when, and to which desk."""

from dataclasses import replace
from itertools import pairwise

import pytest

from server.protocol.tickets import TicketClass
from server.queueing.ordering import Limits
from server.simulate.days import MINUTE, Absence, Day, DeskPlan, Visitor
from server.simulate.playing import Call, Playing
from server.simulate.rules import RULES, Shipped
from server.simulate.synthetic import Hall, made_day

BUSY_MS = 10 * MINUTE


def visitor(number: str, minute: int, service: str = "a") -> Visitor:
    at = minute * MINUTE
    return Visitor(number, service, TicketClass.ORDINARY, at, at, at, BUSY_MS)


def played(*visitors: Visitor, desks: tuple[DeskPlan, ...] = (DeskPlan("1", ("a",)),)) -> Playing:
    playing = Playing(Day(0, 60 * MINUTE, desks, visitors), Shipped(Limits()))
    playing.play()
    return playing


def called(playing: Playing) -> list[tuple[str, str, int]]:
    return [(call.visitor.number, call.desk, call.called_at // MINUTE) for call in playing.calls]


def test_a_free_desk_calls_whoever_comes_and_then_one_after_another() -> None:
    playing = played(visitor("x", 5), visitor("y", 6), visitor("z", 40))

    assert called(playing) == [("x", "1", 5), ("y", "1", 15), ("z", "1", 40)]


def test_a_desk_calls_only_for_its_own_services() -> None:
    desks = (DeskPlan("1", ("a",)), DeskPlan("2", ("b",)))

    playing = played(visitor("x", 5, "b"), visitor("y", 6, "b"), desks=desks)

    assert called(playing) == [("x", "2", 5), ("y", "2", 15)]


def test_a_desk_is_away_once_it_is_free_and_the_next_free_desk_calls() -> None:
    away = (Absence(8 * MINUTE, 30 * MINUTE, is_planned=True),)
    desks = (DeskPlan("1", ("a",), away), DeskPlan("2", ("a",)))

    playing = played(visitor("x", 5), visitor("y", 20), visitor("z", 21), desks=desks)

    assert called(playing) == [("x", "1", 5), ("y", "2", 20), ("z", "2", 30)]


def test_an_idle_desk_that_is_due_to_be_away_leaves_the_visitor_to_another() -> None:
    away = (Absence(8 * MINUTE, 30 * MINUTE, is_planned=True),)
    desks = (DeskPlan("1", ("a",), away), DeskPlan("2", ("a",)))

    playing = played(visitor("x", 10), desks=desks)

    assert called(playing) == [("x", "2", 10)]


def test_a_booked_visitor_who_is_early_is_called_when_nobody_waits() -> None:
    early = replace(visitor("s", 30), ticket_class=TicketClass.BOOKED, arrives_at=4 * MINUTE)

    playing = played(visitor("x", 5), visitor("y", 6), early)

    assert called(playing) == [("x", "1", 5), ("y", "1", 15), ("s", "1", 25)]
    assert playing.calls[-1].waited_ms == 0


def test_a_watcher_sees_who_waits_before_the_visitor_is_called() -> None:
    seen: list[tuple[str, list[str]]] = []

    def watch(playing: Playing, comes: Visitor, _at: int) -> None:
        seen.append((comes.number, [head.number for head in playing.waiting()]))

    day = Day(0, 60 * MINUTE, (DeskPlan("1", ("a",)),), tuple(visitor(n, 5) for n in "xyz"))
    Playing(day, Shipped(Limits()), watch).play()

    assert seen == [("x", []), ("y", []), ("z", ["y"])]


def ends(calls: tuple[Call, ...]) -> list[tuple[str, int, int]]:
    return [(one.desk, one.called_at, one.called_at + one.visitor.busy_ms) for one in calls]


@pytest.mark.parametrize("rule", RULES)
def test_everybody_is_called_once_and_no_desk_has_two_at_once(rule: str) -> None:
    day = made_day(Hall(load=1.05), 11)

    calls = Playing(day, RULES[rule](Limits())).play()

    assert sorted(call.place for call in calls) == list(range(len(day.visitors)))
    by_desk = sorted(ends(calls))
    overlaps = [
        (one, other)
        for one, other in pairwise(by_desk)
        if one[0] == other[0] and other[1] < one[2]
    ]
    assert overlaps == []
