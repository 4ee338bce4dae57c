"""A hall to which anything may happen: after each command all that must hold is looked at."""

from itertools import cycle

from msgspec.structs import replace

from server.acts.crowd import Crowd
from server.protocol.availability import Elsewhere, Post
from server.protocol.commands import Command, IssueTicket
from server.protocol.desk_commands import Undo
from server.protocol.desks import Desk
from server.protocol.errors import RefusedError
from server.protocol.events import TicketIssued
from server.protocol.identity import Actor, DeviceRole, Key
from server.protocol.tickets import LegState, TicketClass
from server.storage.devices import DeviceRow
from server.storage.engine import Engine
from server.storage.ledger import Ledger
from server.verify.replay import Replay
from tests.server.acts.visiting import VisitingHall, planned
from tests.server.play.fairness import Fairness
from tests.server.sitting import sit
from tests.server.working_hall import OFFICIAL, names

DESKS = (
    Desk("desk-1", "1", "ground", ("papers", "advice")),
    Desk("desk-2", "2", "upper", ("papers", "head")),
    Desk("desk-3", "3", "upper", ("advice", "head")),
    Desk("desk-4", "4", "ground", ("papers", "advice", "head")),
)
EMPTY_DESK = DESKS[-1].id
"""Nobody is logged in there; whoever is meant for it alone may be sent on."""

CONFIG = replace(
    planned(),
    services=tuple(replace(service, hours=()) for service in planned().services),
    desks=DESKS,
    posts=(Post("governor", names("Governor"), "head", "desk-2"),),
    quotas={"head": 12},
    elsewhere=(Elsewhere("court", names("A case"), names("To the court")),),
    elsewhere_of={"advice": "court"},
    open_call_minutes=1,
    booking_lapse_minutes=10,
)
LEGS = """
select id, ticket, number, service, lane, ticket_class, order_key, seq, state, desk
from (
    select legs.*, tickets.number from legs join tickets on tickets.id = legs.ticket
) as known
"""
OPEN = frozenset(
    {
        LegState.WAITING,
        LegState.UNCLAIMED,
        LegState.PARKED,
        LegState.BOOKED,
        LegState.CALLED,
        LegState.SERVING,
    }
)
AT_DESK = frozenset({LegState.CALLED, LegState.SERVING})


class PlayedHall(VisitingHall):
    """A small hall of four desks; its log is followed as `verify` does it."""

    def __init__(self, store: Engine | None = None) -> None:
        """Begin on a Monday at ten, with two kiosks and officials."""
        super().__init__(CONFIG, store)
        self.replay = Replay(CONFIG, "")
        self.fairness = Fairness(CONFIG)
        self.issued: list[TicketIssued] = []
        self.refused = self.granted = 0
        self.codes: dict[str, str] = {}
        self.within(self._add_kiosks)
        self.within(self._seat_officials)
        self.follow()

    def play(self, command: Command, actor: Actor, seconds: int = 1) -> None:
        """Carry out what is asked, or refuse it; everything must be right afterwards."""
        self.clock.advance(seconds=seconds)
        ahead = self._people_ahead(command)
        is_offered = isinstance(command, Undo) and self._offers(command)
        try:
            entries = self.entries(command, actor)
        except RefusedError:
            self.refused += 1
            assert not is_offered, "what a desk may take back was refused"
        else:
            self.granted += 1
            if ahead is not None and isinstance(entries[0].event, TicketIssued):
                assert entries[0].event.people_ahead == ahead
        self.follow()
        self.check_rows()

    def follow(self) -> None:
        """Take in what is new in the log: each entry must follow from those before it."""
        picture = self.replay.picture
        for entry in self.within(lambda ledger: ledger.events.since(1, picture.seq)):
            before = dict(picture.standing.waiting)
            self.replay.take(entry)
            self.fairness.follow(entry, before, picture.standing.waiting)
            if isinstance(entry.event, TicketIssued):
                self.issued.append(entry.event)
        self.replay.finish()
        assert self.fairness.worst() <= 0, "somebody was passed more often than he may be"

    def check_rows(self) -> None:
        """Compare the rows, by which the Hall decides, with what the events add up to."""
        rows = [
            (*row[:8], LegState(row[8]), row[9])
            for row in self.store.connection.execute(LEGS).fetchall()
        ]
        _check_open(rows)
        standing = self.replay.picture.standing
        seen: dict[LegState, set[str]] = {}
        for row in rows:
            seen.setdefault(row[8], set()).add(row[0])
        assert seen.get(LegState.WAITING, set()) == set(standing.waiting)
        assert seen.get(LegState.PARKED, set()) == set(standing.parked)
        assert seen.get(LegState.BOOKED, set()) == set(standing.booked)
        assert seen.get(LegState.UNCLAIMED, set()) == set(standing.unclaimed)
        at_desks = set().union(*(seen.get(state, set()) for state in AT_DESK))
        assert at_desks == set(standing.at_desks)
        for row in rows:
            if row[8] is LegState.WAITING:
                leg = standing.waiting[row[0]]
                stands = (*leg.lane, leg.order_key, leg.seq, leg.number, leg.service)
                assert stands == (row[4], TicketClass(row[5]), row[6], row[7], row[2], row[3])
        assert len({row[1] for row in rows}) == len(self.issued), "a ticket is gone"
        numbers = [(one.service_day, one.series, one.ordinal) for one in self.issued]
        assert len(numbers) == len(set(numbers)), "a number stands twice"

    def at_desk(self, desk: Key) -> str | None:
        """Return the ticket that is at a desk."""
        seen = self.replay.picture.occupancy.desk(desk)
        return None if seen is None else seen.ticket

    def _offers(self, command: Undo) -> bool:
        """Return whether the desk's page would show the button that is pressed."""
        act = self.replay.picture.control.last_act(command.desk)
        if act is None or act.seq != command.act:
            return False
        return self.clock.wall_ms() - act.at <= self.config.undo_seconds * 1000

    def _people_ahead(self, command: Command) -> int | None:
        """Return how many stand before whoever takes a ticket now, counted anew."""
        if not isinstance(command, IssueTicket):
            return None
        own = TicketClass.ORDINARY if command.claim is None else TicketClass.STATUTORY
        return self.within(
            lambda ledger: Crowd(CONFIG).ahead_of(ledger, command.service, own),
        )

    def _seat_officials(self, ledger: Ledger) -> None:
        """Let somebody be logged in at all desks but the last: a ready one calls by itself."""
        for desk, official in zip(DESKS[:-1], cycle((OFFICIAL.id, self.official)), strict=False):
            sit(ledger, official, desk.id, self.clock.wall_ms())

    @staticmethod
    def _add_kiosks(ledger: Ledger) -> None:
        for device in ("kiosk-1", "kiosk-2"):
            ledger.devices.add(DeviceRow(device, DeviceRole.KIOSK, device))


def _check_open(rows: list[tuple[object, ...]]) -> None:
    """Check that no visitor is open twice, nor is a desk with two of them."""
    open_tickets = [row[1] for row in rows if row[8] in OPEN]
    assert len(open_tickets) == len(set(open_tickets)), "a visitor is open twice"
    desks = [row[9] for row in rows if row[8] in AT_DESK]
    assert len(desks) == len(set(desks)), "a desk has two visitors"
