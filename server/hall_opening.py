"""How a hall comes to life: its store is opened, its hall file imported, its day so far read."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from server.clock import Clock
from server.hall import Hall
from server.hall_file import HallConfig, encode_config, load_hall_file
from server.protocol.events import Entry
from server.queueing.ordering import POLICY_VERSION
from server.storage.chain import digest
from server.storage.halls import Halls, Head
from server.storage.ledger import Ledger
from server.storage.soundness import DAMAGE, read_day
from server.storage.sqlite import Store, StoreError

Check = Callable[[HallConfig], None]
"""Raises HallFileError for a hall that could not be served; asked before anything is kept."""

_log = logging.getLogger(__name__)


class HallFileNeededError(StoreError):
    """The store keeps no hall yet and no file of one was named."""


@dataclass(frozen=True, slots=True)
class OpenedHall:
    """A hall as it was found: its configuration, its head, and its entries since the morning."""

    config: HallConfig
    head: Head
    entries: tuple[Entry, ...]


def accept_any(_config: HallConfig) -> None:
    """Take every hall in."""


def open_hall(
    store: Store, hall_file: Path | None, clock: Clock, check: Check = accept_any
) -> OpenedHall:
    """Return the hall that ``store`` keeps, imported from ``hall_file`` at the first start."""
    wanted = None if hall_file is None else load_hall_file(hall_file)
    store.begin()
    try:
        opened = _open(store, wanted, clock, check)
    except DAMAGE as error:
        store.rollback()
        msg = f"the store is damaged: {error}; restore a backup"
        raise StoreError(msg) from error
    except BaseException:
        store.rollback()
        raise
    store.commit()
    return opened


def _open(store: Store, wanted: HallConfig | None, clock: Clock, check: Check) -> OpenedHall:
    halls = Halls(store.connection)
    known = halls.all()
    if not known:
        known = (_import(store, wanted, clock, check),)
    if wanted is not None:
        _compare(halls, known, wanted)
    ledger = Ledger.locked(store.connection, known[0])
    _check_head(ledger)
    entries = read_day(ledger, store.seen())
    return OpenedHall(halls.config(known[0]), ledger.head, entries)


def _import(store: Store, wanted: HallConfig | None, clock: Clock, check: Check) -> str:
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
    newest = ledger.events.at(ledger.head.seq)
    if newest is None or newest.head != ledger.head.hash or ledger.events.at(newest.seq + 1):
        msg = f"the event log of {ledger.hall} does not end at the head that was kept"
        raise StoreError(msg)


def _compare(halls: Halls, known: tuple[str, ...], wanted: HallConfig) -> None:
    if wanted.id not in known:
        msg = f"the store keeps {', '.join(known)}, the hall file is of {wanted.id}"
        raise StoreError(msg)
    if halls.config_digest(wanted.id) != digest(encode_config(wanted)):
        _log.warning("the hall file differs from what was imported; the imported one is used")
