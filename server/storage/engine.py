"""What the writer thread needs of an engine; SQLite and PostgreSQL each have their own."""

from collections.abc import Callable
from typing import Protocol

from server.storage.faults import Fault
from server.storage.rows import Connection
from server.storage.witness import Seen


class Engine(Protocol):
    """One open database; used by one thread at a time."""

    @property
    def connection(self) -> Connection:
        """Return the connection in use; another one after ``reconnect``."""

    @property
    def opened_full(self) -> bool:
        """Return whether there was too little space when the store was opened."""

    @property
    def is_shared(self) -> bool:
        """Return whether other processes may write the same halls."""

    @property
    def error(self) -> type[Exception]:
        """Return the class of all errors of the database."""

    def begin(self) -> None:
        """Begin a writing transaction."""

    def begin_alone(self) -> None:
        """Begin a writing transaction while no other process imports a hall."""

    def begin_reading(self) -> None:
        """Begin a transaction that writes nothing and sees one moment."""

    def commit(self) -> None:
        """Make the transaction durable; return only when it is."""

    def rollback(self) -> None:
        """Undo the transaction, if there is one still."""

    def fault_of(self, error: Exception) -> Fault:
        """Return what an error of the database means."""

    def is_spoiled(self) -> bool:
        """Return whether the open transaction takes no more statements."""

    def reconnect(self) -> bool:
        """Return whether the database can be used again, having tried if it is time to."""

    def checkpoint(self) -> bool:
        """Return whether nothing is left to be tidied up."""

    def log_is_long(self) -> bool:
        """Return whether tidying up cannot wait for an idle moment."""

    def check_pages(self) -> None:
        """Raise ValueError if the engine finds its own file damaged."""

    def bear_witness(self, seen: Seen) -> None:
        """Keep, beside the store, which event was committed last."""

    def seen(self) -> Seen | None:
        """Return the event that was committed last as far as the witness knows."""

    def free_reserve(self) -> None:
        """Give back the space kept for calls and finishes while the disk is full."""

    def refill_reserve(self) -> bool:
        """Return whether there is space for new tickets again."""

    def watch(self, look: Callable[[], None]) -> None:
        """Call ``look``, on any thread, when another process may have committed something."""

    def announce(self, seen: Seen) -> None:
        """Hint to other processes that a hall's log has grown; it may be lost."""

    def leads(self) -> bool:
        """Return whether this process is the one that says how hall and wall time differ."""

    def close(self) -> None:
        """Close the database."""
