"""A preview is what the bytes of the job become, in a process that ends with its deadline."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from printers.port import KeptForPrinter
from printers.previewing import Previewer, PreviewError
from printers.specimen import specimen
from server.protocol.frames import MAX_PICTURE_BYTES

DOCUMENT = specimen("kk", datetime(2026, 11, 23, 10, 5, tzinfo=UTC))
SLOW_LINE = "serial:///dev/nowhere?baud=9600&handshake=rtscts"


def speaking(program: str) -> Previewer:
    command = (sys.executable, "-c", program)
    return Previewer("tcp://127.0.0.1", "generic_80_clone", command=command)


def test_a_ticket_is_shown_as_a_slow_printer_prints_it() -> None:
    shown = Previewer(SLOW_LINE, "generic_80_clone").show(DOCUMENT)

    picture = QImage.fromData(shown.picture)
    assert picture.width() == 640  # 80 mm, of which 72 are printed
    assert picture.depth() == 1
    assert 60 < shown.millimetres < 120
    assert 5 < shown.seconds < 12
    assert (shown.unsaid, shown.unknown_bytes) == ("", 0)
    assert len(shown.picture) < MAX_PICTURE_BYTES


def test_the_logo_is_shown_too(tmp_path: Path) -> None:
    image = QImage(160, 80, QImage.Format.Format_Grayscale8)
    image.fill(0)
    image.save(str(tmp_path / "logo.png"))
    kept = KeptForPrinter(tmp_path, tmp_path / "logo.png")

    shown = Previewer("tcp://127.0.0.1", "epson_tm_t20iii", kept).show(DOCUMENT)

    picture = QImage.fromData(shown.picture)
    ink = [picture.pixelColor(320, row).lightness() == 0 for row in range(picture.height())]
    assert sum(ink[:200]) >= 70
    assert shown.unknown_bytes == 0


def test_a_preview_that_takes_too_long_is_ended() -> None:
    with pytest.raises(TimeoutError):
        speaking("import sys; sys.stdin.read(); input()\nimport signal; signal.pause()").show(
            DOCUMENT, seconds=0.0
        )


def test_a_preview_that_will_not_end_is_killed() -> None:
    deaf = (
        "import signal, sys; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "sys.stdin.read(); print('x' * 100_000); signal.pause()"
    )

    with pytest.raises(TimeoutError):
        speaking(deaf).show(DOCUMENT, seconds=1.0)


@pytest.mark.parametrize("program", ["raise SystemExit(3)", "print('nothing')"])
def test_a_process_that_shows_nothing_is_an_error(program: str) -> None:
    with pytest.raises(PreviewError):
        speaking(program).show(DOCUMENT)


def test_stopping_without_a_preview_is_nothing() -> None:
    speaking("").stop()

    assert speaking("")._child is None  # noqa: SLF001 - that nothing was begun
