"""Kiosks and boards: an admin pairs them by the code on their screens, and cuts them off."""

import hashlib
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Annotated

import msgspec
from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException
from litestar.params import Body, FromPath
from litestar.response import Redirect, ServerSentEvent
from msgspec import Struct
from msgspec.structs import replace

from server.console.confirming import confirm
from server.console.device_view import DeviceView
from server.console.linked_devices import device_views
from server.console.streams import LivePage, Part, on_entries, stream
from server.console.visits import Visit
from server.failures import status_of
from server.protocol.errors import Failure, KezekError, UnknownDeviceError, to_failure
from server.protocol.identity import Key
from server.protocol.languages import in_language
from server.protocol.tickets import Instant
from server.trust.trust import Trust


class WaitingRow(Struct, frozen=True):
    """A device that shows a code; which one is not told, so that it is read off the screen."""

    id: str
    role: str
    address: str
    since: Instant


class PairForm(Struct, frozen=True):
    """What letting a device in sends."""

    code: str = ""
    name: str = ""
    zone: str = ""
    password: str = ""


class ActForm(Struct, frozen=True):
    """What a button of one device sends."""

    password: str = ""


class Told(Struct, frozen=True):
    """What the page answers to: which form, which field, what was wrong, what was typed."""

    form: str = ""
    field: str = ""
    failure: Failure | None = None
    typed: PairForm = PairForm()
    paired: Key = ""
    status: int = 200


