"""How a visit gets its number: where choosing begins, what is asked, and by which means."""

from dataclasses import replace
from typing import assert_never

from kiosk.happenings import GiveNumber, GiveSlip, TakeTicket
from kiosk.visit import ASK_STAFF, Means, Page, Step, View, Visit
from server.protocol.booking_commands import CheckIn
from server.protocol.commands import IssueTicket
from server.protocol.errors import ServerUnreachableError
from server.protocol.hall_standing import HallStanding
from server.protocol.identity import Key, RequestId


def begin(visit: Visit, view: View) -> Visit:
    """Return the visit where its visitor begins to choose, if anybody is taken in."""
    fresh = replace(visit, body=None, service=None, persons=1, claim=None, digits="", matter=None)
    if view.offer.standing is HallStanding.STOPPED:
        return replace(fresh, page=Page.STOPPED)
    if view.offer.service_day is None:
        return replace(fresh, page=Page.DAY_CLOSED)
    only = only_body(view)
    if only is not None:
        return replace(fresh, page=Page.SERVICES, body=only)
    return replace(fresh, page=Page.BODIES)


def only_body(view: View) -> Key | None:
    """Return the hall's body if it has but one."""
    bodies = view.offer.bodies
    return bodies[0].id if len(bodies) == 1 else None


def choose(visit: Visit, service: Key, request_id: RequestId, view: View) -> Step:
    """Return the step to what still has to be asked about ``service``, else to its number."""
    chosen = replace(visit, service=service, persons=1, claim=None, trouble="", told={})
    if visit.code is not None:  # the booking says the rest
        return take(chosen, request_id, view)
    if not view.receives(service):
        return Step(replace(chosen, page=Page.SERVICE_CLOSED))
    found = view.offer.service(service)
    if found is not None and found.asks_persons:
        return Step(replace(chosen, page=Page.PERSONS))
    return ask_claim(chosen, request_id, view)


def ask_claim(visit: Visit, request_id: RequestId, view: View) -> Step:
    """Return the step that asks for a statutory category, in a hall that has any."""
    if view.offer.categories:
        return Step(replace(visit, page=Page.CLAIM))
    return take(visit, request_id, view)


def take(visit: Visit, request_id: RequestId, view: View) -> Step:
    """Return the step that asks for the visitor's number, under ``request_id`` if it is new."""
    if visit.service is None and visit.code is None:
        return Step(visit)
    asking = replace(visit, request_id=visit.request_id or request_id)
    return register(asking, view.means, view)


def register(visit: Visit, means: Means, view: View) -> Step:
    """Return the step that registers the visitor by ``means``."""
    taking = replace(visit, page=Page.TAKING, trouble="", told={}, is_slow=False)
    if means is Means.SERVER and visit.code is not None and visit.request_id is not None:
        language = view.language_of(visit)
        command = CheckIn(request_id=visit.request_id, code=visit.code, language=language)
        return Step(taking, TakeTicket(command))
    if means is Means.NOTHING:
        return Step(replace(visit, page=Page.TROUBLE, trouble=ServerUnreachableError.code))
    issue = _issue(visit, view)
    if issue is None:
        # Without the server only the visitor knows what he has booked.
        return Step(begin(visit, view) if visit.code is not None else visit)
    match means:
        case Means.SERVER:
            return Step(taking, TakeTicket(issue))
        case Means.OWN_NUMBER:
            return Step(taking, GiveNumber(issue, visit.code))
        case Means.SLIP:
            sent = replace(visit, page=Page.TROUBLE, trouble=ASK_STAFF, has_slip=True)
            return Step(sent, GiveSlip(issue.service, visit.has_slip))
        case _:
            assert_never(means)


def _issue(visit: Visit, view: View) -> IssueTicket | None:
    if visit.service is None or visit.request_id is None:
        return None
    return IssueTicket(
        request_id=visit.request_id,
        service=visit.service,
        language=view.language_of(visit),
        claim=visit.claim,
        persons=visit.persons,
    )
