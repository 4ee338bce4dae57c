"""The visitor's journey, step by step and by tables."""

from dataclasses import replace

import pytest

from kiosk.happenings import (
    AnswerOverdue,
    BodyChosen,
    ClaimAnswered,
    ContrastToggled,
    Happening,
    LanguageChosen,
    LookAtPrinter,
    OfferChanged,
    PaperEnded,
    PersonsAnswered,
    PersonsStepped,
    PrintPaper,
    ServiceChosen,
    StaffCalled,
    StartedOver,
    TakeTicket,
    TextSizeToggled,
    TicketCame,
    TicketRefused,
    Touched,
    TriedAgain,
    Waited,
    WentBack,
)
from kiosk.journey import step
from kiosk.offer import Offer, offer_of
from kiosk.reception import Moment
from kiosk.visit import Means, Page, Paper, Step, View, Visit
from server.protocol.commands import IssueTicket
from server.protocol.errors import Failure
from server.protocol.printing import PrintOutcome, PrintProblem
from tests.kiosk.sample_hall import BODIES, SERVICES, request_id, snapshot, ticket

ID, OTHER_ID = request_id(1), request_id(2)
VIEW = View(offer_of(snapshot()), Moment(1, "09:00"), has_printer=True)
CLOSED = replace(VIEW, offer=offer_of(snapshot(service_day=None)))
UNKNOWN = replace(VIEW, offer=Offer())
ONE_BODY = replace(VIEW, offer=offer_of(snapshot(bodies=BODIES[:1], services=SERVICES[:3])))
NO_CATEGORIES = replace(VIEW, offer=offer_of(snapshot(categories=())))
APART = replace(VIEW, means=Means.NOTHING)

START = Visit()
AT_BODIES = Visit(page=Page.BODIES, language="ru")
AT_SERVICES = replace(AT_BODIES, page=Page.SERVICES, body="justice")
AT_CLAIM = replace(AT_SERVICES, page=Page.CLAIM, service="justice-appeal")
TAKING = replace(AT_CLAIM, page=Page.TAKING, request_id=ID)
TROUBLED = replace(TAKING, page=Page.TROUBLE, trouble="storage-full")
COMMAND = IssueTicket(request_id=ID, service="justice-appeal", language="ru")
TICKET = ticket(ID)


def after(visit: Visit, happening: Happening, view: View = VIEW) -> Visit:
    outcome = step(visit, happening, view)
    assert outcome.effect is None
    return outcome.visit


def test_a_group_says_how_many_it_is_and_is_at_least_one_and_at_most_twenty() -> None:
    counting = replace(AT_SERVICES, page=Page.PERSONS, service="justice-appeal")

    few = after(after(counting, PersonsStepped(-1)), PersonsStepped(1))
    many = after(replace(counting, persons=20), PersonsStepped(1))

    assert (few.persons, many.persons) == (2, 20)
    asked = after(few, PersonsAnswered(ID))
    assert (asked.page, asked.persons) == (Page.CLAIM, 2)
    assert after(asked, WentBack()) == replace(AT_SERVICES, persons=1)


def test_a_whole_visit_takes_one_ticket_and_prints_it() -> None:
    touches: list[Happening] = [
        LanguageChosen("ru"),
        BodyChosen("justice"),
        ServiceChosen("justice-appeal", OTHER_ID),
        ClaimAnswered(None, ID),
        TicketCame(TICKET),
        PaperEnded(TICKET.ticket, 0, PrintOutcome.CONFIRMED, PrintProblem.NONE),
    ]

    visit, effects, pages = START, [], []
    for touch in touches:
        outcome = step(visit, touch, VIEW)
        visit = outcome.visit
        effects.append(outcome.effect)
        pages.append(visit.page.value)

    assert pages == ["bodies", "services", "claim", "taking", "ticket", "ticket"]
    assert effects == [None, None, None, TakeTicket(COMMAND), PrintPaper(TICKET, 0), None]
    assert visit.paper is Paper.PRINTED


