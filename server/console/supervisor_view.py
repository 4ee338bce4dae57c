"""How the hall keeps its order today, for those who oversee it; pure, no words in it."""

from collections.abc import Callable, Iterable
from datetime import datetime

from msgspec import Struct

from server.console.code_names import code_name
from server.console.explained import explain
from server.console.views import WhyView
from server.hall_file import HallConfig
from server.protocol.codes import CodeKind
from server.protocol.identity import Key, TicketId
from server.protocol.languages import LanguageCode, in_language
from server.protocol.tickets import CallReason, Instant, LegState, TicketClass, TicketNumber
from server.queueing.day_record import Deviation
from server.queueing.lanes import WaitingLeg
from server.queueing.picture import HallPicture
from server.queueing.statutory_share import is_share_high

MINUTE_MS = 60_000


class ServiceOrder(Struct, frozen=True):
    """One service today; ``median_ms`` and ``long_ms`` are waits of those called, if any."""

    service: str
    body: str
    waiting: int
    statutory: int
    first: TicketNumber
    since: Instant
    received: int
    no_shows: int
    median_ms: int | None
    long_ms: int | None


class OpenCall(Struct, frozen=True):
    """A call that nobody has answered."""

    ticket: TicketId
    desk_label: str
    number: TicketNumber
    since: Instant


class DeskOrder(Struct, frozen=True):
    """One desk today."""

    label: str
    zone: str
    is_video: bool
    number: TicketNumber
    state: str
    since: Instant
    is_staffed: bool
    waiting: int
    received: int
    no_shows: int


class ChooserRow(Struct, frozen=True):
    """A desk whose officials chose visitors themselves more often than is left unseen."""

    desk_label: str
    count: int


class DeviationCount(Struct, frozen=True):
    """How many calls passed somebody who had come earlier, for one reason.

    ``chosen_for`` is what officials gave as theirs.
    """

    reason: CallReason
    ticket_class: TicketClass
    chosen_for: str
    count: int


class DeviationRow(Struct, frozen=True):
    """One such call."""

    seq: int
    time: str
    desk_label: str
    number: TicketNumber
    why: WhyView


class SupervisorView(Struct, frozen=True):
    """Everything the page shows; ``statutory_percent`` is of those who wait."""

    service_day: str
    waiting: int
    statutory_percent: int
    is_share_high: bool
    calls: int
    open_calls: tuple[OpenCall, ...]
    services: tuple[ServiceOrder, ...]
    desks: tuple[DeskOrder, ...]
    deviations: tuple[DeviationCount, ...]
    latest: tuple[DeviationRow, ...]
    choosers: tuple[ChooserRow, ...] = ()


