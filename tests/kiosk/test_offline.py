"""A kiosk whose server is away gives numbers of its own, and brings them when it is back."""

from pathlib import Path

from kiosk.happenings import (
    BodyChosen,
    BookingNamed,
    CodeEntered,
    DigitTyped,
    LanguageChosen,
    ServiceChosen,
    StartedOver,
)
from kiosk.offline import OVERDUE_MS, SILENT_MS
from kiosk.visit import ASK_STAFF, Page
from server.protocol.errors import Failure
from server.protocol.frames import Answer, Heartbeat, Refusal
from server.protocol.offline_events import OfflineMerged
from server.protocol.printing import PrintOutcome
from tests.conftest import ExpectedLog
from tests.kiosk.loneliness import LOG, LonelyKiosk
from tests.kiosk.sample_hall import TIME, answer_to, request_id, snapshot


def shown(kiosk: LonelyKiosk) -> str:
    ticket = kiosk.attendant.visit.ticket
    return "" if ticket is None else ticket.number


def merged(kiosk: LonelyKiosk, *requests: str) -> Answer:
    batch = kiosk.merges()[-1]
    return Answer(
        batch.request_id,
        (OfflineMerged(tickets=len(requests), first_at=1, last_at=2, settled=requests),),
    )


def test_while_the_server_answers_nothing_is_different(kiosk: LonelyKiosk) -> None:
    command = kiosk.take()
    kiosk.link.tell(answer_to(command))

    assert kiosk.link.asked == [command]
    assert shown(kiosk).startswith("A")
    assert kiosk.journal.state.pressed == ()
    assert kiosk.journal.state.held == ()


def test_a_press_is_in_the_journal_before_the_answer_comes(kiosk: LonelyKiosk) -> None:
    command = kiosk.take()

    assert kiosk.journal.state.is_pressed(command.request_id)


def test_a_server_that_is_silent_for_four_seconds_is_done_without(kiosk: LonelyKiosk) -> None:
    kiosk.lose(SILENT_MS)

    command = kiosk.take()

    assert shown(kiosk) == "K2-01"
    assert kiosk.link.asked == []
    assert kiosk.journal.state.holds(command.request_id)
    assert "K2-01" in kiosk.papers()[0]


def test_a_server_that_is_silent_for_less_is_asked(kiosk: LonelyKiosk) -> None:
    kiosk.lose(SILENT_MS - 1)

    command = kiosk.take()

    assert kiosk.link.asked == [command]


def test_heartbeats_keep_the_server_alive(kiosk: LonelyKiosk) -> None:
    for _ in range(10):
        kiosk.watch.pass_ms(1000)
        kiosk.link.tell(Heartbeat(1, 1, 1, "head", TIME))

    assert not kiosk.offline.is_alone


def test_a_press_without_an_answer_in_three_seconds_is_cancelled(kiosk: LonelyKiosk) -> None:
    command = kiosk.take()
    kiosk.watch.pass_ms(OVERDUE_MS - 1)
    kiosk.attendant.tick()
    before = shown(kiosk)

    kiosk.watch.pass_ms(1)
    kiosk.attendant.tick()

    assert before == ""
    assert shown(kiosk) == "K2-01"
    assert kiosk.link.withdrawn == [command.request_id]
    assert kiosk.journal.state.pressed == ()


def test_a_booking_that_nobody_checks_gets_a_number_for_its_service(kiosk: LonelyKiosk) -> None:
    kiosk.greet(snapshot(takes_bookings=True))
    kiosk.attendant.happen(LanguageChosen("ru"))
    kiosk.attendant.happen(BookingNamed())
    for digit in "123456":
        kiosk.attendant.happen(DigitTyped(digit))
    kiosk.attendant.happen(CodeEntered(request_id(7)))
    assert kiosk.journal.state.pressed == ()
    for _ in range(3):
        kiosk.watch.pass_ms(OVERDUE_MS)
        kiosk.attendant.tick()
    assert kiosk.attendant.visit.page is Page.BODIES
    kiosk.lose()

    kiosk.attendant.happen(BodyChosen("justice"))
    kiosk.attendant.happen(ServiceChosen("justice-appeal", request_id(8)))

    assert shown(kiosk) == "K2-01"
    kiosk.finish_paper()
    kiosk.greet(snapshot(takes_bookings=True))
    (brought,) = kiosk.merges()[-1].tickets
    assert (brought.request, brought.service, brought.code) == (
        request_id(7),
        "justice-appeal",
        "123456",
    )


