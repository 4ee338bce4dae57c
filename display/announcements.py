"""Calls waiting for the voice, one spoken at a time: pure; used by the announcer."""

from dataclasses import dataclass, replace

from server.protocol.snapshots import BoardCall

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


def start_next(queue: Announcements) -> Announcements:
    """Begin the next call, unless one is being spoken or none waits."""
    if queue.speaking is not None or not queue.waiting:
        return queue
    first, *rest = queue.waiting
    return Announcements(first, tuple(rest))


def finish(queue: Announcements) -> Announcements:
    """Note that the call being spoken has ended."""
    return replace(queue, speaking=None)
