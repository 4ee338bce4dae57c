"""Up to where the events of each hall were published; used by the writer thread alone.

Several processes may write one hall. Each publishes all of its events, in the order of seq, the
own ones and those of the others, exactly once: whoever stands in a transaction, under the hall's
lock or in one snapshot, sees the log end at a head, and what lies between is what others did.
"""

from collections.abc import Mapping

from server.protocol.events import Entry
from server.protocol.identity import Key
from server.storage.halls import Head
from server.storage.ledger import Ledger


class Tail:
    """The end of what this process has published of each hall."""

    def __init__(self, heads: Mapping[Key, Head]) -> None:
        """Take everything up to ``heads`` as published; another hall starts where it is met."""
        self._published = {hall: (head.epoch, head.seq) for hall, head in heads.items()}

    @property
    def halls(self) -> list[Key]:
        """Return the halls that are followed."""
        return sorted(self._published)

    def missed(self, ledger: Ledger) -> tuple[Entry, ...]:
        """Return what was committed before ``ledger`` and not published yet."""
        published = self._published.get(ledger.hall)
        if published is None or ledger.head.seq <= published[1]:
            return ()
        return ledger.events.since(*published)

    def advance(self, ledger: Ledger) -> None:
        """Take in that all up to where ``ledger`` stands is committed and published."""
        self._published[ledger.hall] = (ledger.head.epoch, ledger.head.seq)
