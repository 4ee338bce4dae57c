"""A ticket on a printer: its bytes, its paper, its seconds on each line."""

from pathlib import Path

import pytest

from printers.document import TextLine
from printers.profile import read_profile
from printers.rendering import (
    BAUD_RATES,
    LONGEST_TEXT,
    OwnTextError,
    Rendering,
    kept_logo,
    own_text,
)
from printers.strategy import Link, Proved, Strategy
from tests.printers.yardstick import YARDSTICK


def test_a_slow_line_gets_few_bytes_and_a_network_the_whole_design() -> None:
    rendering = Rendering(read_profile("epson_tm_t20iii"), YARDSTICK)

    slow, network = rendering.at(9600), rendering.by_network()

    assert slow.strategy is Strategy.TEXT_PAGE
    assert len(slow.job) <= 500
    assert slow.seconds == pytest.approx(len(slow.job) / 960, abs=0.01)
    assert network.seconds == pytest.approx(rendering.millimetres / 250, abs=0.01)
    assert rendering.job(Link.FAST) == network.job


def test_no_line_prints_faster_than_the_paper_moves() -> None:
    rendering = Rendering(read_profile("generic_58_clone"), YARDSTICK)

    seconds = [rendering.at(baud).seconds for baud in BAUD_RATES]

    assert seconds == sorted(seconds, reverse=True)
    assert min(seconds) >= round(rendering.millimetres / 90, 2)


def test_a_logo_that_the_printer_keeps_stands_on_the_paper() -> None:
    profile = read_profile("generic_80_clone")
    kept = Rendering(profile, YARDSTICK)
    bare = Rendering(profile, YARDSTICK, Proved())

    assert kept_logo(profile, YARDSTICK).logo
    assert kept.develop(Link.SLOW).millimetres > bare.develop(Link.SLOW).millimetres + 10
    assert len(kept.job(Link.SLOW)) < len(bare.job(Link.SLOW)) + 20


def test_a_printer_without_a_place_for_logos_keeps_none() -> None:
    assert kept_logo(read_profile("star_escpos"), YARDSTICK) == Proved()


def test_lines_of_ones_own_become_a_paper(tmp_path: Path) -> None:
    file = tmp_path / "lines.txt"
    file.write_text("Ә-042\n\nҚабылдау\n", encoding="utf-8")

    document = own_text(file, "kk")

    texts = [one.text for one in document.elements if isinstance(one, TextLine)]
    assert (document.language, texts) == ("kk", ["Ә-042", "Қабылдау"])


def test_a_file_without_end_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "lines.txt"
    file.write_text("x" * (LONGEST_TEXT + 1), encoding="utf-8")

    with pytest.raises(OwnTextError, match="long-text"):
        own_text(file, "kk")
