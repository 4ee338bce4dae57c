"""`./kezek verify`: is the log what was written? One line of JSON, and plain words."""

import argparse
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from server.plain_words import PlainWords
from server.protocol.languages import languages_of_computer
from server.storage.backups import CopyError, copy_store
from server.storage.faults import StoreError
from server.storage.postgres import place_of
from server.verify.checking import Verified, verify, verify_database
from server.verify.replay import BadEntryError


def main() -> int:
    """Verify what the command line names; return 0 if all is right, 1 if not."""
    given = _parser().parse_args(sys.argv[1:])
    words = PlainWords(languages_of_computer(os.environ))
    place = place_of(given.database) if given.database else str(given.data or given.file)
    _say(words, "checking", {"path": place})
    try:
        found = _verify(given)
    except BadEntryError as bad:
        at: dict[str, str | int] = {"epoch": bad.epoch, "seq": bad.seq, "head": bad.head}
        if not bad.head:
            _say(words, "bad-entry", at)
        _say(words, bad.fault.value, at)
        print(json.dumps({"fault": bad.fault.value, **at}), flush=True)
        return 1
    except CopyError as error:
        _say(words, error.flaw.value, error.data)
        return 1
    except (OSError, StoreError) as error:
        _say(words, "os-error", {"why": str(error)})
        return 1
    _say(words, "all-right", {"entries": found.entries, "calls": found.calls})
    print(json.dumps(asdict(found)), flush=True)
    return 0


def _verify(given: argparse.Namespace) -> Verified:
    if given.database is not None:
        return verify_database(given.database, given.witness)
    if given.file is not None:
        return verify(given.file, given.witness)
    with TemporaryDirectory(prefix="kezek-verify-") as folder:
        copy = Path(folder) / "copy"
        copy_store(given.data, copy)
        return verify(copy, given.witness)


def _say(words: PlainWords, code: str, data: Mapping[str, str | int]) -> None:
    for line in words.lines(code, data):
        print(line, file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kezek verify", description="Check a hall's log.")
    place = parser.add_mutually_exclusive_group(required=True)
    place.add_argument("--data", type=Path, help="a data directory; a copy of it is checked")
    place.add_argument(
        "--database",
        metavar="URL",
        help="postgresql://...; one moment of it is read",
    )
    place.add_argument("--file", type=Path, help="a backup")
    parser.add_argument(
        "--witness", action="append", default=[], help="a head that must be in the log; repeatable"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
