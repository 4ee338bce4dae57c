"""Tests of what a desk shows: who is there, what may be pressed, who is next and why."""

import pytest
from msgspec.structs import replace

from server.console.desk_view import ROWS
from server.console.views import ActionsView, DeliveryView, PrinterView
from server.protocol.commands import (
    FinishService,
    MarkNoShow,
    MarkUnclaimed,
    Recall,
    ReportPrint,
    ReportShown,
    ReportSpoken,
    StartService,
)
from server.protocol.identity import SERVER_ACTOR, Actor, ActorKind
from server.protocol.printing import PrintOutcome, PrintProblem, SoundResult
from server.protocol.tickets import CallReason, LegState, TicketClass
from tests.server.console.seen_hall import SeenHall
from tests.server.working_hall import BOARD, KIOSK, SMALL_HALL, TODAY, new_id

DESK = "desk-1"


def allowed(actions: ActionsView) -> set[str]:
    names = ("may_call", "may_recall", "may_start", "may_finish", "may_mark_no_show")
    return {name for name in names if getattr(actions, name)}


def test_an_empty_hall_shows_nobody_and_lets_nothing_be_pressed() -> None:
    view = SeenHall().look()

    assert (view.visitor, view.delivery, view.next) == (None, None, None)
    assert (view.queue.rows, view.queue.total) == ((), 0)
    assert allowed(view.actions) == set()
    assert view.today.service_day == TODAY


def test_a_day_that_is_not_open_is_shown_as_such() -> None:
    assert SeenHall(is_open=False).look().today.service_day is None


def test_a_free_desk_may_call_whoever_waits() -> None:
    hall = SeenHall()
    hall.issue()

    actions = hall.look().actions

    assert allowed(actions) == {"may_call"}
    assert (actions.main, actions.next_number, actions.current) == ("next", "A001", None)


def test_a_called_visitor_is_started_recalled_or_marked_absent() -> None:
    hall = SeenHall()
    hall.called()
    hall.issue()

    actions = hall.look().actions

    assert allowed(actions) == {"may_recall", "may_start", "may_mark_no_show"}
    assert actions.main == "start"


def test_where_start_is_optional_a_called_visitor_may_be_finished_or_followed() -> None:
    hall = SeenHall(replace(SMALL_HALL, start_is_optional=True))
    hall.called()
    hall.issue()

    assert {"may_call", "may_finish"} <= allowed(hall.look().actions)


def test_no_recall_beyond_the_limit_of_the_hall() -> None:
    hall = SeenHall()
    ticket = hall.called()

    for _ in range(hall.config.recall_limit):
        hall.at_desk(Recall(request_id=new_id(), desk=DESK, ticket=ticket))

    view = hall.look()
    assert "may_recall" not in allowed(view.actions)
    assert view.visitor is not None
    assert view.visitor.recalls == hall.config.recall_limit


@pytest.mark.parametrize(("others", "main"), [(0, "finish"), (1, "next")])
def test_a_visitor_in_service_is_finished_or_followed_by_the_next(others: int, main: str) -> None:
    hall = SeenHall()
    ticket = hall.called()
    hall.at_desk(StartService(request_id=new_id(), desk=DESK, ticket=ticket))
    for _ in range(others):
        hall.issue()

    view = hall.look()

    assert view.actions.main == main
    assert view.actions.may_finish
    assert view.visitor is not None
    assert view.visitor.state is LegState.SERVING
    assert view.delivery is None


def test_the_visitor_is_shown_in_the_readers_language_with_claim_and_wait() -> None:
    hall = SeenHall()
    hall.issue(claim="veterans")
    hall.clock.advance(minutes=7)
    hall.call()

    visitor = hall.look(language="ru").visitor

    assert visitor is not None
    assert (visitor.number, visitor.service, visitor.body) == ("A001", "Papers", "Office")
    assert (visitor.ticket_class, visitor.category) == (TicketClass.STATUTORY, "Veterans")
    assert (visitor.language, visitor.waited_ms) == ("kk", 7 * 60_000 + 1000)


def test_each_call_of_a_visitor_asks_for_new_request_ids() -> None:
    hall = SeenHall()
    ticket = hall.called()
    first = hall.look().actions

    hall.at_desk(Recall(request_id=new_id(), desk=DESK, ticket=ticket))

    assert hall.look().actions.call > first.call


