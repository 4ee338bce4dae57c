"""The page of what only hardware can show names every value that no source vouches for."""

import re
from pathlib import Path

import pytest

from printers.profile import Provenance, profile_names, read_profile

PAGE = Path(__file__).parents[2] / "docs" / "hardware.md"
VALUE = re.compile(r"`([a-z_]+\.[a-z_]+)`")


def rows() -> list[list[str]]:
    """Return the cells of each row of the page's tables."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in lines
        if line.startswith("| ")
    ]


@pytest.mark.parametrize("name", profile_names())
def test_each_model_has_a_row_with_all_its_unverified_values_and_no_other(name: str) -> None:
    provenance = read_profile(name).provenance
    unverified = {place for place, by in provenance.items() if by is Provenance.UNVERIFIED}

    named = [set(VALUE.findall(cells[1])) for cells in rows() if cells[0] == name]

    assert named == [unverified]


def test_each_unverified_value_has_a_way_to_see_it() -> None:
    profiles = [read_profile(name) for name in profile_names()]
    unverified = {
        place
        for profile in profiles
        for place, by in profile.provenance.items()
        if by is Provenance.UNVERIFIED
    }

    explained = {value for cells in rows() for value in VALUE.findall(cells[0])}

    assert unverified <= explained
