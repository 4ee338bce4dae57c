"""`./kezek backup` and `./kezek restore`: facts as one line of JSON, the rest in plain words."""

import argparse
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from server.backup.epochs import Restored, old_of_database
from server.backup.making import make_backup
from server.backup.restoring import restore
from server.backup.restoring_database import restore_database
from server.clock import SystemClock
from server.plain_words import PlainWords
from server.protocol.languages import languages_of_computer
from server.storage.backups import CopyError
from server.storage.faults import StoreError
from server.storage.postgres import place_of
from server.storage.sqlite import DatabaseError

Facts = dict[str, str | int | None]


def main() -> int:
    """Do what the command line asks; return the exit status."""
    given = _parser().parse_args(sys.argv[1:])
    words = PlainWords(languages_of_computer(os.environ))
    try:
        facts = _back_up(given, words) if given.subcommand == "backup" else _restore(given, words)
    except CopyError as error:
        _say(words, error.flaw.value, error.data)
        return 1
    except (StoreError, DatabaseError, OSError) as error:
        _say(words, "os-error", {"why": str(error)})
        return 1
    print(json.dumps(facts, ensure_ascii=False), flush=True)
    return 0


def _back_up(given: argparse.Namespace, words: PlainWords) -> Facts:
    _say(words, "making", {"data": _place(given)})
    made = make_backup(given.database or given.data, given.to, given.keep, SystemClock())
    _say(words, "made", {"path": str(made.path)})
    return {
        "backup": str(made.path),
        "hall": made.copy.hall,
        "epoch": made.copy.head.epoch,
        "seq": made.copy.head.seq,
        "head": made.copy.head.hash,
        "bytes": made.size,
        "kept": made.kept,
        "removed": made.removed,
    }


def _restore(given: argparse.Namespace, words: PlainWords) -> Facts:
    _say(words, "checking", {"path": str(given.file)})
    done = _put_back(given)
    _say(words, "restored", {"margin": done.gap.margin})
    if done.lost is not None:
        _say(words, "entries-lost", {"lost": done.lost})
    if done.aside is not None:
        _say(words, "old-data-kept", {"path": str(done.aside)})
    return {
        "restored": _place(given),
        "hall": done.copy.hall,
        "epoch": done.gap.epoch,
        "restored_from_seq": done.gap.restored_from_seq,
        "margin": done.gap.margin,
        "lost": done.lost,
        "aside": None if done.aside is None else str(done.aside),
    }


def _put_back(given: argparse.Namespace) -> Restored:
    known = (old_of_database(given.old_database),) if given.old_database else ()
    if given.database is None:
        return restore(given.data, given.file, given.gap, SystemClock(), known)
    return restore_database(given.database, given.file, given.gap, SystemClock(), known)


def _place(given: argparse.Namespace) -> str:
    """Return where the hall is, without what is secret of its address."""
    return place_of(given.database) if given.database else str(given.data)


def _say(words: PlainWords, code: str, data: Mapping[str, str | int]) -> None:
    for line in words.lines(code, data):
        print(line, file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kezek", description="Backups of a hall's data.")
    subcommands = parser.add_subparsers(required=True, dest="subcommand")
    backup = subcommands.add_parser("backup", help="make a backup, while the server runs or not")
    _add_place(backup)
    backup.add_argument("--to", type=Path, required=True, help="the folder for backups")
    backup.add_argument("--keep", type=_count, help="how many of the newest to keep; else all")
    back = subcommands.add_parser("restore", help="restore a backup; the server is stopped")
    _add_place(back)
    back.add_argument("--from", dest="file", type=Path, required=True, help="the backup")
    back.add_argument("--gap", type=_count, help="how many numbers to leave out, at least")
    back.add_argument(
        "--old-database",
        metavar="URL",
        help="postgresql://... that is given up; what it gave since the backup is left out",
    )
    return parser


def _add_place(parser: argparse.ArgumentParser) -> None:
    place = parser.add_mutually_exclusive_group(required=True)
    place.add_argument("--data", type=Path, help="the data directory")
    place.add_argument("--database", metavar="URL", help="postgresql://...; empty for a restore")


def _count(text: str) -> int:
    count = int(text)
    if count < 1:
        raise ValueError(text)
    return count


if __name__ == "__main__":
    sys.exit(main())
