"""Visitors at kiosks that ask a real server for tickets, again and again until they are told."""

import asyncio
from collections import deque
from uuid import uuid4

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from server.client.asks import MAX_RECEIVED
from server.protocol.codec import decode_from_server, encode
from server.protocol.commands import IssueTicket
from server.protocol.errors import (
    StorageFailedError,
    StorageFullError,
    UnavailableError,
    UnknownServiceError,
)
from server.protocol.events import TicketIssued
from server.protocol.frames import Answer, Ask, Hello, Received, Refusal, Welcome
from server.protocol.identity import PROTOCOL_VERSION, DeviceRole
from tests.history.operations import End
from tests.server.crowd import Crowd

MAY_BE_ASKED_AGAIN = {
    StorageFailedError.code,
    StorageFullError.code,
    UnavailableError.code,  # a database that is away for a moment
}
MISTAKEN_EACH = 9
NO_SERVICE = "no-such-service"
"""What every ninth visitor of a kiosk asks for: a rule says no, and no ticket may be of that."""
CLAIMING_EACH = 5
SERVICES = ("justice-appeal", "labour-appeal", "justice-lawyer", "akimat-housing")


class NotAnsweredError(Exception):
    """The server said that it cannot or will not; the code says why."""

    def __init__(self, code: str) -> None:
        """Keep the code."""
        super().__init__(code)
        self.code = code


async def take_tickets(crowd: Crowd, kiosk: str) -> None:
    """Ask for one ticket after another, each again and again until it is answered."""
    asker = _Asker(crowd, kiosk)
    while asker.wants_more():
        try:
            async with connect(crowd.address, open_timeout=2) as link:
                await say_hello(link, kiosk, crowd.keys[kiosk], tuple(asker.received))
                while asker.wants_more():
                    await crowd.may_ask.wait()
                    await asker.ask(link)
        except NotAnsweredError as error:
            asker.wait_or_leave(error.code)
            await asyncio.sleep(0.05)
        except (OSError, WebSocketException, TimeoutError):
            asker.is_sure = False
            await asyncio.sleep(0.05)


class _Asker:
    """The visitors of one kiosk; the one who is there asks until he is told something for good."""

    def __init__(self, crowd: Crowd, kiosk: str) -> None:
        self.received: deque[str] = deque(maxlen=MAX_RECEIVED)
        self.is_sure = True
        """Whether every answer to this wish came, so that it is certain what was not done."""
        self._crowd = crowd
        self._kiosk = kiosk
        self._wish: IssueTicket | None = None
        self._visitors = 0

    def wants_more(self) -> bool:
        return self._wish is not None or not self._crowd.is_over

    async def ask(self, link: ClientConnection) -> None:
        wish = self._wish = self._wish or self._next_wish()
        history = self._crowd.history
        history.invoke(self._kiosk, wish.request_id)
        await link.send(encode(Ask(wish)).decode())
        try:
            number = await take_answer(link, wish, self._crowd)
        except NotAnsweredError as error:
            if error.code in MAY_BE_ASKED_AGAIN:
                raise
            history.end(self._kiosk, wish.request_id, End.REFUSED)
        else:
            history.end(self._kiosk, wish.request_id, End.OK, number)
            self.received.append(wish.request_id)
        self._wish = None

    def wait_or_leave(self, code: str) -> None:
        """When the disk is full every second visitor goes away; nobody may ever call him."""
        if self._wish is None or code != StorageFullError.code:
            self.is_sure = False
            return
        self._crowd.history.end(self._kiosk, self._wish.request_id, End.NOT_DONE)
        self._crowd.full.set()
        if self._crowd.may_leave and self.is_sure and self._visitors % 2:
            self._crowd.left += 1
            if self._wish.service != NO_SERVICE:
                self._crowd.asked.remove(self._wish.request_id)
            self._wish = None

    def _next_wish(self) -> IssueTicket:
        self.is_sure = True
        self._visitors += 1
        if self._visitors % MISTAKEN_EACH:
            return new_ticket(self._crowd)
        wish = IssueTicket(request_id=str(uuid4()), service=NO_SERVICE, language="kk")
        self._crowd.wishes[wish.request_id] = wish
        return wish


async def say_hello(
    link: ClientConnection, kiosk: str, key: str, received: tuple[str, ...] = ()
) -> None:
    """Say hello, and which numbers have come: those that have not are set aside."""
    hello = Hello(PROTOCOL_VERSION, "hall-demo", kiosk, DeviceRole.KIOSK, key, received=received)
    await link.send(encode(hello).decode())
    answer = decode_from_server(await asyncio.wait_for(link.recv(), 5))
    assert isinstance(answer, Welcome)


def new_ticket(crowd: Crowd) -> IssueTicket:
    request = str(uuid4())
    crowd.asked.append(request)
    service = SERVICES[len(crowd.asked) % len(SERVICES)]
    claim = None if len(crowd.asked) % CLAIMING_EACH else "veterans"
    wish = IssueTicket(request_id=request, service=service, language="kk", claim=claim)
    crowd.wishes[request] = wish
    return wish


async def take_answer(link: ClientConnection, asked: IssueTicket, crowd: Crowd) -> str:
    """Return the number that was given, once it is acknowledged to the server."""
    while True:
        frame = decode_from_server(await asyncio.wait_for(link.recv(), 5))
        if isinstance(frame, Answer):
            break
        if isinstance(frame, Refusal):
            assert frame.failure.code in MAY_BE_ASKED_AGAIN | {UnknownServiceError.code}, frame
            raise NotAnsweredError(frame.failure.code)
    (issued,) = frame.events
    assert isinstance(issued, TicketIssued)
    assert frame.request_id == issued.issue_request == asked.request_id
    crowd.acknowledge(asked.request_id, issued.number)
    await link.send(encode(Received((asked.request_id,))).decode())
    return issued.number
