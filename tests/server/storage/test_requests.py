"""Tests of kept requests: the answer, the refusal, and the days after which they go."""

import pytest

from server.protocol.commands import IssueTicket
from server.protocol.errors import ServiceClosedError
from server.storage.requests import KEPT_MS, RequestRow, Requests, digest_of, refusal_text
from tests.server.working_hall import KIOSK, WorkingHall, new_id

pytestmark = pytest.mark.usefixtures("engine")

AT = 1_000_000


def requests() -> Requests:
    return Requests(WorkingHall().store.connection, "small")


def command(language: str = "kk") -> IssueTicket:
    return IssueTicket(
        request_id="0b2f8a54-8e7c-4f0e-9a52-0c8b4a4f3d11", service="papers", language=language
    )


def test_an_answer_is_kept_as_the_events_it_was() -> None:
    kept = requests()
    row = RequestRow("kiosk:kiosk-1", digest_of(command()), 1, 4, 5, None)

    kept.keep(command(), KIOSK, row, AT)

    assert kept.find(command().request_id) == row
    assert row.error() is None
    assert kept.find(new_id()) is None


def test_a_refusal_is_kept_with_its_data() -> None:
    kept = requests()
    refusal = refusal_text(ServiceClosedError(service="papers", opens_at=7))
    row = RequestRow("kiosk:kiosk-1", digest_of(command()), 1, 4, 3, refusal)

    kept.keep(command(), KIOSK, row, AT)

    found = kept.find(command().request_id)
    assert found is not None
    error = found.error()
    assert isinstance(error, ServiceClosedError)
    assert error.data == {"service": "papers", "opens_at": 7}


def test_another_body_has_another_digest() -> None:
    assert digest_of(command("kk")) == digest_of(command("kk"))
    assert digest_of(command("kk")) != digest_of(command("ru"))


def test_requests_are_forgotten_after_seven_days_and_not_before() -> None:
    kept = requests()
    row = RequestRow("kiosk:kiosk-1", digest_of(command()), 1, 4, 5, None)
    kept.keep(command(), KIOSK, row, AT)

    kept.forget_old(AT + KEPT_MS)
    after_seven_days = kept.find(command().request_id)
    kept.forget_old(AT + KEPT_MS + 1)

    assert after_seven_days == row
    assert kept.find(command().request_id) is None


def test_a_request_that_made_a_ticket_is_found_at_the_ticket() -> None:
    hall = WorkingHall()
    issued = hall.issue()
    kept = Requests(hall.store.connection, "small")

    found = kept.find(issued.issue_request)

    assert found == RequestRow("kiosk:kiosk-1", None, 1, 2, 2, None)
