"""Kiosks and their server are cut apart at random: every visitor has one ticket and one place.

Real rules, a real store, real journals; chance decides what is lost, late, killed or cut.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest

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
from server.protocol.events import (
    ServiceFinished,
    TicketCalled,
    TicketIssued,
    TicketRecalled,
)
from server.protocol.frames import Answer, Heartbeat, Refusal
from server.protocol.identity import SERVER_ACTOR, Actor, ActorKind, RequestId
from server.protocol.offline_events import TicketRenumbered
from server.protocol.printing import PrintOutcome
from server.protocol.snapshots import HallTime
from server.queueing.ordering import Limits
from server.queueing.picture import HallPicture
from server.storage.ledger import Ledger
from server.verify.replay import BadEntryError, Replay
from tests.kiosk.loneliness import LOST, LonelyKiosk, Watch
from tests.server.working_hall import OFFICIAL, WorkingHall, new_id

SEED = 20_261_123
SCHEDULES = 250
MANY_SCHEDULES = 1_000
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
        attendant.happen(ClaimAnswered(self.chance.choice((None, "veterans")), wish))
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
        cable.kiosk.link.tell(LOST)
        if self.chance.random() < 0.5:
            aside = tuple(request for request in cable.pending)
            self.hall.do(MarkUnclaimed(request_id=new_id(), issue_requests=aside), SERVER_ACTOR)

    def link(self, cable: Cable) -> None:
        """Put the cable back."""
        if cable.is_up:
            return
        cable.is_up = True
        time, config = self._time(), self.hall.config
        cable.kiosk.greet(kiosk_snapshot(config, self.picture(), time), time)
        self.exchange(cable)

    def kill(self, cable: Cable) -> None:
        """Kill the kiosk's process and start it again on what is on its disk."""
        self.cut(cable)
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


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Path]:
    """Give a folder in memory where there is one: journals sync each word."""
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else tmp_path) as folder:
        yield Path(folder)


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


def faults(partitions: Partitions) -> list[str]:
    """Return what does not hold after a schedule."""
    log = partitions.hall.log()
    issued = [entry.event for entry in log if isinstance(entry.event, TicketIssued)]
    number_of = {ticket.issue_request: ticket.number for ticket in issued}
    number_of |= {
        entry.event.issue_request: entry.event.number
        for entry in log
        if isinstance(entry.event, TicketRenumbered)
    }
    held = [cable.number for cable in partitions.cables if cable.kiosk.journal.state.held]
    return [
        *(f"I7: kiosk {number} still holds numbers" for number in held),
        *twice("I1: request", [ticket.issue_request for ticket in issued]),
        *twice("I2: paper", [number for _, number in partitions.papers]),
        *twice("I2: ticket", list(number_of.values())),
        *(
            f"I5: a paper says {number}, the log {number_of.get(request)}"
            for request, number in partitions.papers
            if number_of.get(request) != number
        ),
        *(f"I1: {number} neither waits nor was called" for number in unheard(partitions)),
        *replayed(partitions),
    ]


def unheard(partitions: Partitions) -> list[str]:
    """Return the printed numbers of which nobody in the hall will ever hear."""
    picture = partitions.picture()
    known = {leg.number for leg in (*picture.waiting(), *picture.unclaimed())}
    for entry in partitions.hall.log():
        if isinstance(entry.event, TicketCalled | TicketRecalled):
            known.add(entry.event.number)
    received = received_unnamed(partitions)
    return [n for request, n in partitions.papers if n not in known and request not in received]


def received_unnamed(partitions: Partitions) -> set[RequestId]:
    """Return who was received under a number that was lost: somebody came to that call."""
    log = partitions.hall.log()
    finished = {e.event.ticket for e in log if isinstance(e.event, ServiceFinished)}
    issued = (entry.event for entry in log if isinstance(entry.event, TicketIssued))
    return {ticket.issue_request for ticket in issued if ticket.ticket in finished}


def twice(what: str, things: list[str]) -> list[str]:
    return [f"{what} {thing} twice" for thing, count in Counter(things).items() if count > 1]


def replayed(partitions: Partitions) -> list[str]:
    """I3, I4: whoever plays the log again comes to the same calls."""
    digest = partitions.hall.within(lambda ledger: ledger.halls.config_digest(ledger.hall))
    replay = Replay(partitions.hall.config, digest)
    try:
        for entry in partitions.hall.log():
            replay.take(entry)
    except (BadEntryError, KeyError) as error:
        return [f"I4: {error!r}"]
    return []


def run(seeds: range, scratch: Path) -> tuple[list[str], Counter[str]]:
    """Play a schedule for each seed; return what is wrong, and how much was tried."""
    wrong: list[str] = []
    counts: Counter[str] = Counter()
    for seed in seeds:
        partitions = Partitions(scratch / str(seed), Random(seed))
        play(partitions)
        wrong += [f"schedule {seed}: {fault}" for fault in faults(partitions)]
        own = [number for _, number in partitions.papers if number.startswith("K")]
        kinds = Counter(type(entry.event).__name__ for entry in partitions.hall.log())
        counts.update(papers=len(partitions.papers), own=len(own), **kinds)
        partitions.end()
    return wrong, counts


@pytest.mark.timeout(300)
def test_every_visitor_has_one_ticket_whatever_was_cut_lost_or_killed(scratch: Path) -> None:
    wrong, counts = run(range(SEED, SEED + SCHEDULES), scratch)

    assert wrong == []
    assert counts["own"] > 5 * SCHEDULES
    assert counts["TicketRenumbered"] > SCHEDULES / 10
    assert counts["TicketRevived"] > 0


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_a_thousand_schedules_more(scratch: Path) -> None:
    wrong, counts = run(range(MANY_SCHEDULES), scratch)

    assert wrong == []
    assert counts["own"] > 5 * MANY_SCHEDULES


def test_who_is_registered_alone_stands_where_he_came(scratch: Path) -> None:
    """Kiosks that know hall time are never wrong by a place, whatever their wall clocks say."""
    partitions = Partitions(scratch, Random(SEED))
    first, second = partitions.cables
    for cable in (first, second):
        partitions.cut(cable)
    partitions.pass_ms(SILENT_MS)
    for _ in range(40):
        partitions.visit(partitions.chance.choice((first, second)))
        partitions.pass_ms(1000)
    partitions.heal()

    came = [request for request, _ in sorted(partitions.visitors, key=lambda each: each[1])]
    called = list(call_everybody(partitions))

    partitions.end()
    assert len(called) == 40
    assert called == came


def call_everybody(partitions: Partitions) -> Iterator[RequestId]:
    """Call everybody who waits; yield by which requests they came."""
    hall = partitions.hall
    by_ticket = {
        entry.event.ticket: entry.event.issue_request
        for entry in hall.log()
        if isinstance(entry.event, TicketIssued)
    }
    while partitions.picture().waiting_at("desk-1"):
        called: TicketCalled = hall.call()
        yield by_ticket[called.ticket]
        for act in (StartService, FinishService):
            hall.do(act(request_id=new_id(), desk="desk-1", ticket=called.ticket), OFFICIAL)


def test_numbers_of_kiosks_are_counted_across_days_of_the_hall(scratch: Path) -> None:
    partitions = Partitions(scratch, Random(1))

    def reached(ledger: Ledger) -> dict[str, int]:
        return ledger.halls.next_ordinals(ledger.hall)

    partitions.cut(partitions.cables[0])
    partitions.pass_ms(SILENT_MS)
    partitions.visit(partitions.cables[0])
    partitions.heal()

    partitions.end()
    assert partitions.hall.within(reached)["kiosk-1"] == 2
