"""The attendant between link, printer and visitor."""

from msgspec import structs

from kiosk.attendant import new_request_id
from kiosk.contact import GRACE_MS
from kiosk.happenings import (
    BookingNamed,
    ClaimAnswered,
    CodeEntered,
    DigitTyped,
    LanguageChosen,
    StartedOver,
)
from kiosk.visit import Page, Paper
from printers.port_messages import HealthChanged, JobFinished
from server.client.messages import DownReason, LinkDown
from server.protocol.commands import ReportPrint
from server.protocol.day_commands import SendElsewhere
from server.protocol.errors import Failure
from server.protocol.events import DayClosed
from server.protocol.frames import Answer, Heartbeat, PrintRouteSlip, PrintTicket, Refusal, Update
from server.protocol.printing import PrintOutcome, PrintProblem
from server.protocol.snapshots import DayChanged, HallTime, WaitingChanged
from server.protocol.tickets import OfflineIssue
from tests.kiosk.sample_hall import (
    MONDAY_NINE,
    answer_to,
    link_up,
    request_id,
    snapshot,
    ticket,
)
from tests.kiosk.scene import Scene

LOST = LinkDown(DownReason.LOST, since=0.0)


def test_a_touch_becomes_one_request_and_the_answer_one_paper() -> None:
    scene = Scene()

    command = scene.take()
    scene.attendant.hear_link(answer_to(command))

    assert scene.link.asked == [command]
    assert len(scene.port.jobs) == 1
    assert scene.attendant.visit.page is Page.TICKET


def test_the_ticket_is_found_among_all_that_an_answer_tells() -> None:
    scene = Scene()
    command = scene.take()
    (issued,) = answer_to(command).events
    closed = DayClosed(service_day="2026-11-23", still_waiting=1)

    scene.link.tell(Answer(command.request_id, (closed, issued)))

    assert scene.attendant.visit.ticket == issued


def test_a_ticket_that_the_server_orders_is_printed_reported_and_nobodys_visit() -> None:
    scene = Scene()
    scene.link.tell(link_up())
    alone = OfflineIssue(2, 7, MONDAY_NINE, is_certain=True)
    ordered = structs.replace(ticket(request_id(5)), offline=alone)

    scene.attendant.hear_order(PrintTicket(ordered, 1))
    scene.end_paper(PrintOutcome.CONFIRMED)

    report = scene.link.asked[-1]
    assert isinstance(report, ReportPrint)
    assert (report.ticket, report.copy) == (ordered.ticket, 1)
    assert scene.attendant.visit.page is Page.WELCOME


def test_a_slip_that_the_server_orders_is_printed_and_told() -> None:
    scene = Scene()
    scene.link.tell(link_up())

    scene.attendant.hear_order(PrintRouteSlip("justice-appeal", "ru", MONDAY_NINE + 7_200_000))

    told = scene.link.asked[-1]
    assert isinstance(told, SendElsewhere)
    assert (told.service, told.language) == ("justice-appeal", "ru")
    assert "23.11.2026 11:00" in str(scene.port.jobs[0].document)


def test_who_leaves_while_his_booking_waits_for_the_server_asks_no_more() -> None:
    scene = Scene()
    scene.link.tell(link_up(snapshot(takes_bookings=True)))
    scene.attendant.happen(LanguageChosen("ru"))
    scene.attendant.happen(BookingNamed())
    for digit in "123456":
        scene.attendant.happen(DigitTyped(digit))
    scene.attendant.happen(CodeEntered(request_id(1)))
    scene.attendant.happen(StartedOver())
    assert scene.link.withdrawn == []
    scene.now_ms += 100_000

    scene.attendant.tick()

    assert scene.link.withdrawn == [request_id(1)]


def test_a_second_tap_sends_no_second_request() -> None:
    scene = Scene()

    command = scene.take()
    scene.attendant.happen(ClaimAnswered(None, request_id(3)))

    assert scene.link.asked == [command]


def test_every_outcome_of_a_paper_goes_to_the_server() -> None:
    scene = Scene()
    scene.attendant.hear_link(answer_to(scene.take()))

    scene.attendant.hear_port(
        JobFinished(scene.port.jobs[0].job_id, PrintOutcome.CONFIRMED, PrintProblem.NONE)
    )

    report = scene.link.asked[-1]
    assert isinstance(report, ReportPrint)
    assert report.outcome is PrintOutcome.CONFIRMED
    assert scene.attendant.visit.paper is Paper.PRINTED


def test_without_a_printer_the_number_is_only_shown() -> None:
    scene = Scene(has_printer=False)
    scene.attendant.hear_port(HealthChanged(PrintProblem.PAPER_OUT))

    scene.attendant.hear_link(answer_to(scene.take()))

    assert scene.port.jobs == []
    assert scene.attendant.visit.paper is Paper.NONE
    assert scene.attendant.problem is PrintProblem.NONE


def test_a_refusal_reaches_the_visitor() -> None:
    scene = Scene()
    command = scene.take()

    scene.attendant.hear_link(Refusal(command.request_id, Failure("storage-full")))

    assert scene.attendant.visit.trouble == "storage-full"


