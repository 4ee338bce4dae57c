"""Which role may open which address: one table, asked before any page is made."""

from collections.abc import Mapping
from dataclasses import dataclass

from server.protocol.errors import NotAllowedError
from server.protocol.identity import Role
from server.storage.people import Session

OFFICIAL = frozenset({Role.OFFICIAL})
ADMIN = frozenset({Role.ADMIN})
ALL = frozenset(Role)
OVERSEERS = frozenset({Role.SUPERVISOR, Role.AUDITOR, Role.ADMIN})
OVERRULERS = frozenset({Role.SUPERVISOR, Role.ADMIN})
FINDERS = frozenset({Role.OFFICIAL, Role.SUPERVISOR, Role.ADMIN})
RECEIVERS = frozenset({Role.OFFICIAL, Role.ADMIN})
READERS = frozenset({Role.AUDITOR, Role.ADMIN})


class LoginNeededError(Exception):
    """The page is for people who are logged in, and nobody is."""


class PasswordDueError(Exception):
    """The person was given a passing password and has to change it first."""


@dataclass(frozen=True, slots=True)
class Permit:
    """Who may: everybody, or who is logged in with one of ``roles``.

    ``tells_end`` lets a page whose session has ended say so itself, in its own place.
    ``is_before_change`` lets in who has yet to change a passing password.
    """

    roles: frozenset[Role] | None = None
    tells_end: bool = False
    is_before_change: bool = False


ANYBODY = Permit()

PERMITS: Mapping[str, Permit] = {
    "GET /": ANYBODY,
    "GET /healthz": ANYBODY,
    "GET /schema": ANYBODY,
    "GET /schema/openapi.json": ANYBODY,
    "GET /schema/{path}": ANYBODY,
    "GET /static/console/{version}/{name}": ANYBODY,
    "GET /hall-ca": ANYBODY,
    "GET /hall-ca.crt": ANYBODY,
    "GET /hall-ca.pem": ANYBODY,
    "GET /login": ANYBODY,
    "GET /setup": ANYBODY,
    "POST /setup": ANYBODY,
    "POST /login": ANYBODY,
    "POST /logout": ANYBODY,
    "POST /language": ANYBODY,
    "GET /password": Permit(ALL, is_before_change=True),
    "POST /password": Permit(ALL, is_before_change=True),
    "GET /desk": Permit(OFFICIAL, tells_end=True),
    "GET /desk/choose": Permit(OFFICIAL),
    "POST /desk/choose": Permit(OFFICIAL),
    "GET /desk/live": Permit(OFFICIAL, tells_end=True),
    "POST /desk/{action}": Permit(OFFICIAL, tells_end=True),
    "GET /desk/act/{act}": Permit(OFFICIAL, tells_end=True),
    "POST /desk/act/{act}": Permit(OFFICIAL, tells_end=True),
    "GET /paper/{language}": Permit(OFFICIAL),
    "GET /tickets": Permit(ALL),
    "POST /api/bookings": ANYBODY,
    "DELETE /api/bookings/{booking}": ANYBODY,
    "GET /bookings": Permit(FINDERS),
    "GET /bookings/live": Permit(FINDERS),
    "POST /bookings/check-in": Permit(OFFICIAL),
    "POST /bookings/pause": Permit(RECEIVERS),
    "POST /bookings/resume": Permit(RECEIVERS),
    "POST /bookings/cancel": Permit(ADMIN),
    "POST /bookings/file": Permit(ADMIN),
    "GET /supervisor": Permit(OVERSEERS),
    "GET /supervisor/live": Permit(OVERSEERS),
    "POST /supervisor/{act}": Permit(OVERRULERS),
    "GET /calls": Permit(OVERSEERS),
    "GET /day": Permit(ADMIN),
    "POST /day/open": Permit(ADMIN),
    "POST /day/close": Permit(ADMIN),
    "POST /day/clock": Permit(ADMIN),
    "GET /hall": Permit(OVERSEERS),
    "GET /hall/live": Permit(OVERSEERS),
    "GET /log": Permit(READERS),
    "POST /log/check": Permit(READERS),
    "POST /log/export": Permit(READERS),
    "GET /admin/devices": Permit(ADMIN),
    "GET /admin/devices/live": Permit(ADMIN),
    "POST /admin/devices/pair": Permit(ADMIN),
    "POST /admin/devices/refuse/{waiting}": Permit(ADMIN),
    "GET /admin/devices/{device}": Permit(ADMIN),
    "GET /admin/devices/{device}/live": Permit(ADMIN),
    "POST /admin/devices/{device}/{act}": Permit(ADMIN),
    "GET /admin/ticket": Permit(ADMIN),
    "POST /admin/ticket/save": Permit(ADMIN),
    "POST /admin/ticket/preview": Permit(ADMIN),
    "POST /admin/ticket/print": Permit(ADMIN),
    "GET /admin/ticket/picture/{picture}": Permit(ADMIN),
    "GET /admin/waits": Permit(OVERSEERS),
    "GET /admin/security": Permit(ADMIN),
    "GET /admin/people": Permit(ADMIN),
    "POST /admin/people": Permit(ADMIN),
    "GET /admin/people/{person}": Permit(ADMIN),
    "POST /admin/people/{person}/{act}": Permit(ADMIN),
    "GET /admin/sessions": Permit(ADMIN),
    "POST /admin/sessions/{session}/end": Permit(ADMIN),
}
"""Every address of the server; one that is not here is open to nobody.

Who brings bookings by /api shows a key instead of a session (server/booking_routes.py).
"""

STARTS: Mapping[str, str] = {
    Role.OFFICIAL: "/desk",
    Role.SUPERVISOR: "/supervisor",
    Role.AUDITOR: "/log",
    Role.ADMIN: "/admin/devices",
}
"""Where each role begins."""


def check_permit(method: str, path: str, session: Session | None) -> None:
    """Raise what keeps the session from ``path``, as the route writes it; nothing if it may."""
    permit = PERMITS.get(f"{'GET' if method == 'HEAD' else method} {path}")
    if permit is None:
        raise NotAllowedError(path=path)
    if permit.roles is None or (session is None and permit.tells_end):
        return
    if session is None:
        raise LoginNeededError
    if session.temporary_until is not None and not permit.is_before_change:
        raise PasswordDueError
    if session.role not in permit.roles:
        raise NotAllowedError(role=session.role)
