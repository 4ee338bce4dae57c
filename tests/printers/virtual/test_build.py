"""Every build can be read, and says what its model is known for."""

import pytest

from printers.virtual.build import ALIASES, Ability, build_names, read_build
from printers.virtual.rom import decode


@pytest.mark.parametrize("name", build_names())
def test_a_build_fits_its_paper_and_knows_its_pages(name: str) -> None:
    build = read_build(name)

    assert build.name == name
    assert build.mechanics.dots in (384, 420, 512, 576, 640)
    assert build.mechanics.dots <= build.mechanics.paper_dots
    assert all(decode(build.letters, int(slot), 0x41) == "A" for slot in build.letters.pages)


def test_the_two_first_models_have_short_names() -> None:
    assert {alias: read_build(alias).name for alias in ALIASES} == ALIASES


def test_a_model_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        read_build("daisy_wheel")


def test_only_newer_epsons_have_the_kazakh_page() -> None:
    kazakh = {
        name for name in build_names() if "kz1048" in read_build(name).letters.pages.values()
    }

    assert kazakh == {name for name in build_names() if name.startswith("epson_")}


def test_the_density_is_told_in_inches_too() -> None:
    assert read_build("epson_tm_t88v").mechanics.dots_per_inch == 180
    assert read_build("epson").mechanics.dots_per_inch == 203


def test_cheap_clones_lack_the_graphics_of_gs_l() -> None:
    assert Ability.GRAPHICS not in read_build("generic_80_clone").has
    assert Ability.GRAPHICS in read_build("citizen_ct_s310ii").has
