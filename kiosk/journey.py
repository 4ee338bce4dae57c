"""The visitor's journey from the first touch to the paper: one pure step per happening."""

from dataclasses import replace
from typing import assert_never

from kiosk.happenings import (
    AnswerOverdue,
    BodyChosen,
    Choice,
    ClaimAnswered,
    ContrastToggled,
    GiveNumber,
    GiveSlip,
    Happening,
    LanguageChosen,
    Look,
    Move,
    OfferChanged,
    PaperAnswered,
    PaperEnded,
    PaperWanted,
    ServerNews,
    ServiceChosen,
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
from kiosk.idleness import after_waiting
from kiosk.paper_steps import about_paper, first_paper
from kiosk.visit import ASK_STAFF, Means, Page, Step, View, Visit
from server.protocol.commands import IssueTicket
from server.protocol.errors import (
    ERRORS_BY_CODE,
    DayNotOpenError,
    KezekError,
    RefusedError,
    ServerUnreachableError,
    ServiceClosedError,
)
from server.protocol.identity import Key, RequestId
from server.protocol.languages import FALLBACK_ORDER, LanguageCode

CHOOSING = frozenset({Page.BODIES, Page.SERVICES, Page.SERVICE_CLOSED, Page.CLAIM})
"""Pages that make sense only while the service day is open."""


def step(visit: Visit, happening: Happening, view: View) -> Step:
    """Return the visit after ``happening`` and what is to be done about it."""
    match happening:
        case LanguageChosen() | BodyChosen() | ServiceChosen() | ClaimAnswered():
            return _after_choice(_present(visit), happening, view)
        case WentBack() | StartedOver() | TriedAgain() | Touched():
            return _after_move(_present(visit), happening, view)
        case TextSizeToggled() | ContrastToggled():
            return Step(_after_look(_present(visit), happening))
        case PaperAnswered() | PaperWanted() | PaperEnded():
            return about_paper(_present(visit), happening)
        case TicketCame() | TicketRefused() | AnswerOverdue() | OfferChanged():
            return _after_news(visit, happening, view)
        case Waited(seconds=seconds):
            return Step(after_waiting(visit, seconds))
        case _:
            assert_never(happening)


def language_of(visit: Visit, view: View) -> LanguageCode:
    """Return the visit's language, before a choice the hall's first."""
    return visit.language or next(iter(view.offer.languages), FALLBACK_ORDER[0])


def _present(visit: Visit) -> Visit:
    return replace(visit, asks_presence=False)


def _after_choice(visit: Visit, choice: Choice, view: View) -> Step:
    match choice:
        case LanguageChosen(language=language):
            return Step(_with_language(visit, language, view))
        case BodyChosen(body=body) if visit.page is Page.BODIES and view.offer.body(body):
            return Step(replace(visit, page=Page.SERVICES, body=body))
        case ServiceChosen() if visit.page is Page.SERVICES and view.offer.service(choice.service):
            return _with_service(visit, choice, view)
        case ClaimAnswered() if visit.page is Page.CLAIM:
            return _take(replace(visit, claim=choice.claim), choice.request_id, view)
        case _:
            # A second tap that arrives after the first one turned the page.
            return Step(visit)


def _with_language(visit: Visit, language: LanguageCode, view: View) -> Visit:
    spoken = replace(visit, language=language)
    if visit.page is not Page.WELCOME or not view.offer.is_known:
        return spoken
    return _begin(spoken, view)


def _begin(visit: Visit, view: View) -> Visit:
    if view.offer.service_day is None:
        return replace(visit, page=Page.DAY_CLOSED, body=None, service=None, claim=None)
    only = _only_body(view)
    if only is not None:
        return replace(visit, page=Page.SERVICES, body=only)
    return replace(visit, page=Page.BODIES, body=None)


def _only_body(view: View) -> Key | None:
    bodies = view.offer.bodies
    return bodies[0].id if len(bodies) == 1 else None


def _with_service(visit: Visit, choice: ServiceChosen, view: View) -> Step:
    chosen = replace(visit, service=choice.service, claim=None)
    if not view.offer.receives(choice.service, view.moment):
        return Step(replace(chosen, page=Page.SERVICE_CLOSED))
    if view.offer.categories:
        return Step(replace(chosen, page=Page.CLAIM))
    return _take(chosen, choice.request_id, view)


def _take(visit: Visit, request_id: RequestId, view: View) -> Step:
    if visit.service is None:
        return Step(visit)
    asking = replace(visit, request_id=visit.request_id or request_id)
    return _register(asking, view.means, view)


def _register(visit: Visit, means: Means, view: View) -> Step:
    """Return the step that registers the visitor by ``means``."""
    command = _command(visit, view)
    if command is None:
        return Step(visit)
    taking = replace(visit, page=Page.TAKING, trouble="", is_slow=False)
    match means:
        case Means.SERVER:
            return Step(taking, TakeTicket(command))
        case Means.OWN_NUMBER:
            return Step(taking, GiveNumber(command))
        case Means.SLIP:
            sent = replace(visit, page=Page.TROUBLE, trouble=ASK_STAFF, has_slip=True)
            return Step(sent, GiveSlip(command.service, visit.has_slip))
        case Means.NOTHING:
            return Step(replace(visit, page=Page.TROUBLE, trouble=ServerUnreachableError.code))
        case _:
            assert_never(means)


def _command(visit: Visit, view: View) -> IssueTicket | None:
    if visit.service is None or visit.request_id is None:
        return None
    return IssueTicket(
        request_id=visit.request_id,
        service=visit.service,
        language=language_of(visit, view),
        claim=visit.claim,
    )


def _after_move(visit: Visit, move: Move, view: View) -> Step:
    match move:
        case WentBack():
            return Step(_back(visit, view))
        case StartedOver() if visit.page is Page.TAKING and not visit.is_slow:
            return Step(visit)
        case StartedOver():
            return Step(Visit())
        case TriedAgain() if visit.page is Page.TROUBLE:
            return _take(visit, move.request_id, view)
        case TriedAgain() | Touched():
            return Step(visit)
        case _:
            assert_never(move)


def _back(visit: Visit, view: View) -> Visit:
    match visit.page:
        case Page.CLAIM | Page.SERVICE_CLOSED | Page.TROUBLE:
            # What is chosen next is another request, so it gets an id of its own.
            return replace(
                visit, page=Page.SERVICES, service=None, claim=None, request_id=None, trouble=""
            )
        case Page.SERVICES if _only_body(view) is None:
            return replace(visit, page=Page.BODIES, body=None)
        case Page.SERVICES | Page.BODIES | Page.DAY_CLOSED:
            return replace(visit, page=Page.WELCOME, body=None)
        case _:
            return visit


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
            return Step(_refused(visit, news))
        case AnswerOverdue(request_id=request_id) if _awaits(visit, request_id):
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
    return _register(visit, view.alone, view)


def _awaits(visit: Visit, request_id: RequestId) -> bool:
    return visit.page is Page.TAKING and visit.request_id == request_id


def _refused(visit: Visit, news: TicketRefused) -> Visit:
    if not issubclass(ERRORS_BY_CODE.get(news.failure.code, KezekError), RefusedError):
        # Nothing was decided: the same request may succeed later under the same id.
        return replace(visit, page=Page.TROUBLE, trouble=news.failure.code)
    decided = replace(visit, request_id=None)
    match news.failure.code:
        case DayNotOpenError.code:
            return replace(decided, page=Page.DAY_CLOSED, body=None, service=None, claim=None)
        case ServiceClosedError.code:
            return replace(decided, page=Page.SERVICE_CLOSED)
        case code:
            return replace(decided, page=Page.TROUBLE, trouble=code)


def _with_offer(visit: Visit, view: View) -> Visit:
    if not view.offer.is_known:
        return visit
    is_open = view.offer.service_day is not None
    if is_open and visit.page is Page.DAY_CLOSED:
        return _begin(visit, view)
    if not is_open and visit.page in CHOOSING:
        return _begin(visit, view)
    return visit
