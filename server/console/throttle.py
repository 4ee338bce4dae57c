"""How long a login, or an address, has to wait after failed log-ins; pure."""

from server.protocol.tickets import Instant
from server.storage.people import Failures

FREE_FAILURES = {"login": 5, "address": 20}
"""Failures in a row that cost nothing; many officials may share one address."""

FIRST_WAIT_MS = 30_000
LONGEST_WAIT_MS = 5 * 60_000
FORGET_AFTER_MS = 60 * 60_000


def wait_ms(kind: str, failures: Failures, now: Instant) -> int:
    """Return how long to wait before the next try; 0 = it may be made now."""
    beyond = failures.count - FREE_FAILURES[kind]
    if beyond < 0:
        return 0
    wait = min(FIRST_WAIT_MS << min(beyond, 10), LONGEST_WAIT_MS)
    return max(0, failures.last_at + wait - now)


def with_another(failures: Failures, now: Instant) -> Failures:
    """Return the count with one more failure at ``now``; a long quiet starts it anew."""
    if now - failures.last_at > FORGET_AFTER_MS:
        return Failures(1, now)
    return Failures(failures.count + 1, now)
