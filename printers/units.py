"""What is kept of each printer unit, by serial number or else by port: one JSON file."""

import contextlib
import logging
import os
from pathlib import Path

import msgspec
from msgspec import Struct

from printers.probe import Probe
from printers.profile import Provenance
from printers.roll import Roll
from printers.strategy import Proved

FILE = "printer-units.json"
LONGEST_FILE = 256 * 1024
MOST_UNITS = 32
LONGEST_KEY = 200

log = logging.getLogger(__name__)


class UnitRecord(Struct, frozen=True):
    """One unit: where it was met, what its probe found and when, its logo, its roll.

    ``is_uncut``: a ticket went to it that was not seen to leave the strip.
    """

    url: str
    probe: Probe | None = None
    probed_on: str = ""
    provenance: Provenance = Provenance.UNVERIFIED
    logo: str = ""
    logo_writes: tuple[int, ...] = ()
    roll: Roll = Roll()
    is_uncut: bool = False

    @property
    def proved(self) -> Proved:
        """Return what this very unit has shown."""
        return Proved(logo=self.logo or None)


class Units:
    """The units that were met; without a directory nothing outlives the process."""

    def __init__(self, directory: Path | None) -> None:
        """Read what an earlier life has kept; a damaged file is put aside."""
        self._file = None if directory is None else directory / FILE
        self._units: dict[str, UnitRecord] = {} if self._file is None else _read(self._file)

    def at(self, url: str) -> tuple[str, UnitRecord] | None:
        """Return the unit that was met last at ``url``, with its key."""
        met = [(key, record) for key, record in self._units.items() if record.url == url]
        return met[-1] if met else None

    def get(self, key: str, url: str) -> UnitRecord:
        """Return what is known of the unit ``key``, met at ``url`` now."""
        return msgspec.structs.replace(self._units.get(key, UnitRecord(url)), url=url)

    def keep(self, key: str, record: UnitRecord) -> None:
        """Keep ``record``; the unit met last stands last."""
        self._units.pop(key, None)
        self._units[key[:LONGEST_KEY]] = record
        while len(self._units) > MOST_UNITS:
            del self._units[next(iter(self._units))]
        if self._file is not None:
            try:
                _write(self._file, msgspec.json.encode(self._units))
            except OSError as failed:
                # A ticket is worth more than what is remembered of its printer.
                log.warning("what is known of the printer was not kept: %s", failed.strerror)


def proved_at(directory: Path | None, url: str) -> Proved:
    """Return what the unit met last at ``url`` has shown, as a driver keeps it there."""
    met = Units(directory).at(url)
    return Proved() if met is None else met[1].proved


def _read(file: Path) -> dict[str, UnitRecord]:
    try:
        with file.open("rb") as kept:
            content = kept.read(LONGEST_FILE)
    except FileNotFoundError:
        return {}
    except OSError as failed:
        log.warning("what is known of the printers cannot be read: %s", failed.strerror)
        return {}
    try:
        return msgspec.json.decode(content, type=dict[str, UnitRecord])
    except msgspec.DecodeError:
        log.warning("%s is damaged; each printer is asked anew", file.name)
        with contextlib.suppress(OSError):
            file.replace(file.with_suffix(".damaged"))
        return {}


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = file.with_suffix(".new")
    with beside.open("wb") as new:
        new.write(content)
        new.flush()
        os.fsync(new.fileno())
    beside.replace(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
