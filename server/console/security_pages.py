"""How people reach the console, and whether others can listen to it; for admins to read."""

from litestar import Controller, Response, get
from litestar.di import NamedDependency

from server.acts.turn import local_time
from server.console.authority_page import whole_digest
from server.console.visits import Visit


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
        ends_at = trust.leaf_ends_at if trust else None
        values = {
            "is_tls": options is not None and options.is_tls,
            "is_plain_console": options is not None and options.is_plain_console,
            "public_name": options.public_name if options else None,
            "fingerprint": trust.fingerprint if trust else None,
            "sha256": whole_digest(trust.authority_pem) if trust else "",
            # A certificate is dated by wall clocks, not by hall time.
            "ends_at": local_time(ends_at, 0, service.config.time_zone) if ends_at else None,
            "is_here_https": visit.browser.is_https,
            "unaware": await trust.unaware() if trust and trust.coming else (),
            "is_authority_coming": trust is not None and trust.coming is not None,
            "here": "/admin/security",
        }
        return visit.answer("admin_security.html", values)
