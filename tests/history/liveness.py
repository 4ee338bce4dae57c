"""What must come back, and when, after a fault is over (I7); seconds are of one clock."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from server.protocol.events import Entry, TicketIssued
from server.protocol.identity import RequestId
from tests.history.boards import Sighting
from tests.history.operations import FINAL, Attempt, End

ANSWER_SECONDS = 2.0
"""A visitor who waits longer must have been told to wait."""
USABLE_SECONDS = 5.0
"""After the end of a fault a kiosk works again within this time."""
EVEN_SECONDS = 2.0
"""And boards show what the log says within this one."""

KIOSK_LIMITS = (ANSWER_SECONDS, USABLE_SECONDS)
BOARD_LIMITS = (EVEN_SECONDS, EVEN_SECONDS)


@dataclass(frozen=True, slots=True)
class Outage:
    """A fault that was made on purpose: while it lasts nothing is owed."""

    begun: float
    healed: float
    client: str = ""
    """Whom it meets; everybody if it names nobody."""


def judge_liveness(
    attempts: tuple[Attempt, ...],
    outages: tuple[Outage, ...],
    sightings: tuple[Sighting, ...],
    entries: Iterable[Entry],
) -> Iterator[str]:
    """Yield who waited longer than may be, and which board lagged behind."""
    yield from _late(attempts, outages)
    yield from _lagging(attempts, outages, sightings, entries)


def is_owed(attempts: Iterable[Attempt], outages: tuple[Outage, ...]) -> bool:
    """Return whether anything is owed in time at all: faults close together excuse everything."""
    return any(
        _owed(attempt.begun, _of(outages, attempt.client), *KIOSK_LIMITS)
        == attempt.begun + ANSWER_SECONDS
        for attempt in attempts
    )


def _late(attempts: tuple[Attempt, ...], outages: tuple[Outage, ...]) -> Iterator[str]:
    by_request: dict[RequestId, list[Attempt]] = defaultdict(list)
    for attempt in attempts:
        by_request[attempt.request].append(attempt)
    for request, made in by_request.items():
        begun = min(attempt.begun for attempt in made)
        ends = [attempt.ended for attempt in made if attempt.end in FINAL]
        if not ends:
            yield f"I7: request {request} was never answered"
        elif min(ends) > _owed(begun, _of(outages, made[0].client), *KIOSK_LIMITS):
            yield f"I7: request {request} was answered after {min(ends) - begun:.1f} s"


def _of(outages: Iterable[Outage], client: str) -> list[Outage]:
    return sorted(
        (one for one in outages if one.client in {"", client}), key=lambda one: one.begun
    )


def _owed(begun: float, outages: Iterable[Outage], seconds: float, after_outage: float) -> float:
    """Return when the answer is due to what begins now: later only by an outage that it meets."""
    due = begun + seconds
    for outage in outages:
        if outage.begun <= due and outage.healed >= begun:
            due = max(due, outage.healed + after_outage)
    return due


def _lagging(
    attempts: tuple[Attempt, ...],
    outages: tuple[Outage, ...],
    sightings: tuple[Sighting, ...],
    entries: Iterable[Entry],
) -> Iterator[str]:
    """Yield boards that have not within two seconds what a client was told."""
    seq_of = {e.event.issue_request: e.seq for e in entries if isinstance(e.event, TicketIssued)}
    told = sorted(
        (attempt.ended, seq_of[attempt.request])
        for attempt in attempts
        if attempt.end is End.OK and attempt.request in seq_of
    )
    for board in sorted({sighting.board for sighting in sightings}):
        seen = [one for one in sightings if one.board == board]
        yield from _behind(board, seen, told, _of(outages, board))


def _behind(
    board: str, seen: list[Sighting], told: list[tuple[float, int]], outages: list[Outage]
) -> Iterator[str]:
    seen.sort(key=lambda sighting: sighting.at)
    begun, ended = seen[0].at, seen[-1].at
    reached = 0
    place = 0
    for at, seq in told:
        due = _owed(at, outages, *BOARD_LIMITS)
        while place < len(seen) and seen[place].at <= due:
            reached = max(reached, seen[place].seq)
            place += 1
        if begun <= at and due <= ended and reached < seq:
            yield f"I7: board {board} was at {reached} when it should have been at {seq}"
            return
