"""The bytes of a job: Kazakh right, no question marks, bands short, no commands in the dots."""

import pytest
from msgspec.structs import replace as changed

from printers.encoder import EscPosEncoder
from printers.layout import GapRow, LogoRow, QrRow, RasterRow, RuleRow, TextRow
from printers.press import Press
from printers.profile import PrinterProfile, Quirks, profile_names, read_profile
from printers.raster import Rasteriser, start_fonts
from printers.sizes import Weight
from printers.strategy import KAZAKH_LETTERS, Link
from printers.ticket import TicketFacts, compose
from printers.virtual.tokens import Token, Tokeniser
from printers.wording import read_words
from tests.printers.yardstick import LOGO

EPSON, CLONE = read_profile("epson_tm_t20iii"), read_profile("generic_80_clone")
STRATEGIES = ("epson_tm_t88v", "generic_80_clone", "generic_58_clone", "pyramid_reliance")
PREAMBLE = b"\x1b@\x1da\x0f\x1c."


DEAF = changed(CLONE, quirks=Quirks(ignores_dot_feed=True))


def encoder(profile: PrinterProfile, link: Link = Link.FAST) -> EscPosEncoder:
    """Return an encoder with the fonts loaded."""
    start_fonts()
    return EscPosEncoder(profile, link, Rasteriser())


def tokens(job: bytes) -> list[Token]:
    """Cut ``job`` up with the virtual printer's own tokeniser."""
    return list(Tokeniser().feed(job))


def text_bytes(job: bytes) -> bytes:
    """Return the bytes that print as letters."""
    return b"".join(token.arguments for token in tokens(job) if token.name == "text")


def test_a_job_begins_by_waking_the_printer_in_a_known_state() -> None:
    job = encoder(EPSON).encode(())

    assert job == PREAMBLE + b"\x1bt\x35\x1ba\x01"


@pytest.mark.parametrize("letter", KAZAKH_LETTERS)
def test_each_kazakh_letter_is_its_byte_of_kz1048_on_the_epson(letter: str) -> None:
    job = encoder(EPSON).encode((TextRow(letter, 1, 1, bold=False),))

    assert text_bytes(job).decode("kz1048") == letter


def test_russian_is_cp866_on_the_clone() -> None:
    job = encoder(CLONE).encode((TextRow("Перед вами 3 человека № 7", 1, 1, bold=False),))

    assert job.startswith(PREAMBLE + b"\x1bt\x11")
    assert text_bytes(job).decode("cp866") == "Перед вами 3 человека № 7"


@pytest.mark.parametrize("name", STRATEGIES)
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("link", Link)
def test_no_ticket_has_a_question_mark_or_an_unknown_byte(
    facts: TicketFacts, name: str, language: str, link: Link
) -> None:
    job = Press(read_profile(name), link).prepare(compose(facts, read_words(language)))

    assert b"?" not in text_bytes(job)
    assert [token for token in tokens(job) if token.name == "unknown"] == []


@pytest.mark.parametrize("name", profile_names())
def test_no_raster_command_is_higher_than_255_rows_or_wider_than_the_paper(
    facts: TicketFacts, name: str
) -> None:
    job = Press(read_profile(name), Link.FAST).prepare(compose(facts, read_words("kk")))

    heads = [token.arguments for token in tokens(job) if token.name == "GS v 0"]

    assert heads
    assert all(head[3] + 256 * head[4] <= 255 for head in heads)
    widest = read_profile(name).media.dots // 8
    assert all(head[1] + 256 * head[2] <= widest for head in heads)


def test_a_gap_is_fed_in_the_units_of_the_maker() -> None:
    halves = tokens(encoder(EPSON).encode((GapRow(200),)))
    dots = tokens(encoder(CLONE).encode((GapRow(300),)))

    assert [token.arguments for token in halves if token.name == "ESC J"] == [
        bytes((254,)),
        bytes((146,)),
    ]
    assert [token.arguments for token in dots if token.name == "ESC J"] == [
        bytes((255,)),
        bytes((45,)),
    ]


