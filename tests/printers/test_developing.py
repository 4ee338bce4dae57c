"""Bytes become a picture of paper on a printer like the one of the profile."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from printers.developing import develop, model_of
from printers.press import Press
from printers.profile import PROFILES_DIRECTORY, profile_names, read_profile
from printers.strategy import Link
from printers.yardstick import read_yardstick


@pytest.mark.parametrize("name", ["epson_tm_t20iii", "generic_58_clone"])
def test_a_job_becomes_the_paper_of_that_printer(name: str) -> None:
    profile = read_profile(name)

    paper = develop(Press(profile, Link.FAST).prepare(read_yardstick()), profile)

    with Image.open(BytesIO(paper.picture)) as picture:
        assert picture.width == round(profile.media.paper_mm * profile.media.dots_per_mm)
        height_mm = picture.height / profile.media.dots_per_mm
    assert paper.millimetres == pytest.approx(height_mm, abs=0.2)
    assert paper.unknown_bytes == 0


def test_bytes_that_the_printer_does_not_know_are_counted() -> None:
    paper = develop(b"\x1b@A\n\x1b\x01\x02B\n", read_profile("epson_tm_t20iii"))

    assert paper.unknown_bytes > 0


def test_every_shipped_printer_has_one_of_its_own(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_bytes((PROFILES_DIRECTORY / "generic_80_clone.toml").read_bytes())

    assert [model_of(read_profile(name)) for name in profile_names()] == list(profile_names())
    assert model_of(read_profile(str(own))) == "clone"
