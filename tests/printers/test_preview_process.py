"""A preview is of one bit a dot, and takes as long as line or paper, whichever is slower."""

from pathlib import Path

from PySide6.QtGui import QImage

from printers.preview_process import one_bit, seconds_on
from printers.profile import read_profile
from printers.transport import transport_for

CLONE = read_profile("generic_80_clone")


def test_greys_become_black_and_white(tmp_path: Path) -> None:
    image = QImage(8, 4, QImage.Format.Format_Grayscale8)
    image.fill(0)
    image.save(str(tmp_path / "grey.png"))

    black = QImage.fromData(one_bit((tmp_path / "grey.png").read_bytes()))

    assert (black.depth(), black.pixelColor(0, 0).lightness()) == (1, 0)


def test_a_slow_line_takes_its_bytes_and_a_fast_one_the_paper() -> None:
    slow = transport_for("serial:///dev/nowhere?baud=9600&handshake=rtscts")
    fast = transport_for("tcp://127.0.0.1")
    body = bytes(9_600)

    assert 10.0 <= seconds_on(body, 90, CLONE, slow) < 10.1
    assert seconds_on(body, 90, CLONE, fast) == 90 / CLONE.media.millimetres_per_second
