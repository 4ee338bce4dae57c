"""Each rule by what it chooses among the same heads."""

import pytest

from server.protocol.events import LaneHead
from server.protocol.tickets import TicketClass
from server.queueing.ordering import Limits
from server.simulate.days import MINUTE
from server.simulate.rules import RULES

STATUTORY, BOOKED, ORDINARY = TicketClass.STATUTORY, TicketClass.BOOKED, TicketClass.ORDINARY


def head(ticket_class: TicketClass, minute: int) -> LaneHead:
    return LaneHead(f"{ticket_class}", "A1", "a", ticket_class, minute * MINUTE, minute)


@pytest.mark.parametrize(
    ("rule", "chosen"),
    [
        ("tiers-with-shares", [STATUTORY, STATUTORY, ORDINARY]),
        ("static-tiers", [STATUTORY, STATUTORY, STATUTORY]),
        ("two-levels", [STATUTORY, STATUTORY, ORDINARY]),
        ("fifo", [ORDINARY, ORDINARY, ORDINARY]),
        ("accumulating", [ORDINARY, ORDINARY, ORDINARY]),
        ("head-start", [ORDINARY, ORDINARY, ORDINARY]),
        ("capped", [ORDINARY, ORDINARY, ORDINARY]),
    ],
)
def test_each_rule_chooses_again_and_again(rule: str, chosen: list[TicketClass]) -> None:
    heads = (head(STATUTORY, 60), head(BOOKED, 50), head(ORDINARY, 0))
    choose = RULES[rule](Limits())

    assert [choose(heads, 61 * MINUTE).ticket_class for _ in range(3)] == chosen


def test_a_head_start_lets_who_came_a_little_later_go_first() -> None:
    heads = (head(STATUTORY, 29), head(BOOKED, 16), head(ORDINARY, 0))

    assert RULES["head-start"](Limits())(heads, 60 * MINUTE).ticket_class is STATUTORY


def test_minutes_of_a_higher_tier_count_more() -> None:
    heads = (head(STATUTORY, 21), head(ORDINARY, 0))

    assert RULES["accumulating"](Limits())(heads, 31 * MINUTE).ticket_class is ORDINARY
    assert RULES["accumulating"](Limits())(heads, 33 * MINUTE).ticket_class is STATUTORY


def test_two_levels_let_a_booked_visitor_go_before_older_ones() -> None:
    heads = (head(BOOKED, 14), head(ORDINARY, 0))

    assert RULES["two-levels"](Limits())(heads, 20 * MINUTE).ticket_class is BOOKED


def test_the_shipped_rule_has_nobody_to_choose_from_without_heads() -> None:
    with pytest.raises(ValueError, match="no head"):
        RULES["tiers-with-shares"](Limits())((), 0)
