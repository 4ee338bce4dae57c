"""The usual formulas for a wait, which an estimate has to beat: four that need no simulation."""

from server.protocol.tickets import TIERS, Instant
from server.simulate.days import Visitor
from server.simulate.playing import Playing

ROLLING = 10

BASELINES = ("rolling mean", "LES", "HOL", "QL")
"""Mean of the last ten waits; wait of the last who was called; wait so far of the head of the
line; visits ahead over desks. The first three of the visitor's own service and class."""

MeanVisits = dict[str, float]


def formulas(
    playing: Playing, visitor: Visitor, at: Instant, mean_visits: MeanVisits
) -> dict[str, float]:
    """Return what each formula says of a visitor who comes now, in milliseconds."""
    lane = visitor.service, visitor.ticket_class
    past = [
        call.waited_ms
        for call in playing.calls
        if (call.visitor.service, call.visitor.ticket_class) == lane
    ]
    standing = playing.lanes.get(lane)
    latest = past[-ROLLING:]
    return {
        "rolling mean": sum(latest) / len(latest) if latest else 0.0,
        "LES": past[-1] if past else 0.0,
        "HOL": at - standing[0][0].order_key if standing else 0.0,
        "QL": _by_queue(playing, visitor, mean_visits),
    }


def _by_queue(playing: Playing, visitor: Visitor, mean_visits: MeanVisits) -> float:
    """Return the work ahead of the visitor over the desks that are there and may call him.

    Whoever waits for another service counts by the share of his desks that serve this one too.
    """
    desks = [now for now in playing.desks.values() if visitor.service in now.plan.services]
    there = [now for now in desks if now.away is None]
    if any(now.busy_with is None for now in there):
        return 0.0
    share = {
        service: sum(service in now.plan.services for now in desks)
        / max(1, sum(service in now.plan.services for now in playing.desks.values()))
        for service in mean_visits
    }
    tier = TIERS[visitor.ticket_class]
    work = sum(
        mean_visits[head.service] * share[head.service]
        for head in playing.waiting()
        if TIERS[head.ticket_class] >= tier
    )
    return (work + mean_visits[visitor.service]) / max(1, len(there))
