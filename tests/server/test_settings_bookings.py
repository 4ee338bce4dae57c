"""The flags about bookings: a file to bring, keys to make, revoke and list."""

from pathlib import Path

import pytest

from server.settings import read_settings
from server.settings_bookings import AskImportKeys, BringFile

DATA = Path("somewhere")


def test_a_file_is_named_by_itself() -> None:
    asked = read_settings(["bookings", "monday.csv", "--data", "somewhere"])

    assert asked == BringFile(DATA, None, Path("monday.csv"))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("import-key add --id portal", AskImportKeys(DATA, None, "portal", is_new=True)),
        ("import-key revoke --id portal", AskImportKeys(DATA, None, "portal")),
        ("import-key list", AskImportKeys(DATA, None, None)),
    ],
    ids=["add", "revoke", "list"],
)
def test_a_key_is_made_revoked_or_listed(line: str, expected: AskImportKeys) -> None:
    assert read_settings([*line.split(), "--data", "somewhere"]) == expected
