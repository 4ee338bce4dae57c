"""Numbers that kiosks gave by themselves come in once each, in the order of arrival."""

from itertools import permutations

import pytest

from server.protocol.commands import (
    IssueTicket,
    MarkNoShow,
    MarkUnclaimed,
)
from server.protocol.errors import NotAllowedError, ServiceClosedError
from server.protocol.events import (
    TicketClaimed,
    TicketIssued,
    TicketPrinted,
    TicketRecalled,
)
from server.protocol.identity import SERVER_ACTOR, DeviceRole
from server.protocol.offline_events import OfflineMerged, TicketRenumbered, TicketRevived
from server.protocol.printing import PrintOutcome
from server.protocol.tickets import OfflineIssue, TicketClass
from server.storage.devices import DeviceRow
from server.storage.ledger import Ledger
from server.storage.offline import OfflineNumbers
from tests.server.acts.offline_numbers import (
    SECOND_KIOSK,
    all_called,
    issues,
    merge,
    number,
    picture_of,
    request,
)
from tests.server.working_hall import (
    KIOSK,
    OFFICIAL,
    WorkingHall,
    new_id,
)


@pytest.fixture
def hall() -> WorkingHall:
    """Give a small hall on a Monday at ten."""
    return WorkingHall()


def test_a_number_comes_in_under_the_kiosks_own_series(hall: WorkingHall) -> None:
    given = number(hall, 7, claim="veterans", persons=3, outcome=PrintOutcome.CONFIRMED)

    issued, printed, summary = merge(hall, given)

    assert isinstance(issued, TicketIssued)
    assert (issued.number, issued.series, issued.ordinal) == ("K2-07", "kiosk-2", 7)
    assert (issued.ticket_class, issued.claim) == (TicketClass.STATUTORY, "veterans")
    assert issued.persons == 3
    assert issued.order_key == given.arrived_at
    assert issued.offline == OfflineIssue(2, 7, given.arrived_at, is_certain=True)
    assert isinstance(printed, TicketPrinted)
    assert summary == OfflineMerged(
        tickets=1,
        first_at=given.arrived_at,
        last_at=given.arrived_at,
        settled=(given.request,),
    )


def test_who_came_first_is_called_first_wherever_he_took_his_number(hall: WorkingHall) -> None:
    hall.issue()
    hall.clock.advance(seconds=100)
    hall.issue()

    merge(hall, number(hall, 1, before_s=50), number(hall, 2, before_s=0))

    assert all_called(hall) == ["A001", "K2-01", "A002", "K2-02"]


def test_whoever_goes_first_by_law_does_so_though_his_kiosk_was_alone(hall: WorkingHall) -> None:
    hall.issue()

    merge(hall, number(hall, 1, before_s=0, claim="veterans"), number(hall, 2, claim="gone"))

    assert all_called(hall)[0] == "K2-01"
    assert [issued.ticket_class for issued in issues(tuple(e.event for e in hall.log()))][1:] == [
        TicketClass.STATUTORY,
        TicketClass.ORDINARY,
    ]


def test_the_same_batch_again_changes_nothing(hall: WorkingHall) -> None:
    given = number(hall, 1), number(hall, 2)
    merge(hall, *given)

    again = merge(hall, *given)

    assert [type(event) for event in again] == [OfflineMerged]
    assert all_called(hall) == ["K2-01", "K2-02"]


@pytest.mark.parametrize("is_lost", [False, True], ids=["new", "answer lost"])
def test_a_number_on_two_papers_brought_again_changes_nothing(
    hall: WorkingHall, *, is_lost: bool
) -> None:
    second = hall.issue().issue_request if is_lost else new_id()
    first, again = number(hall, 7), number(hall, 7, request=second)
    merge(hall, first, again)
    for _ in range(2):
        called = hall.call()
        absent = MarkNoShow(request_id=new_id(), desk="desk-1", ticket=called.ticket)
        hall.do(absent, OFFICIAL)

    more = [merge(hall, again) for _ in range(2)]

    assert [[type(event) for event in events] for events in more] == [[OfflineMerged]] * 2
    assert picture_of(hall).waiting() == ()


def test_a_ticket_whose_answer_was_lost_goes_by_the_printed_number(hall: WorkingHall) -> None:
    lost = hall.issue()

    events = merge(hall, number(hall, 1, request=lost.issue_request, before_s=0))

    assert [type(event) for event in events] == [TicketRenumbered, OfflineMerged]
    assert all_called(hall) == ["K2-01"]


def test_one_set_aside_is_claimed_by_its_printed_number(hall: WorkingHall) -> None:
    lost = hall.issue()
    aside = MarkUnclaimed(request_id=new_id(), issue_requests=(lost.issue_request,))
    hall.do(aside, SERVER_ACTOR)

    events = merge(hall, number(hall, 1, request=lost.issue_request))

    assert TicketClaimed in {type(event) for event in events}
    assert all_called(hall) == ["K2-01"]


