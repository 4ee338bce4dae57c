"""Kiosks and their server are cut apart at random: every visitor has one ticket and one place.

Real rules, a real store, real journals; chance decides what is lost, late, killed or cut.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest

from kiosk.offline import SILENT_MS
from server.protocol.commands import (
    FinishService,
    StartService,
)
from server.protocol.events import (
    ServiceFinished,
    TicketCalled,
    TicketIssued,
    TicketRecalled,
)
from server.protocol.identity import RequestId
from server.protocol.offline_events import TicketRenumbered
from server.storage.ledger import Ledger
from server.verify.replay import BadEntryError, Replay
from tests.durability.results import keep, keep_part
from tests.kiosk.partitions import Partitions, play
from tests.server.working_hall import OFFICIAL, new_id

SEED = 20_261_123
SCHEDULES = 100
MANY_SCHEDULES = 1_000
PARTS = 4
COUNTED = ("cut", "killed", "papers", "own", "OfflineMerged", "TicketRenumbered", "TicketRevived")
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of the test's own is made in it


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Path]:
    """Give a folder in memory where there is one: journals sync each word."""
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else tmp_path) as folder:
        yield Path(folder)


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
        counts.update(papers=len(partitions.papers), own=len(own), **partitions.tried, **kinds)
        partitions.end()
    return wrong, counts


@pytest.mark.timeout(300)
def test_every_visitor_has_one_ticket_whatever_was_cut_lost_or_killed(scratch: Path) -> None:
    wrong, counts = run(range(SEED, SEED + SCHEDULES), scratch)

    assert wrong == []
    assert counts["own"] > 5 * SCHEDULES
    assert counts["TicketRenumbered"] > SCHEDULES / 10
    assert counts["TicketRevived"] > 0
    keep("partitions of kiosks", schedules=SCHEDULES, **{name: counts[name] for name in COUNTED})


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("part", range(PARTS))
def test_a_thousand_schedules_more(part: int, scratch: Path) -> None:
    schedules = MANY_SCHEDULES // PARTS
    wrong, counts = run(range(part * schedules, (part + 1) * schedules), scratch)

    assert wrong == []
    assert counts["own"] > 5 * schedules
    tried = {name: counts[name] for name in COUNTED}
    keep_part("partitions of kiosks, slow", part, PARTS, schedules=schedules, **tried)


def test_who_is_registered_alone_stands_where_he_came(scratch: Path) -> None:
    """Kiosks that know hall time are never wrong by a place, whatever their wall clocks say."""
    partitions = Partitions(scratch, Random(SEED))
    partitions.claims = (None,)
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