def test_an_answer_that_comes_too_late_changes_no_paper(kiosk: LonelyKiosk) -> None:
    command = kiosk.take()
    kiosk.pen.is_held = True
    kiosk.watch.pass_ms(OVERDUE_MS)
    kiosk.attendant.tick()

    kiosk.link.tell(answer_to(command))
    kiosk.pen.let_go()

    assert shown(kiosk) == "K2-01"
    assert len(kiosk.port.jobs) == 1


def test_no_paper_begins_before_its_number_is_written(kiosk: LonelyKiosk) -> None:
    kiosk.lose()
    kiosk.pen.is_held = True

    kiosk.take()
    before = len(kiosk.port.jobs), kiosk.attendant.visit.page
    kiosk.pen.let_go()

    assert before == (0, Page.TAKING)
    assert len(kiosk.port.jobs) == 1


def test_a_number_that_cannot_be_written_is_not_given(
    kiosk: LonelyKiosk, expected_log: ExpectedLog, tmp_path: Path
) -> None:
    expected_log.expect("kiosk.journal.scribe", "tell the staff")
    kiosk.lose()
    (tmp_path / "halls" / f"hall-demo.{LOG[:16]}" / "numbers.new").mkdir()

    kiosk.take()

    assert kiosk.attendant.visit.trouble == ASK_STAFF
    assert kiosk.port.jobs == []
    assert kiosk.journal.state.held == ()


def test_what_became_of_the_paper_is_written(kiosk: LonelyKiosk) -> None:
    kiosk.lose()
    kiosk.take()

    kiosk.finish_paper(PrintOutcome.PROCESSED_UNCONFIRMED)

    assert kiosk.journal.state.held[0].outcome is PrintOutcome.PROCESSED_UNCONFIRMED
    assert kiosk.link.asked == []


def test_numbers_are_brought_when_the_server_is_back(kiosk: LonelyKiosk) -> None:
    kiosk.lose()
    command = kiosk.take()
    kiosk.finish_paper()
    kiosk.watch.pass_ms(60_000)

    kiosk.greet()

    (batch,) = kiosk.merges()
    (brought,) = batch.tickets
    assert (brought.request, brought.kiosk, brought.ordinal) == (command.request_id, 2, 1)
    assert brought.is_certain
    assert batch.reconnected_at - brought.arrived_at == 60_000
    assert brought.outcome is PrintOutcome.CONFIRMED


def test_what_the_server_has_is_brought_once(kiosk: LonelyKiosk) -> None:
    kiosk.lose()
    command = kiosk.take()
    kiosk.finish_paper()
    kiosk.greet()

    kiosk.link.tell(merged(kiosk, command.request_id))
    kiosk.link.tell(Heartbeat(1, 1, 1, "head", TIME))

    assert len(kiosk.merges()) == 1
    assert kiosk.journal.state.held == ()


def test_many_numbers_are_brought_batch_after_batch(kiosk: LonelyKiosk) -> None:
    kiosk.lose()
    for _ in range(90):
        kiosk.take()
        kiosk.finish_paper()
        kiosk.attendant.happen(StartedOver())
    kiosk.greet()

    for _ in range(3):
        requests = [ticket.request for ticket in kiosk.merges()[-1].tickets]
        kiosk.link.tell(merged(kiosk, *requests))

    assert [len(batch.tickets) for batch in kiosk.merges()] == [40, 40, 10]
    assert kiosk.journal.state.held == ()


def test_a_batch_that_waits_for_its_day_is_brought_again_later(kiosk: LonelyKiosk) -> None:
    kiosk.lose()
    kiosk.take()
    kiosk.finish_paper()
    kiosk.greet()

    kiosk.link.tell(Refusal(kiosk.merges()[0].request_id, Failure("day-not-open")))
    kiosk.link.tell(Heartbeat(1, 1, 1, "head", TIME))
    soon = len(kiosk.merges())
    kiosk.watch.pass_ms(10_000)
    kiosk.link.tell(Heartbeat(1, 1, 1, "head", TIME))

    assert (soon, len(kiosk.merges())) == (1, 2)


def test_a_paper_under_way_is_waited_for_a_while(kiosk: LonelyKiosk) -> None:
    kiosk.lose()
    kiosk.take()

    kiosk.greet()
    before = len(kiosk.merges())
    kiosk.watch.pass_ms(8000)
    kiosk.link.tell(Heartbeat(1, 1, 1, "head", TIME))

    assert (before, len(kiosk.merges())) == (0, 1)
