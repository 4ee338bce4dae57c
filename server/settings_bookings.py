"""What the command line asks for bookings and for the keys of programs that bring them."""

import argparse
from dataclasses import dataclass
from pathlib import Path

from server.settings_trust import Where


@dataclass(frozen=True, slots=True)
class BringFile:
    """Expect whom ``file`` names; its name says how it is written."""

    where: Where
    hall_file: Path | None
    file: Path


@dataclass(frozen=True, slots=True)
class AskImportKeys:
    """Make a key (``is_new``), revoke it, or without one tell which there are."""

    where: Where
    hall_file: Path | None
    key: str | None
    is_new: bool = False


def read_bookings_wish(
    given: argparse.Namespace, where: Where
) -> BringFile | AskImportKeys | None:
    """Return what ``given`` asks for; None if it is nothing of bookings."""
    match given.subcommand:
        case "bookings":
            return BringFile(where, given.hall_file, given.file)
        case "import-key-add" | "import-key-revoke":
            is_new = given.subcommand == "import-key-add"
            return AskImportKeys(where, given.hall_file, given.id, is_new)
        case "import-key-list":
            return AskImportKeys(where, given.hall_file, None)
        case _:
            return None


def add_file_part(bring: argparse.ArgumentParser) -> None:
    """Add what names the file."""
    bring.add_argument("file", type=Path, help="CSV (.csv) or JSON (.json) of bookings")


def add_key_part(one: argparse.ArgumentParser) -> None:
    """Add what names a key."""
    one.add_argument("--id", required=True, help="such as portal")
