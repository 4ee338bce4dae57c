"""The running printer as its host sees it: answers, order, speed, buffer."""

import asyncio

import pytest

from printers.virtual.mechanism import Mechanism
from tests.printers.virtual.blocks import answers_of, order
from tests.printers.virtual.conftest import Make

TICKET = b"\x1b@\x1da\x0fA\n\x1dr\x01\x1d(H\x06\x0000abcd"
ECHO = b"\x37\x22abcd\x00"


async def test_fences_answer_in_order_after_the_print(mechanism: Mechanism) -> None:
    heard = answers_of(mechanism)

    mechanism.receive(TICKET)
    await mechanism.until(lambda: heard.endswith(ECHO))

    assert bytes(heard) == b"\x10\x00\x00\x00" + b"\x00" + ECHO


async def test_real_time_questions_are_answered_even_without_paper(mechanism: Mechanism) -> None:
    heard = answers_of(mechanism)
    order(mechanism, paper="out")

    mechanism.receive(b"A\n\x10")
    mechanism.receive(b"\x04\x04")

    assert bytes(heard) == b"\x7e"


async def test_a_real_time_order_inside_a_raster_is_obeyed(mechanism: Mechanism) -> None:
    heard = answers_of(mechanism)

    mechanism.receive(b"\x1dv0\x00\x08\x00\x01\x00\x10\x04\x01\x10\x14\x02\x01\x08")

    assert bytes(heard) == b"\x12\x3b\x30\x00"
    assert not mechanism.condition.powered


async def test_paper_that_ends_stops_the_fence_until_the_reload(mechanism: Mechanism) -> None:
    heard = answers_of(mechanism)
    order(mechanism, paper_left_mm=2)

    mechanism.receive(TICKET)
    await mechanism.until(lambda: mechanism.condition.paper_out)
    before = bytes(heard)
    order(mechanism, paper="loaded")
    await mechanism.until(lambda: heard.endswith(ECHO))

    assert before == b"\x10\x00\x00\x00\x18\x00\x0f\x00"
    assert bytes(heard[8:12]) == b"\x10\x00\x00\x00"


async def test_a_full_buffer_has_no_room_and_more_bytes_are_lost(mechanism: Mechanism) -> None:
    order(mechanism, cover="open")

    mechanism.receive(b"x" * 60)
    nearly = mechanism.room
    mechanism.receive(b"x" * 6)

    assert (nearly, mechanism.room, mechanism.state()["lost_bytes"]) == (4, 0, 2)


async def test_paper_moves_at_the_speed_of_the_build(mechanism: Mechanism) -> None:
    heard = answers_of(mechanism)
    loop = asyncio.get_running_loop()

    began = loop.time()
    mechanism.receive(b"\x1bd\x28\x1dr\x01")
    await mechanism.until(lambda: bool(heard))

    assert loop.time() - began >= 0.14


async def test_the_printer_says_who_it_is(mechanism: Mechanism) -> None:
    heard = answers_of(mechanism)

    mechanism.receive(b"\x1dI\x43\x1dI\x01")
    await mechanism.until(lambda: heard.endswith(b"\x20"))

    assert bytes(heard) == b"_TM-T20III\x00\x20"


async def test_a_death_loses_the_buffer_and_the_voice(mechanism: Mechanism) -> None:
    heard = answers_of(mechanism)
    order(mechanism, die_after=3)

    mechanism.receive(b"ABC\n\x1dr\x01")
    await mechanism.until(lambda: not mechanism.condition.powered)

    assert mechanism.state()["waiting_bytes"] == 0
    assert heard == b""


async def test_a_swallowing_printer_counts_bytes_and_does_nothing(mechanism: Mechanism) -> None:
    heard = answers_of(mechanism)
    order(mechanism, swallow=True)

    mechanism.receive(TICKET + b"\x10\x04\x01")

    assert heard == b""
    assert mechanism.state()["bytes"] == len(TICKET) + 3
    assert mechanism.state()["waiting_bytes"] == 0


@pytest.mark.parametrize(
    ("request_bytes", "left", "answer"),
    [
        (b"\x10\x05\x01", 2, b""),
        (b"\x10\x05\x02", 0, b""),
        (b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08", 0, b"\x37\x25\x00"),
    ],
)
async def test_a_host_can_end_a_cutter_error_with_or_without_the_buffer(
    mechanism: Mechanism, request_bytes: bytes, left: int, answer: bytes
) -> None:
    heard = answers_of(mechanism)
    order(mechanism, cutter="error")
    mechanism.receive(b"AB")

    mechanism.receive(request_bytes)

    assert mechanism.state()["waiting_bytes"] == left + len(request_bytes)
    assert not mechanism.condition.cutter_error
    assert bytes(heard) == answer


async def test_an_unknown_function_of_the_echo_is_counted(mechanism: Mechanism) -> None:
    mechanism.receive(b"\x1d(H\x03\x0009x")
    await mechanism.until(lambda: mechanism.state()["unknown_bytes"] > 0)

    assert mechanism.state()["unknown_bytes"] == 3


async def test_a_late_printer_answers_later_and_a_mute_one_never(make: Make) -> None:
    late, mute = make(), make()
    heard, nothing = answers_of(late), answers_of(mute)
    loop = asyncio.get_running_loop()
    order(late, late_echo_seconds=0.2)
    order(mute, mute=True)

    began = loop.time()
    for printer in (late, mute):
        printer.receive(b"\x1dr\x01")
    await late.until(lambda: bool(heard))

    assert loop.time() - began >= 0.2
    assert nothing == b""
    assert mute.state()["waiting_bytes"] == 0
