"""Tests of what an undo makes of legs and shares: each event's reverse, and whole acts'."""

import pytest
from msgspec.structs import replace

from server.protocol.events import (
    CallInputs,
    Entry,
    Event,
    LaneHead,
    NoShowMarked,
    ServiceFinished,
    ServiceStarted,
    TicketCalled,
    TicketIssued,
    TicketRecalled,
)
from server.protocol.tickets import CallReason, LegState, TicketClass
from server.protocol.visit_events import LegAdded, LegParked, LegTransferred
from server.queueing.undoing import (
    effect_of,
    effects_of,
    share_of_call,
    undone_share,
)
from tests.server.protocol.examples import EVENTS

ORDINARY = LaneHead("leg-1", "A001", "papers", TicketClass.ORDINARY, 1, 1)
BY_LAW = LaneHead("leg-2", "A002", "papers", TicketClass.STATUTORY, 2, 2)


def example(kind: type[Event]) -> Event:
    return next(event for event in EVENTS if isinstance(event, kind))


def call(reason: CallReason, *heads: LaneHead, share: int = 0) -> TicketCalled:
    called = next(event for event in EVENTS if isinstance(event, TicketCalled))
    return replace(called, reason=reason, inputs=CallInputs(heads, share, 2))


@pytest.mark.parametrize(
    ("kind", "was", "now"),
    [
        (TicketCalled, LegState.WAITING, LegState.CALLED),
        (TicketRecalled, LegState.CALLED, LegState.CALLED),
        (ServiceStarted, LegState.CALLED, LegState.SERVING),
        (ServiceFinished, LegState.SERVING, LegState.FINISHED),
        (NoShowMarked, LegState.CALLED, LegState.NO_SHOW),
        (LegParked, LegState.SERVING, LegState.PARKED),
        (LegTransferred, LegState.SERVING, LegState.TRANSFERRED),
        (LegAdded, LegState.WITHDRAWN, LegState.WAITING),
    ],
)
def test_each_event_of_a_desk_moves_its_leg(
    kind: type[Event], was: LegState, now: LegState
) -> None:
    effect = effect_of(example(kind), 0)

    assert effect is not None
    assert (effect.was, effect.now) == (was, now)


def test_a_leg_that_is_added_before_its_own_time_is_booked_until_then() -> None:
    added = example(LegAdded)
    assert isinstance(added, LegAdded)
    booked = replace(added, ticket_class=TicketClass.BOOKED, order_key=5_000)

    early, due = effect_of(booked, 4_999), effect_of(booked, 5_000)

    assert early is not None
    assert due is not None
    assert (early.now, due.now) == (LegState.BOOKED, LegState.WAITING)


def test_a_call_before_the_booked_time_and_a_finish_without_a_start_are_told_apart() -> None:
    early = effect_of(call(CallReason.EARLY_BOOKING, ORDINARY), 0)
    finished = example(ServiceFinished)
    assert isinstance(finished, ServiceFinished)
    unstarted = effect_of(replace(finished, is_unstarted=True), 0)

    assert early is not None
    assert early.was is LegState.BOOKED
    assert unstarted is not None
    assert unstarted.was is LegState.CALLED


def test_what_is_no_act_of_a_desk_moves_nothing() -> None:
    assert effect_of(example(TicketIssued), 0) is None


def test_an_act_moves_each_leg_once_from_before_to_after() -> None:
    called = call(CallReason.IN_ORDER, ORDINARY)
    started = example(ServiceStarted)
    other = replace(called, leg="77777777-7777-4888-9999-aaaaaaaaaaaa")

    effects = effects_of(
        Entry("small", 1, seq, 1000, "official:o-1", 1, event, "")
        for seq, event in enumerate((called, started, other))
    )

    assert [(one.was, one.now) for one in effects] == [
        (LegState.WAITING, LegState.SERVING),
        (LegState.WAITING, LegState.CALLED),
    ]


@pytest.mark.parametrize(
    ("reason", "heads", "key"),
    [
        (CallReason.IN_ORDER, (ORDINARY,), None),
        (CallReason.BY_TIER, (ORDINARY, BY_LAW), (2, "papers")),
        (CallReason.BY_SHARE, (ORDINARY, BY_LAW), (2, "papers")),
        (CallReason.OVERRIDE, (ORDINARY, BY_LAW), None),
    ],
)
def test_a_call_counted_on_a_share_if_somebody_was_passed_by_the_rule(
    reason: CallReason, heads: tuple[LaneHead, ...], key: tuple[int, str] | None
) -> None:
    assert share_of_call(call(reason, *heads)) == key


@pytest.mark.parametrize(
    ("reason", "at_call", "now", "after"),
    [
        (CallReason.BY_TIER, 0, 1, 0),
        (CallReason.BY_TIER, 1, 2, 1),
        (CallReason.BY_TIER, 1, 0, 0),  # another desk called by share meanwhile
        (CallReason.BY_SHARE, 2, 0, 2),
        (CallReason.BY_SHARE, 2, 1, 2),  # another desk called by tier meanwhile
    ],
)
def test_a_share_is_corrected_by_what_the_call_had_made_of_it(
    reason: CallReason, at_call: int, now: int, after: int
) -> None:
    called = call(reason, ORDINARY, BY_LAW, share=at_call)

    assert undone_share(called, now) == after
