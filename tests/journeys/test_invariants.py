"""The check after every journey finds what it is there to find: good logs, spoiled one by one."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from msgspec.structs import replace as replace_row

from server.protocol.codec import encode
from server.protocol.commands import FinishService, MarkClaimed, MarkUnclaimed, StartService
from server.protocol.events import Event, ServiceFinished, TicketCalled, TicketIssued
from server.protocol.identity import SERVER_ACTOR
from server.storage.chain import EventRow, digest, hash_of
from tests.journeys.invariants import Paper, Record, broken, complaints
from tests.server.working_hall import OFFICIAL, WorkingHall, new_id


def good_record() -> Record:
    """Return what a busy hour leaves: two tiers, two desks, a ticket set aside and put back."""
    hall = WorkingHall()
    visitors = [hall.issue(), hall.issue(), hall.issue(claim="veterans"), hall.issue("advice")]
    late = hall.issue(claim="veterans")
    hall.do(MarkUnclaimed(request_id=new_id(), issue_requests=(late.issue_request,)), SERVER_ACTOR)
    first = hall.call()
    hall.call("desk-2")
    hall.do(StartService(request_id=new_id(), desk="desk-1", ticket=first.ticket), OFFICIAL)
    hall.do(FinishService(request_id=new_id(), desk="desk-1", ticket=first.ticket), OFFICIAL)
    hall.do(MarkClaimed(request_id=new_id(), issue_requests=(late.issue_request,)), SERVER_ACTOR)
    hall.call()
    rows, head = hall.within(lambda ledger: (ledger.events.rows(), ledger.head.hash))
    return Record(
        hall.config,
        rows,
        head,
        {ticket.issue_request: ticket.number for ticket in visitors},
        (Paper("A001", "Papers"), Paper("A002", "Papers"), Paper("A002", "1-көшірме")),
    )


def spoil(record: Record, doctor: Callable[[EventRow, Event], EventRow | None]) -> Record:
    """Return the record with rows changed or left out, and a new chain that holds."""
    entries = zip(record.rows, record.entries, strict=True)
    kept = [doctor(row, entry.event) for row, entry in entries]
    rows = tuple(chained([row for row in kept if row is not None]))
    return Record(record.config, rows, hash_of(rows[-1]), record.received, record.papers)


def chained(rows: list[EventRow]) -> Iterator[EventRow]:
    """Yield rows with new seqs and a chain of their own, as a forger would."""
    before = rows[0].prev_hash
    for seq, row in enumerate(rows, start=1):
        forged = replace_row(row, seq=seq, prev_hash=before, body_digest=digest(row.body))
        before = hash_of(forged)
        yield forged


def with_event(row: EventRow, event: Event) -> EventRow:
    """Return the row with another event of the same kind."""
    return replace_row(row, body=encode(event).decode())


def kinds(found: list[str]) -> set[str]:
    return {sentence.split(":")[0] for sentence in found}


def test_a_good_log_holds() -> None:
    record = good_record()

    assert broken(record) == []
    assert sum(isinstance(entry.event, TicketCalled) for entry in record.entries) == 3


def test_a_number_that_a_kiosk_got_and_the_log_lost_is_found() -> None:
    record = good_record()
    record.received[str(uuid4())] = "A077"

    assert broken(record) == ["I1: a kiosk got A077, the log has None"]


def test_another_number_than_the_kiosk_got_is_found() -> None:
    record = good_record()
    request_id = next(iter(record.received))
    record.received[request_id] = "A002"

    assert broken(record) == ["I1: a kiosk got A002, the log has A001"]


def test_a_number_on_a_screen_that_the_log_lost_is_found() -> None:
    good = good_record()
    record = Record(good.config, good.rows, good.head, good.received, good.papers, ("A078",))

    assert broken(record) == ["I1: a visitor read A078, which the log does not have"]


def test_two_visitors_who_read_the_same_number_are_found() -> None:
    good = good_record()
    record = Record(good.config, good.rows, good.head, {}, good.papers, ("A001", "A001"))

    assert broken(record) == ["I1: visitors read A001 2 times"]


def test_a_number_given_twice_is_found() -> None:
    def repeat_a001(row: EventRow, event: Event) -> EventRow:
        if isinstance(event, TicketIssued) and event.number == "A004":
            return with_event(row, replace_row(event, number="A001", ordinal=1))
        return row

    found = broken(spoil(good_record(), repeat_a001))

    assert [sentence for sentence in found if sentence.startswith("I2: number")]
    assert [sentence for sentence in found if sentence.startswith("I2: ordinal")]


def test_a_request_that_made_two_tickets_is_found() -> None:
    first: list[str] = []

    def same_request(row: EventRow, event: Event) -> EventRow:
        if isinstance(event, TicketIssued) and event.number in {"A001", "A002"}:
            first.append(event.issue_request)
            return with_event(row, replace_row(event, issue_request=first[0]))
        return row

    found = broken(spoil(good_record(), same_request))

    assert [sentence for sentence in found if sentence.startswith("I2: request")]


def test_a_call_to_a_desk_where_somebody_is_is_found() -> None:
    def forget_finish(row: EventRow, event: Event) -> EventRow | None:
        return None if isinstance(event, ServiceFinished) else row

    found = broken(spoil(good_record(), forget_finish))

    assert any(
        sentence.startswith("I3") and "while somebody is there" in sentence for sentence in found
    )


def test_one_visitor_called_to_two_desks_is_found() -> None:
    calls: list[TicketCalled] = []

    def call_the_same(row: EventRow, event: Event) -> EventRow:
        if isinstance(event, TicketCalled):
            calls.append(event)
            return with_event(row, replace_row(event, ticket=calls[0].ticket, leg=calls[0].leg))
        return row

    found = broken(spoil(good_record(), call_the_same))

    assert any(sentence.startswith("I3") and "while at desk-1" in sentence for sentence in found)


@pytest.mark.parametrize("change", [{"share_after": 7}, {"reason": "in-order"}])
def test_a_call_for_another_reason_than_the_rule_gives_is_found(change: dict[str, object]) -> None:
    def change_reason(row: EventRow, event: Event) -> EventRow:
        if isinstance(event, TicketCalled) and event.reason == "by-tier":
            return replace_row(row, body=encode(replace_row(event, **change)).decode())
        return row

    found = broken(spoil(good_record(), change_reason))

    assert kinds(found) == {"I4"}


def test_a_call_out_of_order_is_found() -> None:
    def come_later(row: EventRow, event: Event) -> EventRow:
        if isinstance(event, TicketIssued) and event.number == "A003":
            return with_event(row, replace_row(event, order_key=event.order_key + 3_600_000))
        return row

    found = broken(spoil(good_record(), come_later))

    assert kinds(found) == {"I4"}


@pytest.mark.parametrize("number", ["", "A999", "A001"])
def test_a_paper_that_is_not_of_one_ticket_is_found(number: str) -> None:
    good = good_record()
    papers = (*good.papers, Paper(number, "Papers"))
    record = Record(good.config, good.rows, good.head, good.received, papers)

    assert kinds(broken(record)) == {"I5"}


def test_a_row_changed_behind_the_chain_is_found() -> None:
    good = good_record()
    last = good.rows[-1]
    changed = replace_row(last, body=last.body.replace('"A0', '"A9'))
    record = Record(good.config, (*good.rows[:-1], changed), good.head, {}, ())

    assert "I6" in kinds(broken(record))


def test_a_log_cut_short_is_found() -> None:
    good = good_record()
    record = Record(good.config, good.rows[:-1], good.head, {}, ())

    assert kinds(broken(record)) == {"I6"}


@pytest.mark.parametrize(("place", "earlier_ms"), [(3, 3_600_000), (9, 1)])
def test_an_instant_that_goes_back_is_found(place: int, earlier_ms: int) -> None:
    rows = iter(range(100))
    before: list[int] = []

    def go_back(row: EventRow, event: Event) -> EventRow:
        del event
        before.append(row.at)
        return replace_row(row, at=before[-2] - earlier_ms) if next(rows) == place else row

    assert "I11" in kinds(broken(spoil(good_record(), go_back)))


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-23 10:00:00 ERROR server.failures: POST /desk/next failed",
        "Traceback (most recent call last):",
        "qrc:/kiosk/qml/Main.qml:12: TypeError: Cannot read property",
    ],
)
def test_what_a_program_complains_of_is_found(tmp_path: Path, line: str) -> None:
    (tmp_path / "kiosk-1.log").write_text(f"INFO all is well\n{line}\n")
    (tmp_path / "pulseaudio.log").write_text("ERROR of somebody else's program\n")

    assert complaints(tmp_path) == [f"kiosk-1: {line}"]
