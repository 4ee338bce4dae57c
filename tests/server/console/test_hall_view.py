"""Tests of the hall at a glance: who waits, who is where, and what is worth a look."""

from server.console.device_view import DeviceView
from server.console.hall_view import OPEN_TOO_LONG_MS, HallView, hall_view
from server.protocol.commands import CallNext, ReportPrint, StartService
from server.protocol.printing import PrintOutcome, PrintProblem
from tests.server.console.working_console import WorkingConsole
from tests.server.working_hall import KIOSK, OFFICIAL, new_id

KIOSK_ROW = DeviceView(
    *("kiosk-1", "Door", "kiosk", ""),
    is_linked=False,
    is_revoked=False,
    suspect="two-links",
    last_seen=None,
    keyed_at=0,
)


def view(working: WorkingConsole) -> HallView:
    service = working.service
    staffed = frozenset({"desk-2"})
    return hall_view(service.picture, service.config, "en", staffed, (KIOSK_ROW,), service.now())


async def call(working: WorkingConsole) -> str:
    await working.service.carry_out(CallNext(request_id=new_id(), desk="desk-1"), OFFICIAL)
    seen = working.service.picture.occupancy.desk("desk-1")
    return seen.ticket if seen else ""


async def test_who_waits_is_counted_by_service_the_longest_first(working: WorkingConsole) -> None:
    first = await working.issue(service="health-appeal")
    for _ in range(2):
        await working.issue()

    seen = view(working)

    assert [(row.waiting, row.first) for row in seen.services] == [(1, first.number), (2, "A002")]
    assert seen.waiting == 3
    assert all(row.body and row.service for row in seen.services)


async def test_a_desk_shows_its_visitor_and_a_call_that_was_left_open(
    working: WorkingConsole,
) -> None:
    await working.issue()
    ticket = await call(working)
    fresh = view(working).desks[0]

    working.clock.advance(ms=OPEN_TOO_LONG_MS + 1)
    old = view(working).desks[0]
    start = StartService(request_id=new_id(), desk="desk-1", ticket=ticket)
    await working.service.carry_out(start, OFFICIAL)
    received = view(working).desks[0]

    assert (fresh.number, fresh.state, fresh.is_left_open) == ("A001", "called", False)
    assert old.is_left_open
    assert (received.state, received.is_left_open) == ("serving", False)


async def test_a_desk_without_anybody_is_told_from_one_that_is_free(
    working: WorkingConsole,
) -> None:
    desks = view(working).desks

    assert [desk.is_staffed for desk in desks[:2]] == [False, True]
    assert {desk.state for desk in desks} == {""}


async def test_printers_and_devices_in_trouble_are_shown(working: WorkingConsole) -> None:
    ticket = await working.issue()
    report = ReportPrint(
        request_id=new_id(),
        ticket=ticket.ticket,
        copy=0,
        outcome=PrintOutcome.REJECTED_BEFORE_SEND,
        problem=PrintProblem.PAPER_OUT,
    )
    await working.service.carry_out(report, KIOSK)

    seen = view(working)

    assert [(one.device, one.number, one.problem) for one in seen.printers] == [
        ("Door", "A001", "paper-out")
    ]
    assert seen.devices == (KIOSK_ROW,)
