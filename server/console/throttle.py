"""How long a log-in has to wait after failed ones; pure.

Guesses are counted by login and address together, more softly by address, and by login alone for
guesses from many places. Who has logged in from a browser before is counted there and nowhere
else, so that nobody can lock an official out of the PC at the desk.
"""

import hashlib
from collections.abc import Mapping

from server.protocol.tickets import Instant
from server.storage.people import Failures

PAIR = "pair"
ADDRESS = "address"
LOGIN = "login"
FREE_FAILURES = {PAIR: 5, ADDRESS: 20, LOGIN: 50}
"""Failures in a row that cost nothing; many officials may share one address."""

FIRST_WAIT_MS = 30_000
LONGEST_WAIT_MS = 5 * 60_000
FORGET_AFTER_MS = 60 * 60_000


def counters(login: str, address: str, browser: str, *, is_known: bool) -> Mapping[str, str]:
    """Return under which key each kind of count is kept for this try."""
    if is_known:
        return {PAIR: _digest(f"{login} browser {browser}")}
    return {
        PAIR: _digest(f"{login} address {address}"),
        ADDRESS: _digest(address),
        LOGIN: _digest(login),
    }


def code_counter(address: str) -> str:
    """Return under which key tries of the set-up code are counted."""
    return _digest(f"code address {address}")


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


def with_one_less(failures: Failures) -> Failures:
    """Return the count without this try; others may share it."""
    return Failures(max(0, failures.count - 1), failures.last_at)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