@pytest.mark.parametrize(
    ("result", "sound"),
    [(SoundResult.SPOKEN, SoundResult.SPOKEN), (SoundResult.NO_SOUND, SoundResult.NO_SOUND)],
)
def test_the_desk_says_when_the_board_has_shown_and_spoken(
    result: SoundResult, sound: SoundResult
) -> None:
    hall = SeenHall()
    hall.called()
    before = hall.look().delivery
    call = hall.log()[-1].seq

    hall.do(ReportShown(request_id=new_id(), call=call, zone="ground"), BOARD)
    hall.do(ReportSpoken(request_id=new_id(), call=call, zone="ground", result=result), BOARD)

    after = hall.look().delivery
    assert before is not None
    assert before == DeliveryView(before.since, is_shown=False, sound=None)
    assert after == DeliveryView(before.since, is_shown=True, sound=sound)


def test_the_desk_says_spoken_although_a_mute_board_was_first() -> None:
    hall = SeenHall()
    hall.called()
    call = hall.log()[-1].seq

    for board, result in (("mute", SoundResult.NO_SOUND), ("loud", SoundResult.SPOKEN)):
        spoken = ReportSpoken(request_id=new_id(), call=call, zone="ground", result=result)
        hall.do(spoken, Actor(ActorKind.DISPLAY, board))

    after = hall.look().delivery
    assert after is not None
    assert after.sound is SoundResult.SPOKEN


def test_the_earliest_arrival_is_next_because_it_came_first() -> None:
    hall = SeenHall()
    hall.issue()
    hall.issue("advice")

    following = hall.look().next

    assert following is not None
    assert (following.row.number, following.row.service) == ("A001", "Papers")
    assert following.why.reason is CallReason.IN_ORDER


def test_a_statutory_claim_goes_first_and_says_whom_it_passes() -> None:
    hall = SeenHall()
    hall.issue()
    hall.issue(claim="veterans")

    following = hall.look().next

    assert following is not None
    why = following.why
    assert following.row.number == "A002"
    assert (why.reason, why.older, why.share, why.limit) == (CallReason.BY_TIER, "A001", 0, 2)


def test_after_its_share_the_older_visitor_is_next_and_says_who_waits() -> None:
    hall = SeenHall()
    hall.issue()
    for _ in range(3):
        hall.issue(claim="veterans")
    for _ in range(2):
        called = hall.call()
        hall.at_desk(MarkNoShow(request_id=new_id(), desk=DESK, ticket=called.ticket))

    following = hall.look().next

    assert following is not None
    assert following.row.number == "A001"
    assert (following.why.reason, following.why.older) == (CallReason.BY_SHARE, "A004")


def test_the_queue_lists_only_whom_this_desk_may_call_in_the_order_of_calls() -> None:
    hall = SeenHall()
    hall.issue()
    hall.issue(claim="veterans")
    hall.issue("advice")

    first, second = (
        [row.number for row in hall.look(desk).queue.rows] for desk in ("desk-1", "desk-2")
    )

    assert (first, second) == (["A002", "A001", "A003"], ["A002", "A001"])


def test_a_long_queue_is_counted_whole_but_listed_in_part() -> None:
    hall = SeenHall()
    for _ in range(ROWS + 3):
        hall.issue()

    queue = hall.look().queue

    assert (len(queue.rows), queue.total) == (ROWS, ROWS + 3)


def test_tickets_that_may_not_have_arrived_stand_apart() -> None:
    hall = SeenHall()
    lost = hall.issue()
    hall.issue()

    hall.do(MarkUnclaimed(request_id=new_id(), issue_requests=(lost.issue_request,)), SERVER_ACTOR)

    view = hall.look()
    assert [row.number for row in view.trouble.unclaimed] == ["A001"]
    assert [row.number for row in view.queue.rows] == ["A002"]


def test_a_printer_that_failed_is_named_until_it_prints_again() -> None:
    hall = SeenHall()
    issued = hall.issue()

    def report(outcome: PrintOutcome, problem: PrintProblem) -> None:
        command = ReportPrint(
            request_id=new_id(), ticket=issued.ticket, outcome=outcome, problem=problem
        )
        hall.do(command, KIOSK)

    report(PrintOutcome.FAILED_KNOWN, PrintProblem.PAPER_OUT)
    failed = hall.look().trouble.printers
    report(PrintOutcome.CONFIRMED, PrintProblem.NONE)

    assert failed == (PrinterView("kiosk-1", "A001", PrintProblem.PAPER_OUT),)
    assert hall.look().trouble.printers == ()


def test_the_day_of_the_desk_is_counted() -> None:
    hall = SeenHall()
    ticket = hall.called()
    hall.at_desk(StartService(request_id=new_id(), desk=DESK, ticket=ticket))
    hall.at_desk(FinishService(request_id=new_id(), desk=DESK, ticket=ticket))
    absent = hall.called()
    hall.at_desk(MarkNoShow(request_id=new_id(), desk=DESK, ticket=absent))
    hall.issue()

    today = hall.look().today

    assert (today.received, today.no_shows, today.waiting) == (1, 1, 1)
