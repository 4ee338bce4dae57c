"""What one desk's page shows, worked out from the picture of the hall; pure, no words in it."""

from collections.abc import Iterable

from server.console.aside_view import aside_view
from server.console.code_names import code_name
from server.console.desk_reader import DeskReader
from server.console.desk_tools import idle_view, tools_view, undo_view
from server.console.explained import explain
from server.console.views import (
    ActionsView,
    Claim,
    DeliveryView,
    DeskView,
    Meant,
    NextView,
    PrinterView,
    QueueView,
    RowView,
    TodayView,
    TroubleView,
    VisitorView,
)
from server.hall_file import HallConfig
from server.protocol.codes import CodeKind
from server.protocol.desks import Desk
from server.protocol.events import PrintFailed
from server.protocol.hall_standing import HallStanding
from server.protocol.identity import Key, LegId
from server.protocol.lanes import OFFICIAL_LANE
from server.protocol.languages import in_language
from server.protocol.tickets import LegState
from server.queueing.lanes import WaitingLeg, lanes_of
from server.queueing.occupancy import DeskPicture
from server.queueing.picture import HallPicture

ROWS = 40
"""Waiting visitors that are listed one by one; the rest are counted."""


def desk_view(
    picture: HallPicture,
    config: HallConfig,
    desk: Desk,
    reader: DeskReader,
    rows: int = ROWS,
) -> DeskView:
    """Return what ``desk`` shows to ``reader``, the queue's first ``rows``."""
    scene = _Scene(picture, config, desk, reader, rows)
    return DeskView(
        seq=picture.seq,
        visitor=scene.visitor(),
        delivery=scene.delivery(),
        actions=scene.actions(),
        next=scene.next(),
        queue=scene.queue(),
        trouble=scene.trouble(),
        today=scene.today(),
        idle=idle_view(picture, config, desk, reader),
        tools=tools_view(picture, config, desk, scene.total),
        aside=aside_view(picture, config, desk, reader),
        undo=undo_view(picture, config, desk, reader),
    )


