"""`./kezek backup` and `./kezek restore`: facts as one line of JSON, the rest in plain words."""

import argparse
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from server.backup.making import make_backup
from server.backup.restoring import restore
from server.clock import SystemClock
from server.plain_words import PlainWords
from server.protocol.languages import languages_of_computer
from server.storage.backups import CopyError
from server.storage.faults import StoreError
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
    _say(words, "making", {"data": str(given.data)})
    made = make_backup(given.data, given.to, given.keep, SystemClock())
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
    done = restore(given.data, given.file, given.gap, SystemClock())
    _say(words, "restored", {"margin": done.gap.margin})
    if done.lost is not None:
        _say(words, "entries-lost", {"lost": done.lost})
    if done.aside is not None:
        _say(words, "old-data-kept", {"path": str(done.aside)})
    return {
        "restored": str(given.data),
        "hall": done.copy.hall,
        "epoch": done.gap.epoch,
        "restored_from_seq": done.gap.restored_from_seq,
        "margin": done.gap.margin,
        "lost": done.lost,
        "aside": None if done.aside is None else str(done.aside),
    }


def _say(words: PlainWords, code: str, data: Mapping[str, str | int]) -> None:
    for line in words.lines(code, data):
        print(line, file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kezek", description="Backups of a hall's data.")
    subcommands = parser.add_subparsers(required=True, dest="subcommand")
    backup = subcommands.add_parser("backup", help="make a backup, while the server runs or not")
    backup.add_argument("--data", type=Path, required=True, help="the data directory")
    backup.add_argument("--to", type=Path, required=True, help="the folder for backups")
    backup.add_argument("--keep", type=_count, help="how many of the newest to keep; else all")
    back = subcommands.add_parser("restore", help="restore a backup; the server is stopped")
    back.add_argument("--data", type=Path, required=True, help="the data directory")
    back.add_argument("--from", dest="file", type=Path, required=True, help="the backup")
    back.add_argument("--gap", type=_count, help="how many numbers to leave out, at least")
    return parser


def _count(text: str) -> int:
    count = int(text)
    if count < 1:
        raise ValueError(text)
    return count


if __name__ == "__main__":
    sys.exit(main())
