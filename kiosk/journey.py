"""The visitor's journey from the first touch to the paper: one pure step per happening."""

from dataclasses import replace
from typing import assert_never

from kiosk.booking_steps import about_booking, refused_booking
from kiosk.elsewhere_steps import about_elsewhere, refused_service
from kiosk.happenings import (
    AnswerOverdue,
    BodyChosen,
    BookingLeft,
    BookingNamed,
    Choice,
    ClaimAnswered,
    CodeEntered,
    ContrastToggled,
    DigitTakenBack,
    DigitTyped,
    ElsewhereNamed,
    GivenAnswer,
    Happening,
    LanguageChosen,
    Look,
    LookAtPrinter,
    MatterChosen,
    Move,
    NumberWanted,
    OfferChanged,
    PaperAnswered,
    PaperEnded,
    PaperParted,
    PaperWanted,
    PersonsAnswered,
    PersonsStepped,
    RouteWanted,
    ServerNews,
    ServiceChosen,
    StaffCalled,
    StartedOver,
    TextSizeToggled,
    TicketCame,
    TicketRefused,
    Touch,
    Touched,
    TriedAgain,
    Waited,
    WentBack,
)
from kiosk.idleness import after_waiting
from kiosk.paper_steps import about_paper, first_paper
from kiosk.registering import ask_claim, begin, choose, only_body, register, take
from kiosk.visit import Means, Page, Step, View, Visit
from server.protocol.booking_errors import CapacityReachedError
from server.protocol.desk_errors import HallStoppedError
from server.protocol.errors import (
    DayNotOpenError,
    KezekError,
    RefusedError,
    ServiceClosedError,
)
from server.protocol.identity import RequestId
from server.protocol.known_errors import ERRORS_BY_CODE
from server.protocol.languages import LanguageCode
from server.protocol.tickets import MOST_PERSONS

CHOOSING = frozenset(
    {
        Page.BODIES,
        Page.SERVICES,
        Page.SERVICE_CLOSED,
        Page.PERSONS,
        Page.CLAIM,
        Page.CODE,
        Page.BOOKING_REFUSED,
    }
)
"""Pages that make sense only while numbers are given."""

ASKING = frozenset({Page.PERSONS, Page.CLAIM, Page.SERVICE_CLOSED, Page.TROUBLE})
"""Pages about a chosen service, from which a visitor goes back to choose another."""

BEFORE: dict[Page, Page] = {
    Page.BOOKING_REFUSED: Page.CODE,
    Page.SENT_ELSEWHERE: Page.ELSEWHERE,
    Page.SERVICES: Page.WELCOME,
    Page.BODIES: Page.WELCOME,
    Page.DAY_CLOSED: Page.WELCOME,
    Page.STOPPED: Page.WELCOME,
    Page.STAFF: Page.WELCOME,
}

SHUT = frozenset({Page.DAY_CLOSED, Page.STOPPED})


def step(visit: Visit, happening: Happening, view: View) -> Step:
    """Return the visit after ``happening`` and what is to be done about it."""
    match happening:
        case TicketCame() | TicketRefused() | AnswerOverdue() | OfferChanged():
            return _after_news(visit, happening, view)
        case PaperAnswered() | PaperWanted() | PaperEnded() | PaperParted():
            return about_paper(_present(visit), happening)
        case Waited(seconds=seconds):
            return Step(after_waiting(visit, seconds))
        case _:
            return _after_touch(_present(visit), happening, view)


def _after_touch(visit: Visit, touch: Touch, view: View) -> Step:
    match touch:
        case LanguageChosen() | BodyChosen() | ServiceChosen():
            return _after_choice(visit, touch, view)
        case PersonsStepped() | PersonsAnswered() | ClaimAnswered():
            return _after_answer(visit, touch, view)
        case (
            BookingNamed()
            | BookingLeft()
            | NumberWanted()
            | DigitTyped()
            | DigitTakenBack()
            | CodeEntered()
        ):
            return about_booking(visit, touch, view)
        case ElsewhereNamed() | MatterChosen() | RouteWanted():
            return about_elsewhere(visit, touch, view)
        case WentBack() | StartedOver() | TriedAgain() | StaffCalled() | Touched():
            return _after_move(visit, touch, view)
        case TextSizeToggled() | ContrastToggled():
            return Step(_after_look(visit, touch))
        case _:
            assert_never(touch)


def _present(visit: Visit) -> Visit:
    return replace(visit, asks_presence=False)


def _after_choice(visit: Visit, choice: Choice, view: View) -> Step:
    match choice:
        case LanguageChosen(language=language):
            return Step(_with_language(visit, language, view))
        case BodyChosen(body=body) if visit.page is Page.BODIES and view.offer.body(body):
            return Step(replace(visit, page=Page.SERVICES, body=body))
        case ServiceChosen() if visit.page is Page.SERVICES and view.offer.service(choice.service):
            return choose(visit, choice.service, choice.request_id, view)
        case _:
            # A second tap that arrives after the first one turned the page.
            return Step(visit)


