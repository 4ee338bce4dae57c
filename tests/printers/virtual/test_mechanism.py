"""The running printer as its host sees it: answers, order, speed, buffer."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from printers.virtual.condition import changed
from printers.virtual.mechanism import Build, Mechanism
from printers.virtual.shelf import Shelf

TICKET = b"\x1b@\x1da\x0fA\n\x1dr\x01\x1d(H\x06\x0000abcd"
ECHO = b"\x37\x22abcd\x00"


@pytest.fixture
async def mechanism(tmp_path: Path) -> AsyncIterator[Mechanism]:
    """Give a running Epson with a buffer of 64 bytes."""
    printer = Mechanism(Build("epson", 1000, 64), Shelf(tmp_path))
    running = asyncio.create_task(printer.run())
    yield printer
    running.cancel()


def answers_of(mechanism: Mechanism) -> bytearray:
    """Return the place where the printer's answers gather."""
    heard = bytearray()
    mechanism.send = heard.extend
    return heard


async def test_fences_answer_in_order_after_the_print(mechanism: Mechanism) -> None:
    heard = answers_of(mechanism)

    mechanism.receive(TICKET)
    await mechanism.until(lambda: heard.endswith(ECHO))

    assert bytes(heard) == b"\x10\x00\x00\x00" + b"\x00" + ECHO


async def test_real_time_questions_are_answered_even_without_paper(mechanism: Mechanism) -> None:
    heard = answers_of(mechanism)
    mechanism.set_condition(changed(mechanism.condition, {"paper": "out"}))

    mechanism.receive(b"A\n\x10")
    mechanism.receive(b"\x04\x04")

    assert bytes(heard) == b"\x7e"


async def test_paper_that_ends_stops_the_fence_until_the_reload(mechanism: Mechanism) -> None:
    heard = answers_of(mechanism)
    mechanism.set_condition(changed(mechanism.condition, {"paper_left_mm": 2}))

    mechanism.receive(TICKET)
    await mechanism.until(lambda: mechanism.condition.paper_out)
    before = bytes(heard)
    mechanism.set_condition(changed(mechanism.condition, {"paper": "loaded"}))
    await mechanism.until(lambda: heard.endswith(ECHO))

    assert before == b"\x10\x00\x00\x00\x18\x00\x0f\x00"
    assert bytes(heard[8:12]) == b"\x10\x00\x00\x00"


async def test_a_full_buffer_has_no_room(mechanism: Mechanism) -> None:
    mechanism.set_condition(changed(mechanism.condition, {"cover": "open"}))

    mechanism.receive(b"x" * 60)
    nearly = mechanism.room
    mechanism.receive(b"x" * 4)

    assert (nearly, mechanism.room) == (4, 0)


async def test_paper_moves_at_the_speed_of_the_build(mechanism: Mechanism) -> None:
    heard = answers_of(mechanism)
    loop = asyncio.get_running_loop()

    began = loop.time()
    mechanism.receive(b"\x1bd\x28\x1dr\x01")
    await mechanism.until(lambda: bool(heard))

    assert 0.14 <= loop.time() - began < 1


@pytest.mark.parametrize(
    ("asked", "answer"), [(b"\x1dI\x43", b"_TM-T20III\x00"), (b"\x1dI\x01", b"\x20")]
)
async def test_the_printer_says_who_it_is(
    mechanism: Mechanism, asked: bytes, answer: bytes
) -> None:
    heard = answers_of(mechanism)

    mechanism.receive(asked)
    await mechanism.until(lambda: bool(heard))

    assert bytes(heard) == answer


async def test_a_death_loses_the_buffer_and_the_voice(mechanism: Mechanism) -> None:
    heard = answers_of(mechanism)
    mechanism.set_condition(changed(mechanism.condition, {"die_after": 3}))

    mechanism.receive(b"ABC\n\x1dr\x01")
    await mechanism.until(lambda: not mechanism.condition.powered)

    assert mechanism.state()["waiting_bytes"] == 0
    assert heard == b""


async def test_a_swallowing_printer_counts_bytes_and_does_nothing(mechanism: Mechanism) -> None:
    heard = answers_of(mechanism)
    mechanism.set_condition(changed(mechanism.condition, {"swallow": True}))

    mechanism.receive(TICKET + b"\x10\x04\x01")

    assert heard == b""
    assert mechanism.state()["bytes"] == len(TICKET) + 3
    assert mechanism.state()["waiting_bytes"] == 0


async def test_a_cut_puts_the_paper_on_the_shelf(mechanism: Mechanism) -> None:
    mechanism.receive(b"A\n\x1dVB\x00")
    await mechanism.until(lambda: mechanism.shelf.papers == 1)

    assert mechanism.state()["uncut_ink"] is False
    assert mechanism.state()["unknown_bytes"] == 0
