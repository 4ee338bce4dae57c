"""What visitors were told to wait, beside what they waited, week by week; pure, no words in it."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from msgspec import Struct

from server.hall_file import HallConfig
from server.protocol.identity import Key
from server.protocol.languages import LanguageCode, in_language
from server.protocol.snapshots import HallTime
from server.protocol.waits import WaitRange
from server.storage.past_visits import ToldBlock, ToldPart

DAY_MS = 86_400_000
WEEK_MS = 7 * DAY_MS
MONDAY_MS = 3 * DAY_MS
"""1970 began on a Thursday: so much later than a week of days counted from Mondays."""

WEEKS = 12
BLOCK_WEEKS = 4
BLOCK_MINUTES = 90

PROMISED = range(87, 96)
"""Of a hundred visitors so many wait no longer than they were told; more is told too carefully."""

FEWEST = 50
"""Of fewer visitors a share says nothing."""


class WeekWaits(Struct, frozen=True):
    """One week, from Monday ``begins_on``; shares are in a hundred, none without anybody."""

    begins_on: str
    visitors: int
    told: int
    without_end: int
    held: int | None
    late: int | None
    early: int | None
    width_minutes: int | None
    is_few: bool
    is_kept: bool
    is_approximate: bool


class BlockWaits(Struct, frozen=True):
    """What held in one part of the day: minutes after the opening, few or many waiting."""

    from_minute: int
    is_many: bool
    visitors: int
    held: int
    is_few: bool
    is_kept: bool


class NowWaits(Struct, frozen=True):
    """What somebody who comes now for a service is told, if anything."""

    service: str
    body: str
    waiting: int
    expected: WaitRange | None


class WaitsView(Struct, frozen=True):
    """The whole page."""

    weeks: tuple[WeekWaits, ...]
    blocks: tuple[BlockWaits, ...]
    now: tuple[NowWaits, ...]


def offset_of(time: HallTime) -> int:
    """Return what makes of hall time milliseconds since the Monday before people's 1970."""
    return time.wall_offset_ms + time.utc_offset_minutes * 60_000 + MONDAY_MS


def weeks_of(parts: Iterable[ToldPart]) -> tuple[WeekWaits, ...]:
    """Return the weeks, the newest first."""
    return tuple(_week(one) for one in sorted(parts, key=lambda one: -one.part))


def blocks_of(blocks: Iterable[ToldBlock]) -> tuple[BlockWaits, ...]:
    """Return the parts of the day, the first first."""
    return tuple(
        BlockWaits(
            from_minute=one.block * BLOCK_MINUTES,
            is_many=one.is_many,
            visitors=one.visitors,
            held=100 * one.held // one.visitors,
            is_few=one.visitors < FEWEST,
            is_kept=100 * one.held // one.visitors >= 80,  # noqa: PLR2004 - promised (ADR 0033)
        )
        for one in blocks
        if one.visitors
    )


def now_of(
    config: HallConfig,
    language: LanguageCode,
    waiting: Mapping[Key, int],
    ranges: Mapping[Key, WaitRange],
) -> tuple[NowWaits, ...]:
    """Return what is foretold for every service now."""
    bodies = {body.id: in_language(body.names, language) for body in config.bodies}
    return tuple(
        NowWaits(
            in_language(one.names, language),
            bodies[one.body],
            waiting.get(one.id, 0),
            ranges.get(one.id),
        )
        for one in config.services
    )


def _week(part: ToldPart) -> WeekWaits:
    begins_on = date(1970, 1, 1) + timedelta(days=7 * part.part - 3)
    held = _percent(part.held, part.with_end)
    return WeekWaits(
        begins_on=begins_on.isoformat(),
        visitors=part.visitors,
        told=part.told,
        without_end=part.without_end,
        held=held,
        late=_percent(part.late, part.with_end),
        early=_percent(part.early, part.with_end),
        width_minutes=part.width_minutes // part.with_end if part.with_end else None,
        is_few=part.with_end < FEWEST,
        is_kept=held is not None and held >= PROMISED.start,
        is_approximate=2 * part.approximate > part.told,
    )


def _percent(part: int, whole: int) -> int | None:
    return 100 * part // whole if whole else None
