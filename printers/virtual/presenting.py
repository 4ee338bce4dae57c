"""The part behind the cutter of a kiosk printer: holds a ticket, hands it out, takes it back."""

import asyncio
from collections.abc import Callable
from enum import StrEnum
from typing import Any

from printers.virtual.build import PresenterParts

NO_PARTS = PresenterParts(step_mm=1.0)
RETRACT, PRESENT, EJECT, CONTINUOUS_OFF, CONTINUOUS_ON, PRESENT_FOR = 2, 3, 5, 18, 20, 32
DEFAULT_MM = 60


class Place(StrEnum):
    """Where the cut ticket is."""

    NONE = "none"
    INSIDE = "inside"
    PRESENTED = "presented"


class Fate(StrEnum):
    """What became of a ticket."""

    PRESENTED = "presented"
    TAKEN = "taken"
    RETRACTED = "retracted"
    EJECTED = "ejected"


class Presenting:
    """One ticket at a time; ``tell`` hears what becomes of each. Without parts it does nothing."""

    def __init__(self, parts: PresenterParts | None, tell: Callable[[int, Fate], None]) -> None:
        """Start empty."""
        self.exists = parts is not None
        self._parts = parts or NO_PARTS
        self._tell = tell
        self._millimetres = 0.0
        self._timers: list[asyncio.TimerHandle] = []
        self.place = Place.NONE
        self.paper = 0
        self.continuous = self._parts.continuous
        self.taken_after: float | None = None
        self._fates = dict.fromkeys(Fate, 0)

    @property
    def ticket_out(self) -> bool:
        """Tell whether a ticket stands at the exit."""
        return self.place is Place.PRESENTED

    @property
    def form_feed_presents(self) -> bool:
        """Tell whether ``FF`` cuts and hands out."""
        return self._parts.form_feed_presents

    @property
    def longest_steps(self) -> int:
        """Return the steps that hand a ticket out without being told how far."""
        return int(min(DEFAULT_MM, self._millimetres / 2) / self._parts.step_mm)

    def state(self) -> dict[str, Any]:
        """Return what the control socket shows."""
        fates = {str(fate): count for fate, count in self._fates.items()}
        return {"ticket": self.place, "paper": self.paper, **fates}

    def cuts_before(self, kind: int) -> bool:
        """Tell whether ``GS e kind`` cuts first what is not cut yet."""
        return self._parts.cuts_first and kind in (RETRACT, PRESENT, EJECT, PRESENT_FOR)

    def obey(self, arguments: bytes) -> None:
        """Carry out one ``GS e``."""
        match arguments[0]:
            case 2:
                self.retract()
            case 3:
                self.present(arguments[1], 0, throws_out=False)
            case 5:
                self.leave(Fate.EJECTED)
            case 18 | 20:
                self.continuous = arguments[0] == CONTINUOUS_ON
            case 32:
                out = not self._parts.retracts
                self.present(arguments[1], arguments[2], throws_out=out)

    def receive(self, paper: int, millimetres: float) -> None:
        """Take over a ticket that was cut; one that still lies there is pushed out."""
        if not self.exists:
            return
        self.leave(Fate.EJECTED)
        self.place, self.paper, self._millimetres = Place.INSIDE, paper, millimetres
        if self.continuous:
            self._show()

    def present(self, steps: int, seconds: int, *, throws_out: bool) -> None:
        """Push the ticket out; after ``seconds`` (0: never) it is thrown out or drawn back."""
        if self.place is Place.NONE:
            return
        self._show()
        if steps * self._parts.step_mm >= self._millimetres:
            self.leave(Fate.EJECTED)
        elif seconds:
            fate = Fate.EJECTED if throws_out else Fate.RETRACTED
            self._later(seconds, lambda: self.leave(fate))

    def retract(self) -> None:
        """Draw the ticket back, where the printer can."""
        if self._parts.retracts:
            self.leave(Fate.RETRACTED)

    def take(self) -> None:
        """Let a hand take the ticket, if it is within reach."""
        if self.ticket_out:
            self.leave(Fate.TAKEN)

    def leave(self, fate: Fate) -> None:
        """End a ticket's stay."""
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()
        if self.place is not Place.NONE:
            self.place = Place.NONE
            self._note(fate)

    def _show(self) -> None:
        if self.place is Place.INSIDE:
            self.place = Place.PRESENTED
            self._note(Fate.PRESENTED)
            if self.taken_after is not None:
                self._later(self.taken_after, self.take)

    def _later(self, seconds: float, act: Callable[[], None]) -> None:
        self._timers.append(asyncio.get_running_loop().call_later(seconds, act))

    def _note(self, fate: Fate) -> None:
        self._fates[fate] += 1
        self._tell(self.paper, fate)