def _after_answer(visit: Visit, answer: GivenAnswer, view: View) -> Step:
    match answer:
        case PersonsStepped(by=by) if visit.page is Page.PERSONS:
            return Step(replace(visit, persons=max(1, min(MOST_PERSONS, visit.persons + by))))
        case PersonsAnswered(request_id=request_id) if visit.page is Page.PERSONS:
            return ask_claim(visit, request_id, view)
        case ClaimAnswered(claim=claim, request_id=request_id) if visit.page is Page.CLAIM:
            return take(replace(visit, claim=claim), request_id, view)
        case _:
            return Step(visit)


def _with_language(visit: Visit, language: LanguageCode, view: View) -> Visit:
    spoken = replace(visit, language=language)
    if visit.page is not Page.WELCOME or not view.offer.is_known:
        return spoken
    return begin(spoken, view)


def _after_move(visit: Visit, move: Move, view: View) -> Step:
    match move:
        case WentBack():
            return Step(_back(visit, view))
        case StartedOver() if visit.page is Page.TAKING and not visit.is_slow:
            return Step(visit)
        case StartedOver():
            return Step(Visit())
        case TriedAgain() if visit.page is Page.TROUBLE:
            return take(visit, move.request_id, view)
        case StaffCalled() if visit.page is Page.WELCOME:
            return Step(replace(visit, page=Page.STAFF), LookAtPrinter())
        case TriedAgain() | StaffCalled() | Touched():
            return Step(visit)
        case _:
            assert_never(move)


def _back(visit: Visit, view: View) -> Visit:
    page = visit.page
    if page in {Page.CODE, Page.ELSEWHERE} or (page in ASKING and visit.body is None):
        return begin(_anew(visit), view)
    if page in ASKING:
        # What is chosen next is another request, so it gets an id of its own.
        return replace(_anew(visit), page=Page.SERVICES, service=None, persons=1, claim=None)
    before = BEFORE.get(page)
    if page is Page.SERVICES and only_body(view) is None:
        before = Page.BODIES
    if before is None:
        return visit
    return replace(_anew(visit), page=before, body=None, matter=None)


def _anew(visit: Visit) -> Visit:
    return replace(visit, request_id=None, code=None, digits="", trouble="", told={})


def _after_look(visit: Visit, look: Look) -> Visit:
    match look:
        case TextSizeToggled():
            return replace(visit, is_large_text=not visit.is_large_text)
        case ContrastToggled():
            return replace(visit, is_high_contrast=not visit.is_high_contrast)
        case _:
            assert_never(look)


def _after_news(visit: Visit, news: ServerNews, view: View) -> Step:
    match news:
        case TicketCame(ticket=ticket) if _awaits(visit, ticket.issue_request):
            return first_paper(visit, ticket, has_printer=view.has_printer)
        case TicketRefused(request_id=request_id) if _awaits(visit, request_id):
            return _refused(visit, news, view)
        case AnswerOverdue() if _awaits(visit, news.request_id) and visit.page is Page.TAKING:
            return _without_server(visit, view)
        case TicketCame() | TicketRefused() | AnswerOverdue():
            return Step(visit)
        case OfferChanged():
            return Step(_with_offer(visit, view))
        case _:
            assert_never(news)


def _without_server(visit: Visit, view: View) -> Step:
    """Help the visitor without the server, which may have got the request all the same."""
    if view.alone is Means.NOTHING:
        return Step(visit)
    return register(visit, view.alone, view)


def _awaits(visit: Visit, request_id: RequestId) -> bool:
    # A check-in may still be answered while its visitor is asked what the server cannot tell.
    is_asking = visit.page is Page.TAKING or visit.code is not None
    return is_asking and visit.request_id == request_id


def _refused(visit: Visit, news: TicketRefused, view: View) -> Step:
    if not issubclass(ERRORS_BY_CODE.get(news.failure.code, KezekError), RefusedError):
        # Nothing was decided: the same request may succeed later under the same id.
        return Step(replace(visit, page=Page.TROUBLE, trouble=news.failure.code))
    decided = replace(visit, request_id=None)
    match news.failure.code:
        case DayNotOpenError.code:
            return Step(replace(begin(_anew(decided), view), page=Page.DAY_CLOSED, body=None))
        case HallStoppedError.code:
            return Step(replace(begin(_anew(decided), view), page=Page.STOPPED, body=None))
        case _ if visit.code is not None:
            return Step(refused_booking(decided, news.failure))
        case ServiceClosedError.code | CapacityReachedError.code:
            return refused_service(decided, news.failure, view)
        case code:
            return Step(replace(decided, page=Page.TROUBLE, trouble=code))


def _with_offer(visit: Visit, view: View) -> Visit:
    if not view.offer.is_known:
        return visit
    takes_in = begin(visit, view).page not in SHUT
    if visit.page in SHUT or (visit.page in CHOOSING and not takes_in):
        return begin(_anew(visit), view)
    return visit
