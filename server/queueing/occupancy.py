"""Who is at each desk, what each desk has done today, and which calls are past."""

from collections import deque
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from server.protocol.desk_events import (
    ActUndone,
    CalledOnPaper,
    CallReturned,
    DeskControlEvent,
)
from server.protocol.events import (
    CallInputs,
    CallShown,
    CallSpoken,
    Entry,
    NoShowMarked,
    ServiceFinished,
    ServiceStarted,
    TicketCalled,
    TicketLapsed,
    TicketRecalled,
)
from server.protocol.identity import ActorKind, Key, LegId, TicketId
from server.protocol.languages import LanguageCode
from server.protocol.offline_events import TicketRenumbered
from server.protocol.printing import SoundResult
from server.protocol.snapshots import BoardCall
from server.protocol.tickets import CallReason, Instant, LegState, TicketClass, TicketNumber
from server.protocol.visit_events import (
    ClaimRefused,
    LegParked,
    LegTransferred,
)
from server.queueing.undoing import KEPT, Undoable

HISTORY_LENGTH = 50


class DeskPicture(Struct, frozen=True):
    """The visitor at one desk; ``call`` is the seq of the latest call or recall."""

    ticket: TicketId
    leg: LegId
    number: TicketNumber
    service: Key
    ticket_class: TicketClass
    claim: Key | None
    language: LanguageCode
    desk_label: str
    zone: Key
    state: LegState
    called_at: Instant
    waited_ms: int
    call: int
    recalls: int
    reason: CallReason
    inputs: CallInputs
    persons: int = 1
    started_at: Instant | None = None
    shown: tuple[Key, ...] = ()
    spoken: tuple[tuple[Key, SoundResult], ...] = ()

    def as_board_call(self) -> BoardCall:
        """Return what a board may see of it."""
        return BoardCall(
            self.call,
            self.number,
            self.desk_label,
            self.zone,
            self.language,
            self.called_at,
            self.recalls,
        )


class DeskCounts(Struct, frozen=True):
    """What a desk has done in this service day."""

    received: int = 0
    no_shows: int = 0


