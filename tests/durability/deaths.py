"""How a server put together by a test kills itself, at one point of a command's way."""

import asyncio
import json
import os
import re
import signal
import sys
from collections.abc import Callable
from enum import StrEnum, auto
from threading import Event
from typing import NoReturn

from server.trust.hosts import Application, Message, Receive, Scope, Send

TOO_EARLY_SECONDS = 0.05
FLUSH_SECONDS = 0.002
"""What is sent reaches the kernel at the end of the loop's turn; then it outlives the process."""

_NUMBERED = re.compile(
    r'"type":"Answer","request_id":"([0-9a-f-]{36})","events":\[\{"type":"TicketIssued"'
)
_PLACED = re.compile(r'"type":"CallPlaced","call":\{"call":\d+,"number":"([^"]+)"')
NEXT_PATH = "/desk/next"


class Point(StrEnum):
    """Where in the way of a command the process dies."""

    BEFORE_TRANSACTION = auto()
    BEFORE_COMMIT = auto()
    """A moment before, so that an answer that comes too early is heard."""
    AFTER_COMMIT = auto()
    AFTER_PUBLISH = auto()
    """A board has got the call; who called, and whoever asked meanwhile, gets no answer."""
    AFTER_ANSWER = auto()
    """A kiosk has got its number."""
    NEVER = auto()


class Death:
    """Comes at a point of the n-th writing transaction after it was armed, or soon after it."""

    def __init__(self, point: Point, nth: int) -> None:
        """Wait to be armed: what a start writes does not count."""
        self._point = point
        self._left = nth
        self._is_armed = False

    def arm(self) -> None:
        """Begin to count."""
        self._is_armed = True

    def count(self) -> None:
        """Note that a writing transaction is about to begin."""
        self._left -= self._is_armed

    def is_due(self, point: Point) -> bool:
        """Return whether the process dies at the next such point."""
        return self._point is point and self._is_armed and self._left <= 0

    def come(self, point: Point, after_seconds: float = 0.0) -> None:
        """Kill the process if it is to die here; the calling thread waits so long before."""
        if self.is_due(point):
            Event().wait(after_seconds)
            die()


class DeadlyWire:
    """The server's application; it dies when the board has the call, or a kiosk its number."""

    def __init__(self, application: Application, death: Death) -> None:
        """Let what ``application`` sends through, and ``death`` come after it."""
        self._application = application
        self._death = death

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, but for answers that nobody may get any more."""
        path = str(scope.get("path", ""))

        async def send_or_die(message: Message) -> None:
            text = str(message.get("text") or "")
            if self._death.is_due(Point.AFTER_PUBLISH) and _is_answer(message, text, path):
                await asyncio.Event().wait()
            await send(message)
            self._follow(text)

        await self._application(scope, receive, send_or_die)

    def _follow(self, text: str) -> None:
        placed, answered = _PLACED.search(text), _NUMBERED.search(text)
        if placed and self._death.is_due(Point.AFTER_PUBLISH):
            _soon(lambda: die(placed[1]))
        elif answered and self._death.is_due(Point.AFTER_ANSWER):
            _soon(lambda: die(answered[1]))


def die(told: str = "") -> NoReturn:
    """Say what somebody has just been told, and end like a process that is killed."""
    if told:
        sys.stdout.write(json.dumps({"told": told}) + "\n")
        sys.stdout.flush()
    os.kill(os.getpid(), signal.SIGKILL)
    raise SystemExit


def _is_answer(message: Message, text: str, path: str) -> bool:
    is_to_a_desk = path == NEXT_PATH and message["type"] == "http.response.start"
    return is_to_a_desk or _NUMBERED.search(text) is not None


def _soon(do: Callable[[], object]) -> None:
    asyncio.get_running_loop().call_later(FLUSH_SECONDS, do)
