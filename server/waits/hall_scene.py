"""The hall as it stands, put into the words of the forecast: who waits, and who receives."""

from dataclasses import dataclass
from datetime import datetime

from server.forecast.scenes import DeskScene, KeptShare, Lane, Scene, Standing, Tier
from server.hall_file import HallConfig
from server.protocol.desks import Desk
from server.protocol.events import DayOpened, Entry, ServiceFinished, TicketCalled
from server.protocol.hall_standing import HallStanding
from server.protocol.identity import ActorKind, Key
from server.protocol.lanes import LaneName, desk_lane
from server.protocol.tickets import TIERS, Instant, TicketClass
from server.queueing import availability
from server.queueing.lanes import lanes_of
from server.queueing.picture import HallPicture
from server.receiving import hall_calendar
from server.waits.booked import expected_of
from server.waits.rostered import AWAY_MS, GONE_MS, Duty, Rosters, Seen

MOST_STANDING, MOST_LANES, MOST_DIFFERENT_LANES = 1500, 10_000, 1300
"""A hall in which more wait, or with more lanes at its desks than that, is not foretold."""

Spot = tuple[Lane, Tier]


class DeskActs:
    """When each desk did something last today; ``fold`` takes entries in sequence."""

    def __init__(self) -> None:
        """Know of no day."""
        self.opened_at: Instant | None = None
        self.received_at: Instant | None = None
        self.last: dict[Key, Instant] = {}
        self.called: dict[Key, Instant] = {}

    def fold(self, entry: Entry) -> None:
        """Take in what an official did."""
        event = entry.event
        if isinstance(event, DayOpened):
            self.opened_at, self.received_at = entry.at, None
            self.last.clear()
            self.called.clear()
        desk: Key | None = getattr(event, "desk", None)
        if desk is not None and entry.actor.startswith(ActorKind.OFFICIAL):
            self.last[desk] = entry.at
        if isinstance(event, TicketCalled):
            self.called[event.desk] = entry.at
        if isinstance(event, ServiceFinished):
            self.received_at = entry.at

    def of(self, desk: Key) -> Seen:
        """Return what was seen of a desk."""
        return Seen(self.last.get(desk), self.called.get(desk))


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant of hall time, and what people's clocks say then."""

    at: Instant
    local: datetime

    @property
    def wall_offset(self) -> int:
        """Return what makes the computer's time of hall time."""
        return round(self.local.timestamp() * 1000) - self.at

    @property
    def offset_ms(self) -> int:
        """Return what makes people's time of hall time, both counted from 1970."""
        offset = self.local.utcoffset()
        return self.wall_offset + (0 if offset is None else round(offset.total_seconds()) * 1000)


def spots_of(config: HallConfig, *, has_bookings: bool = False) -> tuple[Spot, ...]:
    """Return what visitors may come for, without a booking or with one whose time has come."""
    tiers = [TIERS[TicketClass.ORDINARY]]
    if config.categories:
        tiers.append(TIERS[TicketClass.STATUTORY])
    spots = tuple((service.id, tier) for service in config.services for tier in tiers)
    if not has_bookings:
        return spots
    lanes = [service.id for service in config.services]
    lanes += [desk_lane(post.desk) for post in config.posts]
    return (*spots, *((lane, TIERS[TicketClass.BOOKED]) for lane in lanes))


def scene_of(
    config: HallConfig, picture: HallPicture, acts: DeskActs, now: Moment
) -> Scene | None:
    """Return the scene; none if nobody can be foretold anything."""
    is_open = picture.service_day is not None and acts.opened_at is not None
    if not is_open or picture.control.standing is not HallStanding.OPEN:
        return None
    standing = _standing(picture)
    expected = expected_of(config, picture, now.at, now.wall_offset)
    lanes_to_come = frozenset(one.lane for one in expected)
    rosters = Rosters(config, availability.Moment(now.at, now.local))
    there = [
        (duty, scene)
        for desk in config.desks
        if (
            scene := _desk(
                desk,
                _lanes(desk, picture, lanes_to_come),
                picture,
                duty := rosters.duty(desk.id, acts.of(desk.id)),
            )
        )
    ]
    desks = tuple(scene for _, scene in there)
    if len(standing) > MOST_STANDING or _has_too_many_lanes(desks):
        return None
    return Scene(
        at=now.at,
        opens_at=acts.opened_at or now.at,
        desks=desks,
        received_at=acts.received_at,
        standing=standing,
        shares=tuple(KeptShare(*key, count) for key, count in picture.shares().items()),
        limits=(0, config.booked_limit, config.statutory_limit),
        expected=expected,
        closes_at=_closing(config, now),
        due_from=min((duty.due_from or 0 for duty, _ in there), default=0),
    )


def _has_too_many_lanes(desks: tuple[DeskScene, ...]) -> bool:
    different = {lane for desk in desks for lane in desk.lanes}
    every = sum(len(desk.lanes) for desk in desks)
    return every > MOST_LANES or len(different) > MOST_DIFFERENT_LANES


def _standing(picture: HallPicture) -> tuple[Standing, ...]:
    return tuple(
        Standing(leg.lane[0], leg.service, TIERS[leg.ticket_class], leg.order_key, leg.seq)
        for leg in picture.standing.waiting.values()
    )


def _desk(
    desk: Desk, lanes: tuple[LaneName, ...], picture: HallPicture, duty: Duty
) -> DeskScene | None:
    """Return how a desk stands; none if nobody receives there today any more, or yet."""
    visitor = picture.occupancy.desk(desk.id)
    if duty.gap is not None and visitor is None:
        return None if duty.is_over else DeskScene(lanes=lanes, absences=duty.absences)
    since, at = duty.since, duty.at
    if since is None or at - since >= GONE_MS:
        return _gone(lanes, duty)
    if visitor is not None:
        return DeskScene(
            lanes=lanes,
            busy_with=visitor.service,
            since=visitor.called_at,
            absences=duty.absences,
        )
    pause = picture.control.on_break(desk.id)
    if pause is not None:
        return DeskScene(lanes=lanes, is_away=True, since=pause.since, absences=duty.absences)
    lets_wait = picture.standing.lanes.length(lanes) > 0 and at - since > AWAY_MS
    if lets_wait and duty.has_not_come:
        return _gone(lanes, duty)
    return DeskScene(lanes=lanes, is_away=lets_wait, since=since, absences=duty.absences)


def _gone(lanes: tuple[LaneName, ...], duty: Duty) -> DeskScene | None:
    absences = duty.absences_if_gone
    return None if absences is None else DeskScene(lanes=lanes, absences=absences)


def _lanes(desk: Desk, picture: HallPicture, to_come: frozenset[LaneName]) -> tuple[LaneName, ...]:
    """Return the lanes of the desk; of its own ones where somebody stands or is to come."""
    lanes = lanes_of(desk, picture.occupancy.official(desk.id))
    own = lanes[len(desk.services) :]
    return (
        *desk.services,
        *(lane for lane in own if lane in to_come or picture.standing.lanes.length((lane,))),
    )


def _closing(config: HallConfig, now: Moment) -> Instant | None:
    closing = hall_calendar(config).last_closing(now.local.date(), now.local)
    if closing is None or closing <= now.local:
        return None
    return now.at + round((closing - now.local).total_seconds() * 1000)
