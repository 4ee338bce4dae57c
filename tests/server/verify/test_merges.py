"""Merges are played again too: own numbers come once for ever, and only the unheard revive."""

import pytest
from msgspec.structs import replace

from server.protocol.commands import MarkNoShow
from server.protocol.day_events import PostResumed
from server.protocol.events import Entry, Event, TicketIssued
from server.protocol.offline_events import TicketRenumbered, TicketRevived
from server.protocol.tickets import OfflineIssue, TicketClass
from server.verify.faults import Fault
from server.verify.replay import BadEntryError, Replay
from tests.server.acts.offline_numbers import all_called, merge, number
from tests.server.verify.doctored import rightful
from tests.server.working_hall import OFFICIAL, SMALL_HALL, WorkingHall, new_id

OTHER = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def log() -> tuple[Entry, ...]:
    """Give a merge of K2-01, and of K2-02 whose lost number was called in vain."""
    hall = WorkingHall()
    lost = hall.issue()
    hall.call()
    hall.do(MarkNoShow(request_id=new_id(), desk="desk-1", ticket=lost.ticket), OFFICIAL)
    merge(hall, number(hall, 1), number(hall, 2, request=lost.issue_request))
    hall.call()
    return hall.log()


def fault_of(log: tuple[Entry, ...]) -> Fault | None:
    """Play ``log``; return the first fault."""
    replay = Replay(SMALL_HALL, "")
    try:
        for entry in log:
            replay.take(rightful(entry))
    except BadEntryError as bad:
        return bad.fault
    return None


def doctored(log: tuple[Entry, ...], kind: type[Event], **change: object) -> tuple[Entry, ...]:
    """Change the last event of a kind."""
    place = max(index for index, entry in enumerate(log) if isinstance(entry.event, kind))
    event = replace(log[place].event, **change)
    return (*log[:place], replace(log[place], event=event), *log[place + 1 :])


def test_a_merge_is_right(log: tuple[Entry, ...]) -> None:
    assert fault_of(log) is None


def test_an_own_number_is_given_once_whatever_the_day(log: tuple[Entry, ...]) -> None:
    place = next(
        i for i, e in enumerate(log) if isinstance(e.event, TicketIssued) and e.event.offline
    )
    again = replace(log[place], seq=log[-1].seq + 1)

    assert fault_of((*log, again)) is Fault.NUMBER


@pytest.mark.parametrize(
    "change",
    [
        {"number": "K3-01"},
        {"series": "main"},
        {"offline": OfflineIssue(2, 9, 1, is_certain=True)},
    ],
    ids=["number", "series", "ordinal"],
)
def test_an_own_number_that_is_not_its_kiosks_is_found(
    log: tuple[Entry, ...], change: dict[str, object]
) -> None:
    assert fault_of(doctored(log, TicketIssued, **change)) is Fault.NUMBER


def test_an_own_number_of_a_day_that_is_not_open_is_found(log: tuple[Entry, ...]) -> None:
    assert fault_of(doctored(log, TicketIssued, service_day="2026-11-20")) is Fault.DAY


@pytest.mark.parametrize(
    "change",
    [{"was": "A777"}, {"ticket": OTHER}, {"leg": OTHER}, {"issue_request": OTHER}],
    ids=lambda change: next(iter(change)),
)
def test_a_ticket_renamed_from_what_it_never_was_is_found(
    log: tuple[Entry, ...], change: dict[str, object]
) -> None:
    assert fault_of(doctored(log, TicketRenumbered, **change)) is Fault.LEG


@pytest.mark.parametrize(
    "change",
    [
        {"leg": OTHER},
        {"number": "K2-09"},
        {"order_key": 1},
        {"ticket_class": TicketClass.STATUTORY},
        {"claim": "veterans"},
        {"service": "advice"},
        {"issue_seq": 1},
    ],
    ids=lambda change: next(iter(change)),
)
def test_only_who_ended_unheard_is_revived(
    log: tuple[Entry, ...], change: dict[str, object]
) -> None:
    assert fault_of(doctored(log, TicketRevived, **change)) is Fault.LEG


def test_nobody_is_revived_without_another_paper(log: tuple[Entry, ...]) -> None:
    place = next(i for i, entry in enumerate(log) if isinstance(entry.event, TicketRevived))
    between = replace(log[place], event=PostResumed(post="governor"))

    assert fault_of((*log[:place], between)) is None
    assert fault_of((*log[:place], between, replace(log[place], seq=place + 2))) is Fault.LEG


def test_two_papers_with_one_number_are_told_apart() -> None:
    hall = WorkingHall()
    merge(hall, number(hall, 1))
    merge(hall, number(hall, 1, request=new_id()))

    assert fault_of(hall.log()) is None


def test_a_paper_of_who_was_received_under_the_lost_number_is_told_once() -> None:
    hall = WorkingHall()
    lost = hall.issue()
    all_called(hall)
    merge(hall, number(hall, 1, request=lost.issue_request))
    log = hall.log()

    assert fault_of(log) is None
    assert fault_of(doctored(log, TicketRenumbered, leg=OTHER)) is Fault.LEG
    assert fault_of(doctored(log, TicketRenumbered, was="A009")) is Fault.LEG


def test_a_renumbering_that_gives_a_number_twice_is_found() -> None:
    hall = WorkingHall()
    lost = hall.issue()
    merge(hall, number(hall, 1), number(hall, 1, request=lost.issue_request))
    log = hall.log()

    assert fault_of(log) is None
    assert fault_of(doctored(log, TicketRenumbered, is_repeated=False)) is Fault.NUMBER