class Occupancy:
    """The desks of a hall; ``fold`` takes entries in sequence."""

    def __init__(self) -> None:
        """Start with every desk free."""
        self._at_desk: dict[Key, DeskPicture] = {}
        self._counts: dict[Key, DeskCounts] = {}
        self._history: deque[BoardCall] = deque(maxlen=HISTORY_LENGTH)
        self._officials: dict[Key, Key] = {}
        self._before: dict[Key, list[tuple[int, DeskPicture | None, DeskCounts]]] = {}

    def desk(self, desk: Key) -> DeskPicture | None:
        """Return the visitor called to ``desk`` or received there."""
        return self._at_desk.get(desk)

    def official(self, desk: Key) -> Key | None:
        """Return which official was the last to do something at ``desk``."""
        return self._officials.get(desk)

    def counts(self, desk: Key) -> DeskCounts:
        """Return what ``desk`` has done in this service day."""
        return self._counts.get(desk, DeskCounts())

    def open_calls(self, zone: Key) -> tuple[BoardCall, ...]:
        """Return the calls of ``zone`` whose visitors have not come yet, newest first."""
        calls = [
            seen.as_board_call()
            for seen in self._at_desk.values()
            if seen.state is LegState.CALLED and seen.zone == zone
        ]
        return tuple(sorted(calls, key=lambda call: -call.call))

    def history(self, zone: Key, limit: int) -> tuple[BoardCall, ...]:
        """Return the latest past calls of ``zone``, newest first."""
        return tuple(call for call in self._history if call.zone == zone)[:limit]

    def begin_day(self) -> None:
        """Forget counts and past calls."""
        self._counts.clear()
        self._history.clear()
        self._before.clear()

    def fold(self, entry: Entry) -> None:
        """Take in what happened at a desk."""
        if isinstance(entry.event, Undoable):
            self._keep_before(entry.seq, entry.event)
        if isinstance(entry.event, DeskControlEvent):
            self._fold_control(entry.event)
        else:
            self._fold(entry)

    def _fold(self, entry: Entry) -> None:
        match entry.event:
            case TicketCalled() | TicketRecalled() | ServiceStarted():
                self._notice_official(entry.event.desk, entry.actor)
                self._fold_call(entry, entry.event)
            case ServiceFinished() | NoShowMarked():
                self._notice_official(entry.event.desk, entry.actor)
                self._fold_end(entry.event)
            case LegTransferred() | LegParked() | ClaimRefused():
                self._notice_official(entry.event.desk, entry.actor)
                self._free(entry.event.desk)
            case TicketLapsed(leg=leg):
                for desk, _ in self._of_leg(leg):
                    del self._at_desk[desk]
            case TicketRenumbered(leg=leg, number=number):
                for desk, seen in self._of_leg(leg):
                    self._at_desk[desk] = replace(seen, number=number)
            case _:
                self._fold_report(entry)

    def _fold_call(
        self, entry: Entry, event: TicketCalled | TicketRecalled | ServiceStarted
    ) -> None:
        desk = event.desk
        match event:
            case TicketCalled():
                self._at_desk[desk] = _called(entry, event)
            case TicketRecalled():
                self._at_desk[desk] = _recalled(self._at_desk[desk], entry, event)
            case ServiceStarted():
                self._remember(self._at_desk[desk])
                self._at_desk[desk] = replace(
                    self._at_desk[desk], state=LegState.SERVING, started_at=entry.at
                )
            case _:
                assert_never(event)

    def _fold_end(self, event: ServiceFinished | NoShowMarked) -> None:
        self._count(event.desk, is_received=isinstance(event, ServiceFinished))
        self._free(event.desk)

    def _fold_control(self, event: DeskControlEvent) -> None:
        match event:
            case ActUndone():
                self._undo(event)
            case CallReturned(desk=desk):
                self._free(desk)
            case CalledOnPaper(desk=desk, is_received=is_received):
                self._count(desk, is_received=is_received)
            case _:
                pass

    def _count(self, desk: Key, *, is_received: bool) -> None:
        counts = self.counts(desk)
        if is_received:
            self._counts[desk] = replace(counts, received=counts.received + 1)
        else:
            self._counts[desk] = replace(counts, no_shows=counts.no_shows + 1)

    def _keep_before(self, seq: int, event: Undoable) -> None:
        """Keep how the desk stood before the event ``seq``, for the case that it is undone."""
        desk: Key | None = getattr(event, "desk", None)
        if desk is not None:
            kept = self._before.setdefault(desk, [])
            kept.append((seq, self._at_desk.get(desk), self.counts(desk)))
            del kept[:-KEPT]

    def _undo(self, undone: ActUndone) -> None:
        for seq, seen, counts in self._before.pop(undone.desk, []):
            if seq >= undone.undone:
                self._counts[undone.desk] = counts
                self._put_back(undone.desk, seen)
                return

    def _put_back(self, desk: Key, seen: DeskPicture | None) -> None:
        """Let a desk be as it was; an open call is no past one."""
        self._at_desk.pop(desk, None)
        if seen is None:
            return
        self._at_desk[desk] = seen
        if seen.state is LegState.CALLED:
            past = [call for call in self._history if call.call != seen.call]
            self._history = deque(past, HISTORY_LENGTH)

    def _fold_report(self, entry: Entry) -> None:
        match entry.event:
            case CallShown(call=call, zone=zone):
                for desk, seen in self._of_call(call):
                    self._at_desk[desk] = replace(seen, shown=(*seen.shown, zone))
            case CallSpoken(call=call, zone=zone, result=result):
                for desk, seen in self._of_call(call):
                    heard = tuple((where, how) for where, how in seen.spoken if where != zone)
                    self._at_desk[desk] = replace(seen, spoken=(*heard, (zone, result)))
            case _:
                pass

    def _notice_official(self, desk: Key, actor: str) -> None:
        kind, _, who = actor.partition(":")
        if kind == ActorKind.OFFICIAL:
            self._officials[desk] = who

    def _free(self, desk: Key) -> None:
        gone = self._at_desk.pop(desk)
        if gone.state is LegState.CALLED:
            self._remember(gone)

    def _remember(self, gone: DeskPicture) -> None:
        self._history.appendleft(gone.as_board_call())

    def _of_leg(self, leg: LegId) -> list[tuple[Key, DeskPicture]]:
        return [(desk, seen) for desk, seen in self._at_desk.items() if seen.leg == leg]

    def _of_call(self, call: int) -> list[tuple[Key, DeskPicture]]:
        return [(desk, seen) for desk, seen in self._at_desk.items() if seen.call == call]


def _called(entry: Entry, called: TicketCalled) -> DeskPicture:
    return DeskPicture(
        ticket=called.ticket,
        leg=called.leg,
        number=called.number,
        service=called.service,
        ticket_class=called.ticket_class,
        claim=called.claim,
        language=called.language,
        desk_label=called.desk_label,
        zone=called.zone,
        state=LegState.CALLED,
        called_at=entry.at,
        waited_ms=called.waited_ms,
        call=entry.seq,
        recalls=0,
        reason=called.reason,
        inputs=called.inputs,
        persons=called.persons,
    )


def _recalled(seen: DeskPicture, entry: Entry, recalled: TicketRecalled) -> DeskPicture:
    return replace(
        seen, call=entry.seq, called_at=entry.at, recalls=recalled.times, shown=(), spoken=()
    )
