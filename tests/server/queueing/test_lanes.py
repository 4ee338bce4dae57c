"""Lanes keep their order whatever comes and goes."""

from server.protocol.desks import Desk
from server.protocol.tickets import TicketClass
from server.queueing.lanes import Lanes, WaitingLeg, lanes_of


def leg(
    number: int,
    *,
    service: str = "s1",
    key: int | None = None,
    is_statutory: bool = False,
    meant_for: str | None = None,
) -> WaitingLeg:
    return WaitingLeg(
        leg=f"leg-{number}",
        ticket=f"ticket-{number}",
        number=f"A{number:03d}",
        service=service,
        ticket_class=TicketClass.STATUTORY if is_statutory else TicketClass.ORDINARY,
        claim=None,
        language="kk",
        order_key=number if key is None else key,
        seq=number,
        meant_for=meant_for,
    )


def test_a_lane_is_headed_by_the_oldest_key() -> None:
    lanes = Lanes()
    for waiting in (leg(3), leg(1), leg(2, key=9), leg(4, service="s2")):
        lanes.add(waiting)

    heads = lanes.heads(("s1", "s2", "s3"))

    assert [head.number for head in heads] == ["A001", "A004"]
    assert lanes.counts() == {"s1": 3, "s2": 1}


def test_a_leg_taken_away_no_longer_counts() -> None:
    lanes = Lanes()
    lanes.add(leg(1))
    lanes.add(leg(2))

    lanes.remove(leg(1))
    lanes.remove(leg(2))

    assert lanes.heads(("s1",)) == ()
    assert lanes.counts() == {}


def test_a_walk_takes_heads_and_leaves_the_lanes_as_they_are() -> None:
    lanes = Lanes()
    for waiting in (leg(1), leg(2), leg(3, service="s2")):
        lanes.add(waiting)
    walk = lanes.walk(("s1", "s2"))

    walk.take(leg(1).as_head())
    walk.take(leg(3, service="s2").as_head())

    assert [head.number for head in walk.heads()] == ["A002"]
    assert lanes.counts() == {"s1": 2, "s2": 1}


def test_a_walk_shows_the_oldest_head_of_each_tier() -> None:
    lanes = Lanes()
    for waiting in (leg(1), leg(2, service="s2"), leg(3, is_statutory=True)):
        lanes.add(waiting)
    walk = lanes.walk(("s1", "s2"))

    before = {head.number for head in walk.heads()}
    walk.take(leg(1).as_head())

    assert before == {"A001", "A003"}
    assert {head.number for head in walk.heads()} == {"A002", "A003"}


def test_a_desk_calls_from_its_services_and_whom_it_or_its_official_is_meant_for() -> None:
    desk = Desk("desk-5", "5", "main", ("s1", "s2"))

    assert lanes_of(desk, None) == ("s1", "s2", "@desk-desk-5")
    assert lanes_of(desk, "o-7") == ("s1", "s2", "@desk-desk-5", "@official-o-7")


def test_who_is_meant_for_a_desk_stands_in_its_lane_and_counts_for_his_service() -> None:
    lanes = Lanes()
    lanes.add(leg(1))
    lanes.add(leg(2, meant_for="@desk-desk-5"))

    (head,) = lanes.heads(("@desk-desk-5",))

    assert (head.number, head.service, head.stands_in) == ("A002", "s1", "@desk-desk-5")
    assert [one.number for one in lanes.heads(("s1",))] == ["A001"]
    assert lanes.counts() == {"s1": 2}
    assert (lanes.length(("s1",)), lanes.length(("s1", "@desk-desk-5"))) == (1, 2)


def test_how_many_are_of_a_class_is_told_over_all_lanes() -> None:
    lanes = Lanes()
    for waiting in (leg(1), leg(2, is_statutory=True), leg(3, service="s2", is_statutory=True)):
        lanes.add(waiting)

    assert lanes.of_class(TicketClass.STATUTORY) == 2
    assert lanes.of_class(TicketClass.BOOKED) == 0
