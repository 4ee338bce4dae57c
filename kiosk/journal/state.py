"""What the records of a journal add up to: pure; the next number, and what is not settled."""

from dataclasses import dataclass, replace
from functools import reduce
from typing import assert_never

from kiosk.journal.records import (
    AboutNumber,
    AboutSlips,
    AnyRecord,
    Barred,
    Merged,
    Named,
    Numbered,
    PaperDone,
    Pressed,
    Settled,
    SlipGiven,
    SlipsAsked,
    SlipsCounted,
    SlipsTold,
)
from server.protocol.identity import RequestId
from server.protocol.printing import PrintOutcome, PrintProblem

MOST_SLIPS = 400
"""So many slips are kept one by one; of more it is only known how many they are."""


@dataclass(frozen=True, slots=True)
class Held:
    """A number that the server does not have yet, and what became of its paper."""

    record: Numbered
    outcome: PrintOutcome | None = None
    problem: PrintProblem = PrintProblem.NONE

    @property
    def request(self) -> RequestId:
        """Return the request by which the server may know the visitor."""
        return self.record.command.request_id


@dataclass(frozen=True, slots=True)
class JournalState:
    """A journal as it stands; ``kiosk`` 0 before the server has told the kiosk's number.

    ``slips`` are those that the server may not know of, ``more`` what was too many to keep;
    ``asked`` is the report of them that is under way.
    """

    kiosk: int = 0
    next: int = 1
    pressed: tuple[Pressed, ...] = ()
    held: tuple[Held, ...] = ()
    slips: tuple[SlipGiven, ...] = ()
    more_slips: int = 0
    asked: SlipsAsked | None = None
    is_barred: bool = False

    def is_pressed(self, request: RequestId) -> bool:
        """Return whether the server was asked under ``request`` and the answer is not in."""
        return any(press.command.request_id == request for press in self.pressed)

    def holds(self, request: RequestId) -> bool:
        """Return whether ``request`` has a number that the server does not have yet."""
        return any(held.request == request for held in self.held)


def fold(state: JournalState, record: AnyRecord) -> JournalState:
    """Return the state after one record more."""
    match record:
        case Named(kiosk=kiosk, next=next_ordinal):
            return replace(state, kiosk=kiosk, next=next_ordinal)
        case Barred(is_barred=is_barred):
            return replace(state, is_barred=is_barred)
        case Pressed():
            return replace(state, pressed=(*state.pressed, record))
        case Settled(request=request):
            return _without_press(state, request)
        case SlipGiven() | SlipsCounted() | SlipsAsked() | SlipsTold():
            return _fold_slips(state, record)
        case Numbered() | PaperDone() | Merged():
            return _fold_number(state, record)
        case _:
            assert_never(record)


def state_of(records: tuple[AnyRecord, ...]) -> JournalState:
    """Return what ``records`` add up to."""
    return reduce(fold, records, JournalState())


def records_of(state: JournalState) -> tuple[AnyRecord, ...]:
    """Return the fewest records that add up to ``state``."""
    records: list[AnyRecord] = [*state.slips, *state.pressed]
    if state.more_slips:
        records.append(SlipsCounted(state.more_slips))
    if state.asked is not None:
        records.append(state.asked)
    if state.is_barred:
        records.append(Barred(is_barred=True))
    for held in state.held:
        records.append(held.record)
        if held.outcome is not None:
            records.append(PaperDone(held.request, held.outcome, held.problem))
    # Last, since each number before it moves the counter.
    return (*records, Named(state.kiosk, state.next))


def _fold_slips(state: JournalState, record: AboutSlips) -> JournalState:
    match record:
        case SlipGiven() if len(state.slips) < MOST_SLIPS:
            return replace(state, slips=(*state.slips, record))
        case SlipGiven():
            return replace(state, more_slips=state.more_slips + 1)
        case SlipsCounted(more=more):
            return replace(state, more_slips=state.more_slips + more)
        case SlipsAsked():
            return replace(state, asked=record)
        case SlipsTold(request=request):
            return _without_slips(state, request)
        case _:
            assert_never(record)


def _without_slips(state: JournalState, request: RequestId) -> JournalState:
    asked = state.asked
    if asked is None or asked.request != request:
        return state
    left, more = state.slips[asked.slips :], state.more_slips - asked.more
    return replace(state, slips=left, more_slips=more, asked=None)


def _fold_number(state: JournalState, record: AboutNumber) -> JournalState:
    match record:
        case Numbered():
            return _with_number(state, record)
        case PaperDone():
            return replace(state, held=tuple(_after_paper(held, record) for held in state.held))
        case Merged(requests=requests):
            kept = tuple(held for held in state.held if held.request not in requests)
            return replace(state, held=kept)
        case _:
            assert_never(record)


def _with_number(state: JournalState, record: Numbered) -> JournalState:
    freed = _without_press(state, record.command.request_id)
    is_own = record.kiosk == state.kiosk or not state.kiosk
    after = max(state.next, record.ordinal + 1) if is_own else state.next
    return replace(freed, next=after, held=(*state.held, Held(record)))


def _without_press(state: JournalState, request: RequestId) -> JournalState:
    kept = tuple(press for press in state.pressed if press.command.request_id != request)
    return replace(state, pressed=kept)


def _after_paper(held: Held, record: PaperDone) -> Held:
    if held.request != record.request:
        return held
    return replace(held, outcome=record.outcome, problem=record.problem)
