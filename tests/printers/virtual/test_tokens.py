"""A stream is cut into the same commands however it was split, to the byte."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printers.virtual.build import read_build
from printers.virtual.tokens import ABSORBED, Token, Tokeniser
from tests.printers.virtual.blocks import CLONE, tokens

COMMANDS = {
    b"\x1b@": Token("ESC @", b"", 2),
    b"\x1bt\x35": Token("ESC t", b"\x35", 3),
    b"\x1b$\x01\x02": Token("ESC $", b"\x01\x02", 4),
    b"\x1b*\x21\x02\x00abcdef": Token("ESC *", b"\x21abcdef", 11),
    b"\x1b*\x01\x02\x00ab": Token("ESC *", b"\x01ab", 7),
    b"\x1b&\x03\x41\x41\x02abcdef": Token("ESC &", b"\x03\x41\x02abcdef", 12),
    b"\x1bD\x04\x08\x00": Token("ESC D", b"\x04\x08", 5),
    b"\x1c.": Token("FS .", b"", 2),
    b"\x1cp\x01\x00": Token("FS p", b"\x01\x00", 4),
    b"\x1cq\x01\x01\x00\x01\x0001234567": Token("FS q", b"\x01\x01\x01\x00\x01\x0001234567", 15),
    b"\x1c(A\x02\x000\x00": Token("FS ( A", b"0\x00", 7),
    b"\x1dr\x01": Token("GS r", b"\x01", 3),
    b"\x1d*\x01\x0101234567": Token("GS *", b"\x01\x0101234567", 12),
    b"\x1dVB\x00": Token("GS V", b"B\x00", 4),
    b"\x1dV\x00": Token("GS V", b"\x00", 3),
    b"\x1d(H\x06\x0000abcd": Token("GS ( H", b"00abcd", 11),
    b"\x1d8L\x03\x00\x00\x000p0": Token("GS ( L", b"0p0", 10),
    b"\x10\x04\x01": Token("DLE EOT", b"\x01", 3),
    b"\x10\x05\x02": Token("DLE ENQ", b"\x02", 3),
    b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08": Token(
        "DLE DC4", b"\x08\x01\x03\x14\x01\x06\x02\x08", 10
    ),
    b"\n": Token("LF", b"", 1),
    b"\xaa": Token("text", b"\xaa", 1),
    b"\x01": Token("unknown", b"\x01", 1),
    b"\x1b\x7f": Token("unknown", b"\x1b\x7f", 2),
    b"\x1dV\x07": Token("unknown", b"\x1dV\x07", 3),
}


@pytest.mark.parametrize("stream", COMMANDS, ids=bytes.hex)
def test_each_command_is_one_token(stream: bytes) -> None:
    assert tokens(stream) == [COMMANDS[stream]]


def test_raster_comes_row_by_row() -> None:
    cut = tokens(b"\x1dv0\x03\x02\x00\x02\x00abcdX")

    assert [token.name for token in cut] == ["GS v 0", "row", "row", "text"]
    assert cut[1] == Token("row", b"\x03ab", 2)


def test_raster_without_rows_is_only_its_head() -> None:
    cut = tokens(b"\x1dv0\x00\x02\x00\x00\x00X")

    assert [token.name for token in cut] == ["GS v 0", "text"]


def test_each_picture_of_one_definition_is_told_with_its_number() -> None:
    two = b"\x01\x00\x01\x00" + bytes(8)

    cut = tokens(b"\x1cq\x02" + two + two)

    assert [token.arguments[:2] for token in cut] == [b"\x02\x01", b"\x02\x02"]


def test_a_command_without_its_end_is_counted_and_takes_no_room() -> None:
    tokeniser = Tokeniser()

    cut = list(tokeniser.feed(b"\x1dv0\x00\x02\x00\x02\x00a"))

    assert cut == [Token("GS v 0", b"\x00\x02\x00\x02\x00", 8), Token(ABSORBED, b"", 1)]
    assert tokeniser.incomplete == 1


def test_a_command_that_the_model_lacks_goes_on_as_text() -> None:
    cut = tokens(b"\x1b&\x03AA\x01abc", read_build("generic_58_clone"))

    assert cut[0] == Token("unknown", b"\x1b&", 2)
    assert b"".join(token.arguments for token in cut[2:]) == b"AA\x01abc"


def test_a_block_that_the_model_lacks_is_skipped_where_its_firmware_does_so() -> None:
    block = b"\x1d(k\x03\x001Q0"

    skipped = tokens(block + b"X", CLONE)
    garbage = tokens(block + b"X", read_build("generic_58_clone"))

    assert skipped == [Token("unknown", block, 8), Token("text", b"X", 1)]
    assert [token.name for token in garbage] == ["unknown", "unknown", "NUL", *["text"] * 4]


def test_an_ejector_takes_as_many_parameters_as_its_function_has() -> None:
    kiosk = read_build("pyramid_reliance")

    cut = tokens(b"\x1de\x20\x0c\x1e\x1de\x03\x0c\x1de\x05", kiosk)

    assert [token.arguments for token in cut] == [b"\x20\x0c\x1e", b"\x03\x0c", b"\x05"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(sorted(COMMANDS)), max_size=15), st.data())
def test_any_split_gives_the_same_tokens(commands: list[bytes], data: st.DataObject) -> None:
    stream = b"".join(commands)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=8)))
    tokeniser = Tokeniser()

    edges = [0, *cuts, len(stream)]
    got = [token for a, b in pairwise(edges) for token in tokeniser.feed(stream[a:b])]

    told = [(token.name, token.arguments) for token in got if token.name != ABSORBED]
    assert told == [(COMMANDS[one].name, COMMANDS[one].arguments) for one in commands]
    assert sum(token.size for token in got) == len(stream)
    assert tokeniser.incomplete == 0
