"""The service day's page: an admin opens and closes the day."""

from typing import Annotated

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect
from msgspec import Struct

from server.console.visits import Visit
from server.failures import status_of
from server.protocol.commands import CloseDay, Command, OpenDay
from server.protocol.errors import Failure, KezekError, to_failure
from server.protocol.identity import RequestId
from server.protocol.tickets import ServiceDay


class DayForm(Struct, frozen=True):
    """What the buttons send: the page's request id and the day that it showed."""

    request_id: RequestId
    service_day: ServiceDay


DayData = Annotated[DayForm, Body(media_type=RequestEncodingType.URL_ENCODED)]


class DayController(Controller):
    """The service day, for admins."""

    path = "/day"
    include_in_schema = False

    @get()
    async def show(self, visit: NamedDependency[Visit]) -> Response[str]:
        """Show whether the day is open."""
        visit.admin()
        return await _page(visit)

    @post("/open")
    async def open(self, visit: NamedDependency[Visit], data: DayData) -> Response[str]:
        """Open the day that the page showed."""
        command = OpenDay(request_id=data.request_id, service_day=data.service_day)
        return await _carry_out(visit, command)

    @post("/close")
    async def close(self, visit: NamedDependency[Visit], data: DayData) -> Response[str]:
        """Close the open day, if it is still the one that the page showed."""
        if visit.console.service.picture.service_day != data.service_day:
            visit.admin()
            return await _page(visit)
        return await _carry_out(visit, CloseDay(request_id=data.request_id))


async def _carry_out(visit: Visit, command: Command) -> Response[str]:
    actor = visit.admin()
    try:
        await visit.console.service.carry_out(command, actor)
    except KezekError as error:
        return await _page(visit, to_failure(error), status_of(error))
    return Redirect("/day", status_code=303)


async def _page(visit: Visit, failure: Failure | None = None, status: int = 200) -> Response[str]:
    service = visit.console.service
    today = service.local(service.now()).date().isoformat()
    was_held = await service.read(lambda ledger: ledger.days.find(today) is not None)
    values = {
        "failure": failure,
        "service_day": service.picture.service_day,
        "today": today,
        "was_held": was_held,
        "waiting": len(service.picture.waiting()),
        "here": "/day",
    }
    return visit.answer("day.html", values, status=status)
