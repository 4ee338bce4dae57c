"""A hall whose visitors are sent on, set aside and taken back; its log is replayed at the end."""

from msgspec.structs import replace

from server.hall_file import HallConfig
from server.protocol.commands import CallNext, FinishService, MarkNoShow, StartService
from server.protocol.events import Event, TicketCalled
from server.protocol.identity import Actor, ActorKind, Key, Role, TicketId
from server.protocol.tickets import Instant
from server.protocol.visit_commands import (
    ConfirmClaim,
    NextLeg,
    Park,
    RefuseClaim,
    Revive,
    SendOn,
    Transfer,
    Unpark,
    VisitCommand,
)
from server.queueing.picture import HallPicture
from server.storage.engine import Engine
from server.storage.people import People
from server.verify.replay import Replay
from tests.server.working_hall import OFFICIAL, SMALL_HALL, WorkingHall, new_id

REFUSAL = "no-document"


def planned(then: str = "advice") -> HallConfig:
    """Return the small hall, in which whoever was received for papers goes on to ``then``."""
    services = tuple(
        replace(service, then=then) if service.id == "papers" else service
        for service in SMALL_HALL.services
    )
    return replace(SMALL_HALL, services=services)


class VisitingHall(WorkingHall):
    """A working hall with two officials, and a press for each button about visits."""

    def __init__(self, config: HallConfig = SMALL_HALL, store: Engine | None = None) -> None:
        """Let an official and an admin be known to the hall."""
        super().__init__(config, store=store)
        self.official = self._let_in(Role.OFFICIAL)
        self.admin = self._let_in(Role.ADMIN)

    def press(self, command: VisitCommand) -> tuple[Event, ...]:
        """Carry out what an official presses."""
        return self.do(command, OFFICIAL)

    def call_by(self, official: Key, desk: Key = "desk-1") -> TicketCalled:
        """Let ``official`` press Next at a desk."""
        self.clock.advance(seconds=1)
        command = CallNext(request_id=new_id(), desk=desk)
        called = self.do(command, Actor(ActorKind.OFFICIAL, official))[-1]
        assert isinstance(called, TicketCalled)
        return called

    def receive(self, desk: str = "desk-1", current: TicketId | None = None) -> TicketCalled:
        """Call who is next and start."""
        called = self.call(desk, current)
        self.do(StartService(request_id=new_id(), desk=desk, ticket=called.ticket), OFFICIAL)
        return called

    def finish(
        self,
        ticket: TicketId,
        then: NextLeg | None = None,
        *,
        desk: Key = "desk-1",
        ends_visit: bool = False,
    ) -> tuple[Event, ...]:
        """Finish the visitor at a desk."""
        command = FinishService(
            request_id=new_id(), desk=desk, ticket=ticket, then=then, ends_visit=ends_visit
        )
        return self.do(command, OFFICIAL)

    def miss(self, ticket: TicketId, desk: str = "desk-1") -> None:
        """Say that a called visitor did not come."""
        self.do(MarkNoShow(request_id=new_id(), desk=desk, ticket=ticket), OFFICIAL)

    def transfer(
        self, ticket: TicketId, to: NextLeg, *, desk: str = "desk-1", comes_back: bool = False
    ) -> tuple[Event, ...]:
        """Send the visitor at a desk on."""
        command = Transfer(
            request_id=new_id(),
            desk=desk,
            ticket=ticket,
            to=to,
            reason="other-service",
            comes_back=comes_back,
        )
        return self.press(command)

    def send_on(self, ticket: TicketId, to: NextLeg, actor: Actor = OFFICIAL) -> tuple[Event, ...]:
        """Let somebody wait elsewhere whom no desk has called."""
        command = SendOn(request_id=new_id(), ticket=ticket, to=to, reason="other-service")
        return self.do(command, actor)

    def park(
        self, ticket: TicketId, returns_at: Instant | None = None, desk: str = "desk-1"
    ) -> tuple[Event, ...]:
        """Set the visitor at a desk aside."""
        command = Park(
            request_id=new_id(),
            desk=desk,
            ticket=ticket,
            reason="documents",
            returns_at=returns_at,
        )
        return self.press(command)

    def unpark(self, ticket: TicketId) -> tuple[Event, ...]:
        """Let a parked visitor wait again."""
        return self.press(Unpark(request_id=new_id(), ticket=ticket))

    def revive(self, ticket: TicketId) -> tuple[Event, ...]:
        """Take a missed visitor back."""
        return self.press(Revive(request_id=new_id(), ticket=ticket))

    def confirm(self, ticket: TicketId) -> tuple[Event, ...]:
        """Say that the claim of the visitor at desk-1 is right."""
        return self.press(ConfirmClaim(request_id=new_id(), desk="desk-1", ticket=ticket))

    def refuse(self, ticket: TicketId) -> tuple[Event, ...]:
        """Say that it is not."""
        return self.press(
            RefuseClaim(request_id=new_id(), desk="desk-1", ticket=ticket, reason=REFUSAL)
        )

    def _let_in(self, role: Role) -> Key:
        return self.within(
            lambda ledger: People(ledger.connection, ledger.hall).add_official(role, "", role, 0)
        )

    def replayed(self) -> HallPicture:
        """Return the picture after the whole log, each entry of which must follow."""
        replay = Replay(self.config, "")
        for entry in self.log():
            replay.take(entry)
        replay.finish()
        return replay.picture
