"""The acts of a desk that are more than a press: a form beside the queue, and what comes of it."""

from typing import Annotated

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException
from litestar.params import Body, FromPath, Parameter
from litestar.response import Redirect

from server.console.closed_words import with_slip, with_way_on
from server.console.desk_acts import (
    WITH_FORM,
    Act,
    ActForm,
    DeskAct,
    command_of_act,
)
from server.console.desk_answers import over, pressed, seat
from server.console.desk_forms import form_view
from server.console.desk_printers import (
    check_linked,
    have_printed,
    keep_choice,
    paper_of,
    printer_name,
)
from server.console.live import DeskLostError, holding
from server.console.typed import ticket_number
from server.console.views import DoneView
from server.console.visits import Visit
from server.console.wall_times import moment_of
from server.failures import status_of
from server.protocol.desk_errors import UnknownCodeError
from server.protocol.desks import Desk
from server.protocol.errors import (
    Failure,
    KezekError,
    NotAllowedError,
    StaleTicketError,
    to_failure,
)
from server.protocol.events import Entry, TicketIssued

REFUSED = 409
UNAVAILABLE = 503

ActData = Annotated[ActForm, Body(media_type=RequestEncodingType.URL_ENCODED)]


class DeskActController(Controller):
    """What officials do at a desk beside the daily round."""

    path = "/desk/act"
    include_in_schema = False

    @get("/{act:str}")
    async def ask(
        self,
        visit: NamedDependency[Visit],
        act: FromPath[str],
        number: Annotated[str, Parameter(max_length=12)] = "",
    ) -> Response[str]:
        """Show the form of an act, as a page or as the panel of the desk's page.

        ``number`` is a part of the numbers to choose among.
        """
        wanted = _known(act)
        if wanted not in WITH_FORM:
            raise NotFoundException
        desk = seat(visit)
        if not isinstance(desk, Desk):
            return desk
        return await _form(visit, desk, wanted, typed=number)

    @post("/{act:str}")
    async def do(
        self, visit: NamedDependency[Visit], act: FromPath[str], data: ActData
    ) -> Response[str]:
        """Carry the act out, and answer with the page as it is then."""
        wanted = _known(act)
        desk = seat(visit)
        if not isinstance(desk, Desk):
            return desk
        try:
            done = await _carry_out(visit, desk, wanted, data)
        except DeskLostError as lost:
            return over(visit, desk, lost.why)
        except NotAllowedError:
            raise
        except KezekError as error:
            return await _refused(visit, desk, wanted, error, data)
        answer = await _done(visit, desk, wanted, done)
        keep_choice(visit, desk, data.device, answer)
        return answer


def _known(act: str) -> DeskAct:
    if act not in list(DeskAct):
        raise NotFoundException
    return DeskAct(act)


async def _carry_out(visit: Visit, desk: Desk, act: DeskAct, form: ActForm) -> DoneView | None:
    """Carry the act out; return what the page itself does not show of it."""
    service, actor = visit.console.service, visit.official()
    _check(visit, act, form)
    now = service.now()
    asked = Act(desk.id, form, now, lambda at: moment_of(at, now, service.local(now)))
    command = command_of_act(act, asked)
    entries = await service.carry_out(command, actor, holding(visit, desk))
    match act:
        case DeskAct.WALK_IN | DeskAct.CHECK_IN:
            return await _print(visit, desk, act, asked, entries)
        case DeskAct.COPY:
            return DoneView(act.value, device=await printer_name(visit, form.device))
        case DeskAct.PAPER_CALL:
            return DoneView(act.value, number=ticket_number(form.number))
        case _:
            return None


async def _print(
    visit: Visit, desk: Desk, act: DeskAct, asked: Act, entries: tuple[Entry, ...]
) -> DoneView | None:
    """Return the number that was given, and have its ticket printed if that was asked."""
    issued = next((one.event for one in entries if isinstance(one.event, TicketIssued)), None)
    if issued is None:
        return None
    given = DoneView(act.value, issued.number)
    order = paper_of(asked.form.request_id, issued.ticket, asked.form.device)
    return await have_printed(visit, given, order, holding(visit, desk))


def _check(visit: Visit, act: DeskAct, form: ActForm) -> None:
    """Raise what only the page can know: a printer that left, a list that had not caught up."""
    if act is DeskAct.COPY:
        check_linked(visit, form.device)
    if act is DeskAct.CHOOSE and form.number:
        waiting = visit.console.service.picture.standing.waiting.values()
        found = (leg.number for leg in waiting if leg.ticket == form.ticket)
        if not any(ticket_number(form.number) in number for number in found):
            raise UnknownCodeError(kind="number", code=form.number)


async def _form(
    visit: Visit,
    desk: Desk,
    act: DeskAct,
    failure: Failure | None = None,
    status: int = 200,
    typed: str = "",
) -> Response[str]:
    values = {
        "act": act.value,
        "desk": desk,
        "form": await form_view(visit, desk, act, typed),
        "failure": failure,
        "done": None,
        "here": f"/desk/act/{act.value}",
    }
    template = "part_act.html" if visit.is_htmx else "act.html"
    return visit.answer(template, values, status=status)


async def _refused(
    visit: Visit, desk: Desk, act: DeskAct, error: KezekError, asked: ActForm
) -> Response[str]:
    """Say what is wrong; what was filled in stays, unless the visitor is another one now."""
    failure = with_way_on(visit, to_failure(error))
    failure = await with_slip(visit, failure, asked.device, asked.language)
    status = UNAVAILABLE if status_of(error) == UNAVAILABLE else REFUSED
    if act not in WITH_FORM:
        return pressed(visit, desk, failure, status)
    if not visit.is_htmx:
        return await _form(visit, desk, act, failure, status, asked.number)
    if isinstance(error, StaleTicketError):
        return pressed(visit, desk, failure, status, more=_panel(""))
    # The request id is used up, and all else in the form is worth keeping.
    again = visit.render("part_request.html", {"again": True}).strip()
    return pressed(visit, desk, failure, status, more=again)


async def _done(visit: Visit, desk: Desk, act: DeskAct, done: DoneView | None) -> Response[str]:
    if act not in WITH_FORM:
        return pressed(visit, desk, None, 200, done)
    if act is not DeskAct.PAPER_CALL:
        return pressed(visit, desk, None, 200, done, more=_panel(""))
    if not visit.is_htmx:
        return Redirect(f"/desk/act/{act.value}", status_code=303)
    # A sheet has many lines: the next one follows at once.
    values = {"act": act.value, "form": await form_view(visit, desk, act)}
    return pressed(visit, desk, None, 200, done, _panel(visit.render("part_act.html", values)))


def _panel(html: str) -> str:
    return f'<div hx-swap-oob="innerHTML:#panel">{html}</div>'
