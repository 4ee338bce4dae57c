"""The process that plays forward, as the server has it: started, told, asked within a deadline."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from contextlib import suppress
from pathlib import Path
from typing import Protocol

import msgspec

from server.forecast.talk import LENGTH_BYTES, Answer, Ask, ToChild, framed, length_of

ANSWER_SECONDS = 20.0
ROOT = Path(__file__).parents[2]
"""Where this server's own code lies, whatever else is installed."""


class PlayerGoneError(Exception):
    """The process ended, said something strange, or took too long."""


class Player(Protocol):
    """What answers what is asked of a scene."""

    @property
    def pid(self) -> int:
        """Return the process."""

    async def tell(self, message: ToChild) -> None:
        """Let it know; raise PlayerGoneError."""

    async def ask(self, question: Ask) -> Answer:
        """Return the answer; raise PlayerGoneError."""

    async def end(self) -> None:
        """End it."""


class PlayerProcess:
    """A process of its own; whatever is wrong with it is a PlayerGoneError."""

    def __init__(self, process: Process) -> None:
        """Take a process that was just started."""
        self._process = process

    @classmethod
    async def start(cls) -> "PlayerProcess":
        """Start it; raise OSError."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",
            "-m",
            "server.forecast",
            stdin=PIPE,
            stdout=PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        return cls(process)

    @property
    def pid(self) -> int:
        """Return the process."""
        return self._process.pid

    async def tell(self, message: ToChild) -> None:
        """Let it know, as fast as it listens."""
        stdin = self._process.stdin
        if stdin is None:
            raise PlayerGoneError
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                stdin.write(framed(message))
                await stdin.drain()
        except (OSError, TimeoutError, ValueError) as error:
            raise PlayerGoneError(repr(error)) from error

    async def ask(self, question: Ask) -> Answer:
        """Return the answer."""
        stdout = self._process.stdout
        if stdout is None:
            raise PlayerGoneError
        await self.tell(question)
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                length = length_of(await stdout.readexactly(LENGTH_BYTES))
                answer = msgspec.msgpack.decode(await stdout.readexactly(length), type=Answer)
        except (OSError, EOFError, TimeoutError, ValueError, msgspec.MsgspecError) as error:
            raise PlayerGoneError(repr(error)) from error
        if answer.number != question.number:
            raise PlayerGoneError(answer.number)
        return answer

    async def end(self) -> None:
        """End it; it has nothing to save."""
        if self._process.returncode is None:
            # Not by the process's own kill(): that may take its end from who waits for it.
            with suppress(ProcessLookupError):
                os.kill(self._process.pid, signal.SIGKILL)
            await self._process.wait()
