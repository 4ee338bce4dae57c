"""A small hall at work in memory: real rules, real rows, a clock that the test moves."""

from collections.abc import Callable
from typing import TypeVar
from uuid import uuid4

from server.clock import HallClock
from server.hall import Hall
from server.hall_entries import Series
from server.hall_file import HallConfig
from server.protocol.commands import CallNext, Command, IssueTicket, OpenDay
from server.protocol.desks import Desk, Zone
from server.protocol.errors import RefusedError
from server.protocol.events import Entry, Event, TicketCalled, TicketIssued
from server.protocol.identity import SERVER_ACTOR, Actor, ActorKind
from server.protocol.services import Body, ReceptionHours, Service, StatutoryCategory
from server.queueing.ordering import POLICY_VERSION
from server.storage.engine import Engine
from server.storage.halls import Halls
from server.storage.ledger import Ledger
from tests.fakes.clock import FakeClock
from tests.server.engines import new_store

KIOSK = Actor(ActorKind.KIOSK, "kiosk-1")
BOARD = Actor(ActorKind.DISPLAY, "board-1")
OFFICIAL = Actor(ActorKind.OFFICIAL, "o-1")
ADMIN = Actor(ActorKind.ADMIN, "a-1")

TODAY = "2026-11-23"
TOMORROW = "2026-11-24"

T = TypeVar("T")


def names(text: str) -> dict[str, str]:
    """Return ``text`` in every language of the small hall."""
    return {"kk": text, "ru": text, "en": text}


def office_hours() -> tuple[ReceptionHours, ...]:
    """Return Monday to Friday, nine to six."""
    return tuple(ReceptionHours(day, "09:00", "18:00") for day in range(1, 6))


SMALL_HALL = HallConfig(
    id="small",
    names=names("Small hall"),
    time_zone="Asia/Almaty",
    languages=("kk", "ru", "en"),
    extra_voices=(),
    notice={},
    hours=office_hours(),
    bodies=(Body("office", names("Office")),),
    series=(Series("main", "A", 3), Series("heads", "M", 2)),
    services=(
        Service("papers", "office", names("Papers")),
        Service("advice", "office", names("Advice")),
        Service("head", "office", names("Head"), (ReceptionHours(2, "10:00", "12:00"),)),
    ),
    service_series={"papers": "main", "advice": "main", "head": "heads"},
    categories=(StatutoryCategory("veterans", names("Veterans"), names("A law")),),
    zones=(Zone("ground", names("Ground")), Zone("upper", names("Upper"))),
    desks=(
        Desk("desk-1", "1", "ground", ("papers", "advice")),
        Desk("desk-2", "2", "upper", ("papers", "head")),
    ),
    statutory_limit=2,
    booked_limit=1,
    start_is_optional=False,
    recall_limit=2,
    unclaimed_seconds=180,
    acknowledgement_seconds=10,
)


def add_hall(store: Engine, config: HallConfig, at: int) -> None:
    """Keep ``config`` as a new hall of ``store``."""
    store.begin()
    Halls(store.connection).add(config, at, 0, POLICY_VERSION)
    store.commit()


class WorkingHall:
    """One hall in memory; ``do`` is one transaction each."""

    def __init__(
        self, config: HallConfig = SMALL_HALL, *, is_open: bool = True, store: Engine | None = None
    ) -> None:
        """Begin on a Monday at ten, in memory unless in a ``store``."""
        self.config = config
        self.clock = FakeClock()
        self.store = store or new_store()
        if not Halls(self.store.connection).all():
            add_hall(self.store, self.config, self.clock.wall_ms())
        self.hall = Hall(self.config, HallClock(self.clock, 0).now)
        if is_open:
            self.do(OpenDay(request_id=new_id(), service_day=TODAY), SERVER_ACTOR)

    def within(self, work: Callable[[Ledger], T]) -> T:
        """Return what ``work`` does in a transaction of its own; a refusal is committed too."""
        self.store.begin()
        try:
            done = work(Ledger.locked(self.store.connection, self.config.id))
        except RefusedError:
            self.store.commit()
            raise
        self.store.commit()
        return done

    def entries(self, command: Command, actor: Actor) -> tuple[Entry, ...]:
        """Carry ``command`` out and return its entries."""
        return self.within(lambda ledger: self.hall.carry_out(ledger, command, actor))

    def do(self, command: Command, actor: Actor) -> tuple[Event, ...]:
        """Carry ``command`` out and return its events."""
        return tuple(entry.event for entry in self.entries(command, actor))

    def issue(self, service: str = "papers", claim: str | None = None) -> TicketIssued:
        """Let a visitor take a ticket a second after what was before."""
        self.clock.advance(seconds=1)
        command = IssueTicket(request_id=new_id(), service=service, language="kk", claim=claim)
        (issued,) = self.do(command, KIOSK)
        assert isinstance(issued, TicketIssued)
        return issued

    def call(self, desk: str = "desk-1", current: str | None = None) -> TicketCalled:
        """Let ``desk`` press Next, a second after what was before."""
        self.clock.advance(seconds=1)
        command = CallNext(request_id=new_id(), desk=desk, current=current)
        called = self.do(command, OFFICIAL)[-1]
        assert isinstance(called, TicketCalled)
        return called

    def log(self) -> tuple[Entry, ...]:
        """Return every entry so far."""
        return self.within(lambda ledger: ledger.events.since(0, 0))


def new_id() -> str:
    """Return a new request id."""
    return str(uuid4())
