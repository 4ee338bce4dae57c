"""Coded values: what people choose from lists instead of writing free text; texts are data."""

from enum import StrEnum

from msgspec import Struct

from server.protocol.identity import Key
from server.protocol.languages import Texts


class CodeKind(StrEnum):
    """What a coded value says."""

    PARK = "park"
    TRANSFER = "transfer"
    OVERRIDE = "override"
    BREAK = "break"
    OUTCOME = "outcome"
    TOPIC = "topic"
    REFUSAL = "refusal"
    PAUSE = "pause"
    STOP = "stop"
    REGION = "region"


class Code(Struct, frozen=True):
    """One value of a list; events carry its ``id``, people read its ``names``."""

    kind: CodeKind
    id: Key
    names: Texts


class VisitRecord(Struct, frozen=True, omit_defaults=True):
    """What an official says of a reception, by coded values alone; each may be left out."""

    outcome: Key | None = None
    topic: Key | None = None
    region: Key | None = None
    is_repeat: bool | None = None
