"""Up to where the events of each hall were published; used by the writer thread alone.

Several processes may write one hall. Each publishes all of its events, in the order of seq, the
own ones and those of the others, exactly once: whoever stands in a transaction, under the hall's
lock or in one snapshot, sees the log end at a head, and what lies between is what others did.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from server.protocol.events import DayOpened, Entry, TicketIssued
from server.protocol.identity import Key
from server.protocol.tickets import Ordinal
from server.storage.halls import Head
from server.storage.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Told:
    """The newest entry of a hall that was published, and the day's greatest ordinals in it."""

    epoch: int
    seq: int
    hash: str
    policy_version: int
    ordinals: Mapping[Key, Ordinal] = field(default_factory=dict)


class LogLostError(Exception):
    """The log of a hall no longer has what was published of it: the database was put back."""

    def __init__(self, hall: Key, told: Told, head: Head) -> None:
        """Name what was published last, and where the log ends instead."""
        super().__init__(
            f"the database has lost events of {hall}: {told.epoch}/{told.seq} was told to"
            f" devices and is not in the log, which ends at {head.epoch}/{head.seq}"
        )
        self.hall = hall
        self.told = told


class RuleReplacedError(Exception):
    """A newer server has let the hall go by another rule of order than this process decides by."""

    def __init__(self, hall: Key, policy_version: int) -> None:
        """Name the rule that the hall goes by now."""
        super().__init__(
            f"{hall} goes by rule of order {policy_version} now, which this program does not:"
            " to update, stop all servers, then start the new ones"
        )


class Tail:
    """The end of what this process has published of each hall."""

    def __init__(self, heads: Mapping[Key, Head]) -> None:
        """Take everything up to ``heads`` as published; another hall starts where it is met."""
        self._told = {hall: _told(head, {}) for hall, head in heads.items()}

    @property
    def halls(self) -> list[Key]:
        """Return the halls that are followed."""
        return sorted(self._told)

    def missed(self, ledger: Ledger) -> tuple[Entry, ...]:
        """Return what was committed before ``ledger`` and not published yet.

        Raise LogLostError if what was published is no longer there, or something else instead,
        RuleReplacedError if what is decided by this process would stand under another's rule.
        """
        told, head = self._told.get(ledger.hall), ledger.head
        if told is None or (told.epoch, told.seq, told.hash) == (head.epoch, head.seq, head.hash):
            return ()
        if told.seq == 0:
            return ledger.events.since(told.epoch, 0)
        newest, *missed = ledger.events.since(told.epoch, told.seq - 1) or (None,)
        if newest is None or (newest.seq, newest.head) != (told.seq, told.hash) or not missed:
            raise LogLostError(ledger.hall, told, head)
        if told.policy_version != head.policy_version:
            raise RuleReplacedError(ledger.hall, head.policy_version)
        return tuple(missed)

    def advance(self, ledger: Ledger, entries: Iterable[Entry] = ()) -> None:
        """Take in that all up to where ``ledger`` stands, with ``entries``, is published."""
        before = self._told.get(ledger.hall)
        ordinals = {} if before is None else dict(before.ordinals)
        for entry in entries:
            match entry.event:
                case DayOpened():
                    ordinals.clear()
                case TicketIssued(series=series, ordinal=ordinal, offline=offline) if (
                    offline is None or offline.is_repeated  # a kiosk's own count is its own
                ):
                    ordinals[series] = max(ordinal, ordinals.get(series, 0))
                case _:
                    pass
        self._told[ledger.hall] = _told(ledger.head, ordinals)


def _told(head: Head, ordinals: Mapping[Key, Ordinal]) -> Told:
    return Told(head.epoch, head.seq, head.hash, head.policy_version, ordinals)
