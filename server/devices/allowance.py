"""How many tickets a kiosk may ask for: a stuck or rogue one is held back, a crowd never is."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from server.lines import LineLimit
from server.protocol.commands import Command, IssueTicket, MergeOffline
from server.protocol.errors import TooManyRequestsError
from server.protocol.identity import Key
from server.protocol.tickets import Instant

MINUTE_MS = 60_000

MERGE_BURST = 400
"""Twice what a journal holds, for batches whose answers were lost."""

MERGES_PER_MINUTE = 40

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Bucket:
    """Tickets, in parts of one per minute's milliseconds, so that everything stays whole."""

    parts: int
    filled_at: Instant
    lines: LineLimit


class Allowance:
    """One bucket of tickets for each kiosk, kept over its sockets; it fills as hall time goes."""

    def __init__(self, burst: int, per_minute: int, now: Callable[[], Instant]) -> None:
        """Let a kiosk ask for ``burst`` tickets at once and for ``per_minute`` in the long run."""
        self._full = burst * MINUTE_MS
        self._per_minute = per_minute
        self._now = now
        self._buckets: dict[Key, _Bucket] = {}

    def take(self, kiosk: Key, tickets: int = 1) -> None:
        """Take tickets out; raise TooManyRequestsError, with the wait, if too few are left."""
        wanted = tickets * MINUTE_MS
        now = self._now()
        bucket = self._buckets.setdefault(
            kiosk, _Bucket(self._full, now, LineLimit(MINUTE_MS / 1000, self._seconds))
        )
        gained = (now - bucket.filled_at) * self._per_minute
        bucket.parts = min(self._full, bucket.parts + gained)
        bucket.filled_at = now
        if bucket.parts < wanted:
            bucket.lines.say(_log.warning, f"kiosk {kiosk} asks for too many tickets")
            missing = wanted - bucket.parts
            raise TooManyRequestsError(retry_seconds=-(-missing // (self._per_minute * 1000)))
        bucket.parts -= wanted

    def _seconds(self) -> float:
        return self._now() / 1000


class Allowances:
    """What a kiosk may ask for at the server, and what it may bring of its own numbers."""

    def __init__(self, issues: Allowance, merges: Allowance) -> None:
        """Count tickets by ``issues``, numbers of kiosks that were alone by ``merges``."""
        self._issues = issues
        self._merges = merges

    def check(self, kiosk: Key, command: Command) -> None:
        """Count ``command``; raise TooManyRequestsError if the kiosk asks for too much."""
        match command:
            case IssueTicket():
                self._issues.take(kiosk)
            case MergeOffline(tickets=tickets):
                self._merges.take(kiosk, len(tickets))
            case _:
                pass
