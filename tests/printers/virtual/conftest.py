"""A running printer without a cable, for the tests of the mechanism."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from msgspec.structs import replace

from printers.virtual.build import read_build
from printers.virtual.mechanism import Mechanism
from printers.virtual.memory import LogoMemory
from printers.virtual.shelf import Shelf

Make = Callable[..., Mechanism]


@pytest.fixture
async def make(tmp_path: Path) -> AsyncIterator[Make]:
    """Give a function that makes a running printer with a buffer of 64 bytes."""
    running: list[asyncio.Task[None]] = []

    def build_one(model: str = "epson", nv: Path | None = None) -> Mechanism:
        build = read_build(model)
        parts = replace(build.mechanics, millimetres_per_second=1000, buffer_bytes=64)
        memory = LogoMemory(build.memory.nv_bytes, nv)
        printer = Mechanism(replace(build, mechanics=parts), Shelf(tmp_path), memory)
        running.append(asyncio.create_task(printer.run()))
        return printer

    async with AsyncExitStack() as stack:
        yield build_one
        for task in running:
            stack.callback(task.cancel)


@pytest.fixture
async def mechanism(make: Make) -> Mechanism:
    """Give a running Epson."""
    return make()