@pytest.mark.parametrize(
    ("view", "page"),
    [
        (VIEW, Page.BODIES),
        (CLOSED, Page.DAY_CLOSED),
        (ONE_BODY, Page.SERVICES),
        (UNKNOWN, Page.WELCOME),
    ],
)
def test_the_first_language_leads_to_what_the_hall_offers(view: View, page: Page) -> None:
    visit = after(START, LanguageChosen("kk"), view)

    assert visit.page is page
    assert visit.language == "kk"


def test_the_language_can_be_changed_on_any_page_without_leaving_it() -> None:
    assert after(AT_CLAIM, LanguageChosen("en")) == replace(AT_CLAIM, language="en")


@pytest.mark.parametrize(
    ("visit", "happening"),
    [
        (AT_SERVICES, BodyChosen("labour")),
        (AT_BODIES, BodyChosen("unheard-of")),
        (AT_CLAIM, ServiceChosen("justice-lawyer", ID)),
        (AT_SERVICES, ServiceChosen("unheard-of", ID)),
        (TAKING, ClaimAnswered(None, OTHER_ID)),
        (TAKING, ServiceChosen("justice-appeal", OTHER_ID)),
        (TAKING, WentBack()),
        (TAKING, StartedOver()),
        (AT_BODIES, TriedAgain(ID)),
        (AT_BODIES, Touched()),
        (AT_BODIES, TicketCame(TICKET)),
        (TAKING, TicketCame(ticket(OTHER_ID))),
        (AT_BODIES, TicketRefused(ID, Failure("storage-full"))),
    ],
)
def test_what_does_not_belong_to_the_page_changes_nothing(
    visit: Visit, happening: Happening
) -> None:
    assert step(visit, happening, VIEW) == Step(visit)


def test_a_service_that_does_not_receive_now_shows_when_it_does() -> None:
    visit = after(AT_SERVICES, ServiceChosen("justice-minister", ID))

    assert visit.page is Page.SERVICE_CLOSED
    assert after(visit, WentBack()) == AT_SERVICES


def test_without_statutory_categories_nobody_is_asked_for_one() -> None:
    outcome = step(AT_SERVICES, ServiceChosen("justice-appeal", ID), NO_CATEGORIES)

    assert outcome.visit.page is Page.TAKING
    assert outcome.effect == TakeTicket(COMMAND)


def test_a_claim_goes_with_the_request() -> None:
    outcome = step(AT_CLAIM, ClaimAnswered("veterans", ID), VIEW)

    assert outcome.effect == TakeTicket(
        IssueTicket(request_id=ID, service="justice-appeal", language="ru", claim="veterans")
    )


def test_without_a_server_no_number_is_asked_for() -> None:
    visit = after(AT_CLAIM, ClaimAnswered(None, ID), APART)

    assert (visit.page, visit.trouble) == (Page.TROUBLE, "server-unreachable")
    assert after(visit, TriedAgain(ID), APART).page is Page.TROUBLE
    assert step(visit, TriedAgain(ID), VIEW).effect == TakeTicket(COMMAND)


def test_a_passing_failure_is_tried_again_under_the_same_request() -> None:
    visit = after(TAKING, TicketRefused(ID, Failure("storage-full")))

    assert visit == TROUBLED
    assert step(visit, TriedAgain(OTHER_ID), VIEW).effect == TakeTicket(COMMAND)


@pytest.mark.parametrize(
    ("code", "page", "trouble"),
    [
        ("day-not-open", Page.DAY_CLOSED, ""),
        ("hall-stopped", Page.STOPPED, ""),
        ("unknown-service", Page.TROUBLE, "unknown-service"),
    ],
)
def test_a_decided_refusal_frees_the_visit_from_its_request(
    code: str, page: Page, trouble: str
) -> None:
    visit = after(TAKING, TicketRefused(ID, Failure(code)))

    assert (visit.page, visit.trouble, visit.request_id) == (page, trouble, None)


def test_a_failure_that_nobody_knows_is_a_trouble_too() -> None:
    assert after(TAKING, TicketRefused(ID, Failure("from-the-future"))).page is Page.TROUBLE


