"""How much a kiosk may ask and say: a stuck or rogue one is held back, a crowd never is."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from server.protocol.booking_commands import CheckIn
from server.protocol.commands import Command, IssueTicket, MergeOffline, ReportPrint, ReportSlips
from server.protocol.day_commands import SendElsewhere
from server.protocol.errors import TooManyRequestsError
from server.protocol.identity import Key
from server.protocol.tickets import Instant

MINUTE_MS = 60_000

MERGE_BURST = 400
"""Twice what a journal holds, for batches whose answers were lost."""

MERGES_PER_MINUTE = 40

REPORT_BURST = 600
"""More than a kiosk keeps to be said while its server is away."""

REPORTS_PER_MINUTE = 120


WRONG_CODES_BURST = 10
"""So many visitors may mistype one after another."""

WRONG_CODES_PER_MINUTE = 1
"""Who tries every code needs years: there are a million, and a day has few bookings."""


@dataclass(slots=True)
class _Bucket:
    """Tickets, in parts of one per minute's milliseconds, so that everything stays whole."""

    parts: int
    filled_at: Instant


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
        self.check(kiosk, tickets).parts -= tickets * MINUTE_MS

    def check(self, kiosk: Key, tickets: int = 1) -> _Bucket:
        """Return the bucket of ``kiosk``; raise TooManyRequestsError if too few are in it."""
        wanted = tickets * MINUTE_MS
        now = self._now()
        bucket = self._buckets.setdefault(kiosk, _Bucket(self._full, now))
        gained = (now - bucket.filled_at) * self._per_minute
        bucket.parts = min(self._full, bucket.parts + gained)
        bucket.filled_at = now
        if bucket.parts < wanted:
            missing = wanted - bucket.parts
            raise TooManyRequestsError(retry_seconds=-(-missing // (self._per_minute * 1000)))
        return bucket


class Allowances:
    """What a kiosk may ask for, what it may bring of its own numbers, and say of papers."""

    def __init__(
        self, issues: Allowance, merges: Allowance, reports: Allowance, wrong_codes: Allowance
    ) -> None:
        """Count tickets, numbers of kiosks alone, words on papers and wrong codes apart."""
        self._issues = issues
        self._merges = merges
        self._reports = reports
        self._wrong_codes = wrong_codes

    def check(self, kiosk: Key, command: Command) -> None:
        """Count ``command``; raise TooManyRequestsError if the kiosk asks for too much."""
        match command:
            case IssueTicket():
                self._issues.take(kiosk)
            case CheckIn():
                self._wrong_codes.check(kiosk)
                self._issues.take(kiosk)
            case MergeOffline(tickets=tickets):
                self._merges.take(kiosk, len(tickets))
            case ReportPrint() | ReportSlips() | SendElsewhere():
                self._reports.take(kiosk)
            case _:
                pass

    def note_wrong_code(self, kiosk: Key) -> None:
        """Count a code that nobody was told: six digits can be guessed by who tries for ever."""
        with suppress(TooManyRequestsError):  # it was checked before, by this very kiosk
            self._wrong_codes.take(kiosk)
