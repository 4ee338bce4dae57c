"""Asking for the password again before an act that changes who is trusted."""

from server.console.attempts import Attempt
from server.console.sessions import confirm_session
from server.console.visits import Visit
from server.protocol.errors import Failure

NEEDED = "password-needed"
WRONG = "wrong-own-password"
TOO_MANY = "too-many-tries"


async def confirm(visit: Visit, password: str) -> Failure | None:
    """Return why the one who asks is not believed to be who logged in; None when that is sure.

    Who gave the password a short while ago need not give it again.
    """
    if visit.is_confirmed:
        return None
    if not password:
        return Failure(NEEDED)
    failure = await check_own(visit, password)
    if failure is None:
        await confirm_session(visit.console, visit.holder)
    return failure


async def check_own(visit: Visit, password: str) -> Failure | None:
    """Return what is wrong with a password that who is logged in gave as their own."""
    attempt = Attempt(visit.console, visit.holder.login, visit.browser)
    wait = await attempt.begin()
    if wait:
        return Failure(TOO_MANY, {"wait_ms": wait})
    return Failure(WRONG) if await attempt.official(password) is None else None
