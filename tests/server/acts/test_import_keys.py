"""Keys by which other programs bring bookings: shown once, told in the log, revocable."""

import pytest

from server.acts.import_keys import (
    digest_of_key,
    holder_of,
    import_keys,
    make_import_key,
    note_used,
    revoke_import_key,
)
from server.protocol.booking_errors import ImportKeyTakenError, UnknownImportKeyError
from server.protocol.booking_events import ImportKeyMade, ImportKeyRevoked
from server.protocol.codec import encode
from server.storage.ledger import Ledger
from tests.server.working_hall import ADMIN, WorkingHall


def make(hall: WorkingHall, key: str = "portal") -> str:
    return hall.within(lambda ledger: _make(ledger, key))


def _make(ledger: Ledger, key: str) -> str:
    with ledger.savepoint():
        return make_import_key(ledger, key, ADMIN, 1)


def _revoke(ledger: Ledger, key: str) -> None:
    with ledger.savepoint():
        revoke_import_key(ledger, key, ADMIN, 2)


def test_a_key_is_known_by_its_secret_until_it_is_revoked() -> None:
    hall = WorkingHall()
    secret = make(hall)
    held = hall.within(lambda ledger: holder_of(ledger, secret))
    hall.within(lambda ledger: note_used(ledger, "portal", 5))

    hall.within(lambda ledger: _revoke(ledger, "portal"))
    hall.within(lambda ledger: _revoke(ledger, "portal"))

    assert held == "portal"
    assert hall.within(lambda ledger: holder_of(ledger, secret)) is None
    (row,) = hall.within(import_keys)
    assert (row.last_used_at, row.revoked_at) == (5, 2)
    assert [entry.event for entry in hall.log()[-2:]] == [
        ImportKeyMade(key="portal"),
        ImportKeyRevoked(key="portal"),
    ]


def test_neither_the_secret_nor_what_is_kept_of_it_stands_in_the_log() -> None:
    hall = WorkingHall()
    secret = make(hall)

    said = b"".join(encode(entry.event) for entry in hall.log()).decode()

    assert len(secret) == 64
    assert secret not in said
    assert digest_of_key(secret) not in said


def test_a_name_is_given_once_and_an_unknown_one_is_refused() -> None:
    hall = WorkingHall()
    make(hall)
    hall.within(lambda ledger: _revoke(ledger, "portal"))

    with pytest.raises(ImportKeyTakenError):
        make(hall)
    with pytest.raises(UnknownImportKeyError):
        hall.within(lambda ledger: _revoke(ledger, "other"))
    assert hall.within(lambda ledger: holder_of(ledger, "guessed")) is None
