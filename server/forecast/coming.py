"""Who is still to come while a scene is played forward, as far as it concerns who waits now.

Visitors of the lowest tier who come later never go before anybody who waits, so only the others
are drawn, unless it is asked about somebody who has yet to come: a booked visitor.
"""

from collections.abc import Mapping
from random import Random

from server.forecast.scenes import Habits, Lane, Scene, Slot

HALF_HOUR = 30 * 60_000
TIER_COUNT = 3
BOOKED_TIER = 1

SPOTS = 4096

Comer = tuple[int, int]
"""Milliseconds from now, and the lane's number times three plus the tier."""


def code_of(comer: Comer) -> int:
    """Return the code of a visitor to come: his rank times ``SPOTS`` plus his spot."""
    at, spot = comer
    return (at + 1) * SPOTS + spot


class Coming:
    """Draws the visitors to come of one scene; ``here`` are the codes of those here early.

    ``asked``: of which codes the waits are asked for, and whose they are.
    """

    def __init__(
        self, scene: Scene, habits: Habits, lanes: Mapping[Lane, int], horizon_ms: int
    ) -> None:
        """Look ``horizon_ms`` ahead, at most until the hall closes."""
        closes_at = scene.closes_at
        ends_in = horizon_ms if closes_at is None else min(horizon_ms, closes_at - scene.at)
        self._come_share = habits.come_share
        expected = [
            (one, (one.at - scene.at, lanes[one.lane] * TIER_COUNT + BOOKED_TIER))
            for one in scene.expected
            if one.lane in lanes and 0 < one.at - scene.at < ends_in
        ]
        self._booked = tuple(comer for one, comer in expected if not one.is_here)
        self._here = tuple(comer for one, comer in expected if one.is_here)
        self.here = tuple(sorted(map(code_of, self._here)))
        self.asked = {
            code_of(comer): Slot(one.lane, one.at) for one, comer in expected if one.is_asked
        }
        self._streams = tuple(
            (
                lanes[one.lane] * TIER_COUNT + one.tier,
                _windows(one.half_hours, habits.starts_at - scene.at, ends_in),
            )
            for one in habits.arrivals
            if one.lane in lanes and (one.tier or self.asked)
        )

    def draw(self, random: Random) -> list[Comer]:
        """Return who comes, the last first."""
        share = self._come_share
        comers = [one for one in self._booked if random.random() < share]
        comers += self._here
        for spot, windows in self._streams:
            due = random.expovariate(1)
            for starts_in, lasts, count in windows:
                while due < count:
                    comers.append((starts_in + int(lasts * due / count), spot))
                    due += random.expovariate(1)
                due -= count
        comers.sort(reverse=True)
        return comers


def _windows(
    half_hours: tuple[float, ...], starts_in: int, ends_in: int
) -> tuple[tuple[int, int, float], ...]:
    """Return from when on, for how long, how many are expected, half hour by half hour."""
    windows = []
    for place, count in enumerate(half_hours):
        starts = starts_in + place * HALF_HOUR
        begins, ends = max(starts, 0), min(starts + HALF_HOUR, ends_in)
        if begins < ends and count:
            windows.append((begins, ends - begins, count * (ends - begins) / HALF_HOUR))
    return tuple(windows)
