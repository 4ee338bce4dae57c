"""Kiosks, a hall and chance: what lies between them is lost, late, killed or cut."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from kiosk.happenings import ClaimAnswered, LanguageChosen, ServiceChosen, StartedOver
from kiosk.offline import SILENT_MS
from server.devices.projections import kiosk_snapshot
from server.protocol.commands import (
    Command,
    FinishService,
    MarkNoShow,
    MarkUnclaimed,
    StartService,
)
from server.protocol.errors import NoOneWaitingError, RefusedError, to_failure
from server.protocol.frames import Answer, Heartbeat, Refusal
from server.protocol.identity import SERVER_ACTOR, Actor, ActorKind, RequestId
from server.protocol.printing import PrintOutcome
from server.protocol.snapshots import HallTime
from server.queueing.ordering import Limits
from server.queueing.picture import HallPicture
from tests.kiosk.loneliness import LOST, LonelyKiosk, Watch
from tests.server.acts.offline_numbers import away
from tests.server.working_hall import OFFICIAL, WorkingHall, new_id

STEPS = 40
KIOSKS = (1, 2)
TWO_HOURS_MS = 7_200_000
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of the test's own is made in it


@dataclass(slots=True)
class Cable:
    """A kiosk and what lies between it and the hall."""

    number: int
    kiosk: LonelyKiosk
    is_up: bool = False
    seen: int = 0
    contact_at: int = 0
    pending: dict[RequestId, Command] = field(default_factory=dict)

    @property
    def actor(self) -> Actor:
        """Return as whom the kiosk acts."""
        return Actor(ActorKind.KIOSK, f"kiosk-{self.number}")

    def collect(self) -> None:
        """Take over what the kiosk asked, and forget what it cancelled."""
        for command in self.kiosk.link.asked[self.seen :]:
            self.pending[command.request_id] = command
        self.seen = len(self.kiosk.link.asked)
        for request in self.kiosk.link.withdrawn:
            self.pending.pop(request, None)


class Partitions:
    """One hall, two kiosks, and chance; time passes on all clocks alike."""

    def __init__(self, folder: Path, chance: Random) -> None:
        """Begin with both kiosks linked."""
        self.chance = chance
        self.hall = WorkingHall()
        self.papers: list[tuple[RequestId, str]] = []
        self.visitors: list[tuple[RequestId, int]] = []
        self.tried: Counter[str] = Counter()
        self.claims: tuple[str | None, ...] = (None, "veterans")
        self._folder = folder
        self._boots = 0
        self.cables = [Cable(number, self._boot(number)) for number in KIOSKS]
        for cable in self.cables:
            self.link(cable)

    def _boot(self, number: int) -> LonelyKiosk:
        """Start a kiosk whose wall clock is wrong by up to two hours."""
        self._boots += 1
        wrong = self.chance.randint(-TWO_HOURS_MS, TWO_HOURS_MS)
        watch = Watch(self._boots * 10_000_000, self.hall.clock.wall_ms() + wrong)
        return LonelyKiosk(self._folder / f"kiosk-{number}", watch, number=number)

    def pass_ms(self, ms: int) -> None:
        """Let time pass; who is linked hears of the hall, who waits too long notices."""
        for _ in range(0, ms, 1000):
            self.hall.clock.advance(seconds=1)
            for cable in self.cables:
                cable.kiosk.watch.pass_ms(1000)
                if cable.is_up:
                    cable.contact_at = self.hall.clock.wall_ms()
                    cable.kiosk.link.tell(Heartbeat(1, 1, 1, "head", self._time()))
                cable.kiosk.attendant.tick()
                self.exchange(cable)

    def visit(self, cable: Cable) -> None:
        """Let a visitor take a ticket; he leaves when he has seen a number or was sent away."""
        kiosk, wish = cable.kiosk, new_id()
        attendant = kiosk.attendant
        attendant.happen(StartedOver())
        attendant.happen(LanguageChosen("kk"))
        attendant.happen(ServiceChosen(self.chance.choice(("papers", "advice")), wish))
        attendant.happen(ClaimAnswered(self.chance.choice(self.claims), wish))
        came_at = self.hall.clock.wall_ms()
        self.exchange(cable)
        self.pass_ms(self.chance.choice((0, 1000, 5000)))
        ticket = cable.kiosk.attendant.visit.ticket
        if cable.kiosk is kiosk and ticket is not None and ticket.issue_request == wish:
            self.papers.append((wish, ticket.number))
            self.visitors.append((wish, came_at))
            if self.chance.random() < 0.8:
                kiosk.finish_paper(self.chance.choice(tuple(PrintOutcome)))

    def exchange(self, cable: Cable) -> None:
        """Carry frames as far as the cable does."""
        cable.collect()
        for request, command in tuple(cable.pending.items()):
            if not cable.is_up:
                return
            fate = self.chance.random()
            if fate < 0.05:  # lost on its way
                self.cut(cable)
                return
            reply = self._carry_out(command, cable)
            if fate < 0.15:  # carried out, and the answer is lost
                self.cut(cable)
                return
            del cable.pending[request]
            cable.kiosk.link.tell(reply)
            cable.collect()

    def _carry_out(self, command: Command, cable: Cable) -> Answer | Refusal:
        try:
            return Answer(command.request_id, self.hall.do(command, cable.actor))
        except RefusedError as refusal:
            return Refusal(command.request_id, to_failure(refusal))

    def cut(self, cable: Cable) -> None:
        """Take the cable away; what may not have arrived is set aside at times."""
        if not cable.is_up:
            return
        cable.is_up = False
        self.tried["cut"] += 1
        cable.kiosk.link.tell(LOST)
        if self.chance.random() < 0.5:
            aside = tuple(request for request in cable.pending)
            self.hall.do(MarkUnclaimed(request_id=new_id(), issue_requests=aside), SERVER_ACTOR)

    def link(self, cable: Cable) -> None:
        """Put the cable back."""
        if cable.is_up:
            return
        cable.is_up = True
        now = self.hall.clock.wall_ms()
        away(self.hall, cable.actor.id, (cable.contact_at or now, now))
        cable.contact_at = now
        time, config = self._time(), self.hall.config
        cable.kiosk.greet(kiosk_snapshot(config, self.picture(), time), time)
        self.exchange(cable)

    def kill(self, cable: Cable) -> None:
        """Kill the kiosk's process and start it again on what is on its disk."""
        self.cut(cable)
        self.tried["killed"] += 1
        cable.kiosk.end()
        cable.kiosk, cable.seen = self._boot(cable.number), 0
        cable.pending.clear()
        if self.chance.random() < 0.5:
            cable.kiosk.watch.boot = f"boot-{self._boots}"

    def work(self) -> None:
        """Let a desk call somebody and receive him, or find that nobody comes."""
        try:
            called = self.hall.call()
        except NoOneWaitingError:
            return
        if self.chance.random() < 0.3:
            self.hall.do(
                MarkNoShow(request_id=new_id(), desk="desk-1", ticket=called.ticket), OFFICIAL
            )
            return
        for act in (StartService, FinishService):
            self.hall.do(act(request_id=new_id(), desk="desk-1", ticket=called.ticket), OFFICIAL)

    def heal(self) -> None:
        """Put every cable back until every journal is empty."""
        for _ in range(60):
            for cable in self.cables:
                self.link(cable)
            self.pass_ms(3000)
            if not any(cable.kiosk.journal.state.held for cable in self.cables):
                break

    def picture(self) -> HallPicture:
        """Return what the log adds up to."""
        picture = HallPicture(self.hall.config.desks, Limits())
        for entry in self.hall.log():
            picture.fold(entry)
        return picture

    def end(self) -> None:
        """End every process."""
        for cable in self.cables:
            cable.kiosk.end()

    def _time(self) -> HallTime:
        return HallTime(self.hall.clock.wall_ms(), 0, 300)


def play(partitions: Partitions) -> None:
    """Play one schedule to its end."""
    chance = partitions.chance
    for _ in range(STEPS):
        cable = chance.choice(partitions.cables)
        match chance.choices(("visit", "cut", "link", "kill", "work", "wait"), (8, 2, 2, 1, 3, 1))[
            0
        ]:
            case "visit":
                partitions.visit(cable)
            case "cut":
                partitions.cut(cable)
            case "link":
                partitions.link(cable)
            case "kill":
                partitions.kill(cable)
            case "work":
                partitions.work()
            case _:
                partitions.pass_ms(chance.choice((SILENT_MS, 20_000)))
    partitions.heal()
