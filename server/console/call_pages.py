"""Every call with its reason and all that the rule looked at, in words: newest first."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

from litestar import Controller, Response, get
from litestar.di import NamedDependency
from litestar.params import Parameter
from msgspec import Struct

from server.console.code_names import code_name
from server.console.explained import explain
from server.console.views import WhyView
from server.console.visits import Visit
from server.hall_file import HallConfig
from server.protocol.codes import CodeKind
from server.protocol.desk_events import OrderOverridden
from server.protocol.events import Entry, LaneHead, TicketCalled
from server.protocol.identity import Key
from server.protocol.languages import LanguageCode, in_language
from server.protocol.tickets import CallReason, TicketClass, TicketNumber
from server.queueing.day_record import chosen_of
from server.queueing.ordering import place
from server.storage.ledger import Ledger

LOOKED_AT = 600
"""Entries that one page reads: the writer waits meanwhile."""


class HeadRow(Struct, frozen=True):
    """One visitor at whom the rule looked: the first of his lane."""

    number: TicketNumber
    service: str
    ticket_class: TicketClass
    came: str
    is_chosen: bool


class CallRow(Struct, frozen=True):
    """One call: where and when, why, and who else might have been called."""

    seq: int
    at: datetime
    number: TicketNumber
    desk_label: str
    is_video: bool
    service: str
    waited_ms: int
    policy_version: int
    why: WhyView
    heads: tuple[HeadRow, ...]


class CallsController(Controller):
    """Calls and their reasons, for those who oversee the hall."""

    path = "/calls"
    include_in_schema = False

    @get()
    async def show(
        self,
        visit: NamedDependency[Visit],
        before: Annotated[int | None, Parameter(ge=1)] = None,
        turn: Annotated[str | None, Parameter(pattern="^out$")] = None,
    ) -> Response[str]:
        """Show the calls among the entries before ``before``; ``turn=out`` those out of turn."""
        service = visit.console.service

        def read(ledger: Ledger) -> tuple[Entry, ...]:
            head = ledger.head
            last = min(before or head.seq + 1, head.seq + 1)
            first = max(0, last - 1 - LOOKED_AT)
            return ledger.events.since(head.epoch, first, last - 1 - first)

        entries = await service.read(read)
        codes = _codes(entries)
        rows = [_row(visit, one, codes.get(one.seq - 1)) for one in reversed(entries)]
        values = {
            "rows": [row for row in rows if row and (turn is None or _is_out_of_turn(row))],
            "older": entries[0].seq if entries and entries[0].seq > 1 else None,
            "turn": turn or "",
            "here": "/calls",
            "back": "/calls?turn=out" if turn else "/calls",
        }
        return visit.answer("calls.html", values)


def _codes(entries: Iterable[Entry]) -> dict[int, Key]:
    """Return the reasons of officials by the entry that gives each, just before its call."""
    return {one.seq: one.event.reason for one in entries if isinstance(one.event, OrderOverridden)}


def _is_out_of_turn(row: CallRow) -> bool:
    return bool(row.why.passed or row.why.aside) or row.why.reason is CallReason.OVERRIDE


def _row(visit: Visit, entry: Entry, code: Key | None) -> CallRow | None:
    called = entry.event
    if not isinstance(called, TicketCalled):
        return None
    service, language = visit.console.service, visit.browser.language
    chosen = chosen_of(called.leg, called.inputs)
    looked_at = {head.leg: head for head in (*called.inputs.heads, *((chosen,) if chosen else ()))}
    heads = sorted(looked_at.values(), key=place)
    return CallRow(
        seq=entry.seq,
        at=service.local(entry.at),
        number=called.number,
        desk_label=called.desk_label,
        is_video=called.is_video,
        service=_service(service.config, called.service, language),
        waited_ms=called.waited_ms,
        policy_version=entry.policy_version,
        why=explain(
            called.reason,
            called.leg,
            called.ticket_class,
            called.inputs,
            code_name(service.config, CodeKind.OVERRIDE, code, language),
        ),
        heads=tuple(_head(visit, head, called) for head in heads),
    )


def _head(visit: Visit, head: LaneHead, called: TicketCalled) -> HeadRow:
    service, language = visit.console.service, visit.browser.language
    return HeadRow(
        number=head.number,
        service=_service(service.config, head.service, language),
        ticket_class=head.ticket_class,
        came=f"{service.local(head.order_key):%H:%M:%S}",
        is_chosen=head.leg == called.leg,
    )


def _service(config: HallConfig, key: Key, language: LanguageCode) -> str:
    found = config.service(key)
    return in_language(found.names, language) if found else key
