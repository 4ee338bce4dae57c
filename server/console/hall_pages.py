"""The hall's page: what supervisors, auditors and admins see of it, live and without buttons."""

import hashlib
from collections.abc import Mapping
from functools import partial

import msgspec
from litestar import Controller, Response, get
from litestar.di import NamedDependency
from litestar.response import ServerSentEvent
from msgspec import structs

from server.console.hall_view import HallView, hall_view
from server.console.linked_devices import devices_in_force
from server.console.sessions import desks_in_use
from server.console.streams import LivePage, Part, on_entries, stream
from server.console.visits import Visit

PART = "overview"


class HallController(Controller):
    """The hall, for those who oversee it."""

    path = "/hall"
    include_in_schema = False

    @get()
    async def show(self, visit: NamedDependency[Visit]) -> Response[str]:
        """Show the hall as it is now."""
        view = await _view(visit)
        return visit.answer("hall.html", {**_values(visit, view), "here": "/hall"})

    @get("/live")
    async def live(self, visit: NamedDependency[Visit]) -> ServerSentEvent:
        """Keep the page live."""

        async def parts() -> Mapping[str, Part]:
            view = await _view(visit)
            values = _values(visit, view)
            draw = partial(visit.render, "part_hall.html", values)
            return {PART: (str(values["digest"]), draw)}

        return stream(visit, LivePage("/hall/live", parts, (on_entries(visit),)))


async def _view(visit: Visit) -> HallView:
    service = visit.console.service
    return hall_view(
        service.picture,
        service.config,
        visit.browser.language,
        await desks_in_use(visit.console),
        await devices_in_force(visit.console, visit.browser.language),
        service.now(),
    )


def _values(visit: Visit, view: HallView) -> dict[str, object]:
    # When a device was last heard changes all the time, and the page does not show it.
    devices = tuple(structs.replace(one, last_seen=None) for one in view.devices)
    service = visit.console.service
    clock = service.clock_doubt()
    seen = (structs.replace(view, devices=devices), clock and (clock.trouble, clock.newest_day))
    digest = hashlib.sha256(msgspec.json.encode(seen)).hexdigest()[:16]
    return {"view": view, "now": service.now(), "digest": digest, "clock": clock}
