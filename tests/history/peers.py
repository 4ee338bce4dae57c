"""Who may change anything: events of peers never paired, or revoked before (I10)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from server.protocol.events import (
    CallShown,
    CallSpoken,
    Entry,
    Event,
    PrintFailed,
    TicketIssued,
    TicketPrinted,
)
from server.protocol.identity import ActorKind
from tests.history.operations import Attempt, End

DEVICES = (ActorKind.KIOSK, ActorKind.DISPLAY)
NEVER = -1
"""As the last event of a peer: it may cause none at all."""

_OF_KIOSKS: tuple[type[Event], ...] = (TicketIssued, TicketPrinted, PrintFailed)
_OF_BOARDS: tuple[type[Event], ...] = (CallShown, CallSpoken)
MAY_CAUSE: Mapping[ActorKind, frozenset[str]] = {
    ActorKind.KIOSK: frozenset(
        {
            *(one.__name__ for one in _OF_KIOSKS),
            "TicketRenumbered",
            "TicketRevived",
            "OfflineMerged",
            "SlipsGiven",
            "TicketClaimed",
        }
    ),
    ActorKind.DISPLAY: frozenset(one.__name__ for one in _OF_BOARDS),
}
"""What devices may cause; people and the server may cause anything else."""


@dataclass(frozen=True, slots=True)
class Peer:
    """Somebody who may act, up to the event after which he was revoked, if he was."""

    actor: str
    last_seq: int | None = None

    def may_cause(self, seq: int) -> bool:
        """Return whether an event at this place may be his."""
        return self.last_seq is None or seq <= self.last_seq


def judge_peers(peers: tuple[Peer, ...] | None, entries: Iterable[Entry]) -> Iterator[str]:
    """Yield every change caused by somebody who may not; ``None`` is nobody told who may."""
    if peers is None:
        return
    known = {peer.actor: peer for peer in peers}
    for entry in entries:
        yield from _strange_actor(known, entry)


def judge_strangers(attempts: Iterable[Attempt], entries: Iterable[Entry]) -> Iterator[str]:
    """Yield what strangers got: an answer, or a ticket under a request of theirs."""
    wished = {attempt.request: attempt.client for attempt in attempts}
    for attempt in attempts:
        if attempt.end is End.OK:
            yield f"I10: {attempt.client}, who may not, was given {attempt.number}"
    for entry in entries:
        event = entry.event
        if isinstance(event, TicketIssued) and event.issue_request in wished:
            yield f"I10: {wished[event.issue_request]}, who may not, made event {entry.seq}"


def _strange_actor(known: Mapping[str, Peer], entry: Entry) -> Iterator[str]:
    """Judge one event; people are looked at only where the run knows its people."""
    kind = ActorKind(entry.actor.partition(":")[0])
    caused = f"caused {type(entry.event).__name__} at {entry.seq}"
    if type(entry.event).__name__ not in MAY_CAUSE.get(kind, {type(entry.event).__name__}):
        yield f"I10: {entry.actor} {caused}"
    if kind not in {*DEVICES, *(ActorKind(actor.partition(":")[0]) for actor in known)}:
        return
    peer = known.get(entry.actor)
    if peer is None:
        yield f"I10: {entry.actor}, who is not known here, {caused}"
    elif not peer.may_cause(entry.seq):
        yield f"I10: {entry.actor} was revoked and {caused}"
