"""Nobody who is turned away leaves without knowing, and having on paper, where to go."""

from dataclasses import replace

import pytest

from kiosk.elsewhere_steps import is_full, opens_at, post_of, route_of
from kiosk.happenings import (
    ElsewhereNamed,
    Happening,
    MatterChosen,
    PrintRoute,
    RouteWanted,
    ServiceChosen,
    TicketRefused,
    WentBack,
)
from kiosk.journey import step
from kiosk.offer import offer_of
from kiosk.reception import Moment
from kiosk.visit import Page, Step, View, Visit
from server.protocol.availability import Availability, Elsewhere, Reception
from server.protocol.errors import Failure
from tests.kiosk.sample_hall import MONDAY_NINE, request_id, snapshot

ID = request_id(1)
PASSPORTS = Elsewhere("passports", {"en": "Passports"}, {"en": "7 Kabanbay batyr"})
TOMORROW = MONDAY_NINE + 86_400_000
FULL = Availability(Reception.FULL, opens_at=TOMORROW, elsewhere="passports")
HALL = snapshot(elsewhere=(PASSPORTS,), availability={"justice-lawyer": FULL})
VIEW = View(offer_of(HALL), Moment(1, "09:00"), has_printer=True, now=MONDAY_NINE)
AT_BODIES = Visit(page=Page.BODIES, language="en")
AT_SERVICES = replace(AT_BODIES, page=Page.SERVICES, body="justice")
TAKING = replace(AT_SERVICES, page=Page.TAKING, service="justice-appeal", request_id=ID)


def played(visit: Visit, *happenings: Happening, view: View = VIEW) -> Step:
    done = Step(visit)
    for happening in happenings:
        done = step(done.visit, happening, view)
    return done


def test_a_matter_of_another_place_is_printed_once() -> None:
    sent = played(AT_BODIES, ElsewhereNamed(), MatterChosen("passports"))

    again = played(sent.visit, RouteWanted())

    assert (sent.visit.page, sent.effect) == (
        Page.SENT_ELSEWHERE,
        PrintRoute(elsewhere="passports"),
    )
    assert again.effect is None
    assert played(sent.visit, WentBack()).visit.page is Page.ELSEWHERE


@pytest.mark.parametrize(
    ("code", "printed_as_full"), [("capacity-reached", True), ("service-closed", False)]
)
def test_who_is_turned_away_at_the_last_step_has_it_on_paper_at_once(
    code: str, *, printed_as_full: bool
) -> None:
    failure = Failure(code, {"opens_at": TOMORROW, "elsewhere": "passports"})

    refused = played(TAKING, TicketRefused(ID, failure))

    assert refused.visit.page is Page.SERVICE_CLOSED
    route = PrintRoute("justice-appeal", "passports", TOMORROW, printed_as_full)
    assert refused.effect == route


def test_who_only_looks_at_a_full_service_prints_when_he_wants() -> None:
    looking = played(AT_SERVICES, ServiceChosen("justice-lawyer", ID))
    assert (looking.visit.page, looking.effect) == (Page.SERVICE_CLOSED, None)

    wanted = played(looking.visit, RouteWanted())

    assert wanted.effect == PrintRoute("justice-lawyer", "passports", TOMORROW, is_full=True)
    assert is_full(wanted.visit, VIEW)
    assert opens_at(wanted.visit, VIEW) == TOMORROW
    assert route_of(wanted.visit, VIEW) == "passports"


def test_without_a_printer_it_is_only_shown() -> None:
    bare = replace(VIEW, has_printer=False)

    sent = played(AT_BODIES, ElsewhereNamed(), MatterChosen("passports"), view=bare)

    assert (sent.visit.page, sent.visit.route, sent.effect) == (Page.SENT_ELSEWHERE, None, None)


def test_a_hall_that_names_no_other_place_offers_none() -> None:
    bare = replace(VIEW, offer=offer_of(snapshot()))

    assert played(AT_BODIES, ElsewhereNamed(), view=bare).visit == AT_BODIES
    assert played(AT_BODIES, MatterChosen("passports"), RouteWanted()).visit == AT_BODIES


def test_who_is_turned_away_before_an_office_opens_has_it_named_on_paper() -> None:
    closed = Availability(Reception.CLOSED, opens_at=TOMORROW, post="governor")
    hall = snapshot(availability={"justice-lawyer": closed})
    view = replace(VIEW, offer=offer_of(hall))
    data: dict[str, str | int] = {"opens_at": TOMORROW, "post": "minister"}

    seen = played(AT_SERVICES, ServiceChosen("justice-lawyer", ID), RouteWanted(), view=view)
    refused = played(TAKING, TicketRefused(ID, Failure("service-closed", data)))

    assert seen.effect == PrintRoute("justice-lawyer", None, TOMORROW, post="governor")
    assert refused.effect == PrintRoute("justice-appeal", None, TOMORROW, post="minister")
    assert post_of(AT_SERVICES, view) is None
