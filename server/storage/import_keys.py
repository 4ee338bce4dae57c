"""Keys by which other programs bring bookings, as rows; of a key only its digest is kept."""

from msgspec import Struct

from server.protocol.identity import Key
from server.protocol.tickets import Instant
from server.storage.rows import Connection, Rows


class ImportKeyRow(Struct, frozen=True):
    """A key: when it was made, used last, and revoked if it was."""

    id: Key
    made_at: Instant
    last_used_at: Instant | None
    revoked_at: Instant | None


class ImportKeys:
    """The keys of one hall."""

    def __init__(self, connection: Connection, hall: Key) -> None:
        """Use ``connection`` for ``hall``."""
        self._rows = Rows(connection, "import_keys.sql")
        self._hall = hall

    def add(self, key: Key, digest: str, at: Instant) -> None:
        """Keep a new key by its digest."""
        self._rows.run("add_import_key", hall=self._hall, key=key, key_digest=digest, at=at)

    def all(self) -> tuple[ImportKeyRow, ...]:
        """Return every key there ever was, the oldest first."""
        return tuple(ImportKeyRow(*row) for row in self._rows.all("import_keys", hall=self._hall))

    def holder(self, digest: str) -> Key | None:
        """Return which key has this digest, unless it was revoked."""
        found: Key | None = self._rows.value("import_key", hall=self._hall, key_digest=digest)
        return found

    def note_used(self, key: Key, at: Instant) -> None:
        """Keep when a key was used last."""
        self._rows.run("note_import_key_used", hall=self._hall, key=key, at=at)

    def revoke(self, key: Key, at: Instant) -> None:
        """Let a key open nothing any more."""
        self._rows.run("revoke_import_key", hall=self._hall, key=key, at=at)
