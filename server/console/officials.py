"""The desk's page: choose a desk, call, receive; every press is a command to the Hall."""

from collections.abc import AsyncIterator
from typing import Annotated

from litestar import Controller, MediaType, Response, get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException
from litestar.params import Body, FromPath
from litestar.response import Redirect, ServerSentEvent, ServerSentEventMessage
from msgspec import Struct

from server.console.desk_parts import draw, page_values, render_answer
from server.console.live import DeskLostError, desk_stream, holding, over_stream, why_over
from server.console.presses import DeskAction, PressForm, command_of
from server.console.sessions import desks_in_use, take_desk
from server.console.visits import PAGE_HEADERS, Visit
from server.failures import status_of
from server.hall_file import HallConfig
from server.protocol.desks import Desk
from server.protocol.errors import Failure, KezekError, UnknownDeskError, to_failure
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


class DeskController(Controller):
    """The tool of officials."""

    path = "/desk"
    include_in_schema = False

    @get()
    async def show(self, visit: NamedDependency[Visit]) -> Response[str]:
        """Show the desk that the session chose, or the choice if it chose none."""
        if visit.is_htmx and visit.session is None:
            return _over(visit, None, "ended")
        visit.official()
        desk = visit.desk
        if desk is None:
            return Redirect("/desk/choose", status_code=303)
        why = why_over(visit.session, desk)
        return _over(visit, desk, why) if why else _page(visit, desk)

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
        if visit.is_htmx and visit.session is None:
            return _over(visit, None, "ended")
        actor, desk = visit.official(), visit.desk
        if desk is None:
            return Redirect("/desk/choose", status_code=303)
        why = why_over(visit.session, desk)
        if why:
            return _over(visit, desk, why)
        try:
            command = command_of(DeskAction(action), desk.id, data)
            await visit.console.service.carry_out(command, actor, holding(visit, desk))
        except DeskLostError as lost:
            return _over(visit, desk, lost.why)
        except KezekError as error:
            return _pressed(visit, desk, to_failure(error), status_of(error))
        return _pressed(visit, desk, None, 200)


def _pressed(visit: Visit, desk: Desk, failure: Failure | None, status: int) -> Response[str]:
    if visit.is_htmx:
        return Response(
            render_answer(visit, desk, failure),
            media_type=MediaType.HTML,
            status_code=status,
            headers=PAGE_HEADERS,
        )
    if failure is None:
        return Redirect("/desk", status_code=303)
    return _page(visit, desk, failure, status)


def _page(
    visit: Visit, desk: Desk, failure: Failure | None = None, status: int = 200
) -> Response[str]:
    values = page_values(draw(visit, desk), desk, failure=failure)
    return visit.answer("desk.html", {**values, "here": "/desk"}, status=status)


def _over(visit: Visit, desk: Desk | None, why: str) -> Response[str]:
    """Return that nothing can be pressed here any more, as the page or as its live part."""
    values = {"desk": desk, "over": why, "now": visit.console.service.now(), "here": "/desk"}
    if desk is not None and not visit.is_htmx:
        return visit.answer("desk.html", values, status=409)
    headers = {"HX-Retarget": "#live", "HX-Reswap": "innerHTML", "HX-Reselect": "section"}
    return visit.answer("part_over.html", values, status=409, headers=headers)


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
            service.picture.waiting_at(desk.id),
            is_mine,
            desk.id in in_use and not is_mine,
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
