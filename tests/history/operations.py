"""What clients asked, when, and how it ended for them; judged against the log (I1, I4)."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum, auto

from server.protocol.events import Entry, TicketIssued
from server.protocol.identity import RequestId
from server.protocol.tickets import TicketNumber


class End(StrEnum):
    """How one attempt ended for whoever made it."""

    OK = auto()
    """Answered: a ticket with this number."""
    REFUSED = auto()
    """A rule says no, for this request for ever."""
    NOT_DONE = auto()
    """The server said that it has certainly not done it; the same request may succeed later."""
    UNKNOWN = auto()
    """No answer came: it may have been done or not."""


FINAL = frozenset({End.OK, End.REFUSED})


@dataclass(frozen=True, slots=True)
class Attempt:
    """One sending of a wish for a ticket, in seconds of one clock."""

    client: str
    request: RequestId
    begun: float
    ended: float
    end: End
    number: TicketNumber = ""


@dataclass(slots=True)
class History:
    """Written by clients while they work; an attempt that has no end yet is unknown."""

    now: Callable[[], float] = time.monotonic
    attempts: list[Attempt] = field(default_factory=list)
    _open: dict[tuple[str, RequestId], float] = field(default_factory=dict)

    def invoke(self, client: str, request: RequestId) -> None:
        """Note, before a byte is sent, that the client asks; an open attempt ends unknown."""
        self.end(client, request, End.UNKNOWN)
        self._open[client, request] = self.now()

    def end(self, client: str, request: RequestId, end: End, number: TicketNumber = "") -> None:
        """Note how the open attempt ended; nothing if none is open."""
        begun = self._open.pop((client, request), None)
        if begun is not None:
            self.attempts.append(Attempt(client, request, begun, self.now(), end, number))

    def close(self) -> tuple[Attempt, ...]:
        """Return all attempts, those still open as unknown."""
        for client, request in list(self._open):
            self.end(client, request, End.UNKNOWN)
        return tuple(self.attempts)


def judge_operations(attempts: Iterable[Attempt], entries: Iterable[Entry]) -> Iterator[str]:
    """Yield where the log and what clients were told do not agree."""
    by_request: dict[RequestId, list[Attempt]] = defaultdict(list)
    for attempt in attempts:
        by_request[attempt.request].append(attempt)
    if not by_request:
        return
    issued = {
        entry.event.issue_request: entry
        for entry in entries
        if isinstance(entry.event, TicketIssued)
    }
    for request, made in by_request.items():
        yield from _untrue(request, made, issued.get(request))
    for request in issued.keys() - by_request.keys():
        yield f"I1: a ticket under request {request}, which no client made"
    yield from _out_of_time(by_request, issued)


def _untrue(request: RequestId, made: list[Attempt], entry: Entry | None) -> Iterator[str]:
    """I1: told is kept, refused is not kept, one request has one answer."""
    told = {attempt.number for attempt in made if attempt.end is End.OK}
    ends = {attempt.end for attempt in made}
    number = entry.event.number if entry and isinstance(entry.event, TicketIssued) else None
    for one in sorted(told - {number}):
        yield f"I1: request {request} was answered {one}, the log has {number}"
    if len(told) > 1:
        yield f"I1: request {request} got several answers: {', '.join(sorted(told))}"
    if number is not None and End.REFUSED in ends:
        yield f"I1: request {request} was refused, and the log has {number}"
    if number is not None and ends == {End.NOT_DONE}:
        yield f"I1: request {request} was said not to be done, and the log has {number}"


def _out_of_time(
    by_request: dict[RequestId, list[Attempt]], issued: dict[RequestId, Entry]
) -> Iterator[str]:
    """I4: who asked after another was told stands behind him in the log."""
    told: list[tuple[float, int]] = []
    asked: list[tuple[float, int, str]] = []
    for request, made in by_request.items():
        entry = issued.get(request)
        if entry is None:
            continue
        oks = [attempt.ended for attempt in made if attempt.end is End.OK]
        if oks:
            told.append((min(oks), entry.seq))
        asked.append((min(attempt.begun for attempt in made), entry.seq, request))
    told.sort()
    place, latest = 0, 0
    for begun, seq, request in sorted(asked):
        while place < len(told) and told[place][0] < begun:
            latest = max(latest, told[place][1])
            place += 1
        if seq < latest:
            yield f"I4: request {request} was made after event {latest} was told, and is {seq}"
