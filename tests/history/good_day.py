"""A busy hour of a small hall with everything that was recorded of it: all invariants hold."""

from collections.abc import Callable
from dataclasses import replace

from server.protocol.commands import FinishService, Recall, ReportShown, StartService
from server.protocol.events import Entry, TicketCalled, TicketIssued
from server.protocol.snapshots import BoardCall
from tests.history.boards import Sighting, Spoken
from tests.history.evidence import Evidence
from tests.history.liveness import Outage
from tests.history.operations import Attempt, End, History
from tests.history.peers import NEVER, Peer
from tests.journeys.invariants import Paper, Record, broken
from tests.server.working_hall import BOARD, OFFICIAL, WorkingHall, new_id

SECRET = "3f" * 32
TICKETS = 4

Doctor = Callable[[Evidence], Evidence]


def good_record() -> Record:
    """Return what the hour leaves: four tickets, two calls, a recall, one visitor received."""
    hall = WorkingHall()
    tickets = [hall.issue() for _ in range(TICKETS)]
    called = hall.call()
    hall.do(Recall(request_id=new_id(), desk="desk-1", ticket=called.ticket), OFFICIAL)
    hall.do(
        ReportShown(request_id=new_id(), call=seq_of(hall.log(), called), zone="ground"), BOARD
    )
    hall.do(StartService(request_id=new_id(), desk="desk-1", ticket=called.ticket), OFFICIAL)
    hall.do(FinishService(request_id=new_id(), desk="desk-1", ticket=called.ticket), OFFICIAL)
    hall.call()
    rows, head = hall.within(lambda ledger: (ledger.events.rows(), ledger.head.hash))
    return Record(
        hall.config,
        rows,
        head,
        {ticket.issue_request: ticket.number for ticket in tickets},
        tuple(Paper(ticket.number, "Papers") for ticket in tickets),
        evidence=good_evidence(hall.log(), tickets),
    )


def seq_of(log: tuple[Entry, ...], event: object) -> int:
    """Return where an event stands."""
    return next(entry.seq for entry in log if entry.event == event)


def good_evidence(log: tuple[Entry, ...], tickets: list[TicketIssued]) -> Evidence:
    """Return what clients, a board, and the logs tell of that hour; second by second."""
    return Evidence(
        attempts=good_history(tickets).close(),
        strangers=(Attempt("kiosk-9", new_id(), 3.0, 3.1, End.REFUSED),),
        outages=(Outage(10.0, 15.0),),
        sightings=tuple(sightings(log)),
        displayed=("A001", "A002"),
        spoken=tuple(
            Spoken("board-1", entry.seq) for entry in log if isinstance(entry.event, TicketCalled)
        ),
        peers=(
            Peer("kiosk:kiosk-1"),
            Peer("kiosk:kiosk-9", NEVER),
            Peer("display:board-1"),
            Peer("official:o-1"),
        ),
        texts={"server.log": b"INFO server.serving: kiosk-1 is linked, 2026-11-23 10:00:00"},
        secrets=(SECRET, "Айгерім Серік"),
        is_timed=True,
    )


def good_history(tickets: list[TicketIssued]) -> History:
    """Return one request a second; the third meets an outage and is asked again after it."""
    seconds = [0.0]
    history = History(lambda: seconds[0])
    for turn, ticket in enumerate(tickets):
        seconds[0] = turn * 4.0
        history.invoke("kiosk-1", ticket.issue_request)
        if turn == 2:
            seconds[0] = 17.0
            history.invoke("kiosk-1", ticket.issue_request)
        seconds[0] = max(seconds[0], turn * 4.0) + 0.1
        if turn != 3:
            history.end("kiosk-1", ticket.issue_request, End.OK, ticket.number)
            continue
        history.end("kiosk-1", ticket.issue_request, End.NOT_DONE)
        seconds[0] = 18.0
        history.invoke("kiosk-1", ticket.issue_request)
        seconds[0] = 18.2
        history.end("kiosk-1", ticket.issue_request, End.OK, ticket.number)
    return history


def sightings(log: tuple[Entry, ...]) -> list[Sighting]:
    """Return what the board of the ground floor showed after each event, at the event's second."""
    calls: tuple[BoardCall, ...] = ()
    seen = []
    for entry in log:
        event = entry.event
        if isinstance(event, TicketCalled) and event.zone == "ground":
            calls = (board_call(entry, event),)
        elif type(event).__name__ == "ServiceStarted":
            calls = ()
        seen.append(
            Sighting("board-1", "ground", float(entry.seq), 1, entry.seq, entry.head, calls)
        )
    last = seen[-1]
    return [*seen, replace(last, at=60.0)]


def board_call(entry: Entry, event: TicketCalled) -> BoardCall:
    """Return a call as a board shows it."""
    return BoardCall(
        entry.seq, event.number, event.desk_label, event.zone, event.language, entry.at
    )


def found(doctor: Doctor) -> list[str]:
    """Return what the checker finds when the evidence of the good hour is doctored."""
    record = good_record()
    return broken(replace(record, evidence=doctor(record.evidence)))


def kinds(faults: list[str]) -> set[str]:
    """Return the invariants that are broken."""
    return {fault.partition(":")[0] for fault in faults}
