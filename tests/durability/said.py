"""What a recorded server had said on its sockets up to a moment: it must be true for ever."""

import re
from dataclasses import dataclass, field
from typing import Self

from server.console.browser import session_cookie
from tests.durability.trace import Sent, Step

SESSION_COOKIE = session_cookie(is_https=False)

_ISSUED = re.compile(rb'"number":"([^"]+)"[^{}]*"issue_request":"([0-9a-f-]{36})"')
_CALLED = re.compile(rb'id="number">([^<]+)<')
_LET_IN = re.compile(rb'"device":"([a-z0-9-]+)","role":"[a-z]+","key":"([0-9a-f]{64})"')
_LOGGED_IN = re.compile(SESSION_COOKIE.encode() + rb"=([\w-]{20,})")


@dataclass(slots=True)
class Said:
    """Tickets by request, numbers that desks were shown, keys by device, tokens of sessions."""

    tickets: dict[str, str] = field(default_factory=dict)
    called: set[str] = field(default_factory=set)
    keys: dict[str, str] = field(default_factory=dict)
    sessions: set[str] = field(default_factory=set)

    def hear(self, step: Step) -> None:
        """Take in what was sent; all else says nothing to anybody."""
        if not isinstance(step, Sent):
            return
        for number, request in _ISSUED.findall(step.data):
            self.tickets[request.decode()] = number.decode()
        self.called.update(number.decode() for number in _CALLED.findall(step.data))
        for device, key in _LET_IN.findall(step.data):
            self.keys[device.decode()] = key.decode()
        self.sessions.update(token.decode() for token in _LOGGED_IN.findall(step.data))

    def copy(self) -> Self:
        """Return what was said up to now, to which nothing is added by what comes."""
        return type(self)(
            dict(self.tickets), set(self.called), dict(self.keys), set(self.sessions)
        )
