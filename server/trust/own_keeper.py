"""Shows the administrator's own certificate as long as it is good, and takes new files in.

Nothing of it stops a hall: kiosks and boards never ask for it, and who calls the public name
meanwhile is shown the hall's own certificate, which carries that name too.
"""

import asyncio
import logging
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from server.protocol.start_failures import StartFailure, explain
from server.protocol.tickets import Instant
from server.trust.contexts import choose_by_name, choose_nothing
from server.trust.own_certificate import OwnCertificate, OwnCertificateError, OwnPair, Seen
from server.trust.signing import SigningError

LOOK_SECONDS = 10.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OwnStatus:
    """How it is with the certificate for ``name``, for an administrator to read.

    ``ends_at`` is of the one that is shown, by wall clocks; ``failure`` is what is wrong with the
    files as they are now, or with their dates, and ``path`` which file.
    """

    name: str
    ends_at: Instant | None = None
    failure: StartFailure | None = None
    path: Path | None = None

    @property
    def is_shown(self) -> bool:
        """Return whether the own certificate answers for the name."""
        return self.ends_at is not None


class OwnKeeper:
    """One certificate of the administrator's, shown by one context to who asks for its name."""

    def __init__(
        self, own: OwnCertificate, context: ssl.SSLContext, wall_now: Callable[[], Instant]
    ) -> None:
        """Show ``own`` to those who meet ``context`` while ``wall_now`` lies in its dates."""
        self._own = own
        self._context = context
        self._wall_now = wall_now
        self._seen: Seen | None = None
        self._last_seen: Seen | None = None
        self._newest: OwnPair | None = None
        self._unusable: OwnCertificateError | None = None
        self._shown: OwnPair | None = None
        self.status = OwnStatus(own.name)

    async def look(self) -> OwnStatus:
        """Take changed files in, once they lie still, and show what is good; return how it is.

        Who renews them writes one after the other: they are read when two looks saw the same.
        """
        seen = self._own.seen()
        is_still = self._seen is None or seen == self._last_seen
        self._last_seen = seen
        if seen != self._seen and is_still and await self._take_in():
            self._seen = seen
        self._show()
        return self.status

    async def run(
        self, tell: Callable[[OwnStatus], None], every_seconds: float = LOOK_SECONDS
    ) -> None:
        """Look now and then, and ``tell`` how it is."""
        while True:
            await asyncio.sleep(every_seconds)
            tell(await self.look())

    async def _take_in(self) -> bool:
        """Read the files; return whether that is all that can be known of them."""
        try:
            self._newest, self._unusable = await self._own.read(), None
        except OwnCertificateError as error:
            self._newest, self._unusable = None, error
        except (SigningError, OSError) as error:
            _log.warning("the own certificate could not be looked at: %s", error)
            return False
        return True

    def _show(self) -> None:
        """Show the newest pair, else the one before, whichever is good by its dates."""
        now = self._wall_now()
        good = (one for one in (self._newest, self._shown) if one and one.is_valid(now))
        shown = next(good, None)
        if shown is not self._shown:
            self._shown = shown
            if shown is None:
                choose_nothing(self._context)
            else:
                choose_by_name(self._context, self._own.name, shown.context)
        self._say(self._judge(now))

    def _judge(self, now: Instant) -> OwnStatus:
        ends_at = None if self._shown is None else self._shown.ends_at
        if self._unusable is not None:
            fault = self._unusable
            return OwnStatus(self._own.name, ends_at, fault.failure, fault.path)
        if self._newest is not None and not self._newest.is_valid(now):
            expired = StartFailure.CERTIFICATE_EXPIRED
            return OwnStatus(self._own.name, ends_at, expired, self._own.certificate)
        return OwnStatus(self._own.name, ends_at)

    def _say(self, status: OwnStatus) -> None:
        """Keep how it is, and tell whoever reads the log if it is another way than before."""
        before, self.status = self.status, status
        if status == before:
            return
        if status.failure is None:
            _log.info("the own certificate for %s is shown", status.name)
            return
        instead = (
            StartFailure.CERTIFICATE_KEPT if status.is_shown else StartFailure.CERTIFICATE_OWN
        )
        technical = "" if self._unusable is None else str(self._unusable)
        said = explain(status.failure, status.path, technical).splitlines()
        for line in (*said, *explain(instead, status.name, "").splitlines()):
            if line:
                _log.error("%s", line)
