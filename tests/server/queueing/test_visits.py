"""How a visit goes on, in tables."""

import pytest

from server.protocol.errors import RefusedError, StaleTicketError
from server.protocol.tickets import LegState
from server.protocol.visit_commands import NextLeg
from server.protocol.visit_errors import (
    AlreadyRevivedError,
    BadReturnTimeError,
    ComesBackElsewhereError,
    GraceOverError,
    NowhereToGoError,
)
from server.protocol.visit_events import LegReason
from server.queueing.visits import (
    LONGEST_PARKING_MS,
    Missed,
    NextStep,
    Target,
    check_return_time,
    check_revival,
    next_step,
    promised,
    target_of,
    way_back,
)

LAWYER, ADVICE = Target("lawyer", "lawyer"), Target("advice", "@desk-d5")


@pytest.mark.parametrize(
    ("wish", "target", "meant_for"),
    [
        (NextLeg(service="lawyer"), Target("lawyer", "lawyer"), None),
        (NextLeg(desk="d5"), Target("advice", "@desk-d5"), "@desk-d5"),
        (NextLeg(service="lawyer", desk="d5"), Target("lawyer", "@desk-d5"), "@desk-d5"),
        (NextLeg(official="o-7"), Target("advice", "@official-o-7"), "@official-o-7"),
    ],
    ids=["service", "desk", "service-at-desk", "official"],
)
def test_a_visitor_goes_to_a_service_a_desk_or_an_official(
    wish: NextLeg, target: Target, meant_for: str | None
) -> None:
    found = target_of(wish, "advice")

    assert found == target
    assert found.meant_for == meant_for


@pytest.mark.parametrize(
    "wish", [NextLeg(), NextLeg(desk="d5", official="o-7")], ids=["nowhere", "both"]
)
def test_nobody_goes_nowhere_or_to_two_places(wish: NextLeg) -> None:
    with pytest.raises(NowhereToGoError):
        target_of(wish, "advice")


def test_a_way_back_is_a_service_and_a_lane_or_none() -> None:
    assert way_back("advice", "@desk-d5") == ADVICE
    assert way_back("advice", None) is way_back(None, "@desk-d5") is None


def test_a_promise_to_come_back_is_kept_and_no_second_one_is_made() -> None:
    own, same_desk = Target("papers", "@desk-d6"), Target("lawyer", "@desk-d5")

    assert promised(None, own) == own
    assert promised(ADVICE, same_desk) == ADVICE
    with pytest.raises(ComesBackElsewhereError) as refused:
        promised(ADVICE, own)
    assert refused.value.data == {"desk": "d5"}


@pytest.mark.parametrize(
    ("chosen", "back", "planned", "ends_visit", "expected"),
    [
        (None, None, None, False, None),
        (None, None, "lawyer", False, NextStep(LAWYER, LegReason.PLANNED, None)),
        (None, None, "lawyer", True, None),
        (None, ADVICE, "lawyer", False, NextStep(ADVICE, LegReason.BACK, None)),
        (None, ADVICE, None, True, None),
        (LAWYER, ADVICE, "papers", False, NextStep(LAWYER, LegReason.CHOSEN, ADVICE)),
        (LAWYER, None, None, True, NextStep(LAWYER, LegReason.CHOSEN, None)),
    ],
    ids=["over", "planned", "left-out", "back", "not-back", "chosen-then-back", "chosen"],
)
def test_a_visit_goes_on_as_chosen_else_back_else_as_planned(
    chosen: Target | None,
    back: Target | None,
    planned: str | None,
    ends_visit: bool,
    expected: NextStep | None,
) -> None:
    assert next_step(chosen, back, planned, ends_visit=ends_visit) == expected


@pytest.mark.parametrize("after", [None, 1, LONGEST_PARKING_MS])
def test_a_parked_visitor_returns_within_a_day_or_when_asked(after: int | None) -> None:
    now = 1_000_000
    returns_at = None if after is None else now + after

    check_return_time(returns_at, now)

    assert returns_at is None or returns_at > now


@pytest.mark.parametrize("after", [0, -1, LONGEST_PARKING_MS + 1])
def test_a_parked_visitor_returns_at_no_other_time(after: int) -> None:
    with pytest.raises(BadReturnTimeError):
        check_return_time(1_000_000 + after, 1_000_000)


@pytest.mark.parametrize(
    ("state", "absent_at", "revivals", "error"),
    [
        (LegState.NO_SHOW, 100_000, 0, None),
        (LegState.NO_SHOW, 99_999, 0, GraceOverError),
        (LegState.NO_SHOW, 900_000, 1, AlreadyRevivedError),
        (LegState.NO_SHOW, None, 0, StaleTicketError),
        (LegState.LAPSED, 900_000, 0, StaleTicketError),
        (LegState.WAITING, None, 0, StaleTicketError),
    ],
    ids=["in-time", "too-late", "again", "before-it-was-kept", "lapsed", "waiting"],
)
def test_a_missed_visitor_comes_back_once_within_the_grace(
    state: LegState, absent_at: int | None, revivals: int, error: type[RefusedError] | None
) -> None:
    missed = Missed("t-1", state, absent_at, revivals)

    refused: type[Exception] | None = None
    try:
        check_revival(missed, 1_000_000, 900)
    except RefusedError as refusal:
        refused = type(refusal)

    assert refused is error
