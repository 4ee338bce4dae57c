"""What stands on a visitor's paper."""

from datetime import UTC, datetime

import pytest
from msgspec import structs

from kiosk.happenings import PrintRoute
from kiosk.offer import fold, offer_of
from kiosk.papers import Papers
from kiosk.tickets_on_paper import names_of, print_route, print_slip, print_ticket
from printers.wording import (
    copy_line,
    issued_line,
    people_ahead,
    persons_line,
    slot_line,
    wait_line,
)
from server.protocol.availability import Elsewhere, Post
from server.protocol.bookings import BookedIssue
from server.protocol.frames import PrintTicket
from server.protocol.snapshots import LayoutChanged
from server.protocol.ticket_layout import HallLayout, shipped_layout
from server.protocol.tickets import OfflineIssue
from server.protocol.waits import WaitRange
from tests.fakes.port import FakePort
from tests.kiosk.sample_hall import HALL_NAMES, MONDAY_NINE, TIME, request_id, snapshot, ticket
from tests.kiosk.scene import WORDS

OFFER = offer_of(snapshot())


def printed() -> tuple[Papers, FakePort]:
    port = FakePort()
    return Papers(port, WORDS, lambda _: None), port


def test_names_come_from_the_offer_and_are_left_out_where_it_has_none() -> None:
    known = names_of(OFFER, "justice-appeal", "veterans")
    unknown = names_of(OFFER, "gone", "gone")

    assert known.hall == unknown.hall == HALL_NAMES
    assert known.service["en"]
    assert known.body["en"] == "Ministry of Justice"
    assert known.claim
    assert (unknown.service, unknown.body, unknown.claim) == ({}, {}, {})


def test_a_ticket_tells_people_ahead_and_an_own_number_never_does() -> None:
    papers, port = printed()
    issued = ticket(request_id(1), "justice-appeal", claim=None, ahead=3)

    print_ticket(papers, OFFER, PrintTicket(issued, 0), TIME)
    own = type(issued)(
        **{name: getattr(issued, name) for name in issued.__struct_fields__}
        | {"number": "K2-07", "offline": OfflineIssue(2, 7, MONDAY_NINE, is_certain=True)}
    )
    print_ticket(papers, OFFER, PrintTicket(own, 1), TIME)

    first, second = (str(job.document) for job in port.jobs)
    words = WORDS[issued.language]
    assert words.without_server[0] not in first
    assert all(line in second for line in words.without_server)
    assert "09:00" in second
    assert "3" in first
    assert words.ahead_nobody not in second


def test_a_ticket_tells_the_group_the_booked_time_and_the_wait() -> None:
    papers, port = printed()
    slot = BookedIssue("b1", MONDAY_NINE + 3_600_000, 300, is_early=True)
    issued = structs.replace(
        ticket(request_id(1)),
        persons=3,
        booked=slot,
        order_key=slot.slot_at,
        expected=WaitRange(20, 35),
    )

    print_ticket(papers, OFFER, PrintTicket(issued, 0), TIME)

    paper, words = str(port.jobs[0].document), WORDS[issued.language]
    assert persons_line(words, 3) in paper
    assert wait_line(words, WaitRange(20, 35)) in paper
    assert slot_line(words, datetime(2026, 11, 23, 10, 0, tzinfo=UTC)) in paper
    assert issued_line(words, datetime(2026, 11, 23, 9, 0, tzinfo=UTC)) in paper
    assert people_ahead(words, 3) not in paper


@pytest.mark.parametrize(
    ("route", "told"),
    [
        (PrintRoute(elsewhere="passports"), ("Passports", "7 Kabanbay batyr")),
        (
            PrintRoute("justice-appeal", None, MONDAY_NINE, is_full=True),
            ("Appeals", "09:00"),
        ),
        (
            PrintRoute("justice-appeal", None, MONDAY_NINE, post="governor"),
            ("Appeals", "09:00", "Governor"),
        ),
    ],
    ids=["matter", "full-service", "office"],
)
def test_a_route_tells_what_where_and_when(route: PrintRoute, told: tuple[str, ...]) -> None:
    papers, port = printed()
    matter = Elsewhere("passports", {"en": "Passports"}, {"en": "7 Kabanbay batyr"})
    office = Post("governor", {"en": "Governor"}, "justice-appeal", "desk-1")
    offer = offer_of(snapshot(elsewhere=(matter,), posts=(office,)))

    print_route(papers, offer, route, "en", TIME)

    paper = str(port.jobs[0].document)
    assert [text for text in told if text not in paper] == []


def test_a_copy_of_an_early_visitors_ticket_says_when_he_got_it_and_that_it_is_a_copy() -> None:
    papers, port = printed()
    slot = BookedIssue("b1", MONDAY_NINE + 3_600_000, 300, is_early=True)
    issued = structs.replace(ticket(request_id(1)), booked=slot, order_key=slot.slot_at)
    later = structs.replace(TIME, at=MONDAY_NINE + 600_000)

    print_ticket(papers, OFFER, PrintTicket(issued, 1, MONDAY_NINE), later)

    paper, words = str(port.jobs[0].document), WORDS[issued.language]
    assert issued_line(words, datetime(2026, 11, 23, 9, 0, tzinfo=UTC)) in paper
    assert "09:10" not in paper
    assert copy_line(words, 1) in paper


def test_a_kiosk_that_knows_no_time_prints_none_on_a_route() -> None:
    papers, port = printed()

    print_route(papers, OFFER, PrintRoute("justice-appeal", opens_at=MONDAY_NINE), "en", None)

    assert "09:00" not in str(port.jobs[0].document)


def test_a_ticket_looks_as_the_hall_wants_it_from_the_next_paper_on() -> None:
    papers, port = printed()
    issued = ticket(request_id(1), "justice-appeal", claim=None, ahead=3)
    short = fold(OFFER, LayoutChanged(HallLayout(1, shipped_layout("short"))))

    print_ticket(papers, OFFER, PrintTicket(issued, 0), TIME)
    print_ticket(papers, short, PrintTicket(issued, 1), TIME)

    before, after = (str(job.document) for job in port.jobs)
    assert HALL_NAMES["kk"] in before
    assert HALL_NAMES["kk"] not in after


def test_a_slip_has_a_time_and_no_number() -> None:
    papers, port = printed()

    print_slip(papers, OFFER, "justice-appeal", "en", TIME)

    slip = str(port.jobs[0].document)
    assert "You came: 23.11.2026 09:00" in slip
    assert "TicketNumber" not in slip
