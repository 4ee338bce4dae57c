"""Keeps the server's certificate good: made at start, anew for new addresses or when it ages."""

import asyncio
import logging
import ssl
from collections.abc import Callable

from server.hall_service import HallService
from server.protocol.errors import KezekError
from server.storage.authorities import AuthorityRow
from server.trust.authority import ensure_authority
from server.trust.contexts import load_leaf
from server.trust.dating import Life, dating
from server.trust.names import LOCAL_ADDRESSES
from server.trust.signing import SigningError, sign
from server.trust.signing_orders import CertificateUnreadableError, LeafMade, MakeLeaf
from server.trust.trust import Trust

LOOK_SECONDS = 10.0

_log = logging.getLogger(__name__)


class LeafKeeper:
    """One certificate with its key in memory, shown by one context.

    ``serial`` counts the certificates that were shown.
    """

    def __init__(
        self,
        service: HallService,
        context: ssl.SSLContext,
        names: tuple[str, ...],
        addresses: Callable[[], tuple[str, ...]],
    ) -> None:
        """Certify ``names`` and whatever ``addresses`` returns, for those who meet ``context``."""
        self._service = service
        self._context = context
        self._names = names
        self._addresses = addresses
        self._shown: tuple[str, tuple[str, ...]] | None = None
        self._life: Life | None = None
        self.serial = 0

    @property
    def ends_at(self) -> int | None:
        """Return how long the certificate that is shown is good, by wall clocks."""
        return None if self._life is None else self._life.ends_at

    async def renew(self) -> AuthorityRow:
        """Show a new certificate if one is needed; return the authority it is of."""
        authority = await ensure_authority(self._service)
        wanted = (authority.fingerprint, self._addresses())
        now = dating(self._service.wall_now(), self._service.now())
        if wanted == self._shown and not (self._life is None or self._life.is_over(now)):
            return authority
        order = MakeLeaf(
            hall=self._service.config.id,
            authority=authority.certificate,
            authority_key=authority.private_key,
            names=self._names,
            addresses=(*LOCAL_ADDRESSES, *wanted[1]),
            now=now,
        )
        leaf = await sign(order, LeafMade)
        load_leaf(self._context, leaf)
        self._life = Life(now, leaf.ends_at)
        self.serial += 1
        self._shown = wanted
        _log.info("the server's certificate names %s", ", ".join((*self._names, *wanted[1])))
        return authority

    async def run(self, trust: Trust, every_seconds: float = LOOK_SECONDS) -> None:
        """Look now and then whether a new certificate is needed, and tell ``trust`` which it is.

        What fails meanwhile, the store too, is tried again: links and pages go on.
        """
        while True:
            await asyncio.sleep(every_seconds)
            try:
                trust.show(await self.renew(), self.ends_at)
                await trust.refresh()
            except (KezekError, SigningError, CertificateUnreadableError, OSError) as error:
                _log.warning("the server's certificate could not be looked after: %s", error)
