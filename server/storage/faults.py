"""What may go wrong with a store, in the terms in which the server answers it."""

from enum import StrEnum, auto


class StoreError(Exception):
    """The store cannot be opened; the message says why."""


class StoreInUseError(StoreError):
    """Another process holds the data directory."""


class StoreFolderError(StoreError):
    """The data directory cannot be made, or this account may not write in it."""


class Fault(StrEnum):
    """What an error of the database means for the server."""

    BUG = auto()
    """The statement was wrong: only its own job fails."""

    FULL = auto()
    """No space: no new tickets, everything else is tried."""

    AGAIN = auto()
    """The transaction was undone in favour of another one: carry it out once more."""

    LATE = auto()
    """A lock or a statement took too long: the transaction is undone; callers may ask again."""

    LOST = auto()
    """The database is away: connect again; what was being committed is not known."""

    FATAL = auto()
    """The store can no longer be trusted: the process ends."""
