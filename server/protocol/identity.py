"""Identifiers and actors: how programs, people and requests are named on the wire."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

PROTOCOL_VERSION = 1

RequestId = Annotated[
    str, Meta(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", max_length=36)
]
"""A UUID in lower-case canonical form (RFC 9562), made once by whoever asks."""

TicketId = RequestId
LegId = RequestId

Key = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=40)]
"""A short name given by the hall file: of a hall, body, service, desk, zone, series, device."""


class ActorKind(StrEnum):
    """Who may cause a command."""

    OFFICIAL = "official"
    ADMIN = "admin"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"
    KIOSK = "kiosk"
    DISPLAY = "display"
    PROGRAM = "program"
    SERVER = "server"


class Role(StrEnum):
    """What a person may do who logs in; the values are kinds of actors too."""

    OFFICIAL = "official"
    ADMIN = "admin"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"


class Actor(Struct, frozen=True):
    """Who acts: a kind and a pseudonym, never a person's name."""

    kind: ActorKind
    id: Key

    def __str__(self) -> str:
        """Return ``kind:id``, the form kept in the event log."""
        return f"{self.kind}:{self.id}"


SERVER_ACTOR = Actor(ActorKind.SERVER, "server")
COMMAND_LINE = Actor(ActorKind.ADMIN, "control")


class DeviceRole(StrEnum):
    """What a device is; it decides which commands it may send and which events it sees."""

    KIOSK = "kiosk"
    DISPLAY = "display"
