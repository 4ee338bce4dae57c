"""Kiosks that ask for too much and are held back: since when, how often, and that it is over."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from server.protocol.identity import Key
from server.protocol.tickets import Instant

QUIET_MS = 60_000
"""A kiosk that was refused nothing for so long is held back no more."""

TOLD_MS = 12 * 3600 * 1000
"""How long people are still told of what is over: a working day."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Hold:
    """A kiosk was refused ``refused`` requests between ``since`` and ``last_at``."""

    since: Instant
    last_at: Instant
    refused: int
    is_over: bool = False


class Holds:
    """What one server process has refused its kiosks because they asked for too much."""

    def __init__(self, now: Callable[[], Instant]) -> None:
        """Begin with nobody held back."""
        self._now = now
        self._holds: dict[Key, Hold] = {}

    def refuse(self, kiosk: Key) -> None:
        """Take in that a request of ``kiosk`` was one too many."""
        now, hold = self._now(), self._holds.get(kiosk)
        if hold is None or hold.is_over or _is_quiet(hold, now):
            hold = Hold(now, now, 0)
            _log.warning("kiosk %s asks for too many tickets and is held back", kiosk)
        self._holds[kiosk] = replace(hold, last_at=now, refused=hold.refused + 1)

    def of(self, kiosk: Key) -> Hold | None:
        """Return how a kiosk is held back, or was within the last twelve hours."""
        hold, now = self._holds.get(kiosk), self._now()
        if hold is None or now - hold.last_at > TOLD_MS:
            return None
        return replace(hold, is_over=_is_quiet(hold, now))

    def beat(self) -> None:
        """Log what is over; to be called now and then."""
        now = self._now()
        for kiosk, hold in tuple(self._holds.items()):
            if not hold.is_over and _is_quiet(hold, now):
                self._holds[kiosk] = replace(hold, is_over=True)
                _log.info(
                    "kiosk %s is held back no more; %s requests were refused", kiosk, hold.refused
                )


def _is_quiet(hold: Hold, now: Instant) -> bool:
    return now - hold.last_at >= QUIET_MS
