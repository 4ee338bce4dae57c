"""What is asked on the way to a number, and by which means it comes."""

from dataclasses import replace

import pytest
from msgspec import structs

from kiosk.happenings import GiveNumber, GiveSlip, TakeTicket
from kiosk.offer import offer_of
from kiosk.reception import Moment
from kiosk.registering import begin, choose, take
from kiosk.visit import ASK_STAFF, Means, Page, View, Visit
from server.protocol.booking_commands import CheckIn
from server.protocol.commands import IssueTicket
from server.protocol.hall_standing import HallStanding
from tests.kiosk.sample_hall import BODIES, SERVICES, request_id, snapshot

ID = request_id(1)
GROUPS = (structs.replace(SERVICES[0], asks_persons=True), *SERVICES[1:])
VIEW = View(offer_of(snapshot()), Moment(1, "09:00"), has_printer=True)
ASKING = replace(VIEW, offer=offer_of(snapshot(services=GROUPS)))
PLAIN = replace(VIEW, offer=offer_of(snapshot(categories=())))
ONE_BODY = offer_of(snapshot(bodies=BODIES[:1], services=SERVICES[:1]))
CHOOSING = Visit(page=Page.SERVICES, language="ru", body="justice")
BOOKED = Visit(page=Page.CODE, language="ru", digits="123456", code="123456")


@pytest.mark.parametrize(
    ("view", "page"),
    [
        (VIEW, Page.BODIES),
        (replace(VIEW, offer=ONE_BODY), Page.SERVICES),
        (replace(VIEW, offer=offer_of(snapshot(service_day=None))), Page.DAY_CLOSED),
        (replace(VIEW, offer=offer_of(snapshot(standing=HallStanding.STOPPED))), Page.STOPPED),
        (replace(VIEW, offer=offer_of(snapshot(standing=HallStanding.PAUSED))), Page.BODIES),
    ],
    ids=["bodies", "one-body", "day-closed", "stopped", "paused"],
)
def test_choosing_begins_where_the_hall_stands(view: View, page: Page) -> None:
    assert begin(replace(CHOOSING, service="justice-appeal", persons=4), view) == begin(
        Visit(language="ru"), view
    )
    assert begin(CHOOSING, view).page is page


@pytest.mark.parametrize(
    ("view", "service", "page"),
    [
        (ASKING, "justice-appeal", Page.PERSONS),
        (ASKING, "justice-lawyer", Page.CLAIM),
        (VIEW, "justice-minister", Page.SERVICE_CLOSED),
        (PLAIN, "justice-appeal", Page.TAKING),
    ],
    ids=["group", "claim", "closed", "nothing-to-ask"],
)
def test_only_what_a_service_needs_is_asked(view: View, service: str, page: Page) -> None:
    assert choose(CHOOSING, service, ID, view).visit.page is page


def test_a_group_is_asked_for_as_one() -> None:
    visit = replace(CHOOSING, service="justice-appeal", persons=3)

    command = IssueTicket(request_id=ID, service="justice-appeal", language="ru", persons=3)
    assert take(visit, ID, PLAIN).effect == TakeTicket(command)


def test_who_has_booked_is_checked_in_by_his_code_alone() -> None:
    step = take(BOOKED, ID, VIEW)

    assert step.effect == TakeTicket(CheckIn(request_id=ID, code="123456", language="ru"))
    assert step.visit.page is Page.TAKING


@pytest.mark.parametrize("means", [Means.OWN_NUMBER, Means.SLIP])
def test_without_the_server_who_has_booked_says_for_what(means: Means) -> None:
    alone = replace(VIEW, means=means)
    asked = take(BOOKED, ID, alone).visit

    chosen = choose(replace(asked, page=Page.SERVICES), "justice-appeal", request_id(9), alone)

    assert (asked.page, asked.code, asked.request_id) == (Page.BODIES, "123456", ID)
    command = IssueTicket(request_id=ID, service="justice-appeal", language="ru")
    if means is Means.OWN_NUMBER:
        assert chosen.effect == GiveNumber(command, "123456")
    else:
        assert (chosen.effect, chosen.visit.trouble) == (GiveSlip("justice-appeal"), ASK_STAFF)


def test_who_has_booked_is_told_where_nothing_works() -> None:
    visit = take(BOOKED, ID, replace(VIEW, means=Means.NOTHING)).visit

    assert (visit.page, visit.trouble) == (Page.TROUBLE, "server-unreachable")
