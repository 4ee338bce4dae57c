"""How many tickets a kiosk may ask for: a stuck or rogue one is held back, a crowd never is."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from server.lines import LineLimit
from server.protocol.errors import TooManyRequestsError
from server.protocol.identity import Key
from server.protocol.tickets import Instant

MINUTE_MS = 60_000

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

    def take(self, kiosk: Key) -> None:
        """Take one ticket out; raise TooManyRequestsError, with the wait, if none is left."""
        now = self._now()
        bucket = self._buckets.setdefault(
            kiosk, _Bucket(self._full, now, LineLimit(MINUTE_MS / 1000, self._seconds))
        )
        gained = (now - bucket.filled_at) * self._per_minute
        bucket.parts = min(self._full, bucket.parts + gained)
        bucket.filled_at = now
        if bucket.parts < MINUTE_MS:
            bucket.lines.say(_log.warning, f"kiosk {kiosk} asks for too many tickets")
            missing = MINUTE_MS - bucket.parts
            raise TooManyRequestsError(retry_seconds=-(-missing // (self._per_minute * 1000)))
        bucket.parts -= MINUTE_MS

    def _seconds(self) -> float:
        return self._now() / 1000
