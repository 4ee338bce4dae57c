"""The code by which the first administrator of a hall proves to have the server's computer."""

import hmac
import os
import secrets
from contextlib import suppress
from pathlib import Path

from server.console.password_rules import PASSING_ALPHABET
from server.protocol.identity import Role
from server.storage.ledger import Ledger
from server.storage.people import People

FILE_NAME = "setup-code.txt"
GROUPS = 3


class SetupCode:
    """A file in the data directory that only its owner reads; gone once there is an admin."""

    def __init__(self, folder: Path) -> None:
        """Keep the code in ``folder``."""
        self.path = folder / FILE_NAME

    def prepare(self, *, is_needed: bool) -> bool:
        """Write a code, or keep the one that is there; remove it if none is needed.

        Return whether the hall waits for its first administrator.
        """
        if not is_needed:
            self.forget()
            return False
        if not self.path.exists():
            number = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(number, "w", encoding="ascii") as file:
                file.write(_new_code() + "\n")
        return True

    def is_right(self, typed: str) -> bool:
        """Return whether somebody has read the file; without a file nobody has."""
        try:
            code = self.path.read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError):
            return False
        return hmac.compare_digest(_plain(code).encode(), _plain(typed).encode())

    def forget(self) -> None:
        """Remove the file: nobody becomes administrator by it any more."""
        with suppress(FileNotFoundError):
            self.path.unlink()


def needs_admin(ledger: Ledger) -> bool:
    """Return whether nobody may administer the hall yet."""
    people = People(ledger.connection, ledger.hall).everybody()
    return not any(one.role == Role.ADMIN and not one.is_disabled for one in people)


def _new_code() -> str:
    groups = ("".join(secrets.choice(PASSING_ALPHABET) for _ in range(4)) for _ in range(GROUPS))
    return "-".join(groups)


def _plain(code: str) -> str:
    return "".join(letter for letter in code.casefold() if letter.isalnum())
