"""A stream is cut into the same commands however it was split, to the byte."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printers.virtual.tokens import Token, Tokeniser

COMMANDS = {
    b"\x1b@": Token("ESC @", b"", 2),
    b"\x1bt\x35": Token("ESC t", b"\x35", 3),
    b"\x1b$\x01\x02": Token("ESC $", b"\x01\x02", 4),
    b"\x1c.": Token("FS .", b"", 2),
    b"\x1dr\x01": Token("GS r", b"\x01", 3),
    b"\x1dVB\x00": Token("GS V", b"B\x00", 4),
    b"\x1dV\x00": Token("GS V", b"\x00", 3),
    b"\x1d(H\x06\x0000abcd": Token("GS ( H", b"00abcd", 11),
    b"\x10\x04\x01": Token("DLE \x04", b"\x01", 3),
    b"\n": Token("LF", b"", 1),
    b"\xaa": Token("text", b"\xaa", 1),
    b"\x01": Token("unknown", b"\x01", 1),
    b"\x1b\x7f": Token("unknown", b"\x1b\x7f", 2),
}


@pytest.mark.parametrize("stream", COMMANDS, ids=bytes.hex)
def test_each_command_is_one_token(stream: bytes) -> None:
    assert list(Tokeniser().feed(stream)) == [COMMANDS[stream]]


def test_raster_comes_row_by_row() -> None:
    tokens = list(Tokeniser().feed(b"\x1dv0\x03\x02\x00\x02\x00abcdX"))

    assert [token.name for token in tokens] == ["GS v 0", "row", "row", "text"]
    assert tokens[1] == Token("row", b"\x03ab", 2)


def test_raster_without_rows_is_only_its_head() -> None:
    tokens = list(Tokeniser().feed(b"\x1dv0\x00\x02\x00\x00\x00X"))

    assert [token.name for token in tokens] == ["GS v 0", "text"]


def test_a_command_without_its_end_is_kept_and_counted() -> None:
    tokeniser = Tokeniser()

    assert list(tokeniser.feed(b"\x1dv0\x00\x02\x00\x02\x00a")) == [
        Token("GS v 0", b"\x00\x02\x00\x02\x00", 8)
    ]
    assert tokeniser.incomplete == 2


@given(st.lists(st.sampled_from(sorted(COMMANDS)), max_size=15), st.data())
def test_any_split_gives_the_same_tokens(commands: list[bytes], data: st.DataObject) -> None:
    stream = b"".join(commands)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=8)))
    tokeniser = Tokeniser()

    edges = [0, *cuts, len(stream)]
    got = [token for a, b in pairwise(edges) for token in tokeniser.feed(stream[a:b])]

    assert got == [COMMANDS[command] for command in commands]
    assert sum(token.size for token in got) == len(stream)
