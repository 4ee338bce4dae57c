"""Who is at each desk, what each desk has done today, and which calls are past."""

from collections import deque

from msgspec import Struct
from msgspec.structs import replace

from server.protocol.events import (
    CallInputs,
    CallShown,
    CallSpoken,
    Entry,
    NoShowMarked,
    ServiceFinished,
    ServiceStarted,
    TicketCalled,
    TicketRecalled,
)
from server.protocol.identity import Key, LegId, TicketId
from server.protocol.languages import LanguageCode
from server.protocol.printing import SoundResult
from server.protocol.snapshots import BoardCall
from server.protocol.tickets import CallReason, Instant, LegState, TicketClass, TicketNumber

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

    def desk(self, desk: Key) -> DeskPicture | None:
        """Return the visitor called to ``desk`` or received there."""
        return self._at_desk.get(desk)

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

    def lapse(self, leg: LegId) -> None:
        """Free the desk at which ``leg`` still was, if any."""
        for desk in [desk for desk, seen in self._at_desk.items() if seen.leg == leg]:
            del self._at_desk[desk]

    def renumber(self, leg: LegId, number: TicketNumber) -> None:
        """Name the visitor of ``leg`` by ``number`` from now on, if he is at a desk."""
        for desk in [desk for desk, seen in self._at_desk.items() if seen.leg == leg]:
            self._at_desk[desk] = replace(self._at_desk[desk], number=number)

    def fold(self, entry: Entry) -> None:
        """Take in what happened at a desk."""
        match entry.event:
            case TicketCalled() as called:
                self._at_desk[called.desk] = _called(entry, called)
            case TicketRecalled(desk=desk) as recalled:
                self._at_desk[desk] = _recalled(self._at_desk[desk], entry, recalled)
            case ServiceStarted(desk=desk):
                self._remember(self._at_desk[desk])
                self._at_desk[desk] = replace(
                    self._at_desk[desk], state=LegState.SERVING, started_at=entry.at
                )
            case ServiceFinished(desk=desk):
                counts = self.counts(desk)
                self._counts[desk] = replace(counts, received=counts.received + 1)
                self._free(desk)
            case NoShowMarked(desk=desk):
                counts = self.counts(desk)
                self._counts[desk] = replace(counts, no_shows=counts.no_shows + 1)
                self._free(desk)
            case _:
                self._fold_report(entry)

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

    def _free(self, desk: Key) -> None:
        gone = self._at_desk.pop(desk)
        if gone.state is LegState.CALLED:
            self._remember(gone)

    def _remember(self, gone: DeskPicture) -> None:
        self._history.appendleft(gone.as_board_call())

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
    )


def _recalled(seen: DeskPicture, entry: Entry, recalled: TicketRecalled) -> DeskPicture:
    return replace(
        seen, call=entry.seq, called_at=entry.at, recalls=recalled.times, shown=(), spoken=()
    )