def test_the_answer_to_a_report_changes_nothing() -> None:
    scene = Scene()
    scene.take()
    before = scene.attendant.visit

    scene.attendant.hear_link(Answer(request_id(9), ()))
    scene.attendant.hear_link(Refusal(None, Failure("bad-message")))

    assert scene.attendant.visit == before


def test_a_link_without_room_is_told_as_an_unreachable_server() -> None:
    scene = Scene(is_full=True)

    scene.take()

    assert scene.attendant.visit.trouble == "server-unreachable"


def test_a_visitor_who_leaves_while_the_number_is_fetched_withdraws_the_request() -> None:
    scene = Scene()
    command = scene.take()
    scene.now_ms += 5_000
    scene.attendant.tick()

    scene.attendant.happen(StartedOver())

    assert scene.link.withdrawn == [command.request_id]


def test_a_short_loss_is_no_news_and_a_longer_one_is() -> None:
    scene = Scene()
    assert not scene.attendant.is_connected
    scene.attendant.hear_link(LOST)
    assert not scene.attendant.is_connected

    scene.attendant.hear_link(link_up())
    scene.attendant.hear_link(LOST)
    scene.now_ms += GRACE_MS - 1
    assert scene.attendant.is_connected

    scene.attendant.hear_link(LOST)
    scene.now_ms += 1
    assert not scene.attendant.is_connected


def test_a_welcome_without_a_snapshot_keeps_the_picture() -> None:
    scene = Scene()
    scene.attendant.hear_link(link_up())
    scene.attendant.hear_link(LOST)
    resumed = link_up()
    welcome = type(resumed.welcome)(1, "hall-demo", 1, 2, "head", resumed.welcome.time, None)

    scene.attendant.hear_link(type(resumed)(welcome))

    assert scene.attendant.is_connected
    assert scene.attendant.offer.is_known


def test_updates_are_folded_in_their_order() -> None:
    scene = Scene()
    scene.attendant.hear_link(link_up())

    changes = (WaitingChanged({"justice-appeal": 4}), DayChanged(None))
    scene.attendant.hear_link(Update(1, 1, 2, "head", MONDAY_NINE, changes))

    assert scene.attendant.offer.waiting["justice-appeal"] == 4
    assert scene.attendant.offer.service_day is None


def test_the_clock_follows_the_heartbeat() -> None:
    scene = Scene()
    assert scene.attendant.wall is None
    scene.attendant.hear_link(link_up())

    scene.attendant.hear_link(
        Heartbeat(1, 1, 1, "head", HallTime(MONDAY_NINE + 3_600_000, 0, 300))
    )
    scene.now_ms += 60_000

    wall = scene.attendant.wall
    assert wall is not None
    assert f"{wall:%H:%M}" == "10:01"


def test_a_visit_that_nobody_touches_goes_back_to_the_start() -> None:
    scene = Scene()
    scene.attendant.hear_link(link_up())
    scene.attendant.happen(LanguageChosen("en"))

    scene.now_ms += 21_000
    scene.attendant.tick()
    assert scene.attendant.visit.asks_presence
    assert scene.attendant.seconds_left == 9

    scene.now_ms += 9_000
    scene.attendant.tick()
    assert scene.attendant.visit.page is Page.WELCOME
    assert scene.attendant.language == "kk"


def test_any_touch_gives_the_visitor_more_time() -> None:
    scene = Scene()
    scene.attendant.hear_link(link_up())
    scene.attendant.happen(LanguageChosen("en"))

    scene.now_ms += 19_000
    scene.attendant.notice_touch()
    scene.now_ms += 19_000
    scene.attendant.tick()

    assert not scene.attendant.visit.asks_presence


def test_news_of_other_visitors_do_not_keep_a_visit_alive() -> None:
    scene = Scene()
    scene.attendant.hear_link(link_up())
    scene.attendant.happen(LanguageChosen("en"))

    scene.now_ms += 19_000
    changes = (WaitingChanged({"justice-appeal": 4}),)
    scene.attendant.hear_link(Update(1, 1, 2, "head", MONDAY_NINE, changes))
    scene.now_ms += 2_000
    scene.attendant.tick()

    assert scene.attendant.visit.asks_presence


def test_a_printer_in_trouble_is_asked_how_it_is() -> None:
    scene = Scene()
    scene.attendant.tick()
    assert scene.port.questions == 0

    scene.attendant.hear_port(HealthChanged(PrintProblem.PAPER_OUT))
    scene.attendant.tick()

    assert scene.attendant.problem is PrintProblem.PAPER_OUT
    assert scene.port.questions == 1


def test_request_ids_are_never_the_same() -> None:
    assert new_request_id() != new_request_id()


def test_a_server_that_refuses_this_kiosk_says_why_until_it_welcomes_it() -> None:
    scene = Scene()
    refused = LinkDown(DownReason.REFUSED, since=0.0, failure=Failure("unknown-device"))

    scene.link.tell(refused)
    assert scene.attendant.link_failure == "unknown-device"

    scene.link.tell(link_up())
    assert scene.attendant.link_failure == ""
