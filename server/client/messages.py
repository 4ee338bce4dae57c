"""What a link tells the program that owns it, and what it must know about the device."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from server.protocol.commands import Command
from server.protocol.errors import Failure
from server.protocol.frames import Answer, Heartbeat, PaperWord, Refusal, Update, Welcome
from server.protocol.identity import DeviceRole, Key, RequestId


@dataclass(frozen=True, slots=True)
class LinkIdentity:
    """Which device this is and to which hall it belongs; ``key`` is 64 hexadecimal digits.

    ``authorities`` are the pinned certificates in PEM; a device without any links without TLS.
    ``spares`` are its other keys, the newest first: a restored server may know no newer one.
    """

    hall: Key
    device: Key
    role: DeviceRole
    key: str = field(repr=False)
    authorities: tuple[str, ...] = field(default=(), repr=False)
    spares: tuple[str, ...] = field(default=(), repr=False)


class LinkState(StrEnum):
    """Where a link stands."""

    STOPPED = "stopped"
    PAIRING = "pairing"
    SEARCHING = "searching"
    GREETING = "greeting"
    UP = "up"
    PAUSING = "pausing"


class DownReason(StrEnum):
    """Why there is no link."""

    UNREACHABLE = "unreachable"
    LOST = "lost"
    SILENT = "silent"
    REFUSED = "refused"
    GAP = "gap"
    GARBLED = "garbled"


@dataclass(frozen=True, slots=True)
class LinkUp:
    """The server welcomed the device; without a snapshot its picture is still good."""

    welcome: Welcome


@dataclass(frozen=True, slots=True)
class LinkDown:
    """No link since ``since`` (time.monotonic seconds); ``failure`` if the server named one."""

    reason: DownReason
    since: float
    failure: Failure | None = None


LinkEvent = LinkUp | LinkDown | Update | Heartbeat | Answer | Refusal
"""What is delivered: one Answer or Refusal per ask, updates in order, ups and downs."""


class DeviceLink(Protocol):
    """What a device's screens need of a link; ``Link`` is the real one."""

    def start(self) -> None:
        """Begin to search for the server; to be called once."""

    def stop(self) -> None:
        """End the link, in less than a second."""

    def ask(self, command: Command) -> None:
        """Send ``command`` until its one Answer or Refusal comes."""

    def withdraw(self, request_id: RequestId) -> None:
        """Ask no more; the server may have carried the command out all the same."""


class PrinterLink(Protocol):
    """What the printing part of a device needs of a link."""

    def say(self, word: PaperWord) -> None:
        """Say ``word`` once if there is a link now."""


class LinkEndedError(Exception):
    """The open socket is of no more use; ends a session inside the link."""

    def __init__(self, reason: DownReason, failure: Failure | None = None) -> None:
        """Say why, with the server's own words if it gave any."""
        super().__init__(reason, failure)
        self.reason = reason
        self.failure = failure
