"""The length of a ticket is what a printer like this one makes of it."""

import pytest

from printers.developing import develop
from printers.press import Press
from printers.profile import read_profile
from printers.specimen import specimen
from printers.strategy import Link
from tests.printers.fault_table import PRINTED_AT


@pytest.mark.parametrize(
    ("name", "link"),
    [
        ("epson_tm_t20iii", Link.SLOW),
        ("generic_80_clone", Link.FAST),
        pytest.param("generic_80_clone", Link.SLOW, marks=pytest.mark.slow),
        pytest.param("epson_tm_t88v", Link.BRISK, marks=pytest.mark.slow),
    ],
)
def test_the_length_is_that_of_the_paper(name: str, link: Link) -> None:
    profile = read_profile(name)
    press = Press(profile, link)

    paper = develop(press.prepare(specimen("kk", PRINTED_AT)), profile)

    assert press.millimetres == pytest.approx(paper.millimetres, rel=0.06)
