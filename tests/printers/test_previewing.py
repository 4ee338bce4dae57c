"""A preview is what the bytes of the job become, in a process that ends with its deadline."""

import sys
from datetime import UTC, datetime

import pytest
from PySide6.QtGui import QImage

from printers.previewing import Previewer, PreviewError
from printers.specimen import specimen
from server.protocol.frames import MAX_PICTURE_BYTES

DOCUMENT = specimen("kk", datetime(2026, 11, 23, 10, 5, tzinfo=UTC))
SLOW_LINE = "serial:///dev/nowhere?baud=9600&handshake=rtscts"


def speaking(program: str) -> Previewer:
    return Previewer("tcp://127.0.0.1", "generic_80_clone", (sys.executable, "-c", program))


def test_a_ticket_is_shown_as_a_slow_printer_prints_it() -> None:
    shown = Previewer(SLOW_LINE, "generic_80_clone").show(DOCUMENT)

    picture = QImage.fromData(shown.picture)
    assert picture.width() == 640  # 80 mm, of which 72 are printed
    assert picture.depth() == 1
    assert 60 < shown.millimetres < 120
    assert 5 < shown.seconds < 12
    assert (shown.unsaid, shown.unknown_bytes) == ("", 0)
    assert len(shown.picture) < MAX_PICTURE_BYTES


def test_a_preview_that_takes_too_long_is_ended() -> None:
    with pytest.raises(TimeoutError):
        speaking("import sys; sys.stdin.read(); input()\nimport signal; signal.pause()").show(
            DOCUMENT, seconds=0.0
        )


@pytest.mark.parametrize("program", ["raise SystemExit(3)", "print('nothing')"])
def test_a_process_that_shows_nothing_is_an_error(program: str) -> None:
    with pytest.raises(PreviewError):
        speaking(program).show(DOCUMENT)


def test_stopping_without_a_preview_is_nothing() -> None:
    speaking("").stop()

    assert speaking("")._child is None  # noqa: SLF001 - that nothing was begun
