"""The ticket at the exit of a kiosk printer: held out, watched, taken back when its time is up."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from printers.connection import Connection
from printers.port_messages import TicketHeldOut
from printers.presenters import PresenterCommands
from server.protocol.printing import TicketFate

HOLD_SECONDS = 30.0
LOOK_SECONDS = 0.5
ANSWER_SECONDS = 1.0
WRITE_SECONDS = 1.0
LAST_MOMENT_SECONDS = 1.0
"""A ticket that goes so shortly before the printer takes it back went with nobody knows whom."""


@dataclass(frozen=True, slots=True)
class _HeldOut:
    job_id: str
    until: float


class Tray:
    """One ticket at a time; without a presenter it does nothing."""

    def __init__(
        self,
        connection: Connection,
        commands: PresenterCommands,
        report: Callable[[TicketHeldOut], None],
        hold_seconds: float = HOLD_SECONDS,
    ) -> None:
        """Begin with an empty exit."""
        self._connection = connection
        self._commands = commands
        self._report = report
        self._hold_seconds = hold_seconds
        self._held: _HeldOut | None = None
        self._next_look = 0.0

    def seconds_to_look(self) -> float | None:
        """Return when ``attend`` is wanted next, ``None`` while nothing is held out."""
        return None if self._held is None else max(0.0, self._next_look - time.monotonic())

    def hold_out(self, job_id: str) -> None:
        """Push the ticket that was just cut out to the visitor."""
        if not self._commands.exists:
            return
        command = self._commands.hold_out(self._hold_seconds)
        if self._connection.write_all(command, WRITE_SECONDS):
            self._held = _HeldOut(job_id, time.monotonic() + self._hold_seconds)
            self._next_look = time.monotonic() + LOOK_SECONDS
        else:
            self._report(TicketHeldOut(job_id, TicketFate.UNKNOWN))

    def attend(self) -> None:
        """Look whether the ticket was taken; take it back when its time is up."""
        held = self._held
        if held is None or time.monotonic() < self._next_look:
            return
        self._next_look = time.monotonic() + LOOK_SECONDS
        is_out = self._look()
        left = held.until - time.monotonic()
        if is_out is False:
            self._end(self._fate_of_gone(left))
        elif left <= -LOOK_SECONDS or (left <= 0 and not self._commands.takes_back_by_itself):
            self._take_back(is_out=is_out)

    def clear(self) -> None:
        """Make room for the next ticket, whose visitor must not get this one."""
        if self._held is None:
            return
        is_out = self._look()
        if is_out is False:
            self._end(self._fate_of_gone(self._held.until - time.monotonic()))
        else:
            self._take_back(is_out=is_out)

    def _fate_of_gone(self, left: float) -> TicketFate:
        if not self._commands.takes_back_by_itself or left > LAST_MOMENT_SECONDS:
            return TicketFate.TAKEN
        return TicketFate.RETRACTED if left <= 0 else TicketFate.UNKNOWN

    def _take_back(self, *, is_out: bool | None) -> None:
        """Draw the ticket back; believe that it is only when it stood there and is gone."""
        self._connection.write_all(self._commands.take_back(), WRITE_SECONDS)
        gone = is_out is True and self._look() is False
        self._end(TicketFate.RETRACTED if gone else TicketFate.UNKNOWN)

    def _look(self) -> bool | None:
        """Tell whether the ticket is still at the exit, ``None`` where nothing answers."""
        question = self._commands.ask()
        if not question:
            return None
        answer = self._connection.ask(question, self._commands.is_answer, ANSWER_SECONDS)
        return None if answer is None else self._commands.is_out(answer)

    def _end(self, fate: TicketFate) -> None:
        held, self._held = self._held, None
        if held is not None:
            self._report(TicketHeldOut(held.job_id, fate))
