"""What every event is; the events themselves stand in ``events`` and the modules beside it."""

from msgspec import Struct


class Happened(Struct, frozen=True, kw_only=True, tag=True, tag_field="type"):
    """What every event is: something that has happened, tagged by its name."""