def test_trying_again_without_a_service_changes_nothing() -> None:
    nowhere = replace(TROUBLED, service=None)

    assert after(nowhere, TriedAgain(ID)) == nowhere


def test_an_overdue_answer_is_waited_for_where_the_kiosk_can_do_nothing_alone() -> None:
    assert step(TAKING, AnswerOverdue(ID), VIEW) == Step(TAKING)


def test_an_overdue_answer_to_nobodys_wish_gives_no_number() -> None:
    nowhere = replace(TAKING, service=None)
    able = replace(VIEW, alone=Means.OWN_NUMBER)

    assert step(nowhere, AnswerOverdue(ID), able) == Step(nowhere)


@pytest.mark.parametrize(
    ("visit", "view", "expected"),
    [
        (AT_CLAIM, VIEW, AT_SERVICES),
        (TROUBLED, VIEW, AT_SERVICES),
        (AT_SERVICES, VIEW, AT_BODIES),
        (AT_SERVICES, ONE_BODY, Visit(language="ru")),
        (AT_BODIES, VIEW, Visit(language="ru")),
        (replace(AT_BODIES, page=Page.DAY_CLOSED), CLOSED, Visit(language="ru")),
        (START, VIEW, START),
    ],
)
def test_back_leads_one_page_back(visit: Visit, view: View, expected: Visit) -> None:
    assert after(visit, WentBack(), view) == expected


@pytest.mark.parametrize("visit", [AT_BODIES, AT_CLAIM, TROUBLED, replace(TAKING, is_slow=True)])
def test_starting_over_forgets_everything(visit: Visit) -> None:
    seen = replace(visit, is_large_text=True, is_high_contrast=True)

    assert after(seen, StartedOver()) == Visit()


def test_text_size_and_contrast_are_switched_on_and_off() -> None:
    seen = after(after(AT_BODIES, TextSizeToggled()), ContrastToggled())

    assert (seen.is_large_text, seen.is_high_contrast) == (True, True)
    assert after(after(seen, TextSizeToggled()), ContrastToggled()) == AT_BODIES


def test_any_touch_answers_the_question_whether_somebody_is_here() -> None:
    asked = after(AT_BODIES, Waited(20))

    assert asked.asks_presence
    assert after(asked, Touched()) == AT_BODIES


def test_a_day_that_opens_lets_the_visitor_choose() -> None:
    waiting = replace(AT_BODIES, page=Page.DAY_CLOSED)

    assert after(waiting, OfferChanged(), CLOSED) == waiting
    assert after(waiting, OfferChanged(), VIEW) == AT_BODIES


@pytest.mark.parametrize("visit", [AT_BODIES, AT_SERVICES, AT_CLAIM])
def test_a_day_that_closes_is_told_to_whoever_is_choosing(visit: Visit) -> None:
    assert after(visit, OfferChanged(), CLOSED).page is Page.DAY_CLOSED


@pytest.mark.parametrize("visit", [START, TAKING, TROUBLED])
def test_news_of_the_hall_leave_other_pages_alone(visit: Visit) -> None:
    assert after(visit, OfferChanged(), CLOSED) == visit
    assert after(visit, OfferChanged(), UNKNOWN) == visit


def test_before_a_choice_the_halls_first_language_is_spoken() -> None:
    assert VIEW.language_of(START) == "kk"
    assert UNKNOWN.language_of(START) == "kk"
    assert VIEW.language_of(AT_BODIES) == "ru"


def test_the_staff_page_opens_from_the_first_page_alone_and_looks_at_the_printer() -> None:
    called = step(Visit(), StaffCalled(), VIEW)
    choosing = Visit(page=Page.SERVICES, language="ru", body="justice")

    assert called == Step(Visit(page=Page.STAFF), LookAtPrinter())
    assert step(choosing, StaffCalled(), VIEW) == Step(choosing)
    assert step(called.visit, LanguageChosen("en"), VIEW).visit.page is Page.STAFF
    assert step(called.visit, WentBack(), VIEW).visit.page is Page.WELCOME
