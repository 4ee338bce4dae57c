"""Classes have tiers, and no class is without one."""

from server.protocol.tickets import TIERS, TicketClass


def test_every_class_has_a_tier_of_its_own() -> None:
    assert sorted(TIERS.values()) == list(range(len(TicketClass)))
    assert TIERS[TicketClass.STATUTORY] > TIERS[TicketClass.BOOKED] > TIERS[TicketClass.ORDINARY]
