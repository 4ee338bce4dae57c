"""The code by which the first administrator of a hall proves to have the server's computer."""

import hmac
import os
import re
import secrets
import stat
from pathlib import Path

from server.console.password_rules import PASSING_ALPHABET
from server.protocol.identity import Role
from server.storage.ledger import Ledger
from server.storage.people import People

FILE_NAME = "setup-code.txt"
GROUPS = 3
_GROUP = f"[{PASSING_ALPHABET}]{{4}}"
_WHOLE = re.compile(f"{_GROUP}(?:-{_GROUP}){{{GROUPS - 1}}}\n")
"""What the file holds; a file that a power cut or a full disk left behind holds less."""

MOST_BYTES = 64
OWNERS = 0o600


class SetupCode:
    """A file in the data directory that only its owner reads; gone once there is an admin."""

    def __init__(self, folder: Path) -> None:
        """Keep the code in ``folder``."""
        self.path = folder / FILE_NAME
        self._draft = self.path.with_suffix(".new")

    def prepare(self, *, is_needed: bool) -> bool:
        """Write a code, or keep the one that is there if it is whole; remove it if none is needed.

        Return whether the hall waits for its first administrator. Raise OSError.
        """
        if not is_needed:
            self.forget()
            return False
        if self._kept() is None:
            self._write(_new_code() + "\n")
        return True

    def is_right(self, typed: str) -> bool:
        """Return whether somebody has read the file; without a whole one nobody has."""
        code = self._kept()
        if code is None:
            return False
        return hmac.compare_digest(_plain(code).encode(), _plain(typed).encode())

    def forget(self) -> None:
        """Remove the file: nobody becomes administrator by it any more."""
        self.path.unlink(missing_ok=True)
        self._draft.unlink(missing_ok=True)

    def _kept(self) -> str | None:
        """Return the code in the file; None unless it is whole and was its owner's alone."""
        try:
            number = os.open(self.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
            with os.fdopen(number, "rb") as file:
                mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
                text = file.read(MOST_BYTES).decode("ascii")
        except (OSError, UnicodeDecodeError):
            return None
        return text if mode == OWNERS and _WHOLE.fullmatch(text) else None

    def _write(self, text: str) -> None:
        """Let the file be there with all of ``text`` or not at all, whenever the power goes."""
        self._draft.unlink(missing_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
        draft = os.open(self._draft, flags, OWNERS)
        try:
            os.pwrite(draft, text.encode("ascii"), 0)
            os.fsync(draft)
        finally:
            os.close(draft)
        self._draft.rename(self.path)
        folder = os.open(self.path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def needs_admin(ledger: Ledger) -> bool:
    """Return whether nobody may administer the hall yet."""
    people = People(ledger.connection, ledger.hall).everybody()
    return not any(one.role == Role.ADMIN and not one.is_disabled for one in people)


def _new_code() -> str:
    groups = ("".join(secrets.choice(PASSING_ALPHABET) for _ in range(4)) for _ in range(GROUPS))
    return "-".join(groups)


def _plain(code: str) -> str:
    return "".join(letter for letter in code.casefold() if letter.isalnum())
