"""One play of a scene: desks become free, the rule of order chooses, until all probes are called.

Everybody is a code: rank * SPOTS + spot, where the rank orders all visitors of the hall by key
(negative for those who wait already, 0 for the probes, positive for those to come) and the spot is
the lane's number * 3 + the tier. Codes are compared and kept in lists; that is all it needs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from heapq import heapify, heappop, heapreplace
from operator import itemgetter
from random import Random

from server.forecast.coming import HALF_HOUR, SPOTS, TIER_COUNT, Comer, code_of
from server.forecast.durations import remaining
from server.forecast.scenes import Pauses

NEVER = 1 << 62
PLAYED_MS = 8 * 3_600_000
"""A play looks no further ahead."""
ORDINARY, BOOKED, STATUTORY = range(TIER_COUNT)

First = Callable[[list[int]], int]


@dataclass(frozen=True, slots=True)
class DeskStart:
    """A desk at the beginning; its planned absences, the last first, from now on.

    Each is when it begins, how long it lasts at least, and when it ends at the earliest.
    It is free in ``free_in`` if it is not ``taking`` something of these lengths, ``so_far_ms``
    already.
    """

    absences: tuple[tuple[int, int, int], ...] = ()
    taking: tuple[int, ...] = ()
    so_far_ms: int = 0
    free_in: int = 0

    @property
    def is_idle(self) -> bool:
        """Return whether it has been free for a while."""
        return not self.taking and not self.free_in

    def draw(self, random: Random) -> int:
        """Return in how many milliseconds it is free."""
        if not self.taking:
            return self.free_in
        return remaining(self.taking, self.so_far_ms, random)


@dataclass(frozen=True, slots=True)
class Board:
    """What is the same at the beginning of every play; lanes are numbers."""

    desks: tuple[DeskStart, ...]
    served: tuple[tuple[int, ...], ...]
    queues: tuple[list[int], ...]
    visits: tuple[tuple[int, ...], ...]
    shares: dict[int, int]
    limits: tuple[int, int, int]
    probes: tuple[int, ...]
    pauses: tuple[Pauses, ...]
    pauses_from: int
    """How long ago the first half hour of ``pauses`` began."""

    firsts: tuple[tuple[First, First, First], ...]
    callers: dict[int, tuple[int, ...]]
    """Which desks may call a probe."""

    here: tuple[int, ...] = ()
    """Booked visitors who are here before their slots, the first first."""

    asked: frozenset[int] = frozenset()
    """Booked visitors about whom it is asked."""


class Play:
    """One play; it changes nothing of its board."""

    __slots__ = (
        "_away",
        "_board",
        "_comers",
        "_found",
        "_gone",
        "_heads",
        "_here",
        "_idle",
        "_limits",
        "_passed",
        "_queues",
        "_random",
        "_ready",
        "_shares",
        "_taken",
        "asked",
    )

    def __init__(self, board: Board, comers: list[Comer], random: Random) -> None:
        """Stand at the beginning; ``comers`` come later, the last first."""
        self._board, self._comers, self._random = board, comers, random
        self._queues = [list(queue) for queue in board.queues]
        self._taken = [0] * len(self._queues)
        self._heads = [queue[0] if queue else NEVER for queue in board.queues]
        self._shares = dict(board.shares)
        self._limits = board.limits
        self._away = [list(desk.absences) for desk in board.desks]
        self._found: dict[int, int] = {}
        self._here, self._gone = list(board.here), list[int]()
        self._idle = {place for place, desk in enumerate(board.desks) if desk.is_idle}
        self.asked = board.asked and board.asked.intersection(map(code_of, comers))
        """About whom it is asked, of those who come in this play."""
        self._passed: dict[tuple[int, int], int] = {}
        self._ready: list[list[int]] = [[] for _ in board.desks]
        for probe in board.probes:
            if self._heads[probe] >= 0:
                self._be_ready(probe)

    def run(self) -> dict[int, int]:
        """Return in how many milliseconds each probe is called, and who was asked about."""
        random, visits, found = self._random.random, self._board.visits, self._found
        wanted = len(self._board.probes) + len(self.asked)
        heads, firsts = self._heads, self._board.firsts
        due = [(desk.draw(self._random), place) for place, desk in enumerate(self._board.desks)]
        heapify(due)
        while due and len(found) < wanted:
            at, desk = due[0]
            if self._comers and self._comers[-1][0] <= at:
                self._come(at)
            free_at = self._absent_until(desk, at)
            if free_at is None:
                ordinary, booked, statutory = firsts[desk]
                tiers = ordinary(heads), booked(heads), statutory(heads)
                if self._ready[desk]:
                    self._look(desk, at, tiers)
                code = self._choose(tiers)
                if self.asked or self._here:
                    code = self._called(code, desk, at)
                if code == NEVER:
                    free_at = self._comers[-1][0] if self._comers else PLAYED_MS
                else:
                    lengths = visits[self._take(code) // TIER_COUNT]
                    free_at = self._paused(at + lengths[int(random() * len(lengths))] + 1)
            if free_at < PLAYED_MS:
                heapreplace(due, (free_at, desk))
            else:
                heappop(due)
        return found

    def _absent_until(self, desk: int, at: int) -> int | None:
        away = self._away[desk]
        if not away or away[-1][0] > at:
            return None
        self._idle.discard(desk)
        _, ms, ends_in = away.pop()
        return max(at + ms, ends_in)

    def _paused(self, at: int) -> int:
        """Return when a desk that ends a visit goes on, which may pause."""
        board = self._board
        place = (at + board.pauses_from) // HALF_HOUR
        pauses = board.pauses[place if place < len(board.pauses) else -1]
        if self._random.random() >= pauses.chance:
            return at
        return at + pauses.lengths_ms[int(self._random.random() * len(pauses.lengths_ms))]

    def _come(self, at: int) -> None:
        comers, heads = self._comers, self._heads
        while comers and comers[-1][0] <= at:
            comer = comers.pop()
            code, spot = code_of(comer), comer[1]
            if code in self._gone:
                self._gone.remove(code)
                continue
            if code in self._here:
                self._here.remove(code)
            self._queues[spot].append(code)
            if heads[spot] == NEVER:
                heads[spot] = code

    def _called(self, code: int, desk: int, at: int) -> int:
        """Return who is called, having noted whoever is asked about.

        A desk looks for who is here early in the moment it is free, and not while it is idle.
        """
        if code in self.asked:
            self._found.setdefault(code, at)
        if code == NEVER and desk not in self._idle:
            code = self._early(desk, at)
        (self._idle.add if code == NEVER else self._idle.discard)(desk)
        return code

    def _early(self, desk: int, at: int) -> int:
        """Return who is called before his slot by a desk that has nobody else, if anybody is here.

        Whoever is asked about is here too, in thought.
        """
        lanes = self._board.served[desk]
        first = next((one for one in self._here if one % SPOTS // TIER_COUNT in lanes), NEVER)
        for code in self.asked:
            if code // SPOTS > at and code < first and code % SPOTS // TIER_COUNT in lanes:
                self._found.setdefault(code, at)
        return first

    def _choose(self, tiers: tuple[int, int, int]) -> int:
        """Choose as ``ordering.choose`` does among the first of each tier."""
        ordinary, booked, statutory = tiers
        if statutory != NEVER:
            tier, top, older = STATUTORY, statutory, min(ordinary, booked)
        elif booked != NEVER:
            tier, top, older = BOOKED, booked, ordinary
        else:
            return ordinary
        if older > top:
            return top
        share = tier * SPOTS + older % SPOTS // TIER_COUNT
        count = self._shares.get(share, 0)
        if count < self._limits[tier]:
            self._shares[share] = count + 1
            return top
        self._shares[share] = 0
        return older

    def _take(self, code: int) -> int:
        """Take who is called out of his queue, or before his slot; return his spot."""
        spot = code % SPOTS
        if code != self._heads[spot]:
            self._here.remove(code)
            self._gone.append(code)
            return spot
        queue, taken = self._queues[spot], self._taken[spot] + 1
        self._taken[spot] = taken
        head = self._heads[spot] = queue[taken] if taken < len(queue) else NEVER
        if code < 0 <= head and spot in self._board.callers:
            self._be_ready(spot)
        return spot

    def _be_ready(self, probe: int) -> None:
        """Let a probe stand at the head of its queue."""
        for desk in self._board.callers[probe]:
            self._ready[desk].append(probe)

    def _look(self, desk: int, at: int, tiers: tuple[int, int, int]) -> None:
        """Note the probes that the desk would call now, each as if it alone were there."""
        for probe in tuple(self._ready[desk]):
            if probe not in self._found and self._is_called(probe, tiers):
                self._found[probe] = at
                for other in self._board.callers[probe]:
                    self._ready[other].remove(probe)

    def _is_called(self, probe: int, tiers: tuple[int, int, int]) -> bool:
        tier = probe % TIER_COUNT
        if tiers[tier] < 0:
            return False  # somebody of the same tier, for another service, came before
        over = next((own for own in (STATUTORY, BOOKED) if tiers[own] != NEVER), ORDINARY)
        older = min(tiers[:tier], default=NEVER)
        if over <= tier:
            return older > 0 or self._goes_first(probe, tier, older % SPOTS // TIER_COUNT)
        if older < 0 or min(tiers[tier:]) < 0:
            return False  # the top came before, or whom it passes
        return not self._goes_first(probe, over, probe // TIER_COUNT)

    def _goes_first(self, probe: int, tier: int, lane: int) -> bool:
        """Return whether the tier may pass an older leg of the lane, with the probe there."""
        share = tier * SPOTS + lane
        count = self._passed.get((probe, share), self._shares.get(share, 0))
        may = count < self._limits[tier]
        self._passed[probe, share] = count + 1 if may else 0
        return may


def firsts(lanes: tuple[int, ...]) -> tuple[First, First, First]:
    """Return how to find the first of each tier in these lanes among the heads of all spots."""
    return _first(lanes, ORDINARY), _first(lanes, BOOKED), _first(lanes, STATUTORY)


def _first(lanes: tuple[int, ...], tier: int) -> First:
    spots = [lane * TIER_COUNT + tier for lane in lanes]
    if not spots:
        return lambda _: NEVER
    if len(spots) == 1:
        return itemgetter(spots[0])
    heads = itemgetter(*spots)
    return lambda found: min(heads(found))
