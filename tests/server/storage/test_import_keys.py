"""Tests of the keys by which other programs bring bookings, as rows."""

import pytest

from server.storage.import_keys import ImportKeyRow, ImportKeys
from tests.server.engines import INTEGRITY_ERRORS
from tests.server.working_hall import WorkingHall

pytestmark = pytest.mark.usefixtures("engine")


def keys() -> ImportKeys:
    return ImportKeys(WorkingHall().store.connection, "small")


def test_a_key_is_found_by_its_digest_until_it_is_revoked() -> None:
    kept = keys()
    kept.add("portal", "5e" * 32, 1)
    held = kept.holder("5e" * 32)

    kept.note_used("portal", 2)
    kept.revoke("portal", 3)
    kept.revoke("portal", 4)

    assert held == "portal"
    assert kept.holder("5e" * 32) is None
    assert kept.all() == (ImportKeyRow("portal", 1, 2, 3),)


def test_no_two_keys_have_one_digest() -> None:
    kept = keys()
    kept.add("portal", "5e" * 32, 1)

    with pytest.raises(INTEGRITY_ERRORS):
        kept.add("other", "5e" * 32, 2)
