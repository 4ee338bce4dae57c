"""What if the desks were open by a roster: of the day's own hall file, or of another one."""

from dataclasses import replace

from server.hall_file import HallConfig
from server.protocol.identity import Key
from server.queueing.availability import Moment
from server.queueing.roster import Gap, gaps
from server.receiving import hall_calendar
from server.simulate.days import Absence, Day, DeskPlan

REST_OF_DAY_MS = 86_400_000


class RosterError(Exception):
    """No desk of the day has a roster."""


def with_roster(day: Day, config: HallConfig, opening: Moment) -> Day:
    """Return the day, which opens at ``opening``, with its desks away as ``config`` says.

    A desk of which it says nothing is there when it was there; one that was not there that day
    is, if it receives for what visitors came for. Raise RosterError if that changes nothing.
    """
    hall = hall_calendar(config)
    absences = {
        desk: tuple(map(_absence, gaps(hall.of(own), hall, opening)))
        for desk, own in config.rosters.items()
    }
    here = {plan.id for plan in day.desks}
    plans = [
        replace(plan, absences=absences[plan.id]) if plan.id in absences else plan
        for plan in day.desks
    ]
    services = {one.service for one in day.visitors}
    plans += [
        DeskPlan(desk.id, desk.services, absences[desk.id])
        for desk in config.desks
        if desk.id in absences and desk.id not in here and services & set(desk.services)
    ]
    if not here & set(absences) and len(plans) == len(here):
        raise RosterError
    return replace(day, desks=_staying(plans, services))


def _staying(plans: list[DeskPlan], services: set[Key]) -> tuple[DeskPlan, ...]:
    """Return the plans; where all desks of a service went home, those that go last stay."""
    ends = {plan.id: _ends_at(plan) for plan in plans}
    staying: set[Key] = set()
    for service in services:
        own = {plan.id: ends[plan.id] for plan in plans if service in plan.services}
        if own and None not in own.values():
            last = max(end for end in own.values() if end is not None)
            staying.update(desk for desk, end in own.items() if end == last)
    return tuple(
        replace(plan, absences=plan.absences[:-1]) if plan.id in staying else plan
        for plan in plans
    )


def _ends_at(plan: DeskPlan) -> int | None:
    """Return from when on a desk is gone for the day, if it is."""
    last = plan.absences[-1] if plan.absences else None
    return last.starts_at if last is not None and last.ms >= REST_OF_DAY_MS else None


def _absence(gap: Gap) -> Absence:
    if gap.ends_at is None:
        return Absence(gap.starts_at, REST_OF_DAY_MS, is_planned=True)
    return Absence(gap.starts_at, 0, is_planned=True, ends_at=gap.ends_at)
