"""Where days to be played come from: the log of a hall, a backup of it, or made-up ones."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from server.hall_file import HallConfig
from server.protocol.events import Entry
from server.protocol.tickets import ServiceDay
from server.simulate.recorded import Recorded, recorded_days
from server.storage.backups import copy_store, only_hall, opened_copy
from server.storage.event_log import EventLog, as_entry
from server.storage.halls import Halls


class NoSuchDayError(Exception):
    """Nobody was called on the day that was asked for, or ever."""


@dataclass(frozen=True, slots=True)
class Logged:
    """A recorded day, and the hall whose day it is; hall time plus offset is people's time."""

    recorded: Recorded
    config: HallConfig
    wall_offset: int


def read_log(path: Path, service_day: ServiceDay | None = None) -> Logged:
    """Return a day of the log in ``path``, a backup or a data directory; the newest if none.

    Raise CopyError if there is no log to read.
    """
    with _copy_of(path) as file, opened_copy(file) as connection:
        hall = only_hall(connection, path)
        entries: Iterator[Entry] = map(as_entry, EventLog(connection, hall).walk())
        halls = Halls(connection)
        config, wall_offset = halls.config(hall), halls.head(hall).wall_offset
        days = recorded_days(entries, config.desks)
    found = [one for one in days if service_day in (None, one.service_day)]
    if not found:
        raise NoSuchDayError(service_day or "")
    return Logged(found[-1], config, wall_offset)


@contextmanager
def _copy_of(path: Path) -> Iterator[Path]:
    """Give a backup as it is; of a data directory, beside whose server it may be, a copy."""
    if not path.is_dir():
        yield path
        return
    with TemporaryDirectory(prefix="kezek-simulate-") as folder:
        copy = Path(folder) / "copy"
        copy_store(path, copy)
        yield copy
