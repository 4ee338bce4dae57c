"""The whole hall at a glance, for those who oversee it; pure, no words in it."""

from collections.abc import Iterable

from msgspec import Struct

from server.console.device_view import DeviceView
from server.console.views import PrinterView
from server.hall_file import HallConfig
from server.protocol.desks import Desk
from server.protocol.identity import Key
from server.protocol.languages import LanguageCode, in_language
from server.protocol.printing import SoundResult
from server.protocol.tickets import Instant, LegState, TicketNumber
from server.queueing.lanes import WaitingLeg
from server.queueing.picture import HallPicture

OPEN_TOO_LONG_MS = 3 * 60_000
"""A call that nobody has answered for so long is worth a look."""


class DeskRow(Struct, frozen=True):
    """One desk: who is there, since when, and whether anybody works at it."""

    label: str
    zone: str
    number: TicketNumber
    state: str
    since: Instant
    is_left_open: bool
    is_mute: bool
    is_staffed: bool
    waiting: int
    received: int
    no_shows: int


class ServiceRow(Struct, frozen=True):
    """How many wait for one service, and since when the first of them."""

    service: str
    body: str
    waiting: int
    first: TicketNumber
    since: Instant


class HallView(Struct, frozen=True):
    """Everything the page shows; ``unclaimed`` tickets may not have reached their visitors."""

    service_day: str
    waiting: int
    unclaimed: int
    services: tuple[ServiceRow, ...]
    desks: tuple[DeskRow, ...]
    printers: tuple[PrinterView, ...]
    devices: tuple[DeviceView, ...]


def hall_view(
    picture: HallPicture,
    config: HallConfig,
    language: LanguageCode,
    staffed: frozenset[Key],
    devices: tuple[DeviceView, ...],
    now: Instant,
) -> HallView:
    """Return the hall as it is at ``now`` to a reader of ``language``."""
    waiting = picture.waiting()
    names = {device.id: device.name for device in devices}
    return HallView(
        service_day=picture.service_day or "",
        waiting=len(waiting),
        unclaimed=len(picture.unclaimed()),
        services=_services(waiting, config, language),
        desks=tuple(
            _desk(picture, config, desk, language, now, is_staffed=desk.id in staffed)
            for desk in config.desks
        ),
        printers=tuple(
            PrinterView(names.get(device) or device, one.number, one.problem)
            for actor, one in sorted(picture.print_problems().items())
            for device in (actor.partition(":")[2],)
        ),
        devices=devices,
    )


def _services(
    waiting: Iterable[WaitingLeg], config: HallConfig, language: LanguageCode
) -> tuple[ServiceRow, ...]:
    legs: dict[Key, list[WaitingLeg]] = {}
    for leg in waiting:
        legs.setdefault(leg.service, []).append(leg)
    bodies = {body.id: in_language(body.names, language) for body in config.bodies}
    rows = []
    for service in config.services:
        found = legs.get(service.id)
        if found:
            first = min(found, key=lambda leg: (leg.order_key, leg.seq))
            name = in_language(service.names, language)
            body = bodies.get(service.body, "")
            rows.append(ServiceRow(name, body, len(found), first.number, first.order_key))
    return tuple(sorted(rows, key=lambda row: row.since))


def _desk(
    picture: HallPicture,
    config: HallConfig,
    desk: Desk,
    language: LanguageCode,
    now: Instant,
    *,
    is_staffed: bool,
) -> DeskRow:
    seen, counts = picture.occupancy.desk(desk.id), picture.occupancy.counts(desk.id)
    zone = config.zone(desk.zone)
    since = 0 if seen is None else seen.started_at or seen.called_at
    is_called = seen is not None and seen.state is LegState.CALLED
    return DeskRow(
        label=desk.label,
        zone=in_language(zone.names, language) if zone else desk.zone,
        number=seen.number if seen else "",
        state=seen.state.value if seen else "",
        since=since,
        is_left_open=is_called and now - since > OPEN_TOO_LONG_MS,
        is_mute=seen is not None and _is_mute(seen.spoken),
        is_staffed=is_staffed,
        waiting=picture.waiting_at(desk.id),
        received=counts.received,
        no_shows=counts.no_shows,
    )


def _is_mute(spoken: tuple[tuple[Key, SoundResult], ...]) -> bool:
    return bool(spoken) and all(result is not SoundResult.SPOKEN for _, result in spoken)
