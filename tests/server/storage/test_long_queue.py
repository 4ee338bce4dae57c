"""Choosing who is next costs the same, however many wait: a figure of the store, on real files."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from server.acts.calls import choose_for
from server.acts.crowd import Crowd
from server.acts.turn import Turn
from server.protocol.desks import Desk
from server.protocol.services import Service
from server.protocol.tickets import TicketClass
from server.storage.ledger import Ledger
from server.storage.sqlite import Store, connect
from tests.durability.results import keep
from tests.server.working_hall import OFFICIAL, SMALL_HALL, TODAY, WorkingHall, names

LANES = 20
FEW, MANY = 3_000, 1_000_000
TURNS, TIMES = 7, 300
ALLOWED_MS = 0.2
ALLOWED_RATIO = 1.5
SERVICES = tuple(f"s{number:02d}" for number in range(LANES))
CONFIG = replace(
    SMALL_HALL,
    services=tuple(Service(key, "office", names(key)) for key in SERVICES),
    service_series=dict.fromkeys(SERVICES, "main"),
    desks=(Desk("desk-1", "1", "ground", SERVICES),),
)
TICKET = """
insert into tickets (id, hall, service_day, series, ordinal, number, language, claim,
    issue_request, issued_by, issued_at, epoch, seq)
values (:ticket, 'small', :day, 'main', :seq, :ticket, 'kk', null, :ticket, 'kiosk:kiosk-1', :at,
    1, :seq)
"""
LEG = """
insert into legs (id, hall, ticket, service, lane, ticket_class, order_key, seq, state, recalls)
values (:ticket, 'small', :ticket, :lane, :lane, :class, :at, :seq, 'waiting', 0)
"""


def fill(store: Store, count: int, at: int) -> None:
    """Let so many wait, spread over the services, each a millisecond after the other."""
    connection = store.connection
    store.begin()
    for one in range(count):
        lane = SERVICES[one % LANES]
        named: dict[str, str | int | None] = {"ticket": f"A{one}", "at": at + one, "seq": one + 10}
        connection.execute(TICKET, named | {"day": TODAY})
        connection.execute(LEG, named | {"lane": lane, "class": TicketClass.ORDINARY.value})
    store.commit()


@contextmanager
def queue(directory: Path, count: int) -> Iterator[Turn]:
    """Give the turn of an official in a hall where so many wait, on a disk."""
    store = Store(connect(str(directory / f"{count}.sqlite3")))
    hall = WorkingHall(CONFIG, store=store)
    fill(store, count, hall.clock.wall_ms())
    store.begin()
    ledger = Ledger.locked(store.connection, CONFIG.id)
    try:
        yield Turn(ledger, CONFIG, OFFICIAL, hall.clock.wall_ms(), Crowd(CONFIG))
    finally:
        store.rollback()
        store.connection.close()


def choosing_ms(turn: Turn) -> float:
    """Return how much work of the processor one choice is, in milliseconds."""
    began = time.process_time()
    for _ in range(TIMES):
        choose_for(turn, CONFIG.desks[0], None)
    return (time.process_time() - began) / TIMES * 1000


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_choice_among_a_million_costs_what_one_among_few_costs(tmp_path: Path) -> None:
    with queue(tmp_path, FEW) as few, queue(tmp_path, MANY) as many:
        pairs = [(choosing_ms(few), choosing_ms(many)) for _ in range(TURNS)]
        chosen = choose_for(many, CONFIG.desks[0], None)
    among_few, among_many = (min(times) for times in zip(*pairs, strict=True))
    title = f"choosing who is next among the heads of {LANES} lanes, ms of CPU"
    keep(title, **{f"{FEW} waiting": among_few, f"{MANY} waiting": among_many})

    assert chosen is not None
    assert len(chosen.inputs.heads) == LANES
    assert among_many <= ALLOWED_RATIO * among_few
    assert among_many <= ALLOWED_MS
