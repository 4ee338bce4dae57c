"""JSON in and out: bounded, typed, one error for whatever is wrong with a message."""

import re
from collections.abc import Callable
from typing import TypeVar

import msgspec

from server.protocol.commands import Command
from server.protocol.errors import BadMessageError
from server.protocol.events import Event
from server.protocol.frames import MAX_FRAME_BYTES, FromDevice, FromServer
from server.protocol.newer import without_newer
from server.protocol.pairing import PairingFromDevice, PairingFromServer

MAX_DEPTH = 16

# A string that never ends counts too, or each of its quotes would be searched from anew.
_STRINGS = re.compile(rb'"(?:[^"\\]|\\.)*+"?', re.DOTALL)
_BRACKETS = re.compile(rb"[{}\[\]]")

T = TypeVar("T")

_encoder = msgspec.json.Encoder(order="deterministic")
_from_device: msgspec.json.Decoder[FromDevice] = msgspec.json.Decoder(FromDevice)
_from_server: msgspec.json.Decoder[FromServer] = msgspec.json.Decoder(FromServer)
_pairing_from_device: msgspec.json.Decoder[PairingFromDevice] = msgspec.json.Decoder(
    PairingFromDevice
)
_pairing_from_server: msgspec.json.Decoder[PairingFromServer] = msgspec.json.Decoder(
    PairingFromServer
)
_command: msgspec.json.Decoder[Command] = msgspec.json.Decoder(Command)
_event: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)


def encode(message: msgspec.Struct) -> bytes:
    """Return the message as compact JSON, the same bytes for equal messages."""
    return _encoder.encode(message)


def decode_from_device(data: bytes | str) -> FromDevice:
    """Return a device's frame; raise BadMessageError for anything else."""
    return _decode(_from_device, data)


def decode_from_server(data: bytes | str) -> FromServer:
    """Return a server's frame; raise BadMessageError for anything else."""
    return _decode(_from_server, data)


def heed_from_server(data: bytes | str) -> FromServer | None:
    """Return a server's frame as far as this program knows it, none if it does not at all.

    Changes and events that came later are left out. Raise BadMessageError for anything else.
    """
    raw = _bounded(data)
    try:
        return _from_server.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        known = _understood(without_newer, raw)
    return None if known is None else _understood(_from_server.decode, known)


def decode_pairing_from_device(data: bytes | str) -> PairingFromDevice:
    """Return a frame of a device to be paired; raise BadMessageError for anything else."""
    return _decode(_pairing_from_device, data)


def decode_pairing_from_server(data: bytes | str) -> PairingFromServer:
    """Return a frame of a server that pairs; raise BadMessageError for anything else."""
    return _decode(_pairing_from_server, data)


def decode_command(data: bytes | str) -> Command:
    """Return a command; raise BadMessageError for anything else."""
    return _decode(_command, data)


def decode_event(data: bytes | str) -> Event:
    """Return an event; raise BadMessageError for anything else."""
    return _decode(_event, data)


def _decode(decoder: msgspec.json.Decoder[T], data: bytes | str) -> T:
    return _understood(decoder.decode, _bounded(data))


def _bounded(data: bytes | str) -> bytes:
    raw = data.encode() if isinstance(data, str) else data
    if len(raw) > MAX_FRAME_BYTES:
        raise BadMessageError(reason="too-long", length=len(raw))
    if _depth(raw) > MAX_DEPTH:
        raise BadMessageError(reason="too-deep")
    return raw


def _understood(read: Callable[[bytes], T], raw: bytes) -> T:
    try:
        return read(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadMessageError(reason=str(error)[:200]) from error


def _depth(raw: bytes) -> int:
    """Return how deep objects and arrays are nested; brackets inside strings do not count."""
    if raw.count(b"{") + raw.count(b"[") <= MAX_DEPTH:
        return 0
    deepest = depth = 0
    for bracket in _BRACKETS.findall(_STRINGS.sub(b"", raw)):
        depth += 1 if bracket in b"{[" else -1
        deepest = max(deepest, depth)
    return deepest
