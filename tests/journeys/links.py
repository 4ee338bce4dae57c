"""A device's link worked by a story itself, without a screen: the product's own client."""

import asyncio
from typing import TypeVar
from uuid import uuid4

from server.client.addresses import Address
from server.client.backoff import Backoff
from server.client.finder import Finder
from server.client.link import Link
from server.client.messages import LinkEvent, LinkIdentity, LinkUp
from server.protocol.commands import Command, IssueTicket
from server.protocol.events import TicketIssued
from server.protocol.frames import Answer, Refusal
from server.protocol.identity import Key, RequestId
from server.protocol.languages import LanguageCode
from server.protocol.tickets import TicketNumber

LINK_SECONDS = 10.0

T = TypeVar("T")


class LinkedKiosk:
    """A kiosk without a face; ``received`` is shared with the story that checks it at its end."""

    def __init__(
        self,
        identity: LinkIdentity,
        server: str,
        received: dict[RequestId, TicketNumber],
        backoff: Backoff | None = None,
    ) -> None:
        """Link as ``identity`` to the server at ``server``, host and port, from ``start`` on."""
        self._loop = asyncio.get_running_loop()
        self._news: asyncio.Queue[LinkEvent] = asyncio.Queue()
        self._replies: dict[RequestId, asyncio.Future[Answer | Refusal]] = {}
        self._received = received
        finder = Finder(identity.hall, (Address.parse(server),), has_mdns=False)
        self._link = Link(identity, finder, deliver=self._take, backoff=backoff)

    async def start(self) -> None:
        """Link and wait for the welcome."""
        self._link.start()
        await self.until_up()

    def stop(self) -> None:
        """End the link."""
        self._link.stop()

    async def until_up(self) -> LinkUp:
        """Return the next welcome."""
        return await self._next(LinkUp)

    def send(self, command: Command) -> "asyncio.Future[Answer | Refusal]":
        """Send a command now and return what will hold its answer."""
        reply: asyncio.Future[Answer | Refusal] = self._loop.create_future()
        self._replies[command.request_id] = reply
        self._link.ask(command)
        return reply

    async def ask(self, command: Command) -> Answer | Refusal:
        """Send a command and return what the server answers."""
        async with asyncio.timeout(LINK_SECONDS):
            return await self.send(command)

    async def take_ticket(self, service: Key, language: LanguageCode = "kk") -> TicketIssued:
        """Take a ticket, which must be given."""
        return issued_by(await self.ask(wish(service, language)))

    async def _next(self, wanted: type[T]) -> T:
        async with asyncio.timeout(LINK_SECONDS):
            while True:
                event = await self._news.get()
                if isinstance(event, wanted):
                    return event

    def _take(self, event: LinkEvent) -> None:
        self._loop.call_soon_threadsafe(self._sort, event)

    def _sort(self, event: LinkEvent) -> None:
        match event:
            case Answer(request_id=request_id, events=(TicketIssued(number=number),)):
                self._received[request_id] = number
                self._replies.pop(request_id).set_result(event)
            case Answer(request_id=request_id):
                self._replies.pop(request_id).set_result(event)
            case Refusal(request_id=str(request_id)):
                self._replies.pop(request_id).set_result(event)
            case _:
                self._news.put_nowait(event)


def wish(
    service: Key, language: LanguageCode = "kk", request_id: RequestId | None = None
) -> IssueTicket:
    """Return a visitor's wish for a ticket."""
    return IssueTicket(request_id=request_id or str(uuid4()), service=service, language=language)


def issued_by(reply: Answer | Refusal) -> TicketIssued:
    """Return the ticket that an answer gives."""
    match reply:
        case Answer(events=(TicketIssued() as ticket,)):
            return ticket
        case _:
            raise AssertionError(reply)


def refused_by(reply: Answer | Refusal) -> str:
    """Return the code of a refusal."""
    match reply:
        case Refusal(failure=failure):
            return failure.code
        case _:
            raise AssertionError(reply)