def test_one_who_is_being_called_is_called_again_by_his_own_number(hall: WorkingHall) -> None:
    lost = hall.issue()
    hall.call()

    events = merge(hall, number(hall, 1, request=lost.issue_request))

    recalled = next(event for event in events if isinstance(event, TicketRecalled))
    seen = picture_of(hall).occupancy.desk("desk-1")
    assert (recalled.number, recalled.desk) == ("K2-01", "desk-1")
    assert seen is not None
    assert seen.number == "K2-01"


def test_one_who_did_not_come_to_the_lost_number_waits_again(hall: WorkingHall) -> None:
    lost = hall.issue()
    other = hall.issue()
    call = hall.call()
    hall.do(MarkNoShow(request_id=new_id(), desk="desk-1", ticket=call.ticket), OFFICIAL)

    events = merge(hall, number(hall, 1, request=lost.issue_request))

    revived = next(event for event in events if isinstance(event, TicketRevived))
    assert revived.order_key == lost.order_key
    assert all_called(hall) == ["K2-01", other.number]


def test_one_who_was_received_is_not_brought_back(hall: WorkingHall) -> None:
    lost = hall.issue()
    all_called(hall)

    merge(hall, number(hall, 1, request=lost.issue_request))

    assert all_called(hall) == []


def test_an_earlier_refusal_does_not_bar_the_visitor(hall: WorkingHall) -> None:
    refused = IssueTicket(request_id=request(5), service="head", language="kk")
    with pytest.raises(ServiceClosedError):
        hall.do(refused, KIOSK)

    merge(hall, number(hall, 1, request=request(5), service="head"))

    assert all_called(hall, "desk-2") == ["K2-01"]


def test_a_press_that_arrives_late_gets_the_ticket_that_is_there(hall: WorkingHall) -> None:
    given = number(hall, 1)
    merge(hall, given)

    late = IssueTicket(request_id=given.request, service="papers", language="ru")
    (issued,) = hall.do(late, KIOSK)

    assert isinstance(issued, TicketIssued)
    assert issued.number == "K2-01"
    assert all_called(hall) == ["K2-01"]


def test_nobody_came_before_the_kiosk_was_alone_or_after_it_was_back(hall: WorkingHall) -> None:
    now = hall.clock.wall_ms()
    contact = now - 10_000

    events = merge(
        hall,
        number(hall, 1, before_s=86_400, contact_at=contact),
        number(hall, 2, before_s=-86_400, contact_at=contact),
    )

    assert [issued.order_key for issued in issues(events)] == [contact, now]


def test_a_kiosk_keeps_its_own_order_and_the_uncertain_come_last(hall: WorkingHall) -> None:
    events = merge(
        hall,
        number(hall, 1, before_s=30),
        number(hall, 2, before_s=40),
        number(hall, 3, before_s=50, is_certain=False),
    )

    first, second, third = (issued.order_key for issued in issues(events))
    assert first == second < third == hall.clock.wall_ms()


def test_two_kiosks_stand_in_the_same_order_whichever_is_back_first() -> None:
    orders = []
    for kiosks in permutations((2, 3)):
        hall = WorkingHall()
        hall.clock.advance(seconds=3600)
        batches = {
            kiosk: [
                number(hall, ordinal, kiosk=kiosk, before_s=3000 - 70 * ordinal - 13 * kiosk)
                for ordinal in range(1, 30)
            ]
            for kiosk in (2, 3)
        }
        for kiosk in kiosks:
            merge(hall, *batches[kiosk], actor=KIOSK if kiosk == 2 else SECOND_KIOSK)
        orders.append(all_called(hall))

    assert orders[0] == orders[1]
    assert len(orders[0]) == 58


def test_a_kiosk_brings_only_its_own_numbers_and_those_of_one_revoked(hall: WorkingHall) -> None:
    def number_two(ledger: Ledger) -> None:
        ledger.devices.add(DeviceRow("kiosk-2", DeviceRole.KIOSK, "", last_seen=0))
        numbers = OfflineNumbers(ledger.connection, ledger.hall)
        assert [numbers.number_of("kiosk-2"), numbers.may_bring("kiosk-2", 1)] == [1, True]

    hall.within(number_two)
    others = number(hall, 1, kiosk=1)

    with pytest.raises(NotAllowedError):
        merge(hall, others)
    summary = merge(hall, others, number(hall, 1))[-1]
    hall.within(lambda ledger: ledger.devices.revoke("kiosk-2"))
    later = merge(hall, others)[-1]

    assert isinstance(summary, OfflineMerged)
    assert isinstance(later, OfflineMerged)
    assert (summary.settled, later.settled) == ((request(2001),), (others.request,))