class _Scene:
    """One desk in one picture, for one reader."""

    def __init__(
        self,
        picture: HallPicture,
        config: HallConfig,
        desk: Desk,
        reader: DeskReader,
        rows: int,
    ) -> None:
        official = reader.official
        self._picture = picture
        self._config = config
        self._desk = desk
        self._official = official
        self._language = reader.language
        self._seen = picture.occupancy.desk(desk.id)
        self._choice = picture.choice_for(desk.id, official)
        self.total = picture.waiting_at(desk.id, official)
        self._legs = picture.queue_for(desk.id, rows, official)
        self._said: dict[Key, tuple[str, str]] = {}

    def visitor(self) -> VisitorView | None:
        seen = self._seen
        if seen is None:
            return None
        return VisitorView(
            ticket=seen.ticket,
            number=seen.number,
            service=self._service(seen.service),
            body=self._body(seen.service),
            ticket_class=seen.ticket_class,
            category=self._category(seen.claim),
            language=seen.language,
            state=seen.state,
            waited_ms=seen.waited_ms,
            since=seen.started_at or seen.called_at,
            recalls=seen.recalls,
            recall_limit=self._config.recall_limit,
            why=explain(
                seen.reason, seen.leg, seen.ticket_class, seen.inputs, self._chosen_for(seen.leg)
            ),
            persons=seen.persons,
            claim=self._claim(seen),
            is_former=self._is_former(seen),
        )

    def delivery(self) -> DeliveryView | None:
        seen = self._seen
        if seen is None or seen.state is not LegState.CALLED:
            return None
        sounds = [result for zone, result in seen.spoken if zone == seen.zone]
        return DeliveryView(seen.called_at, seen.zone in seen.shown, next(iter(sounds), None))

    def actions(self) -> ActionsView:
        seen, may_skip_start = self._seen, self._config.start_is_optional
        is_called = seen is not None and seen.state is LegState.CALLED
        is_serving = seen is not None and seen.state is LegState.SERVING
        is_open = self._picture.control.standing is HallStanding.OPEN
        may_call = is_open and self._choice is not None and (not is_called or may_skip_start)
        may_recall = is_called and _recalls(seen) < self._config.recall_limit
        return ActionsView(
            current=seen.ticket if seen else None,
            call=seen.call if seen else 0,
            current_number=seen.number if seen else "",
            next_number=self._choice.head.number if self._choice else "",
            main=_main_action(seen, may_call=may_call, may_recall=may_recall),
            may_call=may_call,
            may_recall=may_recall,
            may_start=is_called,
            may_finish=is_serving or (is_called and may_skip_start),
            may_mark_no_show=is_called,
        )

    def next(self) -> NextView | None:
        if self._choice is None:
            return None
        choice = self._choice
        head = choice.head
        why = explain(choice.reason, head.leg, head.ticket_class, choice.inputs)
        return NextView(self._row(self._legs[0] if self._legs else self._early(head.leg)), why)

    def queue(self) -> QueueView:
        return QueueView(self._rows(self._legs), self.total)

    def trouble(self) -> TroubleView:
        problems = sorted(self._picture.print_problems().items())
        lanes = lanes_of(self._desk, self._official)
        mine = [leg for leg in self._picture.unclaimed() if leg.lane[0] in lanes]
        return TroubleView(
            self._rows(sorted(mine, key=lambda leg: (leg.order_key, leg.seq))[:ROWS]),
            tuple(_printer(actor, failed) for actor, failed in problems),
        )

    def today(self) -> TodayView:
        counts = self._picture.occupancy.counts(self._desk.id)
        return TodayView(self._picture.service_day, counts.received, counts.no_shows, self.total)

    def _rows(self, legs: Iterable[WaitingLeg]) -> tuple[RowView, ...]:
        return tuple(self._row(leg) for leg in legs)

    def _row(self, leg: WaitingLeg) -> RowView:
        service, body = self._names(leg.service)
        return RowView(
            leg.number,
            service,
            body,
            leg.ticket_class,
            self._category(leg.claim),
            leg.language,
            leg.order_key,
            _meant(leg),
            leg.persons,
        )

    def _early(self, leg: LegId) -> WaitingLeg:
        """Return a leg that may be called before its time, as nobody waits."""
        return self._picture.standing.booked[leg]

    def _names(self, service: Key) -> tuple[str, str]:
        """Return what a service and its body are called; asked for many rows."""
        if service not in self._said:
            self._said[service] = self._service(service), self._body(service)
        return self._said[service]

    def _claim(self, seen: DeskPicture) -> Claim:
        if seen.claim is None:
            return Claim.NONE
        is_settled = seen.ticket in self._picture.standing.confirmed
        return Claim.CONFIRMED if is_settled else Claim.OPEN

    def _is_former(self, seen: DeskPicture) -> bool:
        caller = self._picture.occupancy.official(self._desk.id)
        is_other = None not in (caller, self._official) and caller != self._official
        return is_other and seen.state is LegState.CALLED

    def _chosen_for(self, leg: LegId) -> str:
        code = self._picture.record.chosen_for(leg)
        return code_name(self._config, CodeKind.OVERRIDE, code, self._language)

    def _service(self, key: Key) -> str:
        service = self._config.service(key)
        return in_language(service.names, self._language) if service else key

    def _body(self, service: Key) -> str:
        found = self._config.service(service)
        names = [body.names for body in self._config.bodies if found and body.id == found.body]
        return in_language(names[0], self._language) if names else ""

    def _category(self, key: Key | None) -> str:
        category = self._config.category(key) if key else None
        return in_language(category.names, self._language) if category else key or ""


def _main_action(seen: DeskPicture | None, *, may_call: bool, may_recall: bool) -> str:
    if seen is None:
        return "next"
    if seen.state is LegState.CALLED:
        return "start" if may_recall else "no-show"
    return "next" if may_call else "finish"


def _meant(leg: WaitingLeg) -> Meant:
    if leg.meant_for is None:
        return Meant.ANYBODY
    return Meant.OFFICIAL if leg.meant_for.startswith(OFFICIAL_LANE) else Meant.DESK


def _recalls(seen: DeskPicture | None) -> int:
    return seen.recalls if seen else 0


def _printer(actor: str, failed: PrintFailed) -> PrinterView:
    return PrinterView(actor.partition(":")[2], failed.number, failed.problem)
