"""How people reach the console, and whether others can listen to it; for admins to read."""

from datetime import datetime

from litestar import Controller, Response, get
from litestar.di import NamedDependency

from server.acts.turn import local_time
from server.console.authority_page import FILE_NAME
from server.console.origins import Place
from server.console.visits import Visit
from server.protocol.tickets import Instant
from server.trust.digests import sha256, thumbprint

OWN_ENDS_MS = 14 * 24 * 3600 * 1000
"""So long before its end an own certificate is marked: those that renew by themselves have."""


AUTHORITY_ENDS_MS = 400 * 24 * 3600 * 1000
"""So long before its end an administrator is asked to change the authority."""


class SecurityController(Controller):
    """The state of the hall's encryption, for admins."""

    path = "/admin/security"
    include_in_schema = False

    @get()
    async def show(self, visit: NamedDependency[Visit]) -> Response[str]:
        """Show the ways to the console, the fingerprint and how long the certificate holds."""
        visit.admin()
        trust, service = visit.console.trust, visit.console.service
        options = trust.options if trust else None
        leaf = trust.leaf if trust else None
        pem = trust.authority_pem if trust else None
        own = trust.own if trust else None
        own_ends_at = own.ends_at if own else None

        def told(at: Instant | None) -> datetime | None:
            # A certificate is dated by wall clocks, not by hall time.
            return local_time(at, 0, service.config.time_zone) if at else None

        values = {
            "is_tls": options is not None and options.is_tls,
            "is_plain_console": options is not None and options.is_plain_console,
            "own": own,
            "own_ends_at": told(own_ends_at),
            "is_own_ending": (own_ends_at or 0) - service.wall_now() < OWN_ENDS_MS,
            "fingerprint": trust.fingerprint if trust else None,
            "sha256": sha256(pem) if pem else "",
            "thumbprint": thumbprint(pem) if pem else "",
            "file": f"/{FILE_NAME}",
            # Digits that came without encryption are no digits to compare with.
            "are_digits_true": visit.browser.is_https or visit.browser.place is Place.HERE,
            "ends_at": told(leaf.ends_at if leaf else None),
            "left_out": leaf.left_out if leaf else (),
            "authority_ends_at": told(leaf.authority_ends_at if leaf else None),
            "is_authority_ending": leaf is not None
            and 0 < leaf.authority_ends_at < service.wall_now() + AUTHORITY_ENDS_MS,
            "is_here_https": visit.browser.is_https,
            "unaware": await trust.unaware() if trust and trust.coming else (),
            "is_authority_coming": trust is not None and trust.coming is not None,
            "here": "/admin/security",
        }
        return visit.answer("admin_security.html", values)
