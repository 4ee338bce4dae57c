"""Tests of the one door: once per request, the same answer for ever, time that never goes back."""

import pytest

from server.hall import Hall
from server.protocol.commands import CallNext, CloseDay, IssueTicket, OpenDay
from server.protocol.errors import (
    NoOneWaitingError,
    NotAllowedError,
    RequestReusedError,
    ServiceClosedError,
    UnknownServiceError,
)
from server.protocol.events import TicketIssued
from server.protocol.hall_events import ClockAdjusted, HallImported, LogGap
from server.protocol.identity import Actor, ActorKind
from server.queueing.ordering import POLICY_VERSION
from server.storage.chain import check_chain
from server.storage.ledger import Ledger
from server.storage.people import People
from tests.server.working_hall import ADMIN, KIOSK, OFFICIAL, TODAY, TOMORROW, WorkingHall, new_id

pytestmark = pytest.mark.usefixtures("engine")

DAY_MS = 24 * 60 * 60 * 1000


def papers(request: str, language: str = "kk") -> IssueTicket:
    return IssueTicket(request_id=request, service="papers", language=language)


def test_a_repeated_request_gets_the_same_ticket() -> None:
    hall = WorkingHall()
    command = papers(new_id())

    first = hall.entries(command, KIOSK)
    second = hall.entries(command, KIOSK)

    assert first == second
    assert [type(entry.event) for entry in hall.log()].count(TicketIssued) == 1


def test_a_repeated_refusal_is_the_same_refusal_even_when_it_would_succeed_now() -> None:
    hall = WorkingHall()
    command = CallNext(request_id=new_id(), desk="desk-1")
    with pytest.raises(NoOneWaitingError) as first:
        hall.do(command, OFFICIAL)
    hall.issue()

    with pytest.raises(NoOneWaitingError) as second:
        hall.do(command, OFFICIAL)

    assert second.value.data == first.value.data == {"desk": "desk-1"}


def test_another_body_under_a_used_request_id_is_refused() -> None:
    hall = WorkingHall()
    request = new_id()
    hall.do(papers(request), KIOSK)

    with pytest.raises(RequestReusedError):
        hall.do(papers(request, "ru"), KIOSK)


def test_another_desk_under_a_used_request_id_is_refused() -> None:
    hall = WorkingHall()
    hall.issue()
    request = new_id()
    hall.do(CallNext(request_id=request, desk="desk-1"), OFFICIAL)

    with pytest.raises(RequestReusedError):
        hall.do(CallNext(request_id=request, desk="desk-2"), OFFICIAL)


def test_another_actor_under_a_used_request_id_is_refused() -> None:
    hall = WorkingHall()
    command = papers(new_id())
    hall.do(command, KIOSK)

    with pytest.raises(RequestReusedError):
        hall.do(command, Actor(ActorKind.KIOSK, "kiosk-2"))


def test_a_request_that_made_a_ticket_is_known_for_ever() -> None:
    hall = WorkingHall()
    command = papers(new_id())
    first = hall.entries(command, KIOSK)

    hall.within(lambda ledger: ledger.requests.forget_old(hall.clock.wall_ms() + 8 * DAY_MS))

    assert hall.entries(command, KIOSK) == first
    with pytest.raises(RequestReusedError):
        hall.do(papers(command.request_id, "ru"), KIOSK)
    with pytest.raises(RequestReusedError):
        hall.do(CallNext(request_id=command.request_id, desk="desk-1"), OFFICIAL)
    assert hall.log()[-1] == first[-1]


def test_who_may_not_is_refused_and_the_request_id_stays_free() -> None:
    hall = WorkingHall()
    command = papers(new_id())

    with pytest.raises(NotAllowedError):
        hall.do(command, OFFICIAL)

    assert len(hall.do(command, KIOSK)) == 1


def test_a_refused_command_leaves_neither_event_nor_burnt_number() -> None:
    hall = WorkingHall()
    before = hall.log()
    wrong = IssueTicket(request_id=new_id(), service="nothing", language="kk")

    with pytest.raises(UnknownServiceError):
        hall.do(wrong, KIOSK)

    assert hall.log() == before
    assert hall.issue().number == "A001"


