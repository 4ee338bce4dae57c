"""Which numbers reached their kiosks, and which tickets are set aside until they have.

Soft state, folded from entries and link news; its only output is commands for the Hall.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from sys import intern
from uuid import uuid4

from msgspec import Struct

from server.protocol.commands import MarkClaimed, MarkUnclaimed
from server.protocol.events import (
    DayOpened,
    Entry,
    TicketCalled,
    TicketClaimed,
    TicketIssued,
    TicketLapsed,
    TicketUnclaimed,
)
from server.protocol.identity import ActorKind, Key, LegId, RequestId
from server.protocol.tickets import Instant

MAX_MARKED = 200
"""How many requests one command may name (see commands.py)."""

ELSEWHERE_MS = 60_000
"""What another process gave a kiosk longer ago was received or set aside there (bounded hello)."""

_KIOSK_PREFIX = f"{ActorKind.KIOSK}:"

Mark = MarkUnclaimed | MarkClaimed


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in ms: for an unclaimed ticket, and for hellos after the start."""

    unclaimed_ms: int
    at_start_ms: int


# Nothing in it leads back to it, so the collector need not know each of ten thousand.
class _Issue(Struct, frozen=True, gc=False):
    kiosk: Key
    leg: LegId
    at: Instant


@dataclass(frozen=True, slots=True)
class _Wait:
    """When a ticket set aside is claimed, and how long its kiosk's hello may put that off."""

    claim_at: Instant
    at_latest: Instant


