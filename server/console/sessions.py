"""Sessions: begun at log-in, bound to their browser, ended by idleness, by age or by somebody."""

import hashlib
import secrets
from collections.abc import Mapping

from litestar.datastructures import Cookie

from server.console.browser import Browser, session_cookie, strict_cookie
from server.console.console import Console
from server.protocol.identity import Key, Role
from server.protocol.tickets import Instant
from server.storage.ledger import Ledger
from server.storage.people import Official, Origin, People, Session

SESSION_MS = 12 * 3600 * 1000
"""A working day: afterwards everybody logs in again."""

HALF_HOUR_MS = 30 * 60_000
IDLE_MS: Mapping[str, int] = {
    Role.OFFICIAL: 6 * HALF_HOUR_MS,
    Role.SUPERVISOR: 6 * HALF_HOUR_MS,
    Role.ADMIN: HALF_HOUR_MS,
    Role.AUDITOR: HALF_HOUR_MS,
}
"""After so long without a press or a page a session ends; a page that is kept live counts not."""

CONFIRMED_MS = 5 * 60_000
"""So long after the password was given an admin is not asked for it again."""

TOUCH_MS = 60_000
KEPT_MS = 7 * 24 * 3600 * 1000


async def held_session(console: Console, digest: str) -> Session | None:
    """Return the session if it holds now; nothing is noted."""
    now = console.service.now()
    return await console.service.read(lambda ledger: people_of(ledger).session(digest, now))


async def find_session(console: Console, browser: Browser) -> Session | None:
    """Return the session of a request, if it holds and came from the browser that began it.

    Note now and then that it is used.
    """
    if browser.session_token is None:
        return None
    session = await held_session(console, token_digest(browser.session_token))
    if session is None or not is_bound(session, browser):
        return None
    digest, now = session.token_digest, console.service.now()
    if now - session.last_used_at > TOUCH_MS:
        await console.service.write(lambda ledger: people_of(ledger).touch_session(digest, now))
    return session


def is_bound(session: Session, browser: Browser) -> bool:
    """Return whether the browser holds the other secret too and is as near as it was."""
    return (session.browser_digest, session.place) == (token_digest(browser.secret), browser.place)


def is_confirmed(session: Session, now: Instant) -> bool:
    """Return whether the password was given a short while ago."""
    return now - session.confirmed_at < CONFIRMED_MS


async def begin_session(console: Console, official: Official, browser: Browser) -> Cookie:
    """Begin a session for the official and return the cookie that holds its token."""
    token, now = secrets.token_urlsafe(32), console.service.now()
    origin = Origin(token_digest(browser.secret), browser.name, browser.place)

    def begin(ledger: Ledger) -> None:
        people = people_of(ledger)
        people.forget_sessions(max(0, now - KEPT_MS))
        idle = IDLE_MS.get(official.role, HALF_HOUR_MS)
        digest = token_digest(token)
        people.add_session(digest, official.id, now, now + SESSION_MS, idle, origin)

    await console.service.write(begin)
    is_https = browser.is_https
    return strict_cookie(session_cookie(is_https=is_https), token, is_https=is_https)


async def end_session(console: Console, session: Session) -> None:
    """Revoke the session and tell the open pages."""
    now = console.service.now()
    digest = session.token_digest
    await console.service.write(lambda ledger: people_of(ledger).end_session(digest, now))
    console.nudges.nudge()


async def confirm_session(console: Console, session: Session) -> None:
    """Note that the password was given again just now."""
    now, digest = console.service.now(), session.token_digest
    await console.service.write(lambda ledger: people_of(ledger).confirm_session(digest, now))


async def take_desk(console: Console, session: Session, desk: Key) -> int:
    """Give the desk to the session, and tell the open pages; a desk it holds stays its own."""
    if session.desk == desk and not session.is_fenced:
        return session.fence
    digest = session.token_digest
    fence = await console.service.write(lambda ledger: people_of(ledger).take_desk(digest, desk))
    console.nudges.nudge()
    return fence


async def desks_in_use(console: Console) -> frozenset[Key]:
    """Return the desks that somebody's session holds."""
    return frozenset(await receiving(console))


async def receiving(console: Console) -> dict[Key, Key]:
    """Return the official at each desk that a session holds."""
    now = console.service.now()
    return await console.service.read(lambda ledger: people_of(ledger).receiving(now))


def token_digest(token: str) -> str:
    """Return what is kept of a token; 256 random bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def people_of(ledger: Ledger) -> People:
    """Return the people of the ledger's hall."""
    return People(ledger.connection, ledger.hall)
