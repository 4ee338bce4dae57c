"""What a desk's browser keeps for the time without a server: who waits, by the clock on the wall.

Numbers, times and services alone: no names are in it because the hall has none.
"""

from collections.abc import Callable
from datetime import datetime

from msgspec import Struct

from server.hall_file import HallConfig
from server.protocol.desks import Desk
from server.protocol.identity import Key
from server.protocol.languages import LanguageCode, in_language
from server.protocol.tickets import Instant, TicketClass, TicketNumber
from server.queueing.lanes import WaitingLeg
from server.queueing.picture import HallPicture

KEPT_ROWS = 200
"""As many as stand on five sheets of paper."""


class KeptRow(Struct, frozen=True, array_like=True):
    """One waiting visitor: the number, when he came, the service, its body, the class."""

    number: TicketNumber
    came: str
    service: str
    body: str
    ticket_class: TicketClass


class PaperList(Struct, frozen=True):
    """Who waits for one desk, in the order of the rule; ``visitor`` is who is there now."""

    hall: str
    desk: str
    day: str
    at: str
    total: int
    visitor: TicketNumber
    rows: tuple[KeptRow, ...]


class PaperLists:
    """Makes the lists of one desk for readers of one language."""

    def __init__(
        self,
        config: HallConfig,
        desk: Desk,
        language: LanguageCode,
        local: Callable[[Instant], datetime],
    ) -> None:
        """Remember the words: they do not change."""
        self._config = config
        self._desk = desk
        self._language = language
        self._local = local
        bodies = {body.id: in_language(body.names, language) for body in config.bodies}
        self._names = {
            one.id: (in_language(one.names, language), bodies.get(one.body, ""))
            for one in config.services
        }

    def make(self, picture: HallPicture, now: Instant, official: Key | None = None) -> PaperList:
        """Return who waits at ``now`` for ``official`` at the desk."""
        seen = picture.occupancy.desk(self._desk.id)
        legs = picture.queue_for(self._desk.id, KEPT_ROWS, official)
        return PaperList(
            hall=in_language(self._config.names, self._language),
            desk=self._desk.label,
            day=picture.service_day or "",
            at=f"{self._local(now):%H:%M}",
            total=picture.waiting_at(self._desk.id, official),
            visitor=seen.number if seen else "",
            rows=tuple(self._row(leg) for leg in legs),
        )

    def _row(self, leg: WaitingLeg) -> KeptRow:
        service, body = self._names.get(leg.service, (leg.service, ""))
        came = f"{self._local(leg.order_key):%H:%M}"
        return KeptRow(leg.number, came, service, body, leg.ticket_class)
