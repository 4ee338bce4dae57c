"""A ticket goes by the number that its visitor holds, from wherever it stands."""

import pytest

from server.acts.crowd import Crowd
from server.acts.revival import take_back
from server.acts.turn import Turn
from server.protocol.commands import OfflineTicket
from server.protocol.events import Entry, TicketClaimed, TicketRecalled
from server.protocol.offline_events import TicketRenumbered, TicketRevived
from server.protocol.tickets import LegState
from server.storage.ledger import Ledger
from server.storage.offline import OfflineNumbers
from tests.server.working_hall import KIOSK, WorkingHall

FOLLOWS = {
    LegState.WAITING: [],
    LegState.UNCLAIMED: [TicketClaimed],
    LegState.CALLED: [TicketRecalled],
    LegState.SERVING: [],
    LegState.FINISHED: [],
    LegState.NO_SHOW: [TicketRevived],
    LegState.LAPSED: [TicketRevived],
}


@pytest.mark.parametrize("state", FOLLOWS, ids=str)
def test_what_follows_depends_on_where_the_ticket_stands(state: LegState) -> None:
    hall = WorkingHall()
    issued = hall.issue()
    if state in {LegState.CALLED, LegState.SERVING}:
        hall.call()
    own = OfflineTicket(
        request=issued.issue_request,
        kiosk=2,
        ordinal=7,
        service="papers",
        language="kk",
        arrived_at=1,
        contact_at=1,
        is_certain=True,
    )

    def take(ledger: Ledger) -> list[Entry]:
        turn = Turn(ledger, hall.config, KIOSK, hall.clock.wall_ms(), Crowd(hall.config))
        ledger.tickets.set_state(issued.leg, state)
        known = OfflineNumbers(ledger.connection, ledger.hall).ticket_of(own.request)
        assert known is not None
        take_back(turn, known, own, is_repeated=False)
        return ledger.appended

    renumbered, *others = (entry.event for entry in hall.within(take))

    assert isinstance(renumbered, TicketRenumbered)
    assert (renumbered.number, renumbered.was) == ("K2-07", issued.number)
    assert [type(event) for event in others] == FOLLOWS[state]
