"""How a hall comes to life: its store is opened, its hall file imported, its day so far read."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from server.clock import Clock
from server.hall import Hall
from server.hall_file import HallConfig, encode_config, load_hall_file
from server.protocol.bookings import Booking
from server.protocol.events import Entry
from server.protocol.hall_events import TicketLayoutChanged
from server.protocol.identity import Key
from server.queueing.ordering import POLICY_VERSION
from server.storage.chain import digest
from server.storage.engine import Engine
from server.storage.faults import StoreError
from server.storage.halls import Halls, Head
from server.storage.ledger import Ledger
from server.storage.soundness import DAMAGE, read_day
from server.storage.standings import HallPause, Standings

Check = Callable[[HallConfig], None]
"""Raises HallFileError for a hall that could not be served; asked before anything is kept."""

_log = logging.getLogger(__name__)


class HallFileNeededError(StoreError):
    """The store keeps no hall yet and no file of one was named."""


@dataclass(frozen=True, slots=True)
class OpenedHall:
    """A hall as it was found: its configuration, its head, and its entries since the morning.

    ``doubted`` is the offset of a wall clock that is not believed,
    ``layout`` the newest change of how tickets look, ``expected`` who has booked and has not
    come, ``taken_in`` how many visitors each service with a quota has had since the morning,
    ``pause`` why the whole hall is paused or stopped, if it is.
    """

    config: HallConfig
    head: Head
    entries: tuple[Entry, ...]
    doubted: int | None = None
    layout: TicketLayoutChanged | None = None
    expected: tuple[Booking, ...] = ()
    taken_in: Mapping[Key, int] = field(default_factory=dict)
    pause: HallPause | None = None


def accept_any(_config: HallConfig) -> None:
    """Take every hall in."""


def open_hall(
    store: Engine, hall_file: Path | None, clock: Clock, check: Check = accept_any
) -> OpenedHall:
    """Return the hall that ``store`` keeps, imported from ``hall_file`` at the first start."""
    wanted = None if hall_file is None else load_hall_file(hall_file)
    try:
        store.begin_alone()
        hall = _known_hall(store, wanted, clock, check)
        store.commit()
        store.begin_reading()
        opened = _read(store, hall)
        store.commit()
    except DAMAGE as error:
        store.rollback()
        msg = f"the store is damaged: {error}; restore a backup"
        raise StoreError(msg) from error
    except store.error as error:
        store.rollback()
        msg = f"the database cannot be used: {str(error).strip()}"
        raise StoreError(msg) from error
    except BaseException:  # such as a hall file that is refused: nothing of it may stay
        store.rollback()
        raise
    return opened


def _known_hall(store: Engine, wanted: HallConfig | None, clock: Clock, check: Check) -> Key:
    """Return the hall that the store keeps, imported now if it keeps none."""
    store.check_pages()
    halls = Halls(store.connection)
    known = halls.all()
    if not known:
        known = (_import(store, wanted, clock, check),)
    if wanted is not None:
        _compare(halls, known, wanted)
    _go_by_our_rule(store, known[0])
    return known[0]


def _go_by_our_rule(store: Engine, hall: Key) -> None:
    """Let the log say from where on another version of the rule of order holds, if one does."""
    kept = Halls(store.connection).head(hall)
    if kept.policy_version > POLICY_VERSION:
        msg = f"{hall} goes by a newer rule of order than this program knows"
        raise StoreError(msg)
    if kept.policy_version == POLICY_VERSION:
        return
    ledger = Ledger.locked(store.connection, hall)
    _check_head(ledger)
    with ledger.savepoint():
        ledger.begin_policy(POLICY_VERSION)
        Hall(ledger.halls.config(hall), lambda: kept.last_at).adopt(ledger)


def _read(store: Engine, hall: Key) -> OpenedHall:
    ledger = Ledger.for_reading(store.connection, hall)
    _check_head(ledger)
    entries = read_day(ledger, store.seen())
    doubted, layout = ledger.events.doubted_offset(), ledger.events.newest_layout()
    return OpenedHall(
        ledger.halls.config(hall),
        ledger.head,
        entries,
        doubted,
        layout,
        ledger.bookings.expected(),
        _taken_in(ledger),
        Standings(store.connection, hall).hall_pause(),
    )


def _taken_in(ledger: Ledger) -> dict[Key, int]:
    newest = ledger.days.newest()
    return {} if newest is None else ledger.bookings.taken_in_on(newest.id)


def _import(store: Engine, wanted: HallConfig | None, clock: Clock, check: Check) -> Key:
    if wanted is None:
        msg = "the first start needs a hall file"
        raise HallFileNeededError(msg)
    check(wanted)
    now = clock.wall_ms()
    Halls(store.connection).add(wanted, now, 0, POLICY_VERSION)
    ledger = Ledger.locked(store.connection, wanted.id)
    with ledger.savepoint():
        Hall(wanted, lambda: now).adopt(ledger)
    return wanted.id


def _check_head(ledger: Ledger) -> None:
    """Raise StoreError unless the hall's row says what its newest entries do."""
    kept, newest = ledger.head, ledger.events.at(ledger.head.seq)
    if newest is None or newest.head != kept.hash or ledger.events.at(newest.seq + 1):
        msg = f"the event log of {ledger.hall} does not end at the head that was kept"
        raise StoreError(msg)
    text = digest(ledger.halls.config_text(ledger.hall))
    told = {
        "epoch": (kept.epoch, newest.epoch),
        "last_at": (kept.last_at, newest.at),
        "policy_version": (kept.policy_version, newest.policy_version),
        "wall_offset": (kept.wall_offset, ledger.events.wall_offset()),
        "config_digest": (ledger.halls.config_digest(ledger.hall), text),
    }
    for name, (ours, theirs) in told.items():
        if ours != theirs:
            msg = f"{name} of {ledger.hall} is {ours}, its event log says {theirs}"
            raise ValueError(msg)


def _compare(halls: Halls, known: tuple[str, ...], wanted: HallConfig) -> None:
    if wanted.id not in known:
        msg = f"the store keeps {', '.join(known)}, the hall file is of {wanted.id}"
        raise StoreError(msg)
    if halls.config_digest(wanted.id) != digest(encode_config(wanted)):
        _log.warning("the hall file differs from what was imported; the imported one is used")
