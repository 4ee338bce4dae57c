"""The buffer is finite, gives back what it took, and can be emptied."""

from msgspec.structs import replace

from printers.virtual.buffer import ReceiveBuffer
from tests.printers.virtual.blocks import EPSON

SMALL = replace(EPSON, mechanics=replace(EPSON.mechanics, buffer_bytes=8))


def test_what_waits_takes_room_until_it_is_obeyed() -> None:
    buffer = ReceiveBuffer(SMALL)

    buffer.take(b"ABC\x1b")
    before = buffer.room
    popped = [buffer.pop()[1] for _ in range(3)]

    assert (before, popped) == (4, [b"A", b"B", b"C"])
    assert (buffer.room, buffer.waiting, buffer.incomplete) == (7, 1, 1)


def test_a_command_longer_than_the_buffer_passes_through_it() -> None:
    buffer = ReceiveBuffer(SMALL)

    buffer.take(b"\x1d(H\x0e\x00000")
    token, content = buffer.pop()

    assert (token.name, content, buffer.room) == ("absorbed", b"\x1d(H\x0e\x00000", 8)


def test_an_emptied_buffer_begins_with_a_new_command() -> None:
    buffer = ReceiveBuffer(SMALL)
    buffer.take(b"A\x1bt")

    buffer.clear()
    buffer.take(b"5")

    assert [buffer.pop()[0].name, buffer.has_work] == ["text", False]
