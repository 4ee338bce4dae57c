"""Calls waiting for the voice, one spoken at a time: pure; used by the announcer."""

from dataclasses import dataclass, replace

from server.protocol.snapshots import BoardCall
from server.protocol.tickets import TicketNumber

LONGEST_QUEUE = 20
"""More than this would be spoken minutes late; what is left out is told, never silent."""


@dataclass(frozen=True, slots=True)
class Announcements:
    """The call being spoken, and those after it in the order of their calling."""

    speaking: BoardCall | None = None
    waiting: tuple[BoardCall, ...] = ()


def add(queue: Announcements, call: BoardCall) -> tuple[Announcements, tuple[BoardCall, ...]]:
    """Put ``call`` last; return the queue and the oldest calls it has no room for, if any."""
    waiting = (*queue.waiting, call)
    surplus = max(0, len(waiting) - LONGEST_QUEUE)
    return replace(queue, waiting=waiting[surplus:]), waiting[:surplus]


def take_back(queue: Announcements, number: TicketNumber, desk: str) -> Announcements:
    """Leave a call out that was a mistake; what is being spoken is spoken to its end."""
    kept = tuple(one for one in queue.waiting if (one.number, one.desk) != (number, desk))
    return replace(queue, waiting=kept)


def start_next(queue: Announcements) -> Announcements:
    """Begin the next call, unless one is being spoken or none waits."""
    if queue.speaking is not None or not queue.waiting:
        return queue
    first, *rest = queue.waiting
    return Announcements(first, tuple(rest))


def finish(queue: Announcements) -> Announcements:
    """Note that the call being spoken has ended."""
    return replace(queue, speaking=None)
