"""A small hall whose desks do all that they can, and the check of its log as `verify` does it."""

from msgspec.structs import replace

from server.protocol.commands import CallNext, FinishService, Recall, StartService
from server.protocol.desk_commands import (
    CallChosen,
    EndBreak,
    NotReady,
    Ready,
    StartBreak,
    Undo,
)
from server.protocol.desk_events import ActUndone
from server.protocol.events import Event
from server.protocol.identity import Actor, ActorKind
from server.queueing.ordering import Limits
from server.queueing.picture import HallPicture
from server.verify.replay import Replay
from tests.server.sitting import sit
from tests.server.working_hall import OFFICIAL, SMALL_HALL, WorkingHall, new_id

SUPERVISOR = Actor(ActorKind.SUPERVISOR, "s-1")
FREE_START = replace(SMALL_HALL, start_is_optional=True)


class BusyHall(WorkingHall):
    """The small hall, its desks' buttons by name; each press comes a second after the other."""

    def press(self, command: type, desk: str = "desk-1", **asked: object) -> tuple[Event, ...]:
        """Let the official at ``desk`` ask something."""
        self.clock.advance(seconds=1)
        return self.do(command(request_id=new_id(), desk=desk, **asked), OFFICIAL)

    def next(self, current: str | None = None, desk: str = "desk-1") -> tuple[Event, ...]:
        """Press Next."""
        return self.press(CallNext, desk, current=current)

    def start(self, ticket: str, desk: str = "desk-1") -> tuple[Event, ...]:
        """Press Start."""
        return self.press(StartService, desk, ticket=ticket)

    def finish(self, ticket: str, desk: str = "desk-1") -> tuple[Event, ...]:
        """Press Finish."""
        return self.press(FinishService, desk, ticket=ticket)

    def recall(self, ticket: str, desk: str = "desk-1") -> tuple[Event, ...]:
        """Press Recall."""
        return self.press(Recall, desk, ticket=ticket)

    def sit(self, desk: str = "desk-1", official: str = OFFICIAL.id) -> None:
        """Let an official log in at ``desk``."""
        at = self.clock.wall_ms()
        self.within(lambda ledger: sit(ledger, official, desk, at))

    def ready(self, desk: str = "desk-1") -> tuple[Event, ...]:
        """Log in at ``desk`` and press Ready."""
        self.sit(desk)
        return self.press(Ready, desk)

    def not_ready(self, desk: str = "desk-1") -> tuple[Event, ...]:
        """Press Ready once more."""
        return self.press(NotReady, desk)

    def rest(self, desk: str = "desk-1") -> tuple[Event, ...]:
        """Begin a break."""
        return self.press(StartBreak, desk, reason="meal")

    def return_from_rest(self, desk: str = "desk-1") -> tuple[Event, ...]:
        """End a break."""
        return self.press(EndBreak, desk)

    def choose(
        self, ticket: str, current: str | None = None, desk: str = "desk-1"
    ) -> tuple[Event, ...]:
        """Call a chosen visitor."""
        return self.press(CallChosen, desk, ticket=ticket, reason="unwell", current=current)

    def undo(self, desk: str = "desk-1") -> ActUndone:
        """Take back what the desk did last."""
        act = self.picture().control.last_act(desk)
        self.clock.advance(seconds=1)
        command = Undo(request_id=new_id(), desk=desk, act=act.seq if act else 1)
        (undone,) = self.do(command, OFFICIAL)
        assert isinstance(undone, ActUndone)
        return undone

    def picture(self) -> HallPicture:
        """Return what the whole log adds up to."""
        limits = Limits(self.config.statutory_limit, self.config.booked_limit)
        picture = HallPicture(self.config.desks, limits)
        for entry in self.log():
            picture.fold(entry)
        return picture

    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        """Return what the store holds of legs, shares, overrides and breaks."""
        connection = self.store.connection
        return {
            "legs": sorted(
                connection.execute(
                    "select id, state, lane, ticket_class, desk, called_at, recalls, due_at,"
                    " absent_at from legs where state <> 'withdrawn'"
                ).fetchall()
            ),
            "shares": sorted(
                connection.execute(
                    "select tier, service, share from shares where share > 0"
                ).fetchall()
            ),
            "overrides": sorted(
                connection.execute(
                    "select desk, times from desk_overrides where times > 0"
                ).fetchall()
            ),
            "breaks": sorted(
                connection.execute(
                    "select desk, break_since, break_reason from desk_standings"
                    " where break_since is not null"
                ).fetchall()
            ),
        }

    def verified(self) -> int:
        """Return how many calls the log holds; raise BadEntryError if any of it is wrong."""
        replay = Replay(self.config, "")
        for entry in self.log():
            replay.take(entry)
        return replay.calls
