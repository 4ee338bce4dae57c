"""What is done when a database comes back without events that were told to devices already.

A cluster does so that went over to a standby, or was put back by its own means. The process that
notices it knows what was given: it declares the gap before it ends, as a restore does (adr/0013).
"""

import logging
import threading
import time

from server.hall import Hall
from server.storage.engine import Engine
from server.storage.ledger import Ledger
from server.storage.tail import LogLostError, Told

DECLARING_SECONDS = 60.0
"""How long it is tried while the database is away."""

AGAIN_SECONDS = 0.1

_log = logging.getLogger(__name__)


def declare_loss(
    store: Engine, hall: Hall, lost: LogLostError, seconds: float = DECLARING_SECONDS
) -> None:
    """Begin, durably, an epoch whose numbers lie beyond all that were given.

    To be called on the writer thread, which does nothing else any more. What cannot be declared
    is told in the log.
    """
    _log.critical("%s", lost)
    pause, until = threading.Event(), time.monotonic() + seconds
    while True:
        store.rollback()
        try:
            if store.reconnect():
                _declare(store, hall, lost)
                return
        except store.error as error:
            _log.warning("the loss could not be declared yet: %s", str(error).strip())
        if pause.wait(AGAIN_SECONDS) or time.monotonic() > until:
            _log.critical(
                "the loss is NOT declared: before a server starts on this database again, make a"
                " backup of it and restore that into an empty one, or numbers are given twice"
            )
            return


def _declare(store: Engine, hall: Hall, lost: LogLostError) -> None:
    store.begin()
    ledger = Ledger.locked(store.connection, lost.hall)
    if not _is_declared(ledger, lost.told):
        with ledger.savepoint():
            gap = hall.begin_epoch(ledger, ledger.head.epoch + 1, _margin(hall, ledger, lost.told))
        _log.critical(
            "it is declared: epoch %s begins, numbers go on beyond %s more; whoever holds one"
            " that is not called is received by hand",
            gap.epoch,
            gap.margin,
        )
    store.commit()


def _is_declared(ledger: Ledger, told: Told) -> bool:
    """Return whether another process did it, and knew of no fewer numbers."""
    following = ledger.halls.next_ordinals(ledger.hall)
    is_past = all(following[series] > given for series, given in told.ordinals.items())
    return is_past and ledger.head.epoch > told.epoch


def _margin(hall: Hall, ledger: Ledger, told: Told) -> int:
    """Return how far numbers go on: each entry that is lost may have been one."""
    return max(hall.restore_gap, told.seq - ledger.head.seq, *told.ordinals.values(), 0)
