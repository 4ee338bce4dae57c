"""Commands print what they would on the model they are sent to."""

import pytest

from printers.virtual.head import Head
from printers.virtual.tokens import Tokeniser


def printed(stream: bytes, model: str = "epson") -> Head:
    """Return a head that has obeyed ``stream``."""
    head = Head(model)
    for token in Tokeniser().feed(stream):
        head.paper.feed(head.obey(token))
    return head


def test_a_line_is_what_its_page_says() -> None:
    head = printed(b"\x1b@\x1bt5" + "Талон нөмірі".encode("kz1048") + b"\n")

    assert head.paper.lines == ["Талон нөмірі"]
    assert head.paper.millimetres == 11 + 30 / 8


def test_a_clone_eats_cyrillic_in_pairs_until_it_is_told_to_leave_kanji_mode() -> None:
    russian = "Талон".encode("cp866") + b"\n"

    eaten = printed(b"\x1b@\x1bt\x11" + russian, "clone")
    whole = printed(b"\x1b@\x1c.\x1bt\x11" + russian, "clone")
    asked = printed(b"\x1b@\x1c&\x1bt\x11" + russian, "epson")

    assert eaten.paper.lines != ["Талон"]
    assert asked.paper.lines != ["Талон"]
    assert whole.paper.lines == ["Талон"]


def test_a_line_longer_than_the_paper_goes_on_below() -> None:
    head = printed(b"\x1b@" + b"x" * 50 + b"\n")

    assert [len(line) for line in head.paper.lines] == [48, 2]


@pytest.mark.parametrize(
    ("stream", "dots"),
    [
        (b"\n", 30),
        (b"\x1d!\x11A\n", 48),
        (b"\x1b!\x30A\n", 48),
        (b"\x1bE\x01A\n", 30),
        (b"\x1bd\x03", 90),
        (b"A\x1bJ\x0a", 40),
        (b"\x1dv0\x00\x01\x00\x02\x00\xff\x00", 2),
        (b"\x1dv0\x03\x01\x00\x02\x00\xff\xff", 4),
        (b"\x1ba1\x00", 0),
    ],
)
def test_the_paper_moves_as_far_as_the_command_says(stream: bytes, dots: int) -> None:
    assert printed(stream).paper.millimetres * 8 - 88 == dots


def test_a_qr_code_is_printed_and_can_be_read_back_from_the_record() -> None:
    data = b"https://example.kz"
    store = b"\x1d(k" + bytes((len(data) + 3, 0)) + b"1P0" + data

    head = printed(b"\x1d(k\x03\x001C\x06" + store + b"\x1d(k\x03\x001Q0")

    assert head.paper.qr_texts == ["https://example.kz"]
    assert head.unknown_bytes == 0


def test_what_the_model_does_not_know_is_counted() -> None:
    assert printed(b"\x1b\x7fA\x01\n").unknown_bytes == 3
    assert printed(b"\x1d(k\x03\x001Q0", "clone").unknown_bytes == 8


def test_a_new_strip_keeps_the_state_and_forgets_the_ink() -> None:
    head = printed(b"A\n")

    done = head.new_paper()

    assert done.lines == ["A"]
    assert not head.paper.has_ink
