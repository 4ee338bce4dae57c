"""What can follow from what is known of a leg."""

from dataclasses import replace

import pytest
from msgspec import structs

from server.protocol.events import TicketIssued
from server.protocol.tickets import LegState, TicketClass
from server.protocol.visit_events import (
    ClaimConfirmed,
    ClaimRefused,
    LegAdded,
    LegParked,
    LegReason,
    LegReturned,
    LegSentOn,
    LegTransferred,
    ReturnCause,
)
from server.verify.known_legs import (
    Back,
    KnownLeg,
    goes_on,
    issued_leg,
    returned,
    sent_on,
    set_aside,
    settled,
)
from tests.server.protocol.examples import EVENTS, LEG
from tests.server.protocol.visit_examples import VISIT_EVENTS

ISSUED = next(event for event in EVENTS if isinstance(event, TicketIssued))
ADDED, SENT, SENT_ON, PARKED, RETURNED, CONFIRMED, REFUSED = VISIT_EVENTS
LANE = "@desk-desk-5"


def known(state: LegState = LegState.SERVING, back: Back | None = None) -> KnownLeg:
    """Return what is known of the ticket of the examples."""
    return replace(issued_leg(ISSUED, 40), state=state, back=back)


def for_one(leg: KnownLeg) -> KnownLeg:
    """Return the leg as one that is meant for one desk."""
    return replace(leg, place=structs.replace(leg.place, meant_for=LANE))


def added(**change: object) -> LegAdded:
    """Return the leg of the examples, as it follows that ticket, changed."""
    assert isinstance(ADDED, LegAdded)
    like = {"order_key": ISSUED.order_key, "persons": ISSUED.persons}
    return structs.replace(ADDED, **{**like, **change})


BACK = {"back_service": None, "back_lane": None}
TO_LAWYER = {"service": "lawyer", "lane": None}


@pytest.mark.parametrize(
    ("before", "next_leg", "is_right"),
    [
        (known(LegState.TRANSFERRED, back=("advice", LANE)), {}, True),
        (known(LegState.TRANSFERRED), {}, False),
        (known(LegState.FINISHED, back=("advice", LANE)), {}, False),
        (known(LegState.FINISHED), {"reason": LegReason.CHOSEN, **BACK}, True),
        (known(LegState.FINISHED), {"reason": LegReason.PLANNED, **BACK, **TO_LAWYER}, True),
        (known(LegState.FINISHED), {"reason": LegReason.PLANNED, **BACK}, False),
        (
            known(LegState.FINISHED, back=("advice", LANE)),
            {"reason": LegReason.BACK, "service": "advice", "lane": LANE, **BACK},
            True,
        ),
        (known(LegState.FINISHED), {"reason": LegReason.BACK, **BACK}, False),
        (known(LegState.FINISHED), {"reason": LegReason.CHOSEN, **BACK, "nth": 3}, False),
        (known(LegState.FINISHED), {"reason": LegReason.CHOSEN, **BACK, "order_key": 1}, False),
        (known(LegState.FINISHED), {"reason": LegReason.CHOSEN, **BACK, "number": "A1"}, False),
    ],
    ids=[str(number) for number in range(11)],
)
def test_a_next_leg_is_where_its_reason_says_and_keeps_its_place(
    before: KnownLeg, next_leg: dict[str, object], *, is_right: bool
) -> None:
    found = goes_on(before, added(**next_leg), {"advice": "lawyer"}, 0)

    assert (found is not None) is is_right


def test_who_is_sent_on_has_a_way_back_to_the_desk_if_it_was_said() -> None:
    assert isinstance(SENT, LegTransferred)

    sent = sent_on(known(), SENT)
    for_good = sent_on(known(), structs.replace(SENT, comes_back=False))

    assert sent is not None
    assert for_good is not None
    assert (sent.state, sent.back) == (LegState.TRANSFERRED, ("advice", LANE))
    assert for_good.back is None
    assert sent_on(known(LegState.WAITING), SENT) is None


def test_a_second_way_back_that_hides_the_first_is_found() -> None:
    assert isinstance(SENT, LegTransferred)
    here, elsewhere = ("papers", LANE), ("papers", "@desk-desk-9")

    kept = sent_on(known(back=here), SENT)

    assert kept is not None
    assert kept.back == here
    assert sent_on(known(back=elsewhere), SENT) is None


def test_who_was_not_called_is_sent_on_with_the_way_back_he_has() -> None:
    assert isinstance(SENT_ON, LegSentOn)

    sent = sent_on(for_one(known(LegState.WAITING, back=("papers", LANE))), SENT_ON)

    assert sent is not None
    assert (sent.state, sent.back) == (LegState.TRANSFERRED, ("papers", LANE))
    assert sent_on(for_one(known(LegState.PARKED)), SENT_ON) is None
    assert sent_on(for_one(known()), structs.replace(SENT_ON, was=LegState.SERVING)) is None


def test_who_waits_for_a_service_is_sent_on_by_nobody_without_a_call() -> None:
    assert isinstance(SENT_ON, LegSentOn)

    assert sent_on(known(LegState.WAITING), SENT_ON) is None


def test_a_parked_leg_returns_when_it_is_due_or_asked_for() -> None:
    assert isinstance(PARKED, LegParked)
    assert isinstance(RETURNED, LegReturned)
    parked = set_aside(known(), PARKED)
    assert parked is not None
    assert PARKED.returns_at is not None

    on_time = returned(parked, RETURNED, PARKED.returns_at)
    too_early = returned(parked, RETURNED, PARKED.returns_at - 1)
    asked = returned(parked, structs.replace(RETURNED, cause=ReturnCause.ASKED), 0)

    assert on_time is not None
    assert (on_time.state, on_time.due_at) == (LegState.WAITING, None)
    assert too_early is None
    assert asked is not None
    assert returned(known(), RETURNED, 0) is None
    assert set_aside(known(LegState.CALLED), PARKED) is None


def test_a_claim_is_judged_once_at_a_desk() -> None:
    assert isinstance(CONFIRMED, ClaimConfirmed)
    assert isinstance(REFUSED, ClaimRefused)
    confirmed = settled(known(), CONFIRMED)
    assert confirmed is not None

    refused = settled(known(LegState.CALLED), REFUSED)

    assert confirmed.is_confirmed
    assert refused is not None
    assert (refused.place.ticket_class, refused.place.claim) == (TicketClass.ORDINARY, None)
    assert settled(confirmed, REFUSED) is None
    assert settled(known(), REFUSED) is None
    assert settled(known(LegState.WAITING), CONFIRMED) is None
    assert settled(known(), structs.replace(CONFIRMED, claim="other")) is None


def test_a_leg_under_another_number_is_the_same_leg() -> None:
    renumbered = known().numbered("K1-07")

    assert (renumbered.number, renumbered.leg) == ("K1-07", LEG)
