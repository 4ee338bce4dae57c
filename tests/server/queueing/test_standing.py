"""Every leg that is not past stands somewhere, by what has happened."""

from server.protocol.desks import Desk
from server.protocol.events import (
    Event,
    NoShowMarked,
    ServiceFinished,
    TicketClaimed,
    TicketIssued,
    TicketLapsed,
    TicketUnclaimed,
)
from server.protocol.offline_events import TicketRenumbered, TicketRevived
from server.protocol.tickets import LegState
from server.protocol.visit_events import LegParked
from server.queueing.ordering import Limits
from server.queueing.picture import HallPicture
from server.queueing.standing import Standing
from tests.server.queueing.days import Day


class StandingDay(Day):
    """A day at one desk, of which only where people stand is looked at."""

    def __init__(self) -> None:
        super().__init__(HallPicture([Desk("d1", "1", "main", ("s1",))], Limits()))

    @property
    def standing(self) -> Standing:
        return self.picture.standing

    def end(self, event: type[ServiceFinished | NoShowMarked], issued: TicketIssued) -> None:
        self.record(
            event(ticket=issued.ticket, leg=issued.leg, number=issued.number, desk="d1"),
            "official:o-7",
        )


def renumbered(issued: TicketIssued, number: str) -> Event:
    return TicketRenumbered(
        ticket=issued.ticket,
        leg=issued.leg,
        number=number,
        was=issued.number,
        kiosk=1,
        ordinal=1,
        issue_request=issued.issue_request,
    )


def revived(issued: TicketIssued) -> Event:
    return TicketRevived(
        ticket=issued.ticket,
        leg=issued.leg,
        number=issued.number,
        service=issued.service,
        language=issued.language,
        ticket_class=issued.ticket_class,
        claim=None,
        order_key=issued.order_key,
        issue_seq=1,
        by_grace=True,
    )


def test_who_is_called_stands_at_a_desk_until_he_is_received() -> None:
    day = StandingDay()
    first = day.issue("A001")

    day.call("d1")
    at_desk = dict(day.standing.at_desks)
    day.end(ServiceFinished, first)

    assert list(at_desk) == [first.leg]
    assert day.standing.waiting == day.standing.at_desks == {}
    assert day.standing.left["d1"].leg == first.leg


def test_who_did_not_come_is_remembered_until_he_is_back() -> None:
    day = StandingDay()
    first = day.issue("A001")
    day.call("d1")
    day.end(NoShowMarked, first)
    absent = day.standing.absent[first.ticket]

    day.record(revived(first))

    assert (absent.desk, absent.leg.number) == ("d1", "A001")
    assert day.standing.absent == {}
    assert day.standing.waiting[first.leg].seq == 1


def test_a_new_number_is_that_of_the_ticket_wherever_it_stands() -> None:
    day = StandingDay()
    at_desk, absent, aside = (day.issue(number) for number in ("A001", "A002", "A003"))
    waiting = day.issue("A004")
    day.call("d1")
    day.end(NoShowMarked, at_desk)
    day.record(TicketUnclaimed(ticket=aside.ticket, leg=aside.leg))
    day.call("d1")

    for issued in (at_desk, absent, aside, waiting):
        day.record(renumbered(issued, f"K1-{issued.number[-2:]}"))

    standing = day.standing
    assert standing.absent[at_desk.ticket].leg.number == "K1-01"
    assert standing.at_desks[absent.leg].number == "K1-02"
    assert standing.unclaimed[aside.leg].number == "K1-03"
    assert standing.waiting[waiting.leg].number == "K1-04"


def test_a_new_number_is_that_of_who_was_set_aside_too() -> None:
    day = StandingDay()
    issued = day.issue("A001")
    day.call("d1")
    aside = {"ticket": issued.ticket, "leg": issued.leg, "number": issued.number, "desk": "d1"}
    day.record(LegParked(**aside, was=LegState.CALLED, reason="papers", returns_at=None))

    day.record(renumbered(issued, "K1-01"))

    assert day.standing.parked[issued.leg].leg.number == "K1-01"


def test_who_lapses_stands_nowhere() -> None:
    day = StandingDay()
    at_desk, aside, waiting = (day.issue(number) for number in ("A001", "A002", "A003"))
    day.call("d1")
    day.record(TicketUnclaimed(ticket=aside.ticket, leg=aside.leg))

    for issued in (at_desk, aside, waiting):
        day.record(TicketLapsed(ticket=issued.ticket, leg=issued.leg, number=issued.number))
    day.record(TicketClaimed(ticket=aside.ticket, leg=aside.leg))

    standing = day.standing
    assert standing.waiting == standing.unclaimed == standing.at_desks == {}
