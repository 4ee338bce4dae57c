"""Which devices can print for a desk, and which one its browser took the last time."""

from uuid import NAMESPACE_OID, uuid5

from litestar import Response
from msgspec.structs import replace

from server.console.browser import YEAR_SECONDS, printer_cookie, strict_cookie
from server.console.code_names import CodeChoice
from server.console.linked_devices import devices_in_force
from server.console.views import DoneView
from server.console.visits import Visit
from server.hall_service import Guard
from server.protocol.desk_commands import OrderPaper
from server.protocol.desk_errors import UnknownPrinterError
from server.protocol.desks import Desk
from server.protocol.errors import KezekError, to_failure
from server.protocol.identity import RequestId, TicketId

NO_PAPER = "-"
"""What a form sends whose official wants no paper; nothing is sent where no device is linked."""


async def printers(visit: Visit) -> tuple[CodeChoice, ...]:
    """Return the linked devices that print, by name."""
    linked = visit.console.papers.printers()
    devices = await devices_in_force(visit.console, visit.browser.language)
    names = {one.id: one.name for one in devices}
    return tuple(CodeChoice(device, names.get(device) or device) for device in sorted(linked))


def usual_printer(visit: Visit, desk: Desk | None) -> str:
    """Return what was chosen at ``desk`` in this browser the last time, or nothing."""
    return visit.browser.printers.get(_key(desk), "")


def keep_choice(visit: Visit, desk: Desk | None, device: str, answer: Response[str]) -> None:
    """Let ``answer`` have the browser choose ``device`` beforehand at ``desk`` the next time."""
    if device in {NO_PAPER, *visit.console.papers.printers()}:
        name, is_https = printer_cookie(_key(desk)), visit.browser.is_https
        answer.set_cookie(strict_cookie(name, device, is_https=is_https, seconds=YEAR_SECONDS))


def check_linked(visit: Visit, device: str) -> None:
    """Raise UnknownPrinterError if the device has left: it would print nothing later."""
    if device not in visit.console.papers.printers():
        raise UnknownPrinterError(device=device)


async def have_printed(
    visit: Visit, given: DoneView, order: OrderPaper, guard: Guard | None = None
) -> DoneView:
    """Order the paper of a number that was given; say where it is printed, or why it is not."""
    if order.device in {"", NO_PAPER}:
        return given
    try:
        check_linked(visit, order.device)
        await visit.console.service.carry_out(order, visit.official(), guard)
    except KezekError as error:
        return replace(given, failure=to_failure(error))
    return replace(given, device=await printer_name(visit, order.device))


async def printer_name(visit: Visit, device: str) -> str:
    """Return what a device is called."""
    names = {one.id: one.name for one in await printers(visit)}
    return names.get(device, device)


def paper_of(request: RequestId, ticket: TicketId, device: str) -> OrderPaper:
    """Return the order to print a ticket that ``request`` has made, with a request of its own."""
    own = str(uuid5(NAMESPACE_OID, f"paper of {request}"))
    return OrderPaper(request_id=own, ticket=ticket, device=device)


def _key(desk: Desk | None) -> str:
    return desk.id if desk else "no-desk"
