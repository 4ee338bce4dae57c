"""Rules of order to play a day by: the shipped one, and those it was compared with (ADR 0010).

Each chooses among the heads of the lanes that a desk serves; all but the shipped one are here for
comparison alone.
"""

from collections.abc import Callable, Mapping

from server.protocol.events import LaneHead
from server.protocol.tickets import TIERS, Instant, TicketClass
from server.queueing.ordering import Limits, ShareKey, choose, place
from server.simulate.days import MINUTE

Heads = tuple[LaneHead, ...]
Rule = Callable[[Heads, Instant], LaneHead]
"""Returns which of at least one head is next, at this instant."""

BOOKED_LEAD_MS = 15 * MINUTE
CAP_MS = 60 * MINUTE


class Shipped:
    """The rule that the server goes by, with its shares."""

    def __init__(self, limits: Limits) -> None:
        """Begin a day with these limits."""
        self.limits = limits
        self.shares: dict[ShareKey, int] = {}

    def __call__(self, heads: Heads, _now: Instant) -> LaneHead:
        """Return the choice of the shipped rule and keep its share."""
        choice = choose(heads, self.shares, self.limits)
        if choice is None:
            msg = "there is no head to choose from"
            raise ValueError(msg)
        if choice.share_key is not None:
            self.shares[choice.share_key] = choice.share_after
        return choice.head


class TwoLevels:
    """Statutory first, k times in a row at most; all others by key, the booked with a lead."""

    def __init__(self, limit: int) -> None:
        """Begin a day in which the statutory may go first ``limit`` times in a row."""
        self._limit = limit
        self._in_a_row = 0

    def __call__(self, heads: Heads, _now: Instant) -> LaneHead:
        """Return the head of the level whose turn it is."""
        first = [head for head in heads if head.ticket_class is TicketClass.STATUTORY]
        others = [head for head in heads if head.ticket_class is not TicketClass.STATUTORY]
        if first and (not others or self._in_a_row < self._limit):
            self._in_a_row += 1 if others else 0
            return min(first, key=place)
        self._in_a_row = 0
        return min(others, key=_with_lead({TicketClass.BOOKED: BOOKED_LEAD_MS}))


def fifo(heads: Heads, _now: Instant) -> LaneHead:
    """Return who came first, whatever his class."""
    return min(heads, key=place)


def static_tiers(heads: Heads, _now: Instant) -> LaneHead:
    """Return the oldest of the highest tier, always."""
    return min(heads, key=lambda head: (-TIERS[head.ticket_class], place(head)))


def accumulating(heads: Heads, now: Instant) -> LaneHead:
    """Return who has waited longest, each tier's minutes counted three, two or one times."""
    return max(
        heads,
        key=lambda head: ((now - head.order_key) * (TIERS[head.ticket_class] + 1), -head.seq),
    )


def head_start(heads: Heads, _now: Instant) -> LaneHead:
    """Return who came first, the statutory as if 30 minutes earlier, the booked 15."""
    lead = {TicketClass.STATUTORY: 30 * MINUTE, TicketClass.BOOKED: BOOKED_LEAD_MS}
    return min(heads, key=_with_lead(lead))


def capped(heads: Heads, now: Instant) -> LaneHead:
    """Return as static tiers do, but whoever has waited an hour goes first, longest first."""
    late = tuple(head for head in heads if now - head.order_key > CAP_MS)
    return fifo(late, now) if late else static_tiers(heads, now)


RULES: dict[str, Callable[[Limits], Rule]] = {
    "tiers-with-shares": Shipped,
    "fifo": lambda _: fifo,
    "static-tiers": lambda _: static_tiers,
    "two-levels": lambda limits: TwoLevels(limits.statutory),
    "accumulating": lambda _: accumulating,
    "head-start": lambda _: head_start,
    "capped": lambda _: capped,
}
"""Every rule by its name on the command line; the first is the shipped one."""


def _with_lead(
    lead: Mapping[TicketClass, int],
) -> Callable[[LaneHead], tuple[int, int]]:
    return lambda head: (head.order_key - lead.get(head.ticket_class, 0), head.seq)
