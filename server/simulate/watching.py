"""What an estimator would see of a day that is played, and what it would learn of days before."""

from collections.abc import Iterable
from dataclasses import dataclass

from server.forecast.learning import Learner
from server.forecast.scenes import (
    DeskScene,
    Expected,
    KeptShare,
    PlannedAbsence,
    Scene,
    Standing,
)
from server.protocol.tickets import TIERS, Instant, TicketClass
from server.simulate.days import Day
from server.simulate.playing import Call, DeskNow, Playing
from server.simulate.rules import Shipped


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known of a hall: its roster, and how long visits really take, or not."""

    has_roster: bool = True
    visit_share: float = 1.0
    """What of each visit's length is believed; 1 if it is known well."""


WELL = Knowledge()
WRONGLY = Knowledge(has_roster=False, visit_share=0.8)


def scene_of(playing: Playing, at: Instant, knowledge: Knowledge) -> Scene:
    """Return the hall in the middle of a day that is played by the shipped rule."""
    limits, shares = _shares(playing)
    ends = [
        call.called_at + call.visitor.busy_ms
        for call in playing.calls[-3 * len(playing.desks) :]
        if call.called_at + call.visitor.busy_ms <= at
    ]
    return Scene(
        at=at,
        opens_at=playing.day.opens_at,
        desks=tuple(_desk(now, knowledge) for now in playing.desks.values()),
        received_at=max(ends, default=None),
        standing=tuple(
            Standing(
                head.service, head.service, TIERS[head.ticket_class], head.order_key, head.seq
            )
            for head in playing.waiting()
        ),
        shares=shares,
        limits=limits,
        expected=tuple(
            Expected(slot, service, service) for slot, service in playing.day.slots if slot > at
        ),
        closes_at=playing.day.closes_at,
    )


def learn(days: Iterable[Day], played: Iterable[Iterable[Call]], knowledge: Knowledge) -> Learner:
    """Return what was learned of days and how they were played."""
    learner = Learner()
    for day, calls in zip(days, played, strict=True):
        midnight = midnight_of(day)
        for call in calls:
            visitor = call.visitor
            learner.visit(
                visitor.service,
                round(visitor.busy_ms * knowledge.visit_share),
                call.called_at + visitor.busy_ms - midnight,
            )
            if visitor.ticket_class is not TicketClass.BOOKED:
                tier, at = TIERS[visitor.ticket_class], visitor.arrives_at - midnight
                learner.arrival(visitor.service, visitor.service, tier, at)
        _learn_rest(learner, day, knowledge)
        learner.day_is_over()
    return learner


def midnight_of(day: Day) -> Instant:
    """Return when the day of 24 hours began in which ``day`` opens."""
    a_day = 86_400_000
    return day.opens_at // a_day * a_day


def _learn_rest(learner: Learner, day: Day, knowledge: Knowledge) -> None:
    """Learn of absences that no roster tells, and how many of the booked came."""
    for desk in day.desks:
        for absence in desk.absences:
            if not (absence.is_planned and knowledge.has_roster):
                learner.pause(absence.starts_at - midnight_of(day), absence.ms)
    came = sum(one.ticket_class is TicketClass.BOOKED for one in day.visitors)
    for place in range(len(day.slots)):
        learner.booking(has_come=place < came)


def _shares(playing: Playing) -> tuple[tuple[int, int, int], tuple[KeptShare, ...]]:
    rule = playing.rule
    if not isinstance(rule, Shipped):
        msg = "only days that are played by the shipped rule can be foretold"
        raise TypeError(msg)
    shares = tuple(KeptShare(tier, lane, n) for (tier, lane), n in rule.shares.items())
    return (0, rule.limits.booked, rule.limits.statutory), shares


def _desk(now: DeskNow, knowledge: Knowledge) -> DeskScene:
    planned: tuple[PlannedAbsence, ...] = ()
    if knowledge.has_roster:
        planned = tuple(
            PlannedAbsence(absence.starts_at, absence.ms, absence.ends_at)
            for absence in now.plan.absences[now.taken :]
            if absence.is_planned
        )
    is_told = now.away is not None and now.away.is_planned and knowledge.has_roster
    return DeskScene(
        lanes=now.plan.services,
        busy_with=now.busy_with.service if now.busy_with else None,
        is_away=now.away is not None,
        since=now.since,
        away_ms=max(now.away.ms, now.away.ends_at - now.since) if now.away and is_told else None,
        absences=planned,
    )