def test_a_printer_that_ignores_feeds_gets_narrow_white_as_high_as_the_gap() -> None:
    drawn = tokens(encoder(DEAF).encode((GapRow(601),)))

    heads = [token.arguments for token in drawn if token.name == "GS v 0"]

    assert [(head[0], head[3]) for head in heads] == [(3, 255), (3, 45), (0, 1)]
    assert all(head[1:3] == b"\x01\x00" for head in heads)


def test_white_above_and_below_letters_is_fed_and_not_sent() -> None:
    job = tokens(encoder(CLONE).encode((RasterRow("қ", 28, Weight.REGULAR),)))

    rows = [token.arguments[1:] for token in job if token.name == "row"]
    fed = sum(token.arguments[0] for token in job if token.name == "ESC J")

    assert all(any(row) for row in rows)
    assert len(rows) + fed == 34


def test_nothing_but_white_is_only_fed() -> None:
    job = tokens(encoder(CLONE).encode((RasterRow(" ", 28, Weight.REGULAR), GapRow(1))))

    assert [token.arguments for token in job if token.name == "ESC J"] == [bytes((35,))]
    assert all(token.name != "row" for token in job)


def test_a_slow_line_gets_no_long_command_of_dots() -> None:
    wide = RasterRow("Қ" * 8, 120, Weight.BOLD)

    heads = [
        token.arguments
        for token in tokens(encoder(CLONE, Link.SLOW).encode((wide,)))
        if token.name == "GS v 0"
    ]

    assert len(heads) > 1
    assert all(head[1] * head[3] <= 3392 for head in heads)


def test_bold_and_size_are_said_only_when_they_change() -> None:
    rows = (TextRow("A", 1, 1, True), TextRow("B", 1, 1, True), TextRow("C", 2, 2, False))

    job = encoder(EPSON).encode(rows)

    assert job.endswith(b"\x1bE\x01A\nB\n\x1d!\x11\x1bE\x00C\n")


def test_a_letter_that_the_page_lacks_is_an_error_and_never_a_question_mark() -> None:
    with pytest.raises(UnicodeEncodeError):
        encoder(CLONE).encode((TextRow("қ", 1, 1, bold=False),))


def test_our_letters_are_defined_once_and_stand_for_signs() -> None:
    row = TextRow("нөмірі", 1, 1, bold=False)

    job = encoder(CLONE).encode((row,), {"ө": "a", "і": "b"})

    assert job.count(b"\x1b&\x03ab") == 1
    assert job.endswith("\x1b%\x01нaмbрb\n".encode("cp866"))


def test_a_stored_logo_is_recalled_in_a_few_bytes_and_another_is_drawn() -> None:
    recalled = encoder(EPSON).encode((LogoRow(LOGO, is_recalled=True),))
    drawn = encoder(EPSON).encode((LogoRow(LOGO, is_recalled=False),))

    assert recalled.endswith(b"\x1d(L\x06\x000EKZ\x01\x01")
    assert sum(token.name == "row" for token in tokens(drawn)) == 91


def test_a_rule_is_a_black_line_across_the_paper() -> None:
    job = encoder(EPSON).encode((RuleRow(),))

    rows = [token.arguments[1:] for token in tokens(job) if token.name == "row"]

    assert rows == [b"\xff" * 72] * 2


def test_the_qr_is_the_printers_own_where_it_has_one_and_drawn_where_not() -> None:
    native = tokens(encoder(EPSON).encode((QrRow("https://example.kz/t"),)))
    drawn = tokens(encoder(CLONE).encode((QrRow("https://example.kz/t"),)))

    assert any(b"https://example.kz/t" in token.arguments for token in native)
    assert all(token.name != "GS ( k" for token in drawn)
    assert sum(token.name == "row" for token in drawn) == 25 * 6


def test_a_slow_line_gets_the_drawn_qr_at_half_size_to_be_doubled() -> None:
    drawn = tokens(encoder(CLONE).encode((QrRow("https://example.kz/t", 2, is_lean=True),)))

    assert sum(token.name == "row" for token in drawn) == 25 * 2
