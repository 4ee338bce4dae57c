"""Every byte is booked once, under what it was used for; unknown ones with their place."""

from printers.virtual.ledger import ByteLedger
from tests.printers.virtual.blocks import gs_l, stored_graphics, tokens


def booked(*streams: bytes) -> ByteLedger:
    """Return a ledger that has booked these commands."""
    ledger = ByteLedger("epson_tm_t20iii")
    for stream in streams:
        place = 0
        for token in tokens(stream):
            ledger.note(token, stream[place : place + token.size], own=False)
            place += token.size
    return ledger


def test_bytes_are_booked_by_what_they_made() -> None:
    ledger = booked(
        b"\x1b@A\n",
        b"\x1dv0\x00\x01\x00\x01\x00\xff",
        stored_graphics(8, 1, b"\xff"),
        gs_l(69, b"AB\x01\x01"),
        b"\x1d(k\x03\x001C\x06",
    )

    account = ledger.closed(0, "full")

    assert account.bytes_by == {"other": 3, "text": 1, "raster": 25, "logo": 11, "qr": 8}
    assert sum(account.bytes_by.values()) == len(account.received)


def test_letters_that_the_host_drew_are_booked_apart() -> None:
    ledger = ByteLedger("epson_tm_t20iii")

    ledger.note(tokens(b"A")[0], b"A", own=True)

    assert ledger.closed(0, "full").bytes_by == {"own-characters": 1}


def test_unknown_bytes_are_told_with_place_and_content() -> None:
    ledger = booked(b"AB\x1b\x7f")

    ledger.note_unknown(2)
    account = ledger.closed(3, "partial")

    assert [(one.at, one.content) for one in account.unknown] == [(2, b"\x1b\x7f")]
    assert (account.unknown_bytes, account.leftover_bytes, account.cut) == (2, 3, "partial")


def test_only_the_first_unknown_bytes_are_shown_and_all_are_counted() -> None:
    ledger = booked(b"A" * 20)

    for _ in range(20):
        ledger.note_unknown(1)

    assert len(ledger.closed(0, "full").unknown) == 8
    assert ledger.closed(0, "full").unknown_bytes == 0
    assert ledger.unknown_bytes == 20
