"""The sheet of code pages: what a person reads off it is what the printer has."""

import pytest

from printers.code_page_sheet import (
    ALPHABET,
    LIKELY_PAGES,
    PAGES_A_SHEET,
    SAMPLES,
    page_read,
    pages_of,
    sheets,
)
from printers.profile import profile_names, read_profile
from printers.raster import start_fonts
from printers.repertoire import RUSSIAN_LETTERS
from printers.strategy import KAZAKH_LETTERS, Link
from printers.virtual.tokens import Tokeniser
from printers.wording import languages, read_words
from tests.printers.conftest import StartVirtual
from tests.printers.developing import develop

WORDS = read_words("ru").sheet


def right_samples(line: str) -> list[str]:
    """Return the marks of the samples that came out right on a line of the paper."""
    said = dict(part.split(":") for part in line[4:].split(" ") if ":" in part)
    return [mark for mark, (_, sample) in SAMPLES.items() if said.get(mark) == sample]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("epson_tm_t20iii", {17: "D", 34: "E", 46: "C", 53: "A"}),
        ("generic_80_clone", {17: "D", 46: "C"}),
    ],
)
def test_the_first_right_sample_of_each_line_is_the_page_that_the_printer_has(
    start_virtual: StartVirtual, name: str, found: dict[int, str]
) -> None:
    fonts, profile = start_fonts(), read_profile(name)
    printer = start_virtual("--model", name, "--speed", "20000")

    (paper,) = develop(printer, profile, *sheets(profile, Link.FAST, WORDS))

    read = {int(line[:3]): right_samples(line) for line in paper["lines"] if " A:" in line}
    assert fonts is not None
    assert {page: marks[0] for page, marks in read.items() if marks} == found
    assert (paper["unknown_bytes"], paper["clipped_dots"]) == (0, 0)


@pytest.mark.parametrize("name", profile_names())
def test_a_sheet_tries_the_likely_pages_and_the_profiles_own(name: str) -> None:
    fonts, profile = start_fonts(), read_profile(name)

    (sheet,) = sheets(profile, Link.SLOW, WORDS)

    tokens = list(Tokeniser().feed(sheet))
    tried = {token.arguments[0] for token in tokens if token.name == "ESC t"}
    assert fonts is not None
    assert tried == {*LIKELY_PAGES, profile.text.code_page}


@pytest.mark.parametrize("language", languages())
def test_all_256_pages_go_on_papers_that_a_person_can_hold(language: str) -> None:
    fonts, profile = start_fonts(), read_profile("generic_58_clone")

    papers = list(sheets(profile, Link.FAST, read_words(language).sheet, pages_of("0-255")))

    assert fonts is not None
    assert len(papers) == 256 // PAGES_A_SHEET


def test_every_letter_of_both_alphabets_stands_below() -> None:
    assert set(KAZAKH_LETTERS + RUSSIAN_LETTERS) < set(ALPHABET)


def test_what_is_read_off_is_a_number_and_a_codec() -> None:
    assert page_read("46:C") == (46, "cp1251")
    assert page_read("15:A") == (15, "kz1048")


@pytest.mark.parametrize("said", ["256:A", "-1:A", "A", "1-3:A", "17:cp9999", ""])
def test_what_is_no_page_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        page_read(said)
