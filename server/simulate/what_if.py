"""What if: a day under other rules, other limits of the shares, or with other desks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from server.queueing.ordering import Limits
from server.simulate.days import Day, DeskPlan
from server.simulate.outcomes import Figures, Told, figures, told
from server.simulate.playing import Playing
from server.simulate.rules import RULES

RECORDED = "recorded"
"""The desks of the day, each there when it was there."""


class DesksError(Exception):
    """The desks that were asked for cannot be."""


@dataclass(frozen=True, slots=True)
class Found:
    """What days were under one rule."""

    rule: str
    days: tuple[tuple[Told, ...], ...]

    @property
    def visitors(self) -> list[Told]:
        """Return all visitors of all days."""
        return [one for day in self.days for one in day]

    @property
    def figures(self) -> list[Figures]:
        """Return the figures of each class over all days."""
        return figures(self.days)


def play(days: Iterable[Day], rule: str, limits: Limits) -> Found:
    """Return what the days are under ``rule``; each begins with fresh shares."""
    return Found(
        rule, tuple(tuple(told(Playing(day, RULES[rule](limits)).play())) for day in days)
    )


def with_desks(day: Day, wanted: str) -> Day:
    """Return the day with the desks that ``wanted`` names, which are never away.

    A number, for so many desks that serve all; or the services of each, ``papers+advice,papers``.
    """
    if wanted == RECORDED:
        return day
    services = sorted({one.service for one in day.visitors})
    lists = [own.split("+") for own in wanted.split(",") if own]
    if wanted.isdigit():
        lists = [services] * int(wanted)
    served = {service for own in lists for service in own}
    if not lists or not served >= set(services):
        missing = ", ".join(sorted(set(services) - served))
        raise DesksError(missing)
    return replace(day, desks=_plans(lists))


def _plans(lists: Sequence[Sequence[str]]) -> tuple[DeskPlan, ...]:
    return tuple(DeskPlan(f"desk-{place}", tuple(own)) for place, own in enumerate(lists, start=1))
