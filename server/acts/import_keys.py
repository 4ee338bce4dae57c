"""Keys by which other programs bring bookings: made, shown once, revoked; told in the log."""

import hashlib
import secrets

from server.protocol.booking_errors import ImportKeyTakenError, UnknownImportKeyError
from server.protocol.booking_events import ImportKeyMade, ImportKeyRevoked
from server.protocol.identity import Actor, Key
from server.protocol.tickets import Instant
from server.storage.import_keys import ImportKeyRow, ImportKeys
from server.storage.ledger import Ledger

KEY_BYTES = 32


def make_import_key(ledger: Ledger, key: Key, by: Actor, at: Instant) -> str:
    """Return the secret of a new key; nobody keeps it."""
    kept = _keys(ledger)
    if any(row.id == key for row in kept.all()):
        raise ImportKeyTakenError(key=key)
    secret = secrets.token_hex(KEY_BYTES)
    kept.add(key, digest_of_key(secret), at)
    ledger.append(ImportKeyMade(key=key), by, at)
    return secret


def revoke_import_key(ledger: Ledger, key: Key, by: Actor, at: Instant) -> None:
    """Let a key open nothing any more."""
    kept = _keys(ledger)
    found = next((row for row in kept.all() if row.id == key), None)
    if found is None:
        raise UnknownImportKeyError(key=key)
    if found.revoked_at is None:
        kept.revoke(key, at)
        ledger.append(ImportKeyRevoked(key=key), by, at)


def import_keys(ledger: Ledger) -> tuple[ImportKeyRow, ...]:
    """Return every key there ever was, the oldest first."""
    return _keys(ledger).all()


def holder_of(ledger: Ledger, secret: str) -> Key | None:
    """Return which key ``secret`` is, unless it is none or was revoked."""
    return _keys(ledger).holder(digest_of_key(secret))


def note_used(ledger: Ledger, key: Key, at: Instant) -> None:
    """Keep that a key was used just now."""
    _keys(ledger).note_used(key, at)


def digest_of_key(secret: str) -> str:
    """Return what is kept of a key: it is too long to be guessed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _keys(ledger: Ledger) -> ImportKeys:
    return ImportKeys(ledger.connection, ledger.hall)
