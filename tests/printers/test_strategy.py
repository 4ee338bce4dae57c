"""Each line goes the cheapest way that is right: by profile, link and what is proved."""

import pytest
from msgspec.structs import replace

from printers.profile import (
    OwnCharacters,
    PrinterProfile,
    Provenance,
    profile_names,
    read_profile,
)
from printers.strategy import (
    KAZAKH_LETTERS,
    Link,
    LogoWay,
    Proved,
    Strategy,
    can_say,
    choose,
    choose_logo,
    longest_command,
    may_define_characters,
)

EPSON, CLONE = read_profile("epson_tm_t20iii"), read_profile("generic_80_clone")
STAR, NARROW = read_profile("star_escpos"), read_profile("generic_58_clone")
NOTHING, LETTERS = Proved(), Proved(own_characters=True)


@pytest.mark.parametrize(
    ("profile", "link", "proved", "wants_design", "strategy"),
    [
        (EPSON, Link.SLOW, NOTHING, False, Strategy.TEXT_PAGE),
        (EPSON, Link.FAST, NOTHING, False, Strategy.TEXT_PAGE),
        (EPSON, Link.FAST, NOTHING, True, Strategy.DESIGN),
        (EPSON, Link.BRISK, NOTHING, True, Strategy.TEXT_PAGE),
        (CLONE, Link.SLOW, NOTHING, False, Strategy.TEXT_AND_RASTER),
        (CLONE, Link.SLOW, LETTERS, False, Strategy.OWN_CHARACTERS),
        (CLONE, Link.BRISK, LETTERS, False, Strategy.TEXT_AND_RASTER),
        (NARROW, Link.SLOW, LETTERS, False, Strategy.TEXT_AND_RASTER),
        (STAR, Link.FAST, NOTHING, False, Strategy.DESIGN),
        (STAR, Link.SLOW, NOTHING, True, Strategy.TEXT_AND_RASTER),
    ],
)
def test_the_strategy_follows_from_profile_link_and_proof(
    profile: PrinterProfile, link: Link, proved: Proved, wants_design: bool, strategy: Strategy
) -> None:
    assert choose(profile, link, proved, wants_design=wants_design) is strategy


def test_own_characters_that_a_profile_calls_probed_need_no_proof_of_the_unit() -> None:
    provenance = {**CLONE.provenance, "own_characters.supported": Provenance.PROBED}

    assert may_define_characters(replace(CLONE, provenance=provenance), NOTHING)
    assert not may_define_characters(CLONE, NOTHING)
    assert not may_define_characters(replace(CLONE, own_characters=OwnCharacters()), LETTERS)


@pytest.mark.parametrize(
    ("profile", "link", "kept", "way"),
    [
        (EPSON, Link.SLOW, "ours", LogoWay.RECALLED),
        (EPSON, Link.FAST, "ours", LogoWay.RECALLED),
        (EPSON, Link.FAST, "another", LogoWay.DRAWN),
        (EPSON, Link.SLOW, "another", LogoWay.LEFT_OUT),
        (EPSON, Link.BRISK, None, LogoWay.LEFT_OUT),
        (NARROW, Link.FAST, "ours", LogoWay.DRAWN),
    ],
)
def test_a_logo_is_recalled_only_when_this_very_one_is_kept(
    profile: PrinterProfile, link: Link, kept: str | None, way: LogoWay
) -> None:
    assert choose_logo(profile, link, Proved(kept), "ours") is way


@pytest.mark.parametrize("letter", KAZAKH_LETTERS)
def test_each_kazakh_letter_is_on_the_page_of_the_epson(letter: str) -> None:
    assert can_say(EPSON, letter)
    assert not can_say(CLONE, letter)


@pytest.mark.parametrize("name", profile_names())
def test_the_longest_command_of_dots_is_short_on_a_slow_line(name: str) -> None:
    profile = read_profile(name)

    assert longest_command(profile, Link.SLOW) == 3400
    assert longest_command(profile, Link.FAST) == profile.media.dots // 8 * 255 + 8
