"""The log's page: what admins did, whether the log is what was written, and the log as a file."""

from collections.abc import AsyncIterator, Callable
from datetime import datetime

import msgspec
from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.response import Redirect, Stream
from msgspec import Struct

from server.console.sessions import people_of
from server.console.visits import PAGE_HEADERS, Visit
from server.protocol.desk_events import HallPaused, HallResumed
from server.protocol.device_events import DeviceEvent
from server.protocol.events import DayClosed, DayOpened, DayReopened, Entry
from server.protocol.hall_events import ClockAdjusted, ClockDoubted, HallImported, LogGap
from server.protocol.identity import COMMAND_LINE
from server.protocol.people_events import LogExported, PeopleEvent
from server.storage.chain import EventRow
from server.storage.ledger import Ledger

LOOKED_AT = 2000
LISTED = 100
PAGE = 500

ACTS = (
    HallImported
    | DayOpened
    | DayReopened
    | DayClosed
    | ClockAdjusted
    | ClockDoubted
    | LogGap
    | HallPaused
    | HallResumed
    | PeopleEvent
    | DeviceEvent
)
"""Events that say what was done to the hall itself, not to visitors."""


class ActRow(Struct, frozen=True):
    """One act: when, what, by whom, and whom or what it was done to."""

    seq: int
    at: datetime
    kind: str
    actor: str
    subject: str
    detail: str
    is_command_line: bool = False


class LogController(Controller):
    """The log, for auditors and admins."""

    path = "/log"
    include_in_schema = False

    @get()
    async def show(self, visit: NamedDependency[Visit]) -> Response[str]:
        """Show the newest acts and how the log stands."""
        check = visit.console.log_check
        picture = visit.console.service.picture
        last = check.last if check else None
        values = {
            "acts": await _acts(visit),
            "epoch": picture.epoch,
            "seq": picture.seq,
            "head": picture.head,
            "may_check": check is not None,
            "is_checking": check is not None and check.is_running,
            "last": last,
            "checked_at": visit.console.service.local(last.at) if last else None,
            "here": "/log",
        }
        return visit.answer("log.html", values)

    @post("/check")
    async def check(self, visit: NamedDependency[Visit]) -> Redirect:
        """Begin a check of the whole log."""
        check = visit.console.log_check
        if check is None:
            raise NotFoundException
        check.start(visit.console.service.now())
        return Redirect("/log", status_code=303)

    @post("/export")
    async def export(self, visit: NamedDependency[Visit]) -> Stream:
        """Hand the log out as lines of JSON, as it is kept; that is an entry of the log too."""
        service, actor = visit.console.service, visit.actor()

        def note(ledger: Ledger) -> int:
            last = ledger.head.seq
            ledger.append(LogExported(last_seq=last), actor, service.now())
            return last

        last = await service.write(note)
        name = f"{service.config.id}-{last}.jsonl"
        return Stream(
            _lines(visit, last),
            media_type="application/x-ndjson",
            status_code=200,
            headers={**PAGE_HEADERS, "Content-Disposition": f'attachment; filename="{name}"'},
        )


async def _lines(visit: Visit, last: int) -> AsyncIterator[bytes]:
    epoch = seq = 0
    while seq < last:
        rows = await visit.console.service.read(_page_after(epoch, seq))
        if not rows:
            return
        epoch, seq = rows[-1].epoch, rows[-1].seq
        yield b"".join(msgspec.json.encode(row) + b"\n" for row in rows if row.seq <= last)


def _page_after(epoch: int, seq: int) -> Callable[[Ledger], tuple[EventRow, ...]]:
    def page(ledger: Ledger) -> tuple[EventRow, ...]:
        return ledger.events.page(epoch, seq, PAGE)

    return page


async def _acts(visit: Visit) -> tuple[ActRow, ...]:
    service = visit.console.service

    def acts(ledger: Ledger) -> tuple[tuple[Entry, ...], dict[str, str]]:
        head = ledger.head
        entries = ledger.events.since(head.epoch, max(0, head.seq - LOOKED_AT))
        logins = {one.id: one.login for one in people_of(ledger).everybody()}
        return tuple(one for one in entries if isinstance(one.event, ACTS)), logins

    entries, logins = await service.read(acts)
    return tuple(
        _row(entry, service.local(entry.at), logins) for entry in reversed(entries[-LISTED:])
    )


def _row(entry: Entry, at: datetime, logins: dict[str, str]) -> ActRow:
    kind, _, who = entry.actor.partition(":")
    subject = getattr(entry.event, "person", "") or getattr(entry.event, "device", "")
    detail = getattr(entry.event, "role", "") or getattr(entry.event, "service_day", "")
    if isinstance(entry.event, HallPaused | HallResumed):
        detail = entry.event.standing
    return ActRow(
        entry.seq,
        at,
        type(entry.event).__name__,
        logins.get(who, who if kind != "server" else ""),
        logins.get(subject, subject),
        str(detail),
        is_command_line=entry.actor == str(COMMAND_LINE),
    )
