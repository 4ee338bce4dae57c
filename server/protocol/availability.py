"""What visitors are told before they wait: who is received today, until when, where else to go."""

from enum import StrEnum
from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

from server.protocol.identity import Key
from server.protocol.languages import Texts
from server.protocol.services import ReceptionHours, Weekday
from server.protocol.tickets import Instant, ServiceDay

OpenTimes = Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$")]
"""A window of one day, such as ``10:00-13:00``."""


class Reception(StrEnum):
    """Whether a service takes visitors in now; ``until``: not for long any more."""

    OPEN = "open"
    UNTIL = "until"
    FULL = "full"
    CLOSED = "closed"


class Availability(Struct, frozen=True, omit_defaults=True):
    """How it stands with one service, true when it was said.

    ``opens_at`` is when it takes visitors in next, ``until_at`` about when who comes later may
    not be received today, ``left`` how many places its quota still has, ``elsewhere`` where to
    go meanwhile, ``post`` the office that receives next if offices alone do.
    """

    reception: Reception
    opens_at: Instant | None = None
    until_at: Instant | None = None
    left: int | None = None
    elsewhere: Key | None = None
    post: Key | None = None


class Elsewhere(Struct, frozen=True):
    """A matter that is not received in this hall, ``names``, and ``where`` it is."""

    id: Key
    names: Texts
    where: Texts


class Holiday(Struct, frozen=True):
    """A day with hours of its own whatever its weekday; without ``hours`` nobody is received.

    A working day that was moved here is worked as its ``weekday`` is, by the hall and by all who
    receive in it; ``hours`` cut it short. One that is unset is not written, as in older texts.
    """

    date: ServiceDay
    names: Texts = {}
    hours: Annotated[tuple[OpenTimes, ...], Meta(max_length=6)] = ()
    weekday: Weekday | UnsetType = UNSET


class Post(Struct, frozen=True):
    """An office such as governor, whose holder receives one person after another at ``desk``.

    The hall file knows offices and no persons; empty ``hours`` are those of the service.
    """

    id: Key
    names: Texts
    service: Key
    desk: Key
    hours: tuple[ReceptionHours, ...] = ()
    minutes: Annotated[int, Meta(ge=1, le=480)] = 15
