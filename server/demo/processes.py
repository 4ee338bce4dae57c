"""Programs started as processes for a demo or a journey: logged, awaited, always ended."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

START_SECONDS = 30.0
END_SECONDS = 5.0
LINE_LIMIT = 1024 * 1024

Said = dict[str, Any]
"""One JSON object that a program said on its standard output."""


class StageError(Exception):
    """A program did not start, did not answer in time, or ended by itself."""

    def __init__(self, program: str, what: str) -> None:
        """Name the program and what it did."""
        super().__init__(f"{program}: {what}")


class Program:
    """One running program; what it logs goes to a file, what it says is read line by line."""

    def __init__(self, name: str, process: asyncio.subprocess.Process, log: Path) -> None:
        """Hold a process that was just started."""
        self.name = name
        self.log = log
        self._process = process

    @property
    def pid(self) -> int:
        """Return the process id."""
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Return whether the program has not ended."""
        return self._process.returncode is None

    async def hear(self, seconds: float = START_SECONDS) -> Said:
        """Return the next JSON object the program says; raise StageError when none comes."""
        if self._process.stdout is None:
            raise StageError(self.name, "no standard output")
        try:
            line = await asyncio.wait_for(self._process.stdout.readline(), seconds)
        except TimeoutError:
            silence = f"said nothing for {seconds:g} s; see {self.log}"
            raise StageError(self.name, silence) from None
        if not line:
            raise StageError(self.name, f"ended; see {self.log}")
        try:
            said = json.loads(line)
        except ValueError:
            raise StageError(self.name, f"not JSON: {line[:200]!r}") from None
        if not isinstance(said, dict):
            raise StageError(self.name, f"not an object: {line[:200]!r}")
        return said

    async def ask(self, question: Said, seconds: float = START_SECONDS) -> Said:
        """Say one JSON object to the program and return its answer."""
        if self._process.stdin is None:
            raise StageError(self.name, "no standard input")
        self._process.stdin.write(json.dumps(question).encode() + b"\n")
        await self._process.stdin.drain()
        return await self.hear(seconds)

    async def watch(self) -> None:
        """Return when the program has ended well; raise StageError when it has ended badly."""
        if await self._process.wait() != 0:
            raise StageError(self.name, f"ended; see {self.log}")

    async def kill(self) -> None:
        """End the program by SIGKILL, as a power cut of it alone would."""
        self._signal(signal.SIGKILL)
        await self._process.wait()

    async def end(self) -> int:
        """Ask the program to end by SIGTERM, kill it after 5 s; return its exit code."""
        if self.is_running:
            self._signal(signal.SIGTERM)
            try:
                await asyncio.wait_for(self._process.wait(), END_SECONDS)
            except TimeoutError:
                await self.kill()
        return await self._process.wait()

    def _signal(self, number: signal.Signals) -> None:
        # A program that has just ended may still be running as far as asyncio was told.
        if self.is_running:
            with suppress(ProcessLookupError):
                os.killpg(self.pid, number)


class Stage:
    """The programs of one demo; whatever happens, all of them are ended with it."""

    def __init__(self, logs: Path, environment: Mapping[str, str]) -> None:
        """Start with no program; logs go to the folder ``logs``."""
        logs.mkdir(parents=True, exist_ok=True)
        self._logs = logs
        self._environment = dict(environment)
        self._programs: list[Program] = []

    async def __aenter__(self) -> Self:
        """Return the stage."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """End every program, the last started first."""
        for program in reversed(self._programs):
            await program.end()

    async def watch(self) -> None:
        """Wait until every program has ended; raise StageError as soon as one ends badly."""
        await asyncio.gather(*(program.watch() for program in self._programs))

    async def start_module(self, name: str, module: str, *arguments: str) -> Program:
        """Start ``python -m module``."""
        return await self.start(name, sys.executable, "-m", module, *arguments)

    async def start(self, name: str, *command: str) -> Program:
        """Start a program in a process group of its own."""
        log = self._logs / f"{name}.log"
        with log.open("ab") as errors:
            process = await asyncio.create_subprocess_exec(
                *command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=errors,
                env=self._environment,
                start_new_session=True,
                limit=LINE_LIMIT,
            )
        program = Program(name, process, log)
        self._programs.append(program)
        return program
