"""What stands on a visitor's paper."""

from kiosk.offer import fold, offer_of
from kiosk.papers import Papers
from kiosk.tickets_on_paper import names_of, print_slip, print_ticket
from server.protocol.snapshots import LayoutChanged
from server.protocol.ticket_layout import HallLayout, shipped_layout
from server.protocol.tickets import OfflineIssue
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

    print_ticket(papers, OFFER, issued, 0, TIME)
    own = type(issued)(
        **{name: getattr(issued, name) for name in issued.__struct_fields__}
        | {"number": "K2-07", "offline": OfflineIssue(2, 7, MONDAY_NINE, is_certain=True)}
    )
    print_ticket(papers, OFFER, own, 1, TIME)

    first, second = (str(job.document) for job in port.jobs)
    words = WORDS[issued.language]
    assert words.without_server[0] not in first
    assert all(line in second for line in words.without_server)
    assert "09:00" in second
    assert "3" in first
    assert words.ahead_nobody not in second


def test_a_ticket_looks_as_the_hall_wants_it_from_the_next_paper_on() -> None:
    papers, port = printed()
    issued = ticket(request_id(1), "justice-appeal", claim=None, ahead=3)
    short = fold(OFFER, LayoutChanged(HallLayout(1, shipped_layout("short"))))

    print_ticket(papers, OFFER, issued, 0, TIME)
    print_ticket(papers, short, issued, 1, TIME)

    before, after = (str(job.document) for job in port.jobs)
    assert HALL_NAMES["kk"] in before
    assert HALL_NAMES["kk"] not in after


def test_a_slip_has_a_time_and_no_number() -> None:
    papers, port = printed()

    print_slip(papers, OFFER, "justice-appeal", "en", TIME)

    slip = str(port.jobs[0].document)
    assert "You came: 23.11.2026 09:00" in slip
    assert "TicketNumber" not in slip
