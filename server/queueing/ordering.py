"""The rule of order: who is next, and why; see docs/adr/0010 for its evidence and bound.

Pure and versioned: the same heads and shares always give the same choice, so that anybody can
choose again from the event log. A change of the rule is a new POLICY_VERSION.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from msgspec import structs

from server.protocol.events import CallInputs, LaneHead
from server.protocol.lanes import LaneName
from server.protocol.tickets import TIERS, CallReason, Instant, TicketClass

POLICY_VERSION = 2

KEEPS_BOOKED_TIMES = 2
"""The first version by which whoever comes back before his booked time is booked until then.

By it, too, only the stranded are sent on without a call, a way back is never lost, and a call
says whom its desk has set aside.
"""

MOST_ASIDE = 20
"""So many of those set aside are named by a call."""

ShareKey = tuple[int, LaneName]
"""The tier that went first and the lane of the older leg it passed."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How often in a row a tier may pass an older leg of a lower one."""

    statutory: int = 2
    booked: int = 1

    def of(self, tier: int) -> int:
        """Return the limit of ``tier``."""
        return self.statutory if tier == TIERS[TicketClass.STATUTORY] else self.booked


@dataclass(frozen=True, slots=True)
class Choice:
    """The leg that is next, the reason, and the share to keep under ``share_key`` if any."""

    head: LaneHead
    reason: CallReason
    inputs: CallInputs
    share_key: ShareKey | None
    share_after: int


@dataclass(frozen=True, slots=True)
class Contest:
    """The head of the highest tier, and the oldest head of a lower tier if it is older still."""

    top: LaneHead
    older: LaneHead | None

    @property
    def share_key(self) -> ShareKey | None:
        """Return which share this contest counts on, none when nobody is passed."""
        return None if self.older is None else (_tier(self.top), self.older.stands_in)


def place(head: LaneHead) -> tuple[int, int]:
    """Return the place inside a tier: by order key, ties by sequence."""
    return head.order_key, head.seq


def contest(heads: Iterable[LaneHead]) -> Contest | None:
    """Return the two heads between which the rule chooses, none when there is no head."""
    first: dict[int, LaneHead] = {}
    for head in heads:
        tier = _tier(head)
        if tier not in first or place(head) < place(first[tier]):
            first[tier] = head
    if not first:
        return None
    top = first.pop(max(first))
    older = min(first.values(), key=place, default=top)
    return Contest(top, older if place(older) < place(top) else None)


def choose(
    heads: tuple[LaneHead, ...], shares: Mapping[ShareKey, int], limits: Limits
) -> Choice | None:
    """Return who is next among the heads of the lanes a desk serves, none when all are empty."""
    found = contest(heads)
    if found is None:
        return None
    key = found.share_key
    if found.older is None or key is None:
        return Choice(found.top, CallReason.IN_ORDER, CallInputs(heads, 0, 0), None, 0)
    share, limit = shares.get(key, 0), limits.of(key[0])
    inputs = CallInputs(heads, share, limit)
    if share < limit:
        return Choice(found.top, CallReason.BY_TIER, inputs, key, share + 1)
    return Choice(found.older, CallReason.BY_SHARE, inputs, key, 0)


def choose_early(heads: tuple[LaneHead, ...]) -> Choice | None:
    """Return who came before the time of his booking and is next when nobody else waits."""
    if not heads:
        return None
    first = min(heads, key=place)
    return Choice(first, CallReason.EARLY_BOOKING, CallInputs(heads, 0, 0), None, 0)


def past_aside(choice: Choice, aside: Iterable[LaneHead]) -> Choice:
    """Return the choice with those, of ``aside``, before whom it goes though they came first."""
    before = sorted((one for one in aside if place(one) < place(choice.head)), key=place)
    inputs = structs.replace(choice.inputs, aside=tuple(before[:MOST_ASIDE]))
    return replace(choice, inputs=inputs)


def waited(head: LaneHead, at: Instant) -> int:
    """Return how long the visitor has waited for his turn: not at all before a booked time."""
    return max(0, at - head.order_key)


def _tier(head: LaneHead) -> int:
    return TIERS[head.ticket_class]
