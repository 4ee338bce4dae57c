"""The desk's page: choose a desk, call, receive; every press is a command to the Hall."""

from collections.abc import AsyncIterator
from typing import Annotated

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException
from litestar.params import Body, FromPath
from litestar.response import Redirect, ServerSentEvent, ServerSentEventMessage
from msgspec import Struct

from server.console.desk_answers import desk_page, over, pressed, seat
from server.console.live import DeskLostError, desk_stream, holding, over_stream
from server.console.presses import DeskAction, PressForm, command_of
from server.console.sessions import desks_in_use, take_desk
from server.console.visits import Visit
from server.failures import status_of
from server.hall_file import HallConfig
from server.protocol.desks import Desk
from server.protocol.errors import KezekError, UnknownDeskError, to_failure
from server.protocol.identity import Key
from server.protocol.languages import LanguageCode, in_language


class DeskForm(Struct, frozen=True):
    """What the choice of a desk sends."""

    desk: Key


class DeskTile(Struct, frozen=True):
    """One desk to choose."""

    id: Key
    label: str
    zone: str
    bodies: tuple[tuple[str, tuple[str, ...]], ...]
    waiting: int
    is_mine: bool
    is_in_use: bool
    is_video: bool


class DeskController(Controller):
    """The tool of officials."""

    path = "/desk"
    include_in_schema = False

    @get()
    async def show(self, visit: NamedDependency[Visit]) -> Response[str]:
        """Show the desk that the session chose, or the choice if it chose none."""
        desk = seat(visit)
        return desk_page(visit, desk) if isinstance(desk, Desk) else desk

    @get("/choose")
    async def choose(self, visit: NamedDependency[Visit]) -> Response[str]:
        """Show every desk of the hall."""
        visit.official()
        return visit.answer("choose.html", {"desks": await _tiles(visit)})

    @post("/choose")
    async def take(
        self,
        visit: NamedDependency[Visit],
        data: Annotated[DeskForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
    ) -> Redirect:
        """Give the desk to this session; an older one that held it is told."""
        visit.official()
        desk = visit.console.service.config.desk(data.desk)
        if desk is None:
            raise UnknownDeskError(desk=data.desk)
        await take_desk(visit.console, visit.holder, desk.id)
        return Redirect("/desk", status_code=303)

    @get("/live")
    async def live(self, visit: NamedDependency[Visit]) -> ServerSentEvent:
        """Keep the page live."""
        desk = visit.desk
        if visit.session is None or desk is None:
            return _sse(over_stream(visit, desk, "ended"))
        visit.official()
        return _sse(desk_stream(visit, desk))

    @post("/{action:str}")
    async def press(
        self,
        visit: NamedDependency[Visit],
        action: FromPath[str],
        data: Annotated[PressForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
    ) -> Response[str]:
        """Carry one press out, and answer with the page as it is then."""
        if action not in list(DeskAction):
            raise NotFoundException
        desk = seat(visit)
        if not isinstance(desk, Desk):
            return desk
        actor = visit.official()
        try:
            command = command_of(DeskAction(action), desk.id, data)
            await visit.console.service.carry_out(command, actor, holding(visit, desk))
        except DeskLostError as lost:
            return over(visit, desk, lost.why)
        except KezekError as error:
            return pressed(visit, desk, to_failure(error), status_of(error))
        return pressed(visit, desk, None, 200)


def _sse(stream: AsyncIterator[ServerSentEventMessage]) -> ServerSentEvent:
    return ServerSentEvent(stream, headers={"X-Accel-Buffering": "no"})


async def _tiles(visit: Visit) -> tuple[DeskTile, ...]:
    service, holder = visit.console.service, visit.holder
    in_use = await desks_in_use(visit.console)

    def tile(desk: Desk) -> DeskTile:
        zone = service.config.zone(desk.zone)
        is_mine = holder.desk == desk.id and not holder.is_fenced
        return DeskTile(
            desk.id,
            desk.label,
            in_language(zone.names, visit.browser.language) if zone else desk.zone,
            _served(service.config, desk, visit.browser.language),
            service.picture.waiting_at(desk.id, holder.official),
            is_mine,
            desk.id in in_use and not is_mine,
            desk.is_video,
        )

    return tuple(tile(desk) for desk in service.config.desks)


def _served(
    config: HallConfig, desk: Desk, language: LanguageCode
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the bodies whose services the desk serves, each with those services."""
    served = [service for service in config.services if service.id in desk.services]
    return tuple(
        (
            in_language(body.names, language),
            tuple(in_language(one.names, language) for one in served if one.body == body.id),
        )
        for body in config.bodies
        if any(one.body == body.id for one in served)
    )
