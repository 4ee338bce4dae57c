"""Tests of reports: paper by paper, and board and voice once per zone."""

import pytest

from server.protocol.commands import Recall, ReportPrint, ReportShown, ReportSpoken
from server.protocol.errors import ForeignPaperError, UnknownCallError, UnknownTicketError
from server.protocol.events import CallShown, CallSpoken, PrintFailed, TicketPrinted
from server.protocol.identity import Actor, ActorKind
from server.protocol.printing import PrintOutcome, PrintProblem, SoundResult
from tests.server.acts.offline_numbers import SECOND_KIOSK, issues, merge, number
from tests.server.working_hall import BOARD, KIOSK, OFFICIAL, WorkingHall, new_id

OTHER_BOARD = Actor(ActorKind.DISPLAY, "board-2")


def shown(call: int, zone: str = "ground") -> ReportShown:
    return ReportShown(request_id=new_id(), call=call, zone=zone)


def spoken(call: int, result: SoundResult) -> ReportSpoken:
    return ReportSpoken(request_id=new_id(), call=call, zone="ground", result=result)


def call_one(hall: WorkingHall) -> int:
    hall.issue()
    hall.call()
    return hall.log()[-1].seq


@pytest.mark.parametrize("outcome", [PrintOutcome.CONFIRMED, PrintOutcome.PROCESSED_UNCONFIRMED])
def test_paper_that_came_out_is_recorded(outcome: PrintOutcome) -> None:
    hall = WorkingHall()
    issued = hall.issue()
    command = ReportPrint(request_id=new_id(), ticket=issued.ticket, copy=1, outcome=outcome)

    events = hall.do(command, KIOSK)

    assert events == (TicketPrinted(ticket=issued.ticket, number="A001", copy=1, outcome=outcome),)


@pytest.mark.parametrize("outcome", [PrintOutcome.FAILED_KNOWN, PrintOutcome.UNKNOWN])
def test_paper_that_did_not_come_out_is_recorded_with_its_problem(outcome: PrintOutcome) -> None:
    hall = WorkingHall()
    issued = hall.issue()
    command = ReportPrint(
        request_id=new_id(),
        ticket=issued.ticket,
        outcome=outcome,
        problem=PrintProblem.PAPER_OUT,
    )

    (failed,) = hall.do(command, KIOSK)

    assert isinstance(failed, PrintFailed)
    assert (failed.number, failed.outcome, failed.problem) == (
        "A001",
        outcome,
        PrintProblem.PAPER_OUT,
    )


def test_paper_of_an_unknown_ticket_is_refused() -> None:
    hall = WorkingHall()
    command = ReportPrint(request_id=new_id(), ticket=new_id(), outcome=PrintOutcome.CONFIRMED)

    with pytest.raises(UnknownTicketError):
        hall.do(command, KIOSK)


def paper(ticket: str, outcome: PrintOutcome = PrintOutcome.CONFIRMED) -> ReportPrint:
    return ReportPrint(request_id=new_id(), ticket=ticket, outcome=outcome)


@pytest.mark.parametrize("outcome", PrintOutcome)
def test_a_kiosk_says_nothing_of_another_kiosk_s_paper(outcome: PrintOutcome) -> None:
    hall = WorkingHall()
    issued = hall.issue()
    before = hall.log()

    with pytest.raises(ForeignPaperError) as refused:
        hall.do(paper(issued.ticket, outcome), SECOND_KIOSK)

    assert refused.value.data == {"ticket": issued.ticket}
    assert hall.log() == before


def test_whoever_says_it_of_foreign_paper_fills_no_table() -> None:
    hall = WorkingHall()
    command = paper(hall.issue().ticket)

    for _ in range(3):
        with pytest.raises(ForeignPaperError):
            hall.do(command, SECOND_KIOSK)

    assert hall.within(lambda ledger: ledger.requests.find(command.request_id)) is None


def test_who_brought_a_number_of_its_own_reports_its_paper() -> None:
    hall = WorkingHall()
    (issued,) = issues(merge(hall, number(hall, 7), actor=SECOND_KIOSK))

    (printed,) = hall.do(paper(issued.ticket), SECOND_KIOSK)

    assert isinstance(printed, TicketPrinted)
    assert printed.number == "K2-07"
    with pytest.raises(ForeignPaperError):
        hall.do(paper(issued.ticket), KIOSK)


