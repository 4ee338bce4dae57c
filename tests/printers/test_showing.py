"""A profile told in lines: the name first, what it can say, and where each value is from."""

import pytest

from printers.profile import profile_names, read_profile
from printers.showing import description, summary
from printers.strategy import Link


@pytest.mark.parametrize("name", profile_names())
def test_a_summary_is_one_line_with_the_name_first(name: str) -> None:
    line = summary(read_profile(name))

    assert line.startswith(f"{name}\t")
    assert "\n" not in line


def test_the_description_counts_the_letters_of_each_script_by_their_way() -> None:
    lines = dict(
        line.split("\t", 1) for line in description(read_profile("generic_80_clone"), Link.SLOW)
    )

    assert lines["link=slow"] == "way=text-and-raster"
    assert lines["kk"] == "text=66\traster=18"
    assert lines["ru"] == "text=66"
    assert lines["tenge"] == "raster=1"


def test_the_description_says_where_every_value_is_from() -> None:
    profile = read_profile("epson_tm_t20iii")

    lines = list(description(profile, Link.FAST))

    assert "text.code_page\t53\tdocumented" in lines
    assert sum(line.split("\t")[0] in profile.provenance for line in lines) == len(
        profile.provenance
    )
