"""The bytes of a job: Kazakh right, no question marks, bands short, no commands in the dots."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printers.encoder import EscPosEncoder, defuse
from printers.layout import GapRow, Link, QrRow, RasterRow, RuleRow, TextRow, Weight
from printers.press import Press
from printers.profile import PrinterProfile, profile_names, read_profile
from printers.raster import Rasteriser, start_fonts
from printers.ticket import TicketFacts, compose
from printers.virtual.tokens import Token, Tokeniser
from printers.wording import read_words
from tests.printers.test_layout import KAZAKH_LETTERS

EPSON, CLONE = read_profile("epson_tm_t20iii"), read_profile("generic_80_clone")
PREAMBLE = b"\x1b@\x1da\x0f\x1c."


def encoder(profile: PrinterProfile) -> EscPosEncoder:
    """Return an encoder with the fonts loaded."""
    start_fonts()
    return EscPosEncoder(profile, Rasteriser())


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


@pytest.mark.parametrize("name", profile_names())
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
    assert all(head[1] + 256 * head[2] <= 72 for head in heads)


def test_a_tall_gap_is_cut_into_bands() -> None:
    job = encoder(EPSON).encode((GapRow(300),))

    assert sum(token.name == "row" for token in tokens(job)) == 300
    assert sum(token.name == "GS v 0" for token in tokens(job)) == 2


def test_white_above_and_below_letters_is_not_sent_as_wide_raster() -> None:
    job = encoder(CLONE).encode((RasterRow("қ", 28, Weight.REGULAR),))

    rows = [token.arguments[1:] for token in tokens(job) if token.name == "row"]

    assert any(len(row) > 1 for row in rows)
    assert all(any(row) or len(row) == 1 for row in rows)
    assert len(rows) == 34


def test_nothing_but_white_is_only_fed() -> None:
    job = encoder(CLONE).encode((RasterRow(" ", 28, Weight.REGULAR), GapRow(1)))

    rows = [token.arguments[1:] for token in tokens(job) if token.name == "row"]

    assert rows == [b"\x00"] * 35


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


@given(st.lists(st.sampled_from([0x10, 0x04, 0x05, 0x14, 0x00, 0xFF]), max_size=60).map(bytes))
def test_no_dots_can_be_taken_for_a_real_time_command(dots: bytes) -> None:
    safe = defuse(dots)

    assert not any(bad in safe for bad in (b"\x10\x04", b"\x10\x05", b"\x10\x14"))
    assert len(safe) == len(dots)
    assert all(ours | theirs == ours for ours, theirs in zip(safe, dots, strict=True))


@given(st.binary(max_size=200).filter(lambda dots: b"\x10" not in dots))
def test_harmless_dots_stay_as_they_are(dots: bytes) -> None:
    assert defuse(dots) == dots
