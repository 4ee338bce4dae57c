"""What a hall offers: bodies, services, reception hours, statutory categories."""

from typing import Annotated

from msgspec import Meta, Struct

from server.protocol.identity import Key
from server.protocol.languages import Texts

Weekday = Annotated[int, Meta(ge=1, le=7)]
"""An ISO weekday, 1 is Monday."""

WallTime = Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
"""A time of day in the hall's zone, ``HH:MM``."""


class ReceptionHours(Struct, frozen=True):
    """One opening window: ISO weekday 1 (Monday) to 7, ``opens`` included, ``closes`` not.

    A window that closes at 00:00 ends with its day.
    """

    weekday: Weekday
    opens: WallTime
    closes: WallTime

    @property
    def end(self) -> str:
        """Return when the window ends, midnight as ``24:00``, so that it can be compared."""
        return "24:00" if self.closes == "00:00" else self.closes

    def holds(self, weekday: int, time: WallTime) -> bool:
        """Return whether the window is open on ``weekday`` at ``time``."""
        return self.weekday == weekday and self.opens <= time < self.end


class Body(Struct, frozen=True):
    """A central or local body that receives visitors under the hall's roof."""

    id: Key
    names: Texts


class Service(Struct, frozen=True):
    """What a visitor may wait for; empty ``hours`` means the hall's own hours.

    Whoever was received for it waits for the service ``then`` next, if one is planned;
    ``asks_persons``: people come for it in groups, and a kiosk asks how many they are.
    """

    id: Key
    body: Key
    names: Texts
    hours: tuple[ReceptionHours, ...] = ()
    then: Key | None = None
    asks_persons: bool = False


class StatutoryCategory(Struct, frozen=True):
    """A category of visitors whom a law lets go first, with the reference of that law."""

    id: Key
    names: Texts
    legal_reference: Texts
