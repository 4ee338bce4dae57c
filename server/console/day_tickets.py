"""A day's tickets by the time their visitors came: for who has lost his ticket; no names."""

from datetime import date, timedelta
from typing import Annotated

from litestar import Controller, Response, get
from litestar.di import NamedDependency
from litestar.params import Parameter
from msgspec import Struct

from server.console.past_days import PastDay
from server.console.permits import OVERSEERS
from server.console.visits import Visit
from server.console.wall_times import moment_of, moment_on
from server.hall_file import HallConfig
from server.protocol.identity import Key, TicketId
from server.protocol.languages import LanguageCode, in_language
from server.protocol.tickets import LegState, TicketClass, TicketNumber
from server.queueing.leg_record import LegRecord

AROUND_MINUTES = 15
"""People who lost a ticket know about when they took it."""

NOON = "12:00"
OVER = (LegState.FINISHED, LegState.TRANSFERRED)
"""States of a leg from which its visit goes on, or ends."""

Day = Annotated[date | None, Parameter(description="a day such as 2026-11-25")]
Time = Annotated[str | None, Parameter(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class TicketRow(Struct, frozen=True):
    """One leg of the day: when its visitor came, and where it stands since when, by the wall.

    ``in_all_ms`` is from when he came until this leg was over, if it is.
    """

    ticket: TicketId
    number: TicketNumber
    came: str
    service: str
    body: str
    ticket_class: TicketClass
    category: str
    state: LegState
    since: str
    desk_label: str
    is_video: bool
    waited_ms: int
    served_ms: int
    in_all_ms: int | None


class DayTicketsController(Controller):
    """The day's tickets for officials, any day's for those who oversee the hall."""

    path = "/tickets"
    include_in_schema = False

    @get()
    async def show(
        self,
        visit: NamedDependency[Visit],
        at: Time = None,
        service: Annotated[str | None, Parameter(max_length=64)] = None,
        day: Day = None,
    ) -> Response[str]:
        """Show who came around ``at``, for one service or any; on an earlier ``day`` too.

        Officials, who look for a lost ticket, see the newest day alone.
        """
        hall = visit.console.service
        past = await _past_day(visit, day)
        local_now = hall.local(hall.now())
        moment = (
            moment_of(at, hall.now(), local_now)
            if past is None or day is None
            else moment_on(day, at or NOON, hall.now(), local_now)
        )
        around = AROUND_MINUTES * 60_000
        record = hall.picture.record if past is None else past.record
        found = record.came_between(moment - around, moment + around + 60_000)
        local = hall.local(moment)
        values = {
            "rows": tuple(
                _row(visit, leg) for leg in found if not service or leg.service == service
            ),
            "at": f"{local:%H:%M}",
            "earlier": f"{local - timedelta(minutes=2 * AROUND_MINUTES):%H:%M}",
            "later": f"{local + timedelta(minutes=2 * AROUND_MINUTES):%H:%M}",
            "around": AROUND_MINUTES,
            "service": service or "",
            "services": _services(hall.config, visit.browser.language),
            "day": day.isoformat() if day and past else "",
            "today": hall.picture.newest_day or f"{local_now:%Y-%m-%d}",
            "may_look_back": visit.role in OVERSEERS,
            "is_whole": past is None or past.is_whole,
            "here": "/tickets",
        }
        back = f"/tickets?at={local:%H:%M}&service={service or ''}&day={values['day']}"
        return visit.answer("tickets.html", {**values, "back": back.removesuffix("&day=")})


async def _past_day(visit: Visit, day: date | None) -> PastDay | None:
    """Return an earlier day for whoever may see it, none for the newest one."""
    hall = visit.console.service
    if day is None or visit.role not in OVERSEERS or day.isoformat() == hall.picture.newest_day:
        return None
    return await visit.console.past_days.find(hall, day.isoformat()) or PastDay()


def _row(visit: Visit, leg: LegRecord) -> TicketRow:
    hall, language = visit.console.service, visit.browser.language
    service = hall.config.service(leg.service)
    bodies = {body.id: in_language(body.names, language) for body in hall.config.bodies}
    category = hall.config.category(leg.claim) if leg.claim else None
    return TicketRow(
        ticket=leg.ticket,
        number=leg.number,
        came=f"{hall.local(leg.came_at):%H:%M}",
        service=in_language(service.names, language) if service else leg.service,
        body=bodies.get(service.body, "") if service else "",
        ticket_class=leg.ticket_class,
        category=in_language(category.names, language) if category else "",
        state=leg.state,
        since=f"{hall.local(leg.since):%H:%M}",
        desk_label=leg.desk_label,
        is_video=leg.is_video,
        waited_ms=leg.waited_ms,
        served_ms=leg.served_ms,
        in_all_ms=leg.since - leg.came_at if leg.state in OVER else None,
    )


def _services(config: HallConfig, language: LanguageCode) -> tuple[tuple[Key, str, str], ...]:
    bodies = {body.id: in_language(body.names, language) for body in config.bodies}
    return tuple(
        (one.id, in_language(one.names, language), bodies.get(one.body, ""))
        for one in config.services
    )
