"""Which calls stand in the big area and for how long: pure; time is handed in."""

from dataclasses import dataclass, replace

from server.protocol.snapshots import BoardCall
from server.protocol.tickets import Instant

MOST = 6
"""More calls than this at once would be too small to read from the back of the hall."""

SHARED_MS = 5_000
"""How long a call stands for certain before one that waits for room may take its place."""

ENDED_MS = 10_000
"""How long a call stands, room allowing, although its visitor came at once."""

LONGEST_MS = 120_000
"""How long an open call is big; after it the call is only in the list."""


@dataclass(frozen=True, slots=True)
class Place:
    """A call in the big area since an instant of the board's own steady clock."""

    call: BoardCall
    since: int
    is_ended: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """An open call that waits for room, and from when it may have it."""

    call: BoardCall
    not_before: int


@dataclass(frozen=True, slots=True)
class Stage:
    """The big area, newest first, and the calls that wait for room, longest waiting first."""

    places: tuple[Place, ...] = ()
    waiting: tuple[Line, ...] = ()


def still_big(calls: tuple[BoardCall, ...], hall_now: Instant) -> tuple[BoardCall, ...]:
    """Return those open calls that are young enough for the big area."""
    return tuple(call for call in calls if hall_now - call.called_at < LONGEST_MS)


def restage(stage: Stage, calls: tuple[BoardCall, ...], now: int) -> Stage:
    """Return the big area at ``now`` for the open ``calls``, newest first."""
    places = _kept(stage.places, calls, now)
    standing = {place.call.call for place in places}
    waiting = _in_line(stage.waiting, [each for each in calls if each.call not in standing], now)
    for line in waiting:
        if line.not_before > now:
            continue
        if len(places) >= MOST:
            leaving = _first_to_leave(places, now)
            if leaving is None:
                break
            places = tuple(place for place in places if place is not leaving)
            if not leaving.is_ended:
                waiting = (*waiting, Line(leaving.call, now + SHARED_MS))
        places = (Place(line.call, now), *places)
        waiting = tuple(other for other in waiting if other is not line)
    return Stage(places, waiting)


def next_change_at(stage: Stage) -> int | None:
    """Return when ``restage`` would next change something by itself, or None."""
    leaving = [place.since + ENDED_MS for place in stage.places if place.is_ended]
    yielding = min((place.since for place in stage.places), default=0) + SHARED_MS
    entering = [max(line.not_before, yielding) for line in stage.waiting]
    return min((*leaving, *entering), default=None)


def _first_to_leave(places: tuple[Place, ...], now: int) -> Place | None:
    """Return the place that makes room: an ended call before an open one, then the oldest."""
    able = [place for place in places if now - place.since >= SHARED_MS]
    return min(
        able, key=lambda place: (not place.is_ended, place.since, place.call.call), default=None
    )


def _kept(places: tuple[Place, ...], calls: tuple[BoardCall, ...], now: int) -> tuple[Place, ...]:
    """Leave out ended calls that stood long enough and calls that were made again."""
    open_calls = {call.call for call in calls}
    numbers = {call.number for call in calls}
    kept = []
    for place in places:
        if place.call.call in open_calls:
            kept.append(replace(place, is_ended=False))
        elif place.call.number not in numbers and now - place.since < ENDED_MS:
            kept.append(replace(place, is_ended=True))
    return tuple(kept)


def _in_line(waiting: tuple[Line, ...], calls: list[BoardCall], now: int) -> tuple[Line, ...]:
    """Keep the line's order and put new calls at its end, the earliest call first."""
    wanted = {call.call for call in calls}
    kept = tuple(line for line in waiting if line.call.call in wanted)
    known = {line.call.call for line in kept}
    return (*kept, *(Line(call, now) for call in reversed(calls) if call.call not in known))
