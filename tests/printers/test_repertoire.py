"""A profile tells which letters it says itself and which must be drawn."""

import pytest

from printers.profile import profile_names, read_profile
from printers.repertoire import LETTERS, Repertoire, Script, describe
from printers.strategy import KAZAKH_LETTERS, Link, Proved, Strategy

EPSON, CLONE = read_profile("epson_tm_t20iii"), read_profile("generic_80_clone")
NOTHING, LETTERS_PROVED = Proved(), Proved(own_characters=True)


def drawable(letter: str) -> bool:
    """Tell that every letter but the Chinese ones can be drawn."""
    return letter not in LETTERS[Script.CHINESE]


def script(name: str, link: Link, proved: Proved, wanted: Script) -> Repertoire:
    """Return what ``name`` says of one script."""
    scripts = describe(read_profile(name), link, proved, drawable).scripts
    return next(one for one in scripts if one.script is wanted)


def test_the_epson_says_kazakh_russian_and_the_number_sign_and_draws_the_tenge() -> None:
    said = {one.script: one for one in describe(EPSON, Link.SLOW, NOTHING, drawable).scripts}

    assert said[Script.KAZAKH].as_text == LETTERS[Script.KAZAKH]
    assert said[Script.NUMERO].as_text == "№"
    assert said[Script.TENGE].as_dots == "₸"
    assert said[Script.KAZAKH_ARABIC].as_text == ""
    assert said[Script.CHINESE].as_nothing
    assert "ū" in said[Script.KAZAKH_LATIN].as_dots


def test_the_clone_draws_kazakh_letters_until_it_takes_ours() -> None:
    drawn = script("generic_80_clone", Link.SLOW, NOTHING, Script.KAZAKH)
    ours = script("generic_80_clone", Link.SLOW, LETTERS_PROVED, Script.KAZAKH)

    assert (drawn.as_dots, drawn.as_own) == (KAZAKH_LETTERS, "")
    assert (ours.as_dots, ours.as_own) == ("", KAZAKH_LETTERS)


def test_a_page_that_nobody_has_seen_is_told_and_not_used_on_a_fast_link() -> None:
    star = describe(read_profile("star_escpos"), Link.FAST, NOTHING, drawable)

    assert not star.page_is_known
    assert star.strategy is Strategy.DESIGN
    assert all(one.as_text == "" for one in star.scripts)


@pytest.mark.parametrize("name", profile_names())
@pytest.mark.parametrize("link", Link)
def test_every_letter_of_every_script_goes_exactly_one_way(name: str, link: Link) -> None:
    told = describe(read_profile(name), link, LETTERS_PROVED, drawable)

    for one in told.scripts:
        ways = one.as_text + one.as_own + one.as_dots + one.as_nothing
        assert sorted(ways) == sorted(set(LETTERS[one.script]))
    assert (told.profile, told.code_page > 0) == (name, True)
