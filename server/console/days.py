"""The service day's page: an admin opens and closes the day, and decides on a doubted clock."""

from typing import Annotated

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect
from msgspec import Struct

from server.console.visits import Visit
from server.failures import status_of
from server.protocol.commands import CloseDay, Command, OpenDay, TrustClock, WallOffset
from server.protocol.errors import Failure, KezekError, to_failure
from server.protocol.identity import RequestId
from server.protocol.languages import in_language
from server.protocol.tickets import LegState, ServiceDay, TicketNumber
from server.queueing.lanes import WaitingLeg


class DayForm(Struct, frozen=True):
    """What the buttons send: the page's request id and the day that it showed."""

    request_id: RequestId
    service_day: ServiceDay


class LeftOver(Struct, frozen=True):
    """Who still waits after closing: to be called late, or told to come back."""

    number: TicketNumber
    service: str
    came: str
    state: LegState


class ClockForm(Struct, frozen=True):
    """What the button sends: the page's request id and what the clock that it showed says."""

    request_id: RequestId
    wall_offset_ms: WallOffset


ClockData = Annotated[ClockForm, Body(media_type=RequestEncodingType.URL_ENCODED)]
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

    @post("/clock")
    async def trust(self, visit: NamedDependency[Visit], data: ClockData) -> Response[str]:
        """Believe the server's clock, if it is still the one that the page showed."""
        doubt = visit.console.service.clock_doubt()
        if doubt is None or doubt.wall_offset_ms != data.wall_offset_ms:
            visit.admin()
            return await _page(visit)
        offset = data.wall_offset_ms
        return await _carry_out(
            visit, TrustClock(request_id=data.request_id, wall_offset_ms=offset)
        )


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
        "clock": service.clock_doubt(),
        "service_day": service.picture.service_day,
        "today": today,
        "was_held": was_held,
        "waiting": len(service.picture.waiting()),
        "left": _left_over(visit) if service.picture.service_day is None else (),
        "here": "/day",
    }
    return visit.answer("day.html", values, status=status)


def _left_over(visit: Visit) -> tuple[LeftOver, ...]:
    """Return who has not been received, in the order of the rule, those set aside last."""
    standing = visit.console.service.picture.standing
    aside = (
        *((leg, LegState.BOOKED) for leg in standing.booked.values()),
        *((one.leg, LegState.PARKED) for one in standing.parked.values()),
        *((leg, LegState.UNCLAIMED) for leg in standing.unclaimed.values()),
    )
    waiting = ((leg, LegState.WAITING) for leg in visit.console.service.picture.waiting())
    return tuple(_left(visit, leg, state) for leg, state in (*waiting, *aside))


def _left(visit: Visit, leg: WaitingLeg, state: LegState) -> LeftOver:
    hall = visit.console.service
    found, record = hall.config.service(leg.service), hall.picture.record.leg(leg.leg)
    name = in_language(found.names, visit.browser.language) if found else leg.service
    came_at = leg.order_key if record is None else record.came_at
    return LeftOver(leg.number, name, f"{hall.local(came_at):%H:%M}", state)
