"""The supervisor's page: waits, desks, calls left open, deviations, and pauses of the hall."""

import hashlib
from collections.abc import Mapping
from functools import partial
from typing import Annotated

import msgspec
from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException
from litestar.params import Body, FromPath
from litestar.response import Redirect, ServerSentEvent

from server.console.code_names import code_choices
from server.console.desk_forms import target_choices
from server.console.hall_control_view import standing_view, stranded_view
from server.console.permits import OVERRULERS
from server.console.sessions import people_of, receiving
from server.console.streams import LivePage, Part, on_entries, stream
from server.console.supervisor_acts import HallAct, HallForm, command_of_hall_act
from server.console.supervisor_view import supervisor_view
from server.console.visits import Visit
from server.failures import status_of
from server.protocol.codes import CodeKind
from server.protocol.errors import Failure, KezekError, to_failure

PARTS = ("standing", "stranded", "order")

HallData = Annotated[HallForm, Body(media_type=RequestEncodingType.URL_ENCODED)]


class SupervisorController(Controller):
    """The order of the hall, for those who oversee it."""

    path = "/supervisor"
    include_in_schema = False

    @get()
    async def show(self, visit: NamedDependency[Visit]) -> Response[str]:
        """Show how the order stands."""
        return await _page(visit)

    @get("/live")
    async def live(self, visit: NamedDependency[Visit]) -> ServerSentEvent:
        """Keep the page live."""

        async def parts() -> Mapping[str, Part]:
            values = await _values(visit)
            digests = _digests(values)
            return {
                part: (
                    digests[part],
                    partial(visit.render, f"part_{part}.html", {**values, "digest": digests}),
                )
                for part in PARTS
            }

        return stream(visit, LivePage("/supervisor/live", parts, (on_entries(visit),)))

    @post("/{act:str}")
    async def do(
        self, visit: NamedDependency[Visit], act: FromPath[str], data: HallData
    ) -> Response[str]:
        """Carry out what is asked of the whole hall."""
        if act not in list(HallAct):
            raise NotFoundException
        try:
            command = command_of_hall_act(HallAct(act), data)
            await visit.console.service.carry_out(command, visit.actor())
        except KezekError as error:
            return await _page(visit, to_failure(error), status_of(error))
        return Redirect("/supervisor", status_code=303)


async def _page(visit: Visit, failure: Failure | None = None, status: int = 200) -> Response[str]:
    values = await _values(visit)
    page = {**values, "digest": _digests(values), "failure": failure, "here": "/supervisor"}
    return visit.answer("supervisor.html", page, status=status)


async def _values(visit: Visit) -> dict[str, object]:
    service, language = visit.console.service, visit.browser.language
    picture, config = service.picture, service.config
    at_desks = await receiving(visit.console)
    logins = await service.read(
        lambda ledger: {one.id: one.login for one in people_of(ledger).everybody()}
    )
    lost = stranded_view(picture, config, language, at_desks, logins)
    now = service.now()
    staffed = frozenset(at_desks)
    return {
        "order": supervisor_view(picture, config, language, staffed, now, service.local),
        "standing": standing_view(picture, config, language),
        "stranded": lost,
        "targets": await target_choices(visit) if lost else None,
        "reasons": code_choices(config, CodeKind.TRANSFER, language),
        "may_act": visit.role in OVERRULERS,
        "now": now,
    }


def _digests(values: Mapping[str, object]) -> dict[str, str]:
    return {
        part: hashlib.sha256(msgspec.json.encode(values[part])).hexdigest()[:16] for part in PARTS
    }
