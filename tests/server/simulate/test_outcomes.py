"""Waits and overtakes, of days small enough to count by hand."""

from server.protocol.tickets import TicketClass
from server.simulate.days import MINUTE, Visitor
from server.simulate.outcomes import Told, at_share, figures, told
from server.simulate.playing import Call

STATUTORY, ORDINARY = TicketClass.STATUTORY, TicketClass.ORDINARY


def call(
    place: int, called: int, service: str = "a", ticket_class: TicketClass = ORDINARY
) -> Call:
    came = place * MINUTE
    visitor = Visitor(f"{place}", service, ticket_class, came, came, came, 5 * MINUTE)
    return Call(visitor, place, "desk-1", called * MINUTE)


def test_a_visitor_is_overtaken_by_each_later_one_of_his_service() -> None:
    day = told([call(2, 10), call(3, 11, service="b"), call(4, 12), call(1, 13), call(5, 20)])

    assert {one.number: one.overtaken for one in day} == {"2": 0, "3": 0, "4": 0, "1": 2, "5": 0}


def test_the_wait_is_from_coming_to_being_called() -> None:
    (one,) = told([call(3, 10)])

    assert one.waited_ms == 7 * MINUTE


def test_classes_are_told_apart_and_then_all_together() -> None:
    days = [
        [Told("1", "a", ORDINARY, 10, 1), Told("2", "a", STATUTORY, 2, 0)],
        [Told("1", "a", ORDINARY, 30, 3)],
    ]

    found = figures(days)

    assert [(one.ticket_class, one.visitors) for one in found] == [
        ("statutory", 1),
        ("ordinary", 2),
        ("all", 3),
    ]
    assert (found[1].mean_ms, found[1].mean_overtaken, found[1].most_overtaken) == (20, 2, 3)


def test_a_share_of_values_does_not_exceed_it() -> None:
    values = list(range(100))

    assert [at_share(values, share) for share in (0.5, 0.9, 0.95, 1.0)] == [50, 90, 95, 99]