def test_what_a_refusal_says_survives_being_kept() -> None:
    hall = WorkingHall()
    command = IssueTicket(request_id=new_id(), service="head", language="kk")
    with pytest.raises(ServiceClosedError) as first:
        hall.do(command, KIOSK)

    with pytest.raises(ServiceClosedError) as second:
        hall.do(command, KIOSK)

    assert second.value.data == first.value.data


def test_events_are_chained_from_the_first_to_the_head() -> None:
    hall = WorkingHall()
    hall.issue()
    hall.call()

    rows, head = hall.within(lambda ledger: (ledger.events.rows(), ledger.head))

    assert check_chain(rows, head.hash) == head.seq == 3
    assert hall.log()[-1].head == head.hash


def test_an_event_is_never_before_the_event_before_it() -> None:
    hall = WorkingHall()
    now = hall.issue().order_key
    late = Hall(hall.config, lambda: now - 5000)

    (entry,) = hall.within(lambda ledger: late.carry_out(ledger, papers(new_id()), KIOSK))

    assert entry.at == now


def test_a_corrected_wall_clock_moves_the_offset_and_not_the_hall_time() -> None:
    hall = WorkingHall()

    hall.within(lambda ledger: adjust(hall, ledger, -3_600_000))

    assert hall.log()[-1].event == ClockAdjusted(wall_offset_ms=-3_600_000)
    assert hall.within(lambda ledger: ledger.head.wall_offset) == -3_600_000


def adjust(hall: WorkingHall, ledger: Ledger, offset: int) -> None:
    with ledger.savepoint():
        hall.hall.adjust_clock(ledger, offset)


def begin_epoch(hall: WorkingHall, ledger: Ledger) -> LogGap:
    with ledger.savepoint():
        return hall.hall.begin_epoch(ledger, 3, 200)


def test_a_new_epoch_declares_its_gap_and_goes_on_in_seq_and_chain() -> None:
    hall = WorkingHall()
    hall.issue()
    before = hall.log()[-1]

    gap = hall.within(lambda ledger: begin_epoch(hall, ledger))

    entry = hall.log()[-1]
    rows, head = hall.within(lambda ledger: (ledger.events.rows(), ledger.head))
    assert entry.event == gap == LogGap(restored_from_seq=before.seq, epoch=3, margin=200)
    assert (entry.epoch, entry.seq) == (3, before.seq + 1)
    assert rows[-1].prev_hash == before.head
    assert check_chain(rows, head.hash) == head.seq


def test_numbers_that_may_be_on_paper_are_not_given_again_in_a_new_epoch() -> None:
    hall = WorkingHall()
    hall.issue()
    hall.within(lambda ledger: begin_epoch(hall, ledger))

    same_day = hall.issue().number
    hall.do(CloseDay(request_id=new_id()), ADMIN)
    hall.clock.advance(hours=24)
    hall.do(OpenDay(request_id=new_id(), service_day=TOMORROW), ADMIN)
    next_day = hall.issue().number
    hall.do(CloseDay(request_id=new_id()), ADMIN)
    hall.clock.advance(hours=24)
    hall.do(OpenDay(request_id=new_id(), service_day="2026-11-25"), ADMIN)

    assert (same_day, next_day, hall.issue().number) == ("A301", "A201", "A001")


def test_a_new_epoch_ends_every_session() -> None:
    hall = WorkingHall()
    now = hall.clock.wall_ms()

    def log_in(ledger: Ledger) -> None:
        people = People(ledger.connection, ledger.hall)
        people.add_session("token", people.add_official("a", "hash", "admin", now), now, now * 2)

    hall.within(log_in)
    hall.within(lambda ledger: begin_epoch(hall, ledger))

    left = hall.within(
        lambda ledger: People(ledger.connection, ledger.hall).session("token", now + 1)
    )
    assert left is None


def test_the_import_of_the_hall_file_is_an_event_with_its_digest() -> None:
    hall = WorkingHall(is_open=False)

    digest = hall.within(lambda ledger: ledger.halls.config_digest("small"))
    hall.within(hall.hall.adopt)

    assert hall.log()[-1].event == HallImported(digest=digest, policy_version=POLICY_VERSION)


def test_an_administrator_opens_the_day_and_a_kiosk_does_not() -> None:
    hall = WorkingHall(is_open=False)
    command = OpenDay(request_id=new_id(), service_day=TODAY)

    with pytest.raises(NotAllowedError):
        hall.do(command, KIOSK)

    assert len(hall.do(command, ADMIN)) == 1
