"""Tests of why somebody goes first, as facts."""

import pytest

from server.console.explained import explain
from server.console.views import PassedView
from server.protocol.events import CallInputs, LaneHead
from server.protocol.tickets import CallReason, TicketClass

ORDINARY, STATUTORY = TicketClass.ORDINARY, TicketClass.STATUTORY
FIRST = LaneHead("l-1", "A001", "s1", ORDINARY, 1000, 1)
SECOND = LaneHead("l-2", "A002", "s2", ORDINARY, 4000, 2)
LAW = LaneHead("l-3", "A003", "s1", STATUTORY, 9000, 3)
INPUTS = CallInputs((LAW, SECOND, FIRST), 1, 2)


def test_who_goes_first_by_law_passes_all_who_had_come_earlier() -> None:
    why = explain(CallReason.BY_TIER, "l-3", STATUTORY, INPUTS)

    assert (why.older, why.share, why.limit) == ("A001", 1, 2)
    assert why.passed == (
        PassedView("A001", ORDINARY, 8000),
        PassedView("A002", ORDINARY, 5000),
    )


def test_whose_turn_it_is_by_the_share_passes_nobody_but_lets_the_higher_tier_wait() -> None:
    why = explain(CallReason.BY_SHARE, "l-1", ORDINARY, INPUTS)

    assert (why.older, why.passed) == ("A003", ())


def test_who_is_not_among_the_heads_passes_nobody() -> None:
    assert explain(CallReason.IN_ORDER, "l-9", ORDINARY, CallInputs((), 0, 0)).passed == ()


@pytest.mark.parametrize(
    ("leg", "share", "by_rule"), [("l-2", 1, "A003"), ("l-2", 2, "A001"), ("l-3", 1, "")]
)
def test_who_was_chosen_goes_before_whom_the_rule_would_have_called(
    leg: str, share: int, by_rule: str
) -> None:
    inputs = CallInputs((LAW, SECOND, FIRST), share, 2)

    why = explain(CallReason.OVERRIDE, leg, ORDINARY, inputs, "Unwell")

    assert (why.older, why.chosen_for) == (by_rule, "Unwell")


def test_who_was_chosen_from_the_middle_of_a_lane_passes_who_came_earlier() -> None:
    chosen = LaneHead("l-7", "A007", "s1", ORDINARY, 6000, 7)
    inputs = CallInputs((SECOND, FIRST), 0, 0, chosen)

    why = explain(CallReason.OVERRIDE, "l-7", ORDINARY, inputs, "Unwell")

    assert why.older == "A001"
    assert [one.number for one in why.passed] == ["A001", "A002"]


def test_whoever_is_chosen_where_nobody_leads_a_lane_passes_nobody() -> None:
    why = explain(CallReason.OVERRIDE, "l-9", ORDINARY, CallInputs((), 0, 0), "Unwell")

    assert (why.older, why.passed) == ("", ())
