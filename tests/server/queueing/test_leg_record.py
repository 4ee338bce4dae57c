"""Times of a leg, by the states it was in."""

from server.protocol.tickets import LegState, TicketClass
from server.queueing.leg_record import LegRecord

LEG = LegRecord("t", "l", "A001", "s1", TicketClass.ORDINARY, None, 0, LegState.WAITING, 0)


def test_a_leg_counts_how_long_it_waited_and_was_received_and_nothing_else() -> None:
    leg = LEG
    for state, at in (
        (LegState.CALLED, 10),
        (LegState.SERVING, 12),
        (LegState.PARKED, 20),
        (LegState.WAITING, 50),
        (LegState.CALLED, 51),
        (LegState.SERVING, 52),
        (LegState.FINISHED, 60),
    ):
        leg = leg.moved(state, at)

    assert (leg.waited_ms, leg.served_ms, leg.since) == (11, 16, 60)
    assert leg.state is LegState.FINISHED
