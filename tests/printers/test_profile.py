"""Profiles are complete, honest about where a value is from, and refused when they are not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from printers.profile import (
    OWN_PROFILES_VARIABLE,
    PROFILES_DIRECTORY,
    BadProfileError,
    Fence,
    Provenance,
    parse_profile,
    profile_names,
    read_profile,
    with_page,
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


def test_ones_own_directory_comes_before_the_shipped_profiles(tmp_path: Path) -> None:
    shipped = (PROFILES_DIRECTORY / "generic_80_clone.toml").read_text("utf-8")
    (tmp_path / "generic_80_clone.toml").write_text(shipped.replace("Generic", "Our"), "utf-8")
    (tmp_path / "our_printer.toml").write_text(shipped, "utf-8")
    program = (
        "from printers.profile import profile_names, read_profile;"
        "print('our_printer' in profile_names(), read_profile('our_printer').name,"
        " read_profile('generic_80_clone').title, read_profile('epson_tm_t88v').name)"
    )

    said = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, OWN_PROFILES_VARIABLE: str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert said == "True our_printer Our 80 mm ESC/POS printer epson_tm_t88v\n"


KNOWN, VALUE, STEP = "unknown-field", "wrong-value", "presenter.step_mm"
DOTS = b'dots = { is = 576, by = "documented" }'


@pytest.mark.parametrize(
    ("before", "after", "field", "reason"),
    [
        (DOTS, b"dots = 576", "media.dots", "no-provenance"),
        (DOTS, b'dots = { is = 576, by = "guessed" }', "media.dots", "no-provenance"),
        (DOTS, b'dots = { is = "wide", by = "probed" }', "media.dots", "wrong-value"),
        (DOTS, b'dots = { is = 9, by = "probed" }', "media.dots", "wrong-value"),
        (DOTS, b"", "media.dots", "missing-field"),
        (DOTS, DOTS + b'\nink = { is = 1, by = "probed" }', "media.ink", "unknown-field"),
        (b'is = "kz1048"', b'is = "klingon"', "text.codec", "wrong-value"),
        (b'is = "kz1048"', b'is = "gb18030"', "text.codec", "wrong-value"),
        (b"title", b"name = 1\ntitle", "name", "no-provenance"),
        (b"[media]", b"[media", "", "not-toml"),
        (b"[media]", b"a = " + b"[" * 5000 + b"]" * 5000 + b"\n[media]", "", "not-toml"),
        (b"[media]", b'[provenance]\nx = { is = 1, by = "probed" }\n[media]', "provenance", KNOWN),
        (
            b"[serial]",
            b'[presenter]\nstep_mm = { is = nan, by = "probed" }\n[serial]',
            STEP,
            VALUE,
        ),
        (b"is = 38400", b"is = 0", "serial.baud", VALUE),
        (b"is = 65524", b"is = -5", "logo.max_bytes", VALUE),
    ],
)
def test_a_file_that_is_no_profile_is_refused_with_its_field(
    before: bytes, after: bytes, field: str, reason: str
) -> None:
    content = (PROFILES_DIRECTORY / "epson_tm_t20iii.toml").read_bytes()

    with pytest.raises(BadProfileError) as refused:
        parse_profile("own", content.replace(before, after, 1), "/etc/own.toml")

    data = refused.value.data
    assert (data["file"], data["field"], data["reason"]) == ("/etc/own.toml", field, reason)


def test_a_page_that_was_seen_becomes_a_profile_of_ones_own(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    before = read_profile("generic_80_clone")

    mine.write_text(with_page("generic_80_clone", 46, "cp1251"), encoding="utf-8")

    after = read_profile(str(mine))
    assert (after.text.code_page, after.text.codec) == (46, "cp1251")
    assert after.provenance["text.code_page"] is Provenance.PROBED
    assert after.provenance["text.codec"] is Provenance.PROBED
    assert (after.media, after.features) == (before.media, before.features)


NOT_ONE_BYTE = ["UTF-8", "u8", "utf-7", "utf-16-le", "cp936", "shift_jis", "johab", "idna"]
NO_LETTERS = ["rot13", "hex", "undefined", "unicode_escape", "cp037", "mbcs", "", "\0"]


@pytest.mark.parametrize("codec", [*NOT_ONE_BYTE, *NO_LETTERS], ids=ascii)
def test_a_code_that_no_page_of_a_printer_has_is_refused(codec: str) -> None:
    content = (PROFILES_DIRECTORY / "epson_tm_t20iii.toml").read_text("utf-8")
    name = codec.replace("\0", "\\u0000")

    with pytest.raises(BadProfileError) as refused:
        parse_profile("own", content.replace("kz1048", name, 1).encode())

    assert refused.value.data["field"] == "text.codec"


@pytest.mark.parametrize("codec", ["kz1048", "ptcp154", "cp866", "cp1251", "koi8-r", "cp858"])
def test_the_pages_of_printers_are_accepted(codec: str) -> None:
    assert f'codec = {{ is = "{codec}"' in with_page("generic_80_clone", 46, codec)


def test_a_page_of_several_bytes_a_letter_is_refused() -> None:
    with pytest.raises(BadProfileError):
        with_page("generic_80_clone", 15, "gb18030")
