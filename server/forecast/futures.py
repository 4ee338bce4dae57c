"""Plays a scene forward by the rule of order, many times, to see what visitors will wait.

A probe stands where somebody who came now would stand, for every lane and tier that is asked
about. It takes no time and passes nobody by, so one play answers for all of them. What is chosen
here is what ``queueing.ordering.choose`` chooses, written for speed; a test holds them together.
"""

from collections.abc import Callable, Iterable
from random import Random

from server.forecast.coming import HALF_HOUR, SPOTS, TIER_COUNT, Coming
from server.forecast.played import PLAYED_MS, Board, DeskStart, Play, firsts
from server.forecast.scenes import (
    DeskScene,
    Expected,
    Habits,
    Lane,
    Pauses,
    Scene,
    Slot,
    Standing,
    Tier,
)
from server.protocol.tickets import Instant

HOUR = 3_600_000
LONGEST_MS = 6 * HOUR
LEAST_PLAYS = 30
Spot = tuple[Lane, Tier]
Waits = dict[Spot | Slot, list[int]]
IsLate = Callable[[], bool]


def never() -> bool:
    """Say that it is not late, whenever it is."""
    return False


class Futures:
    """One scene, ready to be played as often as wanted."""

    def __init__(self, scene: Scene, habits: Habits, spots: Iterable[Spot]) -> None:
        """Ask what somebody would wait who came at ``scene.at`` to each of ``spots``."""
        lanes = _numbered(scene)
        self._spots = {
            lanes[lane] * TIER_COUNT + tier: (lane, tier) for lane, tier in spots if lane in lanes
        }
        every_pause = tuple(sorted(ms for one in habits.pauses for ms in one.lengths_ms))
        visits = _visits(scene, habits, lanes)
        self._coming = Coming(scene, habits, lanes, _horizon(scene, habits))
        served = tuple(tuple(lanes[lane] for lane in desk.lanes) for desk in scene.desks)
        self._board = Board(
            desks=tuple(_desk(desk, scene.at, habits, every_pause) for desk in scene.desks),
            pauses=habits.pauses or (Pauses(),),
            pauses_from=scene.at - habits.starts_at,
            served=served,
            queues=_queues(scene, lanes),
            visits=visits,
            here=self._coming.here,
            asked=frozenset(self._coming.asked),
            shares={
                share.tier * SPOTS + lanes[share.lane]: share.count
                for share in scene.shares
                if share.lane in lanes
            },
            limits=scene.limits,
            probes=tuple(self._spots),
            firsts=tuple(firsts(own) for own in served),
            callers={
                spot: tuple(desk for desk, own in enumerate(served) if spot // TIER_COUNT in own)
                for spot in self._spots
            },
        )

    def play(self, times: int, random: Random, is_late: IsLate = never) -> Waits:
        """Return what was waited at each spot in each play, in milliseconds, sorted.

        Who is not called in ``PLAYED_MS`` is taken to wait so long. Booked visitors who are asked
        about wait from their slot on, in the plays in which they come. Once it is late there are
        no more plays; nothing is returned of what was played less often than ``LEAST_PLAYS``.
        """
        found: dict[int, list[int]] = {spot: [] for spot in self._spots}
        asked: dict[int, list[int]] = {code: [] for code in self._coming.asked}
        for number in range(times):
            if is_late():
                if number < LEAST_PLAYS:
                    return {}
                break
            play = Play(self._board, self._coming.draw(random), random)
            waited = play.run()
            for spot, waits in found.items():
                waits.append(waited.get(spot, PLAYED_MS))
            for code in play.asked:
                waits_from = code // SPOTS - 1
                called_at = waited.get(code, waits_from + PLAYED_MS)
                asked[code].append(max(0, called_at - waits_from))
        told: Waits = {self._spots[spot]: sorted(waits) for spot, waits in found.items()}
        for code, slot in self._coming.asked.items():
            if len(asked[code]) >= LEAST_PLAYS:
                told[slot] = sorted(asked[code])
        return told


def at_share(sorted_ms: list[int], share: float) -> int:
    """Return what ``share`` of the plays did not exceed."""
    return sorted_ms[min(len(sorted_ms) - 1, int(share * len(sorted_ms)))]


def _numbered(scene: Scene) -> dict[Lane, int]:
    lanes = sorted({lane for desk in scene.desks for lane in desk.lanes})
    return {lane: number for number, lane in enumerate(lanes)}


def _queues(scene: Scene, lanes: dict[Lane, int]) -> tuple[list[int], ...]:
    """Return the codes of those who wait, by lane and tier; see ``Board``."""
    queues: tuple[list[int], ...] = tuple([] for _ in range(len(lanes) * TIER_COUNT))
    standing = sorted(
        (one for one in scene.standing if one.lane in lanes),
        key=lambda one: (one.order_key, one.seq),
    )
    for rank, one in enumerate(standing, start=-len(standing)):
        spot = lanes[one.lane] * TIER_COUNT + one.tier
        queues[spot].append(rank * SPOTS + spot)
    return queues


def _visits(scene: Scene, habits: Habits, lanes: dict[Lane, int]) -> tuple[tuple[int, ...], ...]:
    """Return what visits of each lane took: of its service, or of all who stand in it."""
    every = tuple(ms for lengths in habits.visits_ms.values() for ms in lengths)
    found: list[tuple[int, ...]] = []
    for lane in lanes:
        there: tuple[Standing | Expected, ...] = (*scene.standing, *scene.expected)
        services = {one.service for one in there if one.lane == lane} | {lane}
        known = [habits.visits_ms[one] for one in sorted(services) if one in habits.visits_ms]
        found.append(tuple(ms for lengths in known for ms in lengths) or every)
    return tuple(found)


def _horizon(scene: Scene, habits: Habits) -> int:
    """Return how far ahead visitors to come may matter."""
    lengths = [ms for visits in habits.visits_ms.values() for ms in visits]
    mean = sum(lengths) / len(lengths) if lengths else 0.0
    ahead = len(scene.standing) * mean / max(1, len(scene.desks))
    shut = [
        one.ends_at - scene.at
        for desk in scene.desks
        for one in desk.absences[:1]
        if one.starts_at <= scene.at < one.ends_at
    ]
    asked = [one.at - scene.at for one in scene.expected if one.is_asked]
    return min(LONGEST_MS, round(HOUR + 4 * ahead) + max(*shut, *asked, 0, 0))


def _desk(desk: DeskScene, at: Instant, habits: Habits, every_pause: tuple[int, ...]) -> DeskStart:
    """Return how a desk stands at the beginning of every play."""
    absences = tuple(
        (one.starts_at - at, one.ms, one.ends_at - at) for one in reversed(desk.absences)
    )
    if desk.is_away and desk.away_ms is not None:
        return DeskStart(absences, free_in=max(0, desk.since + desk.away_ms - at))
    if desk.is_away:
        place = max(0, desk.since - habits.starts_at) // HALF_HOUR
        of_then = habits.pauses[place].lengths_ms if place < len(habits.pauses) else ()
        return DeskStart(absences, of_then or every_pause, at - desk.since)
    if desk.busy_with is None:
        return DeskStart(absences)
    return DeskStart(absences, habits.visits_ms.get(desk.busy_with, ()), at - desk.since)
