"""How hall and desks stand beside the queue: paused, ready, on a break; papers ordered."""

from msgspec import Struct

from server.protocol.hall_standing import HallStanding
from server.protocol.identity import Key, TicketId
from server.protocol.tickets import Instant
from server.storage.rows import Connection, Rows


class HallPause(Struct, frozen=True):
    """The hall is paused or stopped."""

    standing: HallStanding
    reason: Key
    since: Instant


class Readiness(Struct, frozen=True):
    """A desk calls whoever comes next; ``official`` sits there."""

    since: Instant
    official: Key


class Break(Struct, frozen=True):
    """A desk receives nobody for a while."""

    since: Instant
    reason: Key


class DeskStanding(Struct, frozen=True):
    """What a desk does beside receiving."""

    ready: Readiness | None = None
    on_break: Break | None = None


class Standings:
    """Reads and writes how one hall and its desks stand."""

    def __init__(self, connection: Connection, hall: Key) -> None:
        """Use ``connection`` for ``hall``."""
        self._rows = Rows(connection, "standings.sql")
        self._hall = hall

    def hall_pause(self) -> HallPause | None:
        """Return why nobody is called in the hall, if it is paused or stopped."""
        row = self._rows.one("hall_standing", hall=self._hall)
        return None if row is None else HallPause(HallStanding(row[0]), row[1], row[2])

    def set_hall_pause(self, pause: HallPause | None) -> None:
        """Pause or stop the hall, or let it go on."""
        if pause is None:
            self._rows.run("open_hall", hall=self._hall)
            return
        self._rows.run(
            "set_hall_standing",
            hall=self._hall,
            standing=pause.standing.value,
            reason=pause.reason,
            since=pause.since,
        )

    def desk(self, desk: Key) -> DeskStanding:
        """Return how ``desk`` stands."""
        row = self._rows.one("desk_standing", hall=self._hall, desk=desk)
        if row is None:
            return DeskStanding()
        since, official, break_since, reason = row
        return DeskStanding(
            None if since is None else Readiness(since, official),
            None if break_since is None else Break(break_since, reason),
        )

    def set_desk(self, desk: Key, standing: DeskStanding) -> None:
        """Keep how ``desk`` stands; one that does nothing special has no row."""
        if standing == DeskStanding():
            self._rows.run("forget_desk_standing", hall=self._hall, desk=desk)
            return
        ready, on_break = standing.ready, standing.on_break
        self._rows.run(
            "set_desk_standing",
            hall=self._hall,
            desk=desk,
            ready_since=ready.since if ready else None,
            ready_official=ready.official if ready else None,
            break_since=on_break.since if on_break else None,
            break_reason=on_break.reason if on_break else None,
        )

    def ready_desks(self) -> tuple[tuple[Key, Key], ...]:
        """Return (desk, official) of every ready desk, the longest ready one first."""
        return tuple(self._rows.all("ready_desks", hall=self._hall))

    def overrides(self, desk: Key) -> int:
        """Return how many visitors ``desk`` has called out of order in this service day."""
        return self._rows.value("overrides", hall=self._hall, desk=desk) or 0

    def set_overrides(self, desk: Key, times: int) -> None:
        """Keep how many visitors ``desk`` has called out of order in this service day."""
        self._rows.run("set_overrides", hall=self._hall, desk=desk, times=times)

    def begin_day(self) -> None:
        """Forget what desks did on another day; a paused hall stays so."""
        self._rows.run("forget_overrides", hall=self._hall)
        self._rows.run("forget_desk_standings", hall=self._hall)

    def newest_copy(self, ticket: TicketId) -> int | None:
        """Return the number of the latest paper that was ordered of a ticket, if one was."""
        copy: int | None = self._rows.value("newest_copy", hall=self._hall, ticket=ticket)
        return copy

    def order_paper(self, ticket: TicketId, copy: int, device: Key) -> None:
        """Keep that ``device`` prints paper ``copy`` of ``ticket``."""
        self._rows.run("order_paper", hall=self._hall, ticket=ticket, copy=copy, device=device)

    def is_ordered(self, ticket: TicketId, copy: int, device: Key) -> bool:
        """Return whether ``device`` was told to print this paper."""
        found = self._rows.value(
            "is_ordered", hall=self._hall, ticket=ticket, copy=copy, device=device
        )
        return found is not None