class _Scene:
    """One picture of the hall, for one reader at one moment."""

    def __init__(self, picture: HallPicture, config: HallConfig, language: LanguageCode) -> None:
        self._picture = picture
        self._config = config
        self._language = language
        self.waiting = tuple(picture.standing.waiting.values())
        self._bodies = {body.id: in_language(body.names, language) for body in config.bodies}

    def choosers(self) -> tuple[ChooserRow, ...]:
        rows = (
            ChooserRow(desk.label, self._picture.control.overrides(desk.id))
            for desk in self._config.desks
        )
        limit = self._config.overrides_before_review
        return tuple(
            sorted((row for row in rows if row.count > limit), key=lambda row: -row.count)
        )

    def chosen_for(self, code: Key | None) -> str:
        return code_name(self._config, CodeKind.OVERRIDE, code, self._language)

    def services(self) -> tuple[ServiceOrder, ...]:
        legs: dict[Key, list[WaitingLeg]] = {}
        for leg in self.waiting:
            legs.setdefault(leg.service, []).append(leg)
        rows = [self._service(one.id, legs.get(one.id, [])) for one in self._config.services]
        return tuple(
            row for row in rows if row.waiting or row.received or row.median_ms is not None
        )

    def _service(self, key: Key, legs: list[WaitingLeg]) -> ServiceOrder:
        found, counts = self._config.service(key), self._picture.record.counts(key)
        first = min(legs, key=lambda leg: (leg.order_key, leg.seq), default=None)
        return ServiceOrder(
            service=in_language(found.names, self._language) if found else key,
            body=self._bodies.get(found.body, "") if found else "",
            waiting=len(legs),
            statutory=statutory_of(legs),
            first=first.number if first else "",
            since=first.order_key if first else 0,
            received=counts.received,
            no_shows=counts.no_shows,
            median_ms=counts.wait_ms(50),
            long_ms=counts.wait_ms(90),
        )

    def desks(self, staffed: frozenset[Key]) -> tuple[DeskOrder, ...]:
        return tuple(self._desk(one.id, staffed) for one in self._config.desks)

    def _desk(self, key: Key, staffed: frozenset[Key]) -> DeskOrder:
        desk, seen = self._config.desk(key), self._picture.occupancy.desk(key)
        zone = self._config.zone(desk.zone) if desk else None
        counts = self._picture.occupancy.counts(key)
        return DeskOrder(
            label=desk.label if desk else key,
            zone=in_language(zone.names, self._language) if zone else "",
            is_video=desk is not None and desk.is_video,
            number=seen.number if seen else "",
            state=seen.state.value if seen else "",
            since=(seen.started_at or seen.called_at) if seen else 0,
            is_staffed=key in staffed,
            waiting=self._picture.waiting_at(key),
            received=counts.received,
            no_shows=counts.no_shows,
        )

    def open_calls(self, now: Instant) -> tuple[OpenCall, ...]:
        seen = (self._picture.occupancy.desk(desk.id) for desk in self._config.desks)
        found = (
            OpenCall(one.ticket, one.desk_label, one.number, one.called_at)
            for one in seen
            if one
            and one.state is LegState.CALLED
            and now - one.called_at > self._config.open_call_minutes * MINUTE_MS
        )
        return tuple(sorted(found, key=lambda call: call.since))


def statutory_of(legs: Iterable[WaitingLeg]) -> int:
    """Return how many of ``legs`` go first by law."""
    return sum(leg.ticket_class is TicketClass.STATUTORY for leg in legs)


def supervisor_view(
    picture: HallPicture,
    config: HallConfig,
    language: LanguageCode,
    staffed: frozenset[Key],
    now: Instant,
    local: Callable[[Instant], datetime],
) -> SupervisorView:
    """Return how the order of the hall stands at ``now`` to a reader of ``language``."""
    scene = _Scene(picture, config, language)
    waiting = len(scene.waiting)
    statutory = statutory_of(scene.waiting)
    services = [picture.record.counts(service.id) for service in config.services]
    counted = sorted(picture.record.deviations().items(), key=lambda item: -item[1])
    return SupervisorView(
        service_day=picture.service_day or "",
        waiting=waiting,
        statutory_percent=100 * statutory // waiting if waiting else 0,
        is_share_high=is_share_high(statutory, waiting),
        calls=sum(len(one.waits) for one in services),
        open_calls=scene.open_calls(now),
        services=scene.services(),
        desks=scene.desks(staffed),
        deviations=tuple(
            DeviationCount(reason, ticket_class, scene.chosen_for(code), count)
            for (reason, ticket_class, code), count in counted
        ),
        latest=tuple(
            _row(one, scene.chosen_for(one.code), local)
            for one in picture.record.latest_deviations()
        ),
        choosers=scene.choosers(),
    )


def _row(one: Deviation, chosen_for: str, local: Callable[[Instant], datetime]) -> DeviationRow:
    why = explain(one.reason, one.leg, one.ticket_class, one.inputs, chosen_for)
    return DeviationRow(one.seq, f"{local(one.at):%H:%M}", one.desk_label, one.number, why)
