"""What a forecast starts from: the hall at one instant, and what is known of its habits."""

from msgspec import Struct

from server.protocol.identity import Key
from server.protocol.tickets import Instant

Tier = int
"""See ``server.protocol.tickets.TIERS``."""

Lane = str
"""A service, or the line of one desk or official."""


class PlannedAbsence(Struct, frozen=True, array_like=True):
    """A desk of the roster is away once it is free at ``starts_at`` or later.

    For ``ms``, and until ``ends_at`` at least.
    """

    starts_at: Instant
    ms: int = 0
    ends_at: Instant = 0


class DeskScene(Struct, frozen=True, kw_only=True):
    """A desk: what it serves; the visitor it has, or that it is away, since when.

    ``away_ms`` if it is known how long it will be away.
    """

    lanes: tuple[Lane, ...]
    busy_with: Key | None = None
    is_away: bool = False
    since: Instant = 0
    away_ms: int | None = None
    absences: tuple[PlannedAbsence, ...] = ()


class Standing(Struct, frozen=True, array_like=True):
    """A leg that waits: the service decides how long it takes, the lane who calls it."""

    lane: Lane
    service: Key
    tier: Tier
    order_key: Instant
    seq: int


class KeptShare(Struct, frozen=True, array_like=True):
    """How often in a row the tier has passed the older legs of the lane."""

    tier: Tier
    lane: Lane
    count: int


class Expected(Struct, frozen=True, array_like=True):
    """A booked visitor who is to wait from his slot on.

    One who ``is_here`` already is called earlier when nobody waits; of one who ``is_asked`` it is
    asked what he would wait from his slot on if he were here.
    """

    at: Instant
    lane: Lane
    service: Key
    is_here: bool = False
    is_asked: bool = False


class Slot(Struct, frozen=True, array_like=True):
    """What a booked visitor has: a lane, and from when on he waits in it."""

    lane: Lane
    at: Instant


class Scene(Struct, frozen=True, kw_only=True):
    """The hall at ``at``; ``limits`` are the share limits of every tier, the lowest first.

    ``desks`` are those at which somebody receives today; ``received_at`` is when the last visit
    ended; before ``due_from`` nobody was to receive.
    """

    at: Instant
    opens_at: Instant
    desks: tuple[DeskScene, ...]
    received_at: Instant | None = None
    standing: tuple[Standing, ...] = ()
    shares: tuple[KeptShare, ...] = ()
    limits: tuple[int, int, int] = (0, 1, 2)
    expected: tuple[Expected, ...] = ()
    closes_at: Instant | None = None
    due_from: Instant = 0


class Arrivals(Struct, frozen=True, kw_only=True):
    """How many visitors of a tier come for a service in each half hour."""

    lane: Lane
    service: Key
    tier: Tier
    half_hours: tuple[float, ...]


class Pauses(Struct, frozen=True, array_like=True):
    """How likely a desk pauses after a visit, and the sorted lengths of pauses."""

    chance: float = 0.0
    lengths_ms: tuple[int, ...] = ()


class Habits(Struct, frozen=True, kw_only=True):
    """What was learned of a hall: sorted lengths of visits, of pauses, and who is to come.

    ``pauses`` and ``arrivals`` are those of each half hour from ``starts_at`` on; of the booked
    visitors ``come_share`` come.
    """

    starts_at: Instant
    visits_ms: dict[Key, tuple[int, ...]]
    pauses: tuple[Pauses, ...] = ()
    come_share: float = 1.0
    arrivals: tuple[Arrivals, ...] = ()
