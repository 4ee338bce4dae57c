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
from server.trust.names import LOCAL_ADDRESSES, Whereabouts
from server.trust.signing import SigningError, sign
from server.trust.signing_orders import CertificateUnreadableError, LeafMade, MakeLeaf
from server.trust.trust import ShownLeaf, Trust

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
        self.leaf: ShownLeaf | None = None
        self.serial = 0

    async def renew(self) -> AuthorityRow:
        """Show a new certificate if one is needed; return the authority it is of."""
        addresses = self._addresses()
        authority = await ensure_authority(self._service, Whereabouts(self._names, addresses))
        wanted = (authority.fingerprint, addresses)
        now = dating(self._service.wall_now(), self._service.now())
        if wanted == self._shown and not (self._life is None or self._life.is_over(now)):
            return authority
        order = MakeLeaf(
            hall=self._service.config.id,
            authority=authority.certificate,
            authority_key=authority.private_key,
            names=self._names,
            addresses=(*LOCAL_ADDRESSES, *addresses),
            now=now,
        )
        leaf = await sign(order, LeafMade)
        load_leaf(self._context, leaf)
        self._life = Life(now, leaf.ends_at)
        self.leaf = ShownLeaf(leaf.ends_at, leaf.authority_ends_at, leaf.left_out)
        self.serial += 1
        self._shown = wanted
        self._tell((*self._names, *addresses), leaf.left_out)
        return authority

    async def run(self, trust: Trust, every_seconds: float = LOOK_SECONDS) -> None:
        """Look now and then whether a new certificate is needed, and tell ``trust`` which it is.

        What fails meanwhile, the store too, is tried again: links and pages go on.
        """
        while True:
            await asyncio.sleep(every_seconds)
            try:
                trust.show(await self.renew(), self.leaf)
                await trust.refresh()
            except (KezekError, SigningError, CertificateUnreadableError, OSError) as error:
                _log.warning("the server's certificate could not be looked after: %s", error)

    def _tell(self, wanted: tuple[str, ...], left_out: tuple[str, ...]) -> None:
        named = ", ".join(one for one in wanted if one not in left_out)
        _log.info("the server's certificate names %s", named)
        if left_out:
            _log.warning(
                "the hall's authority is not good for %s: browsers warn there, until"
                " renew-authority has made one that is",
                ", ".join(left_out),
            )
