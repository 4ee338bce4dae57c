"""What a played day was for its visitors: waits by class, and who was overtaken how often."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from server.protocol.identity import Key
from server.protocol.tickets import Instant, TicketClass
from server.simulate.playing import Call

ALL = "all"


@dataclass(frozen=True, slots=True)
class Told:
    """One visitor: his class, his wait, and how many later tickets of his service went before."""

    number: str
    service: Key
    ticket_class: TicketClass
    waited_ms: int
    overtaken: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Waits in milliseconds and overtakes of one class of visitors, or of all."""

    ticket_class: str
    visitors: int
    mean_ms: float
    p50_ms: int
    p90_ms: int
    p95_ms: int
    mean_overtaken: float
    p95_overtaken: int
    most_overtaken: int


def told(calls: Iterable[Call]) -> list[Told]:
    """Return what the day was for each visitor, in the order in which they were called."""
    found: list[Told] = []
    called: dict[Key, list[tuple[Instant, int]]] = defaultdict(list)
    for call in calls:
        visitor, place = call.visitor, (call.visitor.order_key, call.place)
        before = called[visitor.service]
        overtaken = len(before) - bisect_left(before, place)
        insort(before, place)
        found.append(
            Told(visitor.number, visitor.service, visitor.ticket_class, call.waited_ms, overtaken)
        )
    return found


def figures(days: Iterable[Sequence[Told]]) -> list[Figures]:
    """Return the figures of each class that came, then of all, over these days."""
    by_class: dict[str, list[Told]] = defaultdict(list)
    for day in days:
        for one in day:
            by_class[one.ticket_class.value].append(one)
            by_class[ALL].append(one)
    order = [*(one.value for one in reversed(TicketClass)), ALL]
    return [_figures(name, by_class[name]) for name in order if by_class[name]]


def at_share(sorted_values: Sequence[int], share: float) -> int:
    """Return the value that ``share`` of them do not exceed."""
    return sorted_values[min(len(sorted_values) - 1, int(share * len(sorted_values)))]


def _figures(name: str, of_class: list[Told]) -> Figures:
    waits = sorted(one.waited_ms for one in of_class)
    overtaken = sorted(one.overtaken for one in of_class)
    return Figures(
        name,
        len(waits),
        sum(waits) / len(waits),
        at_share(waits, 0.5),
        at_share(waits, 0.9),
        at_share(waits, 0.95),
        sum(overtaken) / len(overtaken),
        at_share(overtaken, 0.95),
        overtaken[-1],
    )
