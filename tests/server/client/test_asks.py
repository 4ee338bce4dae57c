"""Commands waiting for answers and numbers that came."""

from uuid import uuid4

import pytest

from server.client.asks import MAX_PENDING, PendingAsks, ReceivedNumbers, SeenNumbers
from server.protocol.commands import IssueTicket
from server.protocol.errors import ServerUnreachableError
from server.protocol.events import TicketIssued
from server.protocol.tickets import OfflineIssue, SeenNumber, TicketClass


def issue() -> IssueTicket:
    return IssueTicket(request_id=str(uuid4()), service="passport", language="kk")


def test_asks_wait_in_the_order_of_asking() -> None:
    pending, asked = PendingAsks(), [issue() for _ in range(5)]

    for command in asked:
        pending.add(command)

    assert pending.all() == tuple(asked)


def test_an_ask_is_settled_once() -> None:
    pending, command = PendingAsks(), issue()
    pending.add(command)

    settled = [pending.settle(command.request_id) for _ in range(2)]

    assert settled == [True, False]
    assert pending.all() == ()


def test_too_many_pending_asks_are_refused_to_the_asker() -> None:
    pending = PendingAsks()
    for _ in range(MAX_PENDING):
        pending.add(issue())

    with pytest.raises(ServerUnreachableError):
        pending.add(issue())


def test_numbers_of_the_last_fifteen_minutes_are_told() -> None:
    now = [0.0]
    received = ReceivedNumbers(lambda: now[0])
    received.add("old")
    now[0] = 600.0
    received.add("new")

    now[0] = 901.0

    assert received.recent() == ("new",)


def test_at_most_two_hundred_numbers_are_told() -> None:
    received = ReceivedNumbers(lambda: 0.0)

    for number in range(250):
        received.add(str(number))

    assert received.recent() == tuple(str(number) for number in range(50, 250))


def test_the_greatest_number_of_each_series_is_remembered() -> None:
    seen = SeenNumbers()

    for number in (
        issued("a", "2026-11-23", 7),
        issued("a", "2026-11-23", 5),
        issued("m", "2026-11-23", 90),
        issued("m", "2026-11-24", 1),
        issued("kiosk-2", "2026-11-24", 8, OfflineIssue(2, 8, 1, is_certain=True)),
    ):
        seen.add(number)

    assert seen.all() == {"a": SeenNumber("2026-11-23", 7), "m": SeenNumber("2026-11-24", 1)}


def issued(
    series: str, service_day: str, ordinal: int, offline: OfflineIssue | None = None
) -> TicketIssued:
    return TicketIssued(
        ticket=str(uuid4()),
        leg=str(uuid4()),
        number=f"A{ordinal:03}",
        service_day=service_day,
        series=series,
        ordinal=ordinal,
        service="passport",
        language="kk",
        ticket_class=TicketClass.ORDINARY,
        claim=None,
        order_key=1,
        people_ahead=0,
        issue_request=str(uuid4()),
        offline=offline,
    )
