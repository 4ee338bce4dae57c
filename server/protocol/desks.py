"""Desks and zones: where visitors are called to and which boards call them."""

from msgspec import Struct

from server.protocol.identity import Key
from server.protocol.languages import Texts


class Zone(Struct, frozen=True):
    """A part of the hall whose boards and loudspeakers belong together."""

    id: Key
    names: Texts


class Desk(Struct, frozen=True):
    """A place where an official receives; ``label`` is what is shown and spoken, such as ``5``.

    ``is_video``: a cabin in which an official of another hall receives by video.
    """

    id: Key
    label: str
    zone: Key
    services: tuple[Key, ...]
    is_video: bool = False
