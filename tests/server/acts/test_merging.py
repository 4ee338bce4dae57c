"""Numbers that kiosks gave by themselves come in once each, in the order of arrival."""

from collections.abc import Iterator
from itertools import permutations
from uuid import UUID

import pytest

from server.protocol.codec import encode
from server.protocol.commands import (
    MOST_MERGED,
    CallNext,
    CloseDay,
    FinishService,
    IssueTicket,
    MarkNoShow,
    MarkUnclaimed,
    MergeOffline,
    OfflineTicket,
    OpenDay,
    StartService,
)
from server.protocol.errors import DayNotOpenError, ServiceClosedError
from server.protocol.events import (
    Event,
    TicketCalled,
    TicketClaimed,
    TicketIssued,
    TicketPrinted,
    TicketRecalled,
)
from server.protocol.frames import MAX_FRAME_BYTES, Answer
from server.protocol.identity import SERVER_ACTOR, Actor, ActorKind
from server.protocol.offline_events import OfflineMerged, TicketRenumbered, TicketRevived
from server.protocol.printing import PrintOutcome
from server.protocol.tickets import OfflineIssue, TicketClass
from server.queueing.ordering import Limits
from server.queueing.picture import HallPicture
from tests.server.working_hall import (
    ADMIN,
    KIOSK,
    OFFICIAL,
    TODAY,
    TOMORROW,
    WorkingHall,
    new_id,
)

SECOND_KIOSK = Actor(ActorKind.KIOSK, "kiosk-2")


@pytest.fixture
def hall() -> WorkingHall:
    """Give a small hall on a Monday at ten."""
    return WorkingHall()


def request(number: int) -> str:
    return str(UUID(int=number))


def number(
    hall: WorkingHall, ordinal: int, *, before_s: float = 60, kiosk: int = 2, **other: object
) -> OfflineTicket:
    """Return K``kiosk``-``ordinal`` of a visitor who came ``before_s`` seconds ago."""
    now = hall.clock.wall_ms()
    facts: dict[str, object] = {
        "request": request(kiosk * 1000 + ordinal),
        "kiosk": kiosk,
        "ordinal": ordinal,
        "service": "papers",
        "language": "ru",
        "arrived_at": now - int(before_s * 1000),
        "contact_at": now - 3_600_000,
        "is_certain": True,
    }
    return OfflineTicket(**(facts | other))  # type: ignore[arg-type] # a test's own shorthand


def merge(hall: WorkingHall, *tickets: OfflineTicket, actor: Actor = KIOSK) -> tuple[Event, ...]:
    command = MergeOffline(
        request_id=new_id(), tickets=tickets, reconnected_at=hall.clock.wall_ms()
    )
    return hall.do(command, actor)


def all_called(hall: WorkingHall, desk: str = "desk-1") -> list[str]:
    """Call and receive everybody who waits for ``desk``."""
    called: list[str] = []
    while waiting_at(hall, desk):
        call = hall.call(desk)
        called.append(call.number)
        for act in (StartService, FinishService):
            hall.do(act(request_id=new_id(), desk=desk, ticket=call.ticket), OFFICIAL)
    return called


def waiting_at(hall: WorkingHall, desk: str) -> int:
    return picture_of(hall).waiting_at(desk)


def picture_of(hall: WorkingHall) -> HallPicture:
    picture = HallPicture(hall.config.desks, Limits())
    for entry in hall.log():
        picture.fold(entry)
    return picture


def issues(events: tuple[Event, ...]) -> Iterator[TicketIssued]:
    return (event for event in events if isinstance(event, TicketIssued))


def test_a_number_comes_in_under_the_kiosks_own_series(hall: WorkingHall) -> None:
    given = number(hall, 7, claim="veterans", outcome=PrintOutcome.CONFIRMED)

    issued, printed, summary = merge(hall, given)

    assert isinstance(issued, TicketIssued)
    assert (issued.number, issued.series, issued.ordinal) == ("K2-07", "kiosk-2", 7)
    assert (issued.ticket_class, issued.claim) == (TicketClass.ORDINARY, "veterans")
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


