"""Profiles are complete, honest about where a value is from, and refused when they are not."""

from pathlib import Path

import pytest

from printers.profile import (
    PROFILES_DIRECTORY,
    BadProfileError,
    Fence,
    Provenance,
    parse_profile,
    profile_names,
    read_profile,
)


@pytest.mark.parametrize("name", profile_names())
def test_every_shipped_profile_says_where_each_value_is_from(name: str) -> None:
    profile = read_profile(name)

    assert profile.name == name
    assert len(profile.provenance) >= 17
    assert set(profile.provenance.values()) <= set(Provenance)


def test_the_epson_has_the_kazakh_page_and_the_clone_has_not() -> None:
    epson, clone = read_profile("epson_tm_t20iii"), read_profile("generic_80_clone")

    assert (epson.text.code_page, epson.text.codec) == (53, "kz1048")
    assert (clone.text.code_page, clone.text.codec) == (17, "cp866")
    assert epson.features.fence is Fence.PROCESS_ID
    assert clone.features.fence is Fence.PAPER_SENSOR


def test_a_profile_of_ones_own_is_read_by_its_path(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_bytes((PROFILES_DIRECTORY / "epson_tm_t20iii.toml").read_bytes())

    assert read_profile(str(own)).name == "own"


def test_an_unknown_profile_is_refused_by_name() -> None:
    with pytest.raises(BadProfileError, match="cannot-read"):
        read_profile("no_such_printer")


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        (b'{ is = 576, by = "documented" }', b"576", "no-provenance"),
        (b'{ is = 576, by = "documented" }', b'{ is = 576, by = "guessed" }', "guessed"),
        (b'{ is = 576, by = "documented" }', b'{ is = "wide", by = "probed" }', "dots"),
        (b"[media]", b"[media", "own"),
    ],
)
def test_a_file_that_is_no_profile_is_refused(before: bytes, after: bytes, reason: str) -> None:
    content = (PROFILES_DIRECTORY / "epson_tm_t20iii.toml").read_bytes()

    with pytest.raises(BadProfileError, match=reason):
        parse_profile("own", content.replace(before, after, 1))
