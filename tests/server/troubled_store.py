"""A hall whose store reads nothing as long as a test says so."""

from collections.abc import Callable
from typing import TypeVar

from server.hall_service import HallService
from server.protocol.errors import KezekError
from server.storage.ledger import Ledger

T = TypeVar("T")


class TroubledStore(HallService):
    """A hall whose reads fail with ``trouble``; ``refused`` counts them."""

    trouble: KezekError | None = None
    refused = 0

    async def read(self, job: Callable[[Ledger], T]) -> T:
        """Fail as told, else read."""
        if self.trouble is not None:
            self.refused += 1
            raise self.trouble
        return await super().read(job)
