"""All that a run leaves beside the log itself; what is missing leaves its invariants undecided."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from server.protocol.events import Entry
from server.protocol.tickets import TicketNumber
from tests.history.boards import Sighting, Spoken, judge_boards
from tests.history.liveness import Outage, is_owed, judge_liveness
from tests.history.operations import Attempt, judge_operations
from tests.history.peers import Peer, judge_peers, judge_strangers
from tests.history.privacy import judge_privacy

ALWAYS = frozenset({"I2", "I3", "I4", "I6", "I11"})
"""What the log alone decides."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Histories of clients, recordings of boards, who was paired, texts that were written."""

    attempts: tuple[Attempt, ...] = ()
    strangers: tuple[Attempt, ...] = ()
    """What those asked who may not: never paired, revoked, or without a hello."""
    outages: tuple[Outage, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    displayed: tuple[TicketNumber, ...] = ()
    """The numbers that boards showed as called."""
    spoken: tuple[Spoken, ...] = ()
    peers: tuple[Peer, ...] | None = None
    texts: Mapping[str, bytes] = field(default_factory=dict)
    """Logs, captures of mDNS, what boards were sent; by their places."""
    secrets: tuple[str, ...] = ()
    is_timed: bool = False
    """Whether the attempts were made in real time by clients that wait: only then I7 is asked."""

    def decides(self) -> frozenset[str]:
        """Return the invariants that this evidence, and the log, can decide; papers are apart."""
        has = {
            "I1": bool(self.attempts),
            "I7": self.is_timed and is_owed(self.attempts, self.outages),
            "I8": bool(self.texts),
            "I9": bool(self.sightings or self.displayed or self.spoken),
            "I10": self.peers is not None and bool(self.strangers),
        }
        return ALWAYS | {name for name, is_there in has.items() if is_there}


def judge_evidence(evidence: Evidence, entries: list[Entry]) -> Iterator[str]:
    """Yield what does not hold of I1, I4 and I6 to I10."""
    yield from judge_operations(evidence.attempts, entries)
    yield from judge_boards(evidence.sightings, evidence.displayed, evidence.spoken, entries)
    yield from judge_peers(evidence.peers, entries)
    yield from judge_strangers(evidence.strangers, entries)
    yield from judge_privacy(evidence.texts, evidence.secrets)
    if evidence.is_timed:
        yield from judge_liveness(evidence.attempts, evidence.outages, evidence.sightings, entries)