class Acknowledgements:
    """Bookkeeping of numbers on their way; each method returns the commands that follow."""

    def __init__(self, patience: Patience, *, is_shared: bool = False) -> None:
        """Know of no ticket and no kiosk; when shared, other processes have kiosks linked too."""
        self._patience = patience
        self._is_shared = is_shared
        self._held: set[RequestId] = set()
        self._issues: dict[RequestId, _Issue] = {}
        self._request_of: dict[LegId, RequestId] = {}
        self._linked: set[Key] = set()
        self._on_the_way: dict[RequestId, None] = {}
        self._set_aside: dict[RequestId, _Wait] = {}

    def recall(self, entries: Iterable[Entry], now: Instant) -> tuple[Mark, ...]:
        """Take in the day so far at server start; the newest tickets await their kiosk's hello."""
        last_at = 0
        for entry in entries:
            self._fold(entry)
            last_at = entry.at
        newest = [
            request_id
            for request_id, issue in self._issues.items()
            if issue.at >= last_at - self._patience.at_start_ms
            and request_id not in self._set_aside
        ]
        self._on_the_way.clear()
        if self._is_shared:  # their kiosks may be linked to another process
            self._on_the_way |= dict.fromkeys(newest)
            return ()
        return self._put_aside(newest, now, self._patience.at_start_ms)

    def publish(self, entries: Iterable[Entry]) -> tuple[Mark, ...]:
        """Take in published entries; a number for a kiosk that is not linked is set aside."""
        now = 0
        for entry in entries:
            self._fold(entry)
            now = entry.at
        if self._is_shared:
            return self._claim([r for r in self._set_aside if r in self._held])
        return self._unlinked(now)

    def hello(self, kiosk: Key, received: Iterable[RequestId], now: Instant) -> tuple[Mark, ...]:
        """Take in a kiosk's hello: what it received is claimed, the rest is not with it."""
        claimed = self.received(kiosk, received)
        self._linked.discard(kiosk)
        self._forget_older(kiosk, now - ELSEWHERE_MS)
        lost = self._unlinked(now, kiosk)
        for request_id, wait in self._set_aside.items():
            if self._issues[request_id].kiosk == kiosk:
                self._set_aside[request_id] = _Wait(wait.at_latest, wait.at_latest)
        self._linked.add(kiosk)
        return (*claimed, *lost)

    def received(self, kiosk: Key, requests: Iterable[RequestId]) -> tuple[Mark, ...]:
        """Take in that numbers reached the kiosk that asked for them."""
        # Our own word for each: the kiosk's copies would stay in memory beside them.
        ours = [
            self._request_of[self._issues[request_id].leg]
            for request_id in requests
            if request_id in self._issues and self._issues[request_id].kiosk == kiosk
        ]
        for request_id in ours:
            self._on_the_way.pop(request_id, None)
        self._held.update(ours)
        return self._claim([r for r in ours if r in self._set_aside])

    def dropped(self, kiosk: Key, now: Instant) -> tuple[Mark, ...]:
        """Take in that the kiosk's link is gone."""
        self._linked.discard(kiosk)
        return self._unlinked(now, kiosk)

    def gone(self, kiosk: Key, last_seen: Instant, now: Instant) -> tuple[Mark, ...]:
        """Take in that the process that had the kiosk linked until ``last_seen`` is no more."""
        self._forget_older(kiosk, last_seen - self._patience.at_start_ms)
        return self._unlinked(now, kiosk, self._patience.at_start_ms)

    def due(self, now: Instant) -> tuple[Mark, ...]:
        """Return the claims of tickets that were set aside long enough."""
        late = [request for request, wait in self._set_aside.items() if wait.claim_at <= now]
        return self._claim(late)

    def _unlinked(
        self, now: Instant, only: Key | None = None, ms: int | None = None
    ) -> tuple[Mark, ...]:
        """Set aside what is on its way to a kiosk without a link, when shared to ``only`` this."""
        lost = [
            request_id
            for request_id in self._on_the_way
            if self._is_lost(self._issues[request_id].kiosk, only)
        ]
        for request_id in lost:
            del self._on_the_way[request_id]
        return self._put_aside(lost, now, self._patience.unclaimed_ms if ms is None else ms)

    def _is_lost(self, kiosk: Key, only: Key | None) -> bool:
        return kiosk not in self._linked and (kiosk == only or not self._is_shared)

    def _forget_older(self, kiosk: Key, at: Instant) -> None:
        """When shared, take as received what is older: its own process has seen to it."""
        if self._is_shared:
            for request_id in tuple(self._on_the_way):
                issue = self._issues[request_id]
                if issue.kiosk == kiosk and issue.at < at:
                    del self._on_the_way[request_id]

    def _put_aside(self, requests: list[RequestId], now: Instant, ms: int) -> tuple[Mark, ...]:
        wait = _Wait(now + ms, now + self._patience.unclaimed_ms)
        self._set_aside |= dict.fromkeys(requests, wait)
        return tuple(
            MarkUnclaimed(request_id=str(uuid4()), issue_requests=chunk)
            for chunk in _chunks(requests)
        )

    def _claim(self, requests: list[RequestId]) -> tuple[Mark, ...]:
        for request_id in requests:
            del self._set_aside[request_id]
        return tuple(
            MarkClaimed(request_id=str(uuid4()), issue_requests=chunk)
            for chunk in _chunks(requests)
        )

    def _fold(self, entry: Entry) -> None:
        match entry.event:
            case DayOpened():
                self._issues.clear()
                self._request_of.clear()
                self._on_the_way.clear()
                self._set_aside.clear()
                self._held.clear()
            case TicketIssued(offline=None) as issued if entry.actor.startswith(_KIOSK_PREFIX):
                self._note_issue(entry, issued)
            case TicketUnclaimed(leg=leg) if leg in self._request_of:
                until = entry.at + self._patience.unclaimed_ms
                self._set_aside.setdefault(self._request_of[leg], _Wait(until, until))
            case TicketClaimed(leg=leg) if leg in self._request_of:
                self._set_aside.pop(self._request_of[leg], None)
            case TicketCalled(leg=leg) | TicketLapsed(leg=leg):
                self._forget(leg)
            case _:
                pass

    def _note_issue(self, entry: Entry, issued: TicketIssued) -> None:
        kiosk = intern(entry.actor.removeprefix(_KIOSK_PREFIX))
        self._issues[issued.issue_request] = _Issue(kiosk, issued.leg, entry.at)
        self._request_of[issued.leg] = issued.issue_request
        self._on_the_way[issued.issue_request] = None

    def _forget(self, leg: LegId) -> None:
        """Drop a ticket that was called or lapsed: it is nobody's concern here any more."""
        request_id = self._request_of.pop(leg, None)
        if request_id is not None:
            self._on_the_way.pop(request_id, None)
            self._set_aside.pop(request_id, None)
            self._held.discard(request_id)
            del self._issues[request_id]


def _chunks(requests: list[RequestId]) -> Iterator[tuple[RequestId, ...]]:
    for start in range(0, len(requests), MAX_MARKED):
        yield tuple(requests[start : start + MAX_MARKED])
