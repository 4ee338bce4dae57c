"""Does what a step of a visit wants done: asks the server, prints, helps without a server."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never
from uuid import uuid4

from kiosk.happenings import (
    Effect,
    GiveNumber,
    GiveSlip,
    LookAtPrinter,
    PrintPaper,
    PrintRoute,
    TakeTicket,
    TicketRefused,
)
from kiosk.offer import Offer
from kiosk.offline import Offline
from kiosk.papers import Papers
from kiosk.tickets_on_paper import print_route, print_slip, print_ticket
from server.client.messages import DeviceLink
from server.protocol.booking_commands import CheckIn
from server.protocol.commands import IssueTicket
from server.protocol.day_commands import SendElsewhere
from server.protocol.errors import ServerUnreachableError, to_failure
from server.protocol.frames import PrintTicket, VisitorPaper
from server.protocol.identity import RequestId, TicketId
from server.protocol.languages import LanguageCode
from server.protocol.snapshots import HallTime
from server.protocol.tickets import Instant


@dataclass(frozen=True, slots=True)
class Situation:
    """In which hall, at what time and for whom something is done."""

    offer: Offer
    time: HallTime
    language: LanguageCode
    request_id: RequestId | None


class Hands:
    """Reaches the server by ``link`` and the printer by ``papers``, if there is one."""

    def __init__(
        self,
        link: DeviceLink,
        papers: Papers | None,
        offline: Offline | None,
        situation: Callable[[], Situation],
    ) -> None:
        """With ``offline`` visitors get numbers while the server is away."""
        self._link = link
        self._papers = papers
        self._offline = offline
        self._situation = situation
        self._first: tuple[TicketId, Instant] | None = None

    def do(self, effect: Effect) -> TicketRefused | None:
        """Do what a step wants done; return a refusal that came at once."""
        match effect:
            case TakeTicket(command=command):
                return self._take(command)
            case GiveNumber() | GiveSlip():
                self._help_alone(effect)
            case PrintPaper() | PrintRoute():
                self._print(effect)
            case LookAtPrinter():
                self.look_at_printer()
            case _:
                assert_never(effect)
        return None

    def print_ordered(self, order: VisitorPaper) -> None:
        """Print what the server orders for a visitor, whoever spoke to him."""
        if self._papers is None:
            return
        seen = self._situation()
        if isinstance(order, PrintTicket):
            self._papers.order(order.ticket.ticket, order.copy)
            print_ticket(self._papers, seen.offer, order, seen.time)
            return
        at, full = order.opens_at, order.is_full
        route = PrintRoute(order.service, order.elsewhere, at, full, order.post)
        print_route(self._papers, seen.offer, route, order.language, seen.time)
        self._tell_route(route, order.language)

    def look_at_printer(self) -> None:
        """Have the printer's health told."""
        if self._papers is not None:
            self._papers.ask_health()

    def withdraw(self, request: RequestId) -> None:
        """Ask no more for what nobody waits for."""
        self._link.withdraw(request)
        if self._offline is not None:
            self._offline.forget(request)

    def _take(self, command: IssueTicket | CheckIn) -> TicketRefused | None:
        if self._offline is not None:
            self._offline.press(command)
        try:
            self._link.ask(command)
        except ServerUnreachableError as error:
            return TicketRefused(command.request_id, to_failure(error))
        return None

    def _help_alone(self, effect: GiveNumber | GiveSlip) -> None:
        if self._offline is None:
            return
        if isinstance(effect, GiveNumber):
            self._offline.give(effect.command, effect.code)
            return
        seen = self._situation()
        self.withdraw(seen.request_id or "")
        if effect.has_one:
            return
        self._offline.give_slip(effect.service)
        if self._papers is not None:
            at = seen.time if self._offline.is_time_known else None
            print_slip(self._papers, seen.offer, effect.service, seen.language, at)

    def _print(self, effect: PrintPaper | PrintRoute) -> None:
        if self._papers is None:
            return
        seen = self._situation()
        if isinstance(effect, PrintPaper):
            paper = PrintTicket(effect.ticket, effect.copy, self._first_at(effect, seen.time))
            print_ticket(self._papers, seen.offer, paper, seen.time)
            return
        print_route(self._papers, seen.offer, effect, seen.language, self._known_time(seen))
        self._tell_route(effect, seen.language)

    def _first_at(self, effect: PrintPaper, time: HallTime) -> Instant:
        """Return when the ticket's first paper was ordered: copies say the same time."""
        ticket = effect.ticket.ticket
        if self._first is None or self._first[0] != ticket:
            self._first = (ticket, time.at)
        return self._first[1]

    def _known_time(self, seen: Situation) -> HallTime | None:
        is_known = self._offline is None or self._offline.is_time_known
        return seen.time if is_known else None

    def _tell_route(self, route: PrintRoute, language: LanguageCode) -> None:
        word = SendElsewhere(
            request_id=str(uuid4()),
            language=language,
            service=route.service,
            elsewhere=route.elsewhere,
        )
        try:
            self._link.ask(word)
        except ServerUnreachableError:
            # The visitor has his paper; only the count of it is lost.
            return
