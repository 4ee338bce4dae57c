"""What a newer server says: a device leaves what it does not know aside and goes on."""

from typing import Any, get_args

import msgspec

from server.protocol.events import Event
from server.protocol.frames import FromServer
from server.protocol.snapshots import DeviceChange

TAG = "type"


def _tags(union: Any) -> frozenset[str]:  # noqa: ANN401 - a union has no type of its own
    return frozenset(str(one.__struct_config__.tag) for one in get_args(union))


_FRAMES = _tags(FromServer)
_LISTED = {"changes": _tags(DeviceChange), "events": _tags(Event)}


def without_newer(raw: bytes) -> bytes | None:
    """Return a server's frame without the changes and events that this program does not know.

    None if the frame itself is of an unknown kind. Raise msgspec.DecodeError for what is no JSON.
    """
    frame = msgspec.json.decode(raw)
    if not isinstance(frame, dict) or not isinstance(frame.get(TAG), str):
        return raw
    if frame[TAG] not in _FRAMES:
        return None
    for field, known in _LISTED.items():
        listed = frame.get(field)
        if isinstance(listed, list):
            frame[field] = [one for one in listed if not _is_newer(one, known)]
    return msgspec.json.encode(frame)


def _is_newer(one: object, known: frozenset[str]) -> bool:
    """Return whether this is well formed and of a kind that came later; all else is judged."""
    tag = one.get(TAG) if isinstance(one, dict) else None
    return isinstance(tag, str) and tag not in known