class DevicesController(Controller):
    """Devices, for admins."""

    path = "/admin/devices"
    include_in_schema = False

    @get()
    async def show(self, visit: NamedDependency[Visit]) -> Response[str]:
        """Show who waits and which devices the hall has."""
        visit.admin()
        return await _page(visit, Told())

    @get("/live")
    async def live(self, visit: NamedDependency[Visit]) -> ServerSentEvent:
        """Keep the page live."""
        visit.admin()
        trust, sources = visit.console.trust, [on_entries(visit)]
        if trust is not None:
            sources.append(trust.pairings.subscribe)

        async def parts() -> Mapping[str, Part]:
            return await _parts(visit)

        return stream(visit, LivePage("/admin/devices/live", parts, tuple(sources)))

    @post("/pair")
    async def pair(
        self,
        visit: NamedDependency[Visit],
        data: Annotated[PairForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
    ) -> Response[str]:
        """Let the device in that shows the typed code."""
        actor, trust = visit.admin(), _trust(visit)
        failure = await confirm(visit, data.password)
        if failure is not None:
            return await _page(visit, Told("pair", "password", failure, data, status=403))
        try:
            paired = await trust.pairings.confirm(data.code, data.name, data.zone or None, actor)
        except KezekError as error:
            failure = to_failure(error)
            field = "zone" if failure.code == "unknown-zone" else "code"
            return await _page(visit, Told("pair", field, failure, data, status=status_of(error)))
        return await _page(visit, Told("pair", paired=paired.id))

    @post("/refuse/{waiting:str}")
    async def refuse(self, visit: NamedDependency[Visit], waiting: FromPath[str]) -> Response[str]:
        """Send a waiting device away."""
        actor, trust = visit.admin(), _trust(visit)
        codes = {_waiting_id(one.code): one.code for one in await trust.pairings.everywhere()}
        if waiting in codes:
            await trust.pairings.refuse(codes[waiting], actor)
        return Redirect("/admin/devices", status_code=303)

    @get("/{device:str}")
    async def one(self, visit: NamedDependency[Visit], device: FromPath[str]) -> Response[str]:
        """Show one device and what may be done."""
        visit.admin()
        return await _one(visit, device, Told())

    @get("/{device:str}/live")
    async def live_one(
        self, visit: NamedDependency[Visit], device: FromPath[str]
    ) -> ServerSentEvent:
        """Keep the page of one device live."""
        visit.admin()
        await _found(visit, device)

        async def parts() -> Mapping[str, Part]:
            return await _state(visit, device)

        return stream(visit, LivePage("/admin/devices/{device}/live", parts, (on_entries(visit),)))

    @post("/{device:str}/{act:str}")
    async def act(
        self,
        visit: NamedDependency[Visit],
        device: FromPath[str],
        act: FromPath[str],
        data: Annotated[ActForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
    ) -> Response[str]:
        """Do one thing to a device, if the admin proves to be there."""
        visit.admin()
        if act not in ACTS:
            raise NotFoundException
        failure = await confirm(visit, data.password)
        if failure is not None:
            return await _one(visit, device, Told(act, "password", failure, status=403))
        await ACTS[act](visit, device)
        return Redirect(f"/admin/devices/{device}", status_code=303)


async def _revoke(visit: Visit, device: Key) -> None:
    await _trust(visit).revoke(device, visit.admin())


async def _renew(visit: Visit, device: Key) -> None:
    await _trust(visit).renew_key(device)


async def _clear(visit: Visit, device: Key) -> None:
    await _trust(visit).clear_suspicion(device, visit.admin())


ACTS: Mapping[str, Callable[[Visit, Key], Awaitable[None]]] = {
    "revoke": _revoke,
    "renew-key": _renew,
    "clear": _clear,
}
"""What the buttons of a device's page do."""


def _trust(visit: Visit) -> Trust:
    trust = visit.console.trust
    if trust is None:
        raise NotFoundException
    return trust


async def _page(visit: Visit, told: Told) -> Response[str]:
    trust, config = visit.console.trust, visit.console.service.config
    language = visit.browser.language
    shown, _ = await _values(visit)
    values = {
        **shown,
        "fingerprint": trust.fingerprint if trust else None,
        "zones": tuple((zone.id, in_language(zone.names, language)) for zone in config.zones),
        "form": told.form,
        "field": told.field,
        "failure": told.failure,
        "typed": told.typed,
        "paired": told.paired,
        "here": "/admin/devices",
    }
    return visit.answer("admin_devices.html", values, status=told.status)


async def _parts(visit: Visit) -> Mapping[str, Part]:
    values, digests = await _values(visit)
    return {
        part: (digest, partial(visit.render, f"part_{part}.html", values))
        for part, digest in digests.items()
    }


async def _values(visit: Visit) -> tuple[dict[str, object], dict[str, str]]:
    trust, now = visit.console.trust, visit.console.service.now()
    waiting: tuple[WaitingRow, ...] = ()
    devices = await device_views(visit.console, visit.browser.language)
    if trust is not None:
        waiting = tuple(
            WaitingRow(_waiting_id(one.code), one.role, one.address, one.since)
            for one in await trust.pairings.everywhere()
        )
    digests = {
        "waiting": _digest(waiting),
        # When it was last heard changes all the time; browsers count it on.
        "devices": _digest([replace(one, last_seen=None) for one in devices]),
    }
    return {"waiting": waiting, "devices": devices, "now": now, "digest": digests}, digests


async def _found(visit: Visit, device: Key) -> DeviceView:
    devices = await device_views(visit.console, visit.browser.language)
    found = next((one for one in devices if one.id == device), None)
    if found is None:
        raise UnknownDeviceError(device=device[:40])
    return found


async def _state(visit: Visit, device: Key) -> Mapping[str, Part]:
    """Return what is live on the page of one device."""
    found = await _found(visit, device)
    digest = _digest(replace(found, last_seen=None))
    values = {"device": found, "digest": digest}
    return {"device": (digest, partial(visit.render, "part_device.html", values))}


async def _one(visit: Visit, device: Key, told: Told) -> Response[str]:
    found = await _found(visit, device)
    values = {
        "device": found,
        "digest": _digest(replace(found, last_seen=None)),
        "form": told.form,
        "field": told.field,
        "failure": told.failure,
        "now": visit.console.service.now(),
        "here": "/admin/devices",
    }
    return visit.answer("admin_device.html", values, status=told.status)


def _waiting_id(code: str) -> str:
    return hashlib.sha256(b"kezek waiting " + code.encode()).hexdigest()[:16]


def _digest(content: object) -> str:
    return hashlib.sha256(msgspec.json.encode(content)).hexdigest()[:16]