def test_the_same_batch_again_changes_nothing(hall: WorkingHall) -> None:
    given = number(hall, 1), number(hall, 2)
    merge(hall, *given)

    again = merge(hall, *given)

    assert [type(event) for event in again] == [OfflineMerged]
    assert all_called(hall) == ["K2-01", "K2-02"]


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


def test_a_closed_day_takes_those_who_came_in_it(hall: WorkingHall) -> None:
    hall.do(CloseDay(request_id=new_id()), ADMIN)

    issued = next(issues(merge(hall, number(hall, 1))))

    assert issued.service_day == TODAY
    assert all_called(hall) == ["K2-01"]


def test_who_comes_on_the_next_morning_waits_for_its_day(hall: WorkingHall) -> None:
    hall.do(CloseDay(request_id=new_id()), ADMIN)
    hall.clock.advance(seconds=24 * 3600)
    early = number(hall, 1)

    with pytest.raises(DayNotOpenError):
        merge(hall, early)
    hall.do(OpenDay(request_id=new_id(), service_day=TOMORROW), ADMIN)
    issued = next(issues(merge(hall, early)))

    assert issued.service_day == TOMORROW


def test_of_a_mixed_batch_only_the_evening_is_settled_before_the_morning(
    hall: WorkingHall,
) -> None:
    hall.do(CloseDay(request_id=new_id()), ADMIN)
    evening = number(hall, 1)
    hall.clock.advance(seconds=24 * 3600)
    morning = number(hall, 2, contact_at=evening.contact_at)

    summary = merge(hall, evening, morning)[-1]

    assert isinstance(summary, OfflineMerged)
    assert summary.settled == (evening.request,)


def test_own_numbers_go_on_with_the_next_day(hall: WorkingHall) -> None:
    merge(hall, number(hall, 9))
    hall.do(CloseDay(request_id=new_id()), ADMIN)
    hall.clock.advance(seconds=24 * 3600)
    hall.do(OpenDay(request_id=new_id(), service_day=TOMORROW), ADMIN)

    ordinals = hall.within(lambda ledger: ledger.halls.next_ordinals(ledger.hall))

    assert (ordinals["kiosk-2"], ordinals["main"]) == (10, 1)


def test_a_number_that_stands_on_two_papers_drops_neither_visitor(hall: WorkingHall) -> None:
    merge(hall, number(hall, 1))

    issued = next(issues(merge(hall, number(hall, 1, request=request(77)))))

    assert issued.offline is not None
    assert issued.offline.is_repeated
    assert (issued.series, issued.number) == ("main", "K2-01")
    assert all_called(hall) == ["K2-01", "K2-01"]


def test_a_service_that_the_hall_has_no_more_is_told(hall: WorkingHall) -> None:
    summary = merge(hall, number(hall, 1, service="gone"))[-1]

    assert isinstance(summary, OfflineMerged)
    assert (summary.settled, summary.unplaced) == ((), (request(2001),))


def test_a_language_that_the_hall_does_not_speak_becomes_its_first(hall: WorkingHall) -> None:
    issued = next(issues(merge(hall, number(hall, 1, language="de"))))

    assert issued.language == "kk"


def test_the_answer_of_the_longest_batch_fits_into_a_frame(hall: WorkingHall) -> None:
    given = [
        number(hall, 900_000 + each, kiosk=9999, outcome=PrintOutcome.PROCESSED_UNCONFIRMED)
        for each in range(MOST_MERGED)
    ]

    events = merge(hall, *given)

    assert len(encode(Answer(new_id(), events))) < MAX_FRAME_BYTES * 3 // 4


def test_a_call_already_made_stays(hall: WorkingHall) -> None:
    hall.issue()
    called = hall.call()

    merge(hall, number(hall, 1, before_s=600))

    seen = picture_of(hall).occupancy.desk("desk-1")
    assert isinstance(called, TicketCalled)
    assert seen is not None
    assert seen.number == called.number
    next_one = hall.do(CallNext(request_id=new_id(), desk="desk-2"), OFFICIAL)[-1]
    assert isinstance(next_one, TicketCalled)
    assert next_one.number == "K2-01"
