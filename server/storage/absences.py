"""When a kiosk was surely not in contact with the hall, by the server's own record."""

from server.protocol.identity import Key
from server.protocol.tickets import Instant
from server.storage.rows import Connection, Rows

KEPT_MS = 31 * 24 * 3600 * 1000
Span = tuple[Instant, Instant]

MOST_KEPT = 500
"""Of one kiosk; whoever tears his link more often loses the oldest."""


class Absences:
    """The absences of the kiosks of one hall."""

    def __init__(self, connection: Connection, hall: Key) -> None:
        """Use ``connection`` for ``hall``."""
        self._rows = Rows(connection, "absences.sql")
        self._hall = hall

    def add(self, device: Key, since: Instant, until: Instant) -> None:
        """Keep that ``device`` was away; what is older than a month is forgotten."""
        self._rows.run("add_absence", hall=self._hall, device=device, since=since, until=until)
        self._rows.run(
            "forget_absences",
            hall=self._hall,
            device=device,
            before=until - KEPT_MS,
            most=MOST_KEPT,
        )

    def of(self, device: Key) -> tuple[Span, ...]:
        """Return from when to when ``device`` was away, the oldest first."""
        rows = self._rows.all("absences_of", hall=self._hall, device=device)
        return tuple((since, until) for since, until in rows)
