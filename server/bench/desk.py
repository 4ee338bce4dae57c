"""The official of the bench: presses the desk's buttons over HTTP as the page's script does."""

import asyncio
import re
from typing import Self
from urllib.parse import urlencode
from uuid import uuid4

from server.bench.grounds import DESK, LOGIN, Grounds
from server.protocol.identity import Key

SECONDS = 10.0
MAX_HEAD = 64 * 1024
MAX_BODY = 512 * 1024

_CSRF = re.compile(r'name="csrf" value="([^"]*)"')
_CURRENT = re.compile(r'name="current" value="([^"]*)"')
_LENGTH = re.compile(r"^content-length: *(\d+)", re.IGNORECASE | re.MULTILINE)
_COOKIE = re.compile(r"^set-cookie: *([^=]+)=([^;\r]*)", re.IGNORECASE | re.MULTILINE)


class DeskError(Exception):
    """The console did not answer as a desk expects."""


class BenchDesk:
    """One official at a desk, on one connection that is kept."""

    def __init__(
        self, host: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Speak on an open connection."""
        self._host = host
        self._reader = reader
        self._writer = writer
        self._cookies: dict[str, str] = {}
        self._csrf = ""
        self._current = ""
        self._stream: asyncio.Task[None] | None = None

    @classmethod
    async def sit_down(
        cls, grounds: Grounds, host: str, port: int, login: str = LOGIN, at: Key = DESK
    ) -> Self:
        """Log in and take the desk ``at``."""
        reader, writer = await asyncio.open_connection(host, port, limit=MAX_HEAD)
        desk = cls(f"{host}:{port}", reader, writer)
        try:
            await desk._look("/login")
            await desk._send("/login", {"login": login, "password": grounds.password})
            await desk._look("/desk/choose")
            await desk._send("/desk/choose", {"desk": at})
            await desk._look("/desk")
        except BaseException:
            await desk.leave()
            raise
        return desk

    async def call_next(self) -> None:
        """Press Next; the visitor who is called is kept in mind."""
        answer = await self._press("next")
        found = _CURRENT.search(answer)
        if found is None or not found.group(1):
            raise DeskError(answer[:300])
        self._current = found.group(1)

    async def mark_no_show(self) -> None:
        """Send the visitor away, so that the desk is free again."""
        await self._press("no-show")
        self._current = ""

    async def look_on(self) -> None:
        """Open the page's stream, as every page does, on a connection of its own."""
        host, _, port = self._host.rpartition(":")
        reader, writer = await asyncio.open_connection(host, int(port), limit=MAX_BODY)
        writer.write(f"GET /desk/live HTTP/1.1\r\n{self._head()}\r\n".encode())
        async with asyncio.timeout(SECONDS):
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
        if head.split(" ", 2)[1] != "200":
            raise DeskError(head)
        self._stream = asyncio.create_task(_read_on(reader, writer))

    async def leave(self) -> None:
        """Close the connections."""
        if self._stream is not None:
            self._stream.cancel()
            await asyncio.gather(self._stream, return_exceptions=True)
        self._writer.close()
        await self._writer.wait_closed()

    async def _press(self, action: str) -> str:
        fields = {"request_id": str(uuid4()), "current": self._current}
        return await self._send(f"/desk/{action}", fields, "HX-Request: true\r\n")

    async def _look(self, path: str) -> None:
        page = await self._exchange(f"GET {path} HTTP/1.1\r\n{self._head()}\r\n")
        found = _CSRF.search(page)
        if found is None:
            raise DeskError(page[:300])
        self._csrf = found.group(1)

    async def _send(self, path: str, fields: dict[str, str], more: str = "") -> str:
        body = urlencode({"csrf": self._csrf, **fields})
        return await self._exchange(
            f"POST {path} HTTP/1.1\r\n{self._head()}{more}"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}"
        )

    def _head(self) -> str:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        return f"Host: {self._host}\r\nAccept-Language: en\r\nCookie: {cookies}\r\n"

    async def _exchange(self, request: str) -> str:
        async with asyncio.timeout(SECONDS):
            self._writer.write(request.encode())
            head = (await self._reader.readuntil(b"\r\n\r\n")).decode()
            length = _LENGTH.search(head)
            size = int(length.group(1)) if length else 0
            if size > MAX_BODY:
                raise DeskError(head)
            body = (await self._reader.readexactly(size)).decode()
        if head.split(" ", 2)[1] not in {"200", "201", "303"}:
            msg = f"{request.partition(' HTTP')[0]}: {head.splitlines()[0]}: {body[:300]}"
            raise DeskError(msg)
        self._cookies |= {name: value for name, value in _COOKIE.findall(head) if value}
        return body


async def _read_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Read until cancelled, and look at nothing."""
    try:
        while await reader.read(MAX_BODY):
            pass
    finally:
        writer.close()
