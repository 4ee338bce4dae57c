"""Whole tickets as bytes: their budgets, and those kept in tests/golden/receipts."""

import re
from pathlib import Path

import pytest
from msgspec import structs

from printers.document import Role, TextLine, TicketDocument, TicketNumber
from printers.logos import logo_hash
from printers.press import Press
from printers.profile import profile_names, read_profile
from printers.strategy import Link, Proved, Strategy
from printers.ticket import TicketFacts, compose
from printers.virtual.tokens import Tokeniser
from printers.wording import read_words
from tests.printers.yardstick import LOGO, YARDSTICK

RECEIPTS = Path(__file__).parents[1] / "golden" / "receipts"
DRAWN = frozenset({"row", "GS v 0"})
SEEN = ("epson_tm_t20iii", "generic_80_clone", "generic_58_clone")
"""One profile for each way that a slow line is served."""
ALL_PROVED = Proved(logo_hash(LOGO), own_characters=True)
LOGO_PROVED = Proved(logo_hash(LOGO))
UNASSIGNED = "\u0378"


def without_dots(job: bytes) -> str:
    """Return every command and text of ``job``, a line each, without what a font decides."""
    lines = [""]
    for token in Tokeniser().feed(job):
        if token.name == "text":
            lines[-1] += token.arguments.hex()
        elif token.name not in DRAWN:
            lines += [f"{token.name} {token.arguments.hex()}".strip(), ""]
        elif token.name == "GS v 0" and lines[-1] != "drawn":
            lines += ["drawn"]
    return "\n".join(line for line in lines if line) + "\n"


@pytest.mark.parametrize("profile", SEEN)
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_ticket_is_the_one_that_was_looked_at(
    facts: TicketFacts, profile: str, language: str
) -> None:
    document = compose(facts, read_words(language))

    job = Press(read_profile(profile), Link.SLOW).prepare(document)

    kept = (RECEIPTS / f"{profile}-{language}.txt").read_text("ascii")
    assert without_dots(job) == kept


@pytest.mark.parametrize("name", profile_names())
def test_the_realistic_ticket_keeps_its_budget_on_a_slow_line(name: str) -> None:
    budgets = {
        Strategy.TEXT_PAGE: 500,
        Strategy.OWN_CHARACTERS: 1200,
        Strategy.TEXT_AND_RASTER: 10_000,
    }
    profile = read_profile(name)

    for proved in (LOGO_PROVED, ALL_PROVED):
        press = Press(profile, Link.SLOW, proved)
        # A page without Russian letters leaves too many to define; it is drawn within its budget.
        is_lean = profile.text.codec != "cp858"
        strategy = press.strategy(YARDSTICK) if is_lean else Strategy.TEXT_AND_RASTER
        assert 300 < len(press.prepare(YARDSTICK)) <= budgets[strategy]


@pytest.mark.parametrize("name", profile_names())
def test_a_fully_drawn_ticket_goes_only_over_a_fast_link(name: str) -> None:
    profile, drawn = read_profile(name), structs.replace(YARDSTICK, is_drawn=True)

    designed = Press(profile, Link.FAST, ALL_PROVED)
    others = [Press(profile, link, ALL_PROVED) for link in (Link.BRISK, Link.SLOW)]

    assert designed.strategy(drawn) is Strategy.DESIGN
    assert len(designed.prepare(drawn)) < 40_000
    assert all(press.strategy(drawn) is not Strategy.DESIGN for press in others)
    assert all(len(press.prepare(drawn)) < 13_000 for press in others)


def test_a_hyphen_that_stands_for_a_dash_is_not_given_away_to_a_letter_of_ours() -> None:
    line = TextLine(Role.WAIT, "ru", "Ожидание: примерно 20–35 мин")
    press = Press(read_profile("custom_kpm210"), Link.SLOW, ALL_PROVED)

    job = press.prepare(TicketDocument("ru", (line,)))

    given_away = [
        sign
        for first, last in re.findall(rb"\x1b&\x03(.)(.)", job)
        for sign in range(first[0], last[0] + 1)
    ]
    assert b"20-35" in job
    assert len(given_away) > 10
    assert ord("-") not in given_away


def test_a_logo_that_the_printer_does_not_keep_never_goes_over_a_slow_line() -> None:
    profile = read_profile("epson_tm_t20iii")
    bare = TicketDocument("kk", tuple(e for e in YARDSTICK.elements if e is not LOGO))

    without = Press(profile, Link.SLOW).prepare(YARDSTICK)

    assert without == Press(profile, Link.SLOW).prepare(bare)


def test_the_same_ticket_is_the_same_bytes(facts: TicketFacts) -> None:
    press = Press(read_profile("epson_tm_t20iii"), Link.FAST)
    document = compose(facts, read_words("kk"))

    assert press.prepare(document) == press.prepare(document)


def test_a_line_that_no_font_has_is_left_out_and_told() -> None:
    press = Press(read_profile("epson_tm_t20iii"), Link.FAST)
    strange = TextLine(Role.SERVICE, "zh", f"Зал {UNASSIGNED}")
    number = TicketNumber("A042")

    job = press.prepare(TicketDocument("zh", (strange, number)))

    assert press.undrawable == UNASSIGNED
    assert job == press.prepare(TicketDocument("zh", (number,)))
    assert press.undrawable == ""
