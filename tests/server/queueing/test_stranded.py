"""Whom nobody can call."""

import pytest

from server.protocol.lanes import desk_lane, official_lane
from server.protocol.tickets import TicketClass
from server.queueing.lanes import WaitingLeg
from server.queueing.stranded import stranded


def leg(number: str, order_key: int, meant_for: str | None) -> WaitingLeg:
    return WaitingLeg(
        leg=f"leg-{number}",
        ticket=f"ticket-{number}",
        number=number,
        service="papers",
        ticket_class=TicketClass.ORDINARY,
        claim=None,
        language="kk",
        order_key=order_key,
        seq=order_key,
        meant_for=meant_for,
    )


WAITING = (
    leg("A4", 4, official_lane("o-7")),
    leg("A2", 2, desk_lane("desk-2")),
    leg("A1", 1, None),
    leg("A3", 3, desk_lane("desk-1")),
)


@pytest.mark.parametrize(
    ("receiving", "lost"),
    [
        ({}, ["A2", "A3", "A4"]),
        ({"desk-1": "o-1"}, ["A2", "A4"]),
        ({"desk-1": "o-7"}, ["A2"]),
        ({"desk-1": "o-7", "desk-2": "o-1"}, []),
    ],
    ids=["nobody", "a-desk", "the-official-elsewhere", "everybody"],
)
def test_only_who_waits_for_a_desk_or_an_official_can_be_stranded(
    receiving: dict[str, str], lost: list[str]
) -> None:
    assert [one.number for one in stranded(WAITING, receiving)] == lost