def test_who_brought_the_number_that_a_ticket_goes_by_reports_its_paper_too() -> None:
    """A kiosk that was paired anew has the paper of a ticket that its former self asked for."""
    hall = WorkingHall()
    lost = hall.issue()
    given = number(hall, 1, request=lost.issue_request, before_s=0)
    merge(hall, given, actor=SECOND_KIOSK)

    for actor in (KIOSK, SECOND_KIOSK):
        (printed,) = hall.do(paper(lost.ticket), actor)
        assert isinstance(printed, TicketPrinted)
        assert printed.number == "K2-01"


def test_a_copy_made_days_later_is_still_the_kiosk_s_own() -> None:
    hall = WorkingHall()
    issued = hall.issue()
    hall.clock.advance(seconds=9 * 24 * 3600)

    (printed,) = hall.do(
        ReportPrint(
            request_id=new_id(), ticket=issued.ticket, copy=2, outcome=PrintOutcome.CONFIRMED
        ),
        KIOSK,
    )

    assert isinstance(printed, TicketPrinted)


def test_a_call_is_shown_once_per_zone_and_every_board_is_kept() -> None:
    hall = WorkingHall()
    call = call_one(hall)

    first = hall.do(shown(call), BOARD)
    second = hall.do(shown(call), OTHER_BOARD)

    assert first == (CallShown(call=call, number="A001", zone="ground"),)
    assert second == ()
    kept = hall.within(
        lambda ledger: ledger.connection.execute(
            "select device, kind, result from deliveries order by device"
        ).fetchall()
    )
    assert kept == [("board-1", "shown", "shown"), ("board-2", "shown", "shown")]


def test_how_a_voice_ended_is_recorded_once_per_zone() -> None:
    hall = WorkingHall()
    call = call_one(hall)

    first = hall.do(spoken(call, SoundResult.SPOKEN), BOARD)
    others = [hall.do(spoken(call, result), OTHER_BOARD) for result in SoundResult]

    assert first == (
        CallSpoken(call=call, number="A001", zone="ground", result=SoundResult.SPOKEN),
    )
    assert others == [(), ()]


@pytest.mark.parametrize("speaker", [BOARD, OTHER_BOARD], ids=str)
def test_a_voice_after_a_mute_board_is_recorded_once_more(speaker: Actor) -> None:
    hall = WorkingHall()
    call = call_one(hall)
    actors = [BOARD, OTHER_BOARD, speaker, speaker, BOARD]
    results = [SoundResult.NO_SOUND] * 2 + [SoundResult.SPOKEN] * 2 + [SoundResult.NO_SOUND]

    events = [
        hall.do(spoken(call, result), actor) for actor, result in zip(actors, results, strict=True)
    ]

    mute = CallSpoken(call=call, number="A001", zone="ground", result=SoundResult.NO_SOUND)
    heard = CallSpoken(call=call, number="A001", zone="ground", result=SoundResult.SPOKEN)
    assert events == [(mute,), (), (heard,), (), ()]


def test_a_recall_is_a_call_of_its_own() -> None:
    hall = WorkingHall()
    call = call_one(hall)
    hall.do(shown(call), BOARD)
    ticket = hall.within(lambda ledger: ledger.tickets.at_desk("desk-1"))
    assert ticket is not None
    hall.do(Recall(request_id=new_id(), desk="desk-1", ticket=ticket.ticket), OFFICIAL)
    recall = hall.log()[-1].seq

    events = hall.do(shown(recall), BOARD)

    assert events == (CallShown(call=recall, number="A001", zone="ground"),)


@pytest.mark.parametrize(("seq", "zone"), [(3, "upper"), (2, "ground"), (99, "ground")])
def test_what_was_not_called_in_the_zone_is_refused(seq: int, zone: str) -> None:
    hall = WorkingHall()
    assert call_one(hall) == 3

    with pytest.raises(UnknownCallError):
        hall.do(shown(seq, zone), BOARD)
