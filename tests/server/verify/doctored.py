"""Logs as somebody with the file and a hash function could leave them."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from pysqlite3 import dbapi2 as sqlite3

from server.protocol.codec import encode
from server.protocol.commands import (
    CloseDay,
    FinishService,
    MarkClaimed,
    MarkNoShow,
    MarkUnclaimed,
    OpenDay,
    Recall,
    StartService,
)
from server.protocol.events import Entry, Event
from server.protocol.identity import SERVER_ACTOR
from server.storage.chain import GENESIS, EventRow, digest, hash_of
from server.storage.event_log import as_entry
from server.storage.ledger import Ledger
from server.verify.actors import MAY_CAUSE
from tests.server.working_hall import ADMIN, OFFICIAL, TODAY, TOMORROW, WorkingHall, new_id

COLUMNS = ", ".join(EventRow.__struct_fields__)
MARKS = ", ".join("?" * len(EventRow.__struct_fields__))


def busy_copy(folder: Path, visitors: int = 60) -> Path:
    """Return a copy of the store of a hall that had two busy days."""
    hall = WorkingHall(is_open=False)
    hall.within(lambda ledger: _adopt(hall, ledger))
    chance = random.Random(20_261_123)
    for day in (TODAY, TOMORROW):
        hall.do(OpenDay(request_id=new_id(), service_day=day), ADMIN)
        for _ in range(visitors):
            _receive(hall, chance)
        hall.do(CloseDay(request_id=new_id()), ADMIN)
        hall.clock.advance(hours=24)
    hall.store.connection.execute(f"vacuum into '{folder / 'copy'}'")
    hall.store.close()
    return folder / "copy"


def doctor(path: Path, *statements: str) -> None:
    """Run SQL on a copy."""
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def rows_of(path: Path) -> list[EventRow]:
    """Return the log of a copy."""
    connection = sqlite3.connect(path)
    found = connection.execute(f"select {COLUMNS} from events order by epoch, seq").fetchall()  # noqa: S608 - our own names
    connection.close()
    return [EventRow(*row) for row in found]


def rewrite(path: Path, change: Callable[[list[EventRow]], list[EventRow]]) -> str:
    """Change a copy's log, chain it anew from genesis, keep its new head and return it."""
    rows, before = [], GENESIS
    for seq, row in enumerate(change(rows_of(path)), 1):
        rows.append(replace(row, seq=seq, prev_hash=before, body_digest=digest(row.body)))
        before = hash_of(rows[-1])
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("begin")
    connection.execute("delete from events")
    values = [tuple(getattr(row, name) for name in EventRow.__struct_fields__) for row in rows]
    connection.executemany(f"insert into events ({COLUMNS}) values ({MARKS})", values)  # noqa: S608 - our own names
    connection.execute("update halls set seq = ?, head_hash = ?", (len(rows), before))
    connection.execute("commit")
    connection.close()
    return before


def rightful(entry: Entry) -> Entry:
    """Return an entry that was put together from others, by an actor who may have caused it."""
    kinds = MAY_CAUSE.get(type(entry.event), {entry.actor.partition(":")[0]})
    is_right = entry.actor.partition(":")[0] in kinds
    return entry if is_right else replace(entry, actor=f"{max(kinds)}:x-1")


def first(rows: list[EventRow], kind: type[Event], skip: int = 0) -> int:
    """Return the index of an event of ``kind``, the first after ``skip`` others."""
    return [index for index, row in enumerate(rows) if row.kind == kind.__name__][skip]


def event_of(row: EventRow) -> Event:
    """Return the event that a row keeps."""
    return as_entry(row).event


def saying(row: EventRow, event: Event) -> EventRow:
    """Return the row with another event in it."""
    return replace(row, kind=type(event).__name__, body=encode(event).decode())


def _adopt(hall: WorkingHall, ledger: Ledger) -> None:
    with ledger.savepoint():
        hall.hall.adopt(ledger)


def _receive(hall: WorkingHall, chance: random.Random) -> None:
    """Let two visitors come, one of them perhaps by law, and a desk receive somebody."""
    claim = "veterans" if chance.random() < 0.3 else None
    aside = hall.issue(chance.choice(["papers", "advice"]), claim)
    hall.issue("papers")
    desk = chance.choice(["desk-1", "desk-2"])
    called = hall.call(desk)
    place: dict[str, Any] = {"desk": desk, "ticket": called.ticket}
    if aside.ticket != called.ticket and chance.random() < 0.2:
        requests = (aside.issue_request,)
        for command in (MarkUnclaimed, MarkClaimed):
            hall.do(command(request_id=new_id(), issue_requests=requests), SERVER_ACTOR)
    if chance.random() < 0.2:
        hall.do(Recall(request_id=new_id(), **place), OFFICIAL)
        hall.do(MarkNoShow(request_id=new_id(), **place), OFFICIAL)
        return
    hall.do(StartService(request_id=new_id(), **place), OFFICIAL)
    hall.do(FinishService(request_id=new_id(), **place), OFFICIAL)
