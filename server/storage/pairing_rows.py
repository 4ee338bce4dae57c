"""Devices that wait to be paired at one of several processes, and what an admin asks of it."""

from msgspec import Struct
from msgspec.json import decode, encode

from server.protocol.errors import Failure
from server.protocol.identity import Actor, DeviceRole, Key
from server.protocol.tickets import Instant
from server.storage.rows import Connection, Rows


class PairingRow(Struct, frozen=True):
    """A device that shows ``code`` until ``expires_at``, at whichever process."""

    id: str
    code: str
    role: DeviceRole
    address: str
    since: Instant
    expires_at: Instant


class Wish(Struct, frozen=True):
    """What an admin at another process wants of the one that has the device's link."""

    by: Actor
    is_refused: bool = False
    name: str = ""
    zone: Key | None = None


class Outcome(Struct, frozen=True):
    """What came of a wish: the device that it made the hall's, or why not."""

    device: Key | None = None
    failure: Failure | None = None


class PairingRows:
    """The waiting devices of one hall."""

    def __init__(self, connection: Connection, hall: Key) -> None:
        """Use ``connection`` for ``hall``."""
        self._rows = Rows(connection, "pairings.sql")
        self._hall = hall

    def add(self, row: PairingRow) -> None:
        """Let every process know of a device; those of times past are forgotten."""
        self._rows.run("forget_pairings", hall=self._hall, before=row.since)
        self._rows.run(
            "add_pairing",
            hall=self._hall,
            id=row.id,
            code=row.code,
            role=row.role.value,
            address=row.address,
            since=row.since,
            expires_at=row.expires_at,
        )

    def waiting(self, now: Instant) -> tuple[PairingRow, ...]:
        """Return the devices of which nothing was asked yet, the longest first."""
        found = self._rows.all("waiting_pairings", hall=self._hall, now=now)
        return tuple(
            PairingRow(row, code, DeviceRole(role), address, since, expires_at)
            for row, code, role, address, since, expires_at in found
        )

    def ask(self, row: str, wish: Wish, now: Instant) -> bool:
        """Keep what an admin wants; return whether he is the first, and in time."""
        text = encode(wish).decode()
        found = self._rows.one("ask_pairing", hall=self._hall, id=row, wish=text, now=now)
        return found is not None

    def wish(self, row: str) -> Wish | None:
        """Return what an admin wants, if one has asked."""
        text = self._rows.value("wish_of_pairing", hall=self._hall, id=row)
        return None if text is None else decode(text, type=Wish)

    def end(self, row: str, outcome: Outcome) -> None:
        """Keep what came of the wish for whoever asked."""
        text = encode(outcome).decode()
        self._rows.run("end_pairing", hall=self._hall, id=row, outcome=text)

    def outcome(self, row: str) -> Outcome | None:
        """Return what came of the wish, if that is known."""
        text = self._rows.value("outcome_of_pairing", hall=self._hall, id=row)
        return None if text is None else decode(text, type=Outcome)

    def remove(self, row: str) -> None:
        """Forget a device of which nothing was asked."""
        self._rows.run("remove_pairing", hall=self._hall, id=row)
