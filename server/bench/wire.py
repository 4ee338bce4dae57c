"""A device's socket that costs the load generator next to nothing: WebSocket frames, no more."""

import asyncio
import ssl
from collections.abc import Callable
from typing import Self, cast

from server.protocol.codec import encode
from server.protocol.frames import DEVICE_PATH, MAX_FRAME_BYTES, FromDevice

CONNECT_SECONDS = 5.0
MAX_HANDSHAKE = 8192
TEXT, CLOSE, PING, PONG = 0x1, 0x8, 0x9, 0xA
"""Opcodes of RFC 6455, section 5.2."""
FINAL, MASKED = 0x80, 0x80
IN_TWO_BYTES, IN_EIGHT_BYTES = 126, 127

Heard = Callable[[bytes], None]


class WireError(Exception):
    """The server did not shake hands, ended the link, or sent what no device could read."""


class DeviceWire(asyncio.Protocol):
    """One socket to the device link: ``heard`` gets every text frame as it comes."""

    def __init__(self, heard: Heard) -> None:
        """Hand every text to ``heard``."""
        self.heard = heard
        self.ended: WireError | None = None
        self._loop = asyncio.get_running_loop()
        self._open: asyncio.Future[None] = self._loop.create_future()
        self._bytes = bytearray()
        self._transport: asyncio.Transport

    @classmethod
    async def connect(
        cls,
        host: str,
        port: int,
        heard: Heard,
        tls: ssl.SSLContext | None = None,
        path: str = DEVICE_PATH,
    ) -> Self:
        """Return a socket that has shaken hands."""
        loop = asyncio.get_running_loop()
        _, wire = await loop.create_connection(
            lambda: cls(heard), host, port, ssl=tls, server_hostname="" if tls else None
        )
        wire.shake_hands(f"{host}:{port}", path)
        async with asyncio.timeout(CONNECT_SECONDS):
            await wire.until_open()
        return wire

    def shake_hands(self, host: str, path: str) -> None:
        """Ask the server for a WebSocket (RFC 6455, section 4.1)."""
        self._transport.write(
            f"GET {path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\n"
            "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: a2V6ZWstYmVuY2gta2V5IQ==\r\n\r\n".encode()
        )

    async def until_open(self) -> None:
        """Wait for the server's half of the handshake."""
        await self._open

    def say(self, frame: FromDevice) -> None:
        """Send one frame."""
        self.send(framed(TEXT, encode(frame)))

    def send(self, frame: bytes) -> None:
        """Send the bytes of a frame made before."""
        self._transport.write(frame)

    def close(self) -> None:
        """Leave."""
        self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        # uvloop's transports have all that is used here and are no subclass of this one.
        self._transport = cast("asyncio.Transport", transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """Note that the link is over."""
        self._end(f"lost: {exc!r}")

    def data_received(self, data: bytes) -> None:
        """Take what came off the socket."""
        self._bytes += data
        if not self._open.done() and not self._take_handshake():
            return
        while self._take_frame():
            pass

    def _take_handshake(self) -> bool:
        head, end, rest = bytes(self._bytes).partition(b"\r\n\r\n")
        if not end:
            if len(head) > MAX_HANDSHAKE:
                self._end("a handshake without an end")
            return False
        if not head.startswith(b"HTTP/1.1 101"):
            self._end(f"no handshake: {head[:80]!r}")
            return False
        self._bytes = bytearray(rest)
        self._open.set_result(None)
        return True

    def _take_frame(self) -> bool:
        """Take one whole frame off the buffer; return whether there was one."""
        size, start = _extent(self._bytes)
        if size > MAX_FRAME_BYTES:
            self._end(f"a frame of {size} bytes")
            return False
        if start == 0 or len(self._bytes) < start + size:
            return False
        opcode, payload = self._bytes[0] & 0x0F, bytes(self._bytes[start : start + size])
        del self._bytes[: start + size]
        if opcode == TEXT:
            self.heard(payload)
        elif opcode == PING:
            self.send(framed(PONG, payload))
        elif opcode == CLOSE:
            self._end(f"closed: {payload[2:80]!r}")
        return True

    def _end(self, why: str) -> None:
        self.ended = self.ended or WireError(why)
        if not self._open.done():
            self._open.set_exception(self.ended)
        self._transport.close()


def framed(opcode: int, payload: bytes) -> bytes:
    """Return the bytes of a client's frame (RFC 6455, section 5.2)."""
    size = len(payload)
    if size < IN_TWO_BYTES:
        head = bytes((FINAL | opcode, MASKED | size))
    else:
        head = bytes((FINAL | opcode, MASKED | IN_TWO_BYTES)) + size.to_bytes(2, "big")
    # A mask of zeros leaves the payload as it is: nobody on loopback is to be protected.
    return head + bytes(4) + payload


def _extent(data: bytearray) -> tuple[int, int]:
    """Return the length of a frame's payload and where it starts; (0, 0) if not yet known."""
    shortest = 2
    if len(data) < shortest:
        return 0, 0
    size = data[1] & 0x7F
    width = {IN_TWO_BYTES: 2, IN_EIGHT_BYTES: 8}.get(size, 0)
    if len(data) < shortest + width:
        return 0, 0
    return int.from_bytes(data[2 : 2 + width], "big") if width else size, shortest + width
