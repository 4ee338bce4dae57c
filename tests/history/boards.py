"""What boards showed and spoke, and the heads they were told; judged against the log (I6, I9)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from server.protocol.events import (
    Entry,
    NoShowMarked,
    ServiceFinished,
    ServiceStarted,
    TicketCalled,
    TicketLapsed,
    TicketRecalled,
)
from server.protocol.identity import Key
from server.protocol.snapshots import BoardCall
from server.protocol.tickets import TicketNumber


@dataclass(frozen=True, slots=True)
class Sighting:
    """A board after one frame: where it thinks the log is, and the calls that stand large."""

    board: str
    zone: Key
    at: float
    epoch: int
    seq: int
    head: str
    calls: tuple[BoardCall, ...] = ()
    placed: tuple[BoardCall, ...] = ()
    """What this frame told it to show and speak, over already or not."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One call that a board has spoken, known by the seq of its event."""

    board: str
    call: int


def judge_boards(
    sightings: Iterable[Sighting],
    displayed: Iterable[TicketNumber],
    spoken: Iterable[Spoken],
    entries: list[Entry],
) -> Iterator[str]:
    """Yield every call that was shown or spoken and is not in the log as it was shown."""
    by_seq = {entry.seq: entry for entry in entries}
    ends = _ends(entries)
    faults: dict[str, None] = {}
    for sighting in sightings:
        faults |= dict.fromkeys(_strange_head(sighting, by_seq))
        for call in sighting.calls:
            faults |= dict.fromkeys(_strange_call(sighting, call, by_seq, ends))
        for call in sighting.placed:
            faults |= dict.fromkeys(_strange_call(sighting, call, by_seq, {}))
    yield from faults
    called = {e.event.number for e in entries if isinstance(e.event, TicketCalled)}
    for number in sorted(set(displayed) - called):
        yield f"I9: a board showed {number}, which was never called"
    yield from _strange_voice(spoken, by_seq)


def _strange_head(sighting: Sighting, by_seq: dict[int, Entry]) -> Iterator[str]:
    """I6: the heads that boards keep are in the log for ever."""
    if sighting.seq == 0:
        return
    entry = by_seq.get(sighting.seq)
    if entry is None or (entry.epoch, entry.head) != (sighting.epoch, sighting.head):
        yield f"I6: board {sighting.board} was told a head at {sighting.seq} that the log has not"


def _strange_call(
    sighting: Sighting, call: BoardCall, by_seq: dict[int, Entry], ends: dict[int, int]
) -> Iterator[str]:
    where = f"I9: board {sighting.board} at {sighting.seq} showed {call.number} to {call.desk}"
    entry = by_seq.get(call.call)
    event = None if entry is None else entry.event
    if not isinstance(event, TicketCalled | TicketRecalled):
        yield f"{where}: event {call.call} is no call"
        return
    if (call.number, call.desk, call.zone) != (event.number, event.desk_label, event.zone):
        yield f"{where}: the log calls {event.number} to {event.desk_label}"
    if call.zone != sighting.zone:
        yield f"{where}: it is of zone {call.zone}"
    if call.call > sighting.seq:
        yield f"{where}: event {call.call} is later than what it was told"
    if ends.get(call.call, sighting.seq + 1) <= sighting.seq:
        yield f"{where}: the call had ended"


def _ends(entries: list[Entry]) -> dict[int, int]:
    """Return at which event each call ended."""
    calls_of: dict[str, list[int]] = {}
    ends: dict[int, int] = {}
    for entry in entries:
        match entry.event:
            case TicketCalled(leg=leg) | TicketRecalled(leg=leg):
                calls_of.setdefault(leg, []).append(entry.seq)
            case (
                ServiceStarted(leg=leg)
                | ServiceFinished(leg=leg)
                | NoShowMarked(leg=leg)
                | TicketLapsed(leg=leg)
            ):
                ends |= dict.fromkeys(calls_of.pop(leg, ()), entry.seq)
            case _:
                pass
    return ends


def _strange_voice(spoken: Iterable[Spoken], by_seq: dict[int, Entry]) -> Iterator[str]:
    times = Counter(spoken)
    for one, count in times.items():
        entry = by_seq.get(one.call)
        if entry is None or not isinstance(entry.event, TicketCalled | TicketRecalled):
            yield f"I9: board {one.board} spoke event {one.call}, which is no call"
        elif count > 1:
            yield f"I9: board {one.board} spoke call {one.call} {count} times"
