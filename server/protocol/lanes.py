"""Names of lanes: that of a service is its key, others are meant for one desk or one official."""

from typing import Annotated

from msgspec import Meta

from server.protocol.identity import Key

LaneName = Annotated[str, Meta(pattern=r"^(@(desk|official)-)?[a-z0-9][a-z0-9-]*$", max_length=60)]
"""A service's key, or ``@desk-`` or ``@official-`` and theirs; see docs/glossary.md, lane."""

OFFICIAL_LANE = "@official-"
DESK_LANE = "@desk-"


def desk_lane(desk: Key) -> LaneName:
    """Return the lane of those who are meant for one desk."""
    return f"{DESK_LANE}{desk}"


def official_lane(official: Key) -> LaneName:
    """Return the lane of those who are meant for one official, wherever he receives."""
    return f"{OFFICIAL_LANE}{official}"
