"""The pages of a kiosk that is alone, in three languages, upright and low, and large text."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from kiosk.appearance import load_fonts
from kiosk.face import Face
from kiosk.happenings import (
    BookingNamed,
    CodeEntered,
    DigitTyped,
    LanguageChosen,
    StartedOver,
    TextSizeToggled,
)
from kiosk.journal.journal import MOST_HELD
from server.protocol.printing import PrintOutcome
from tests.conftest import ExpectedLog
from tests.kiosk.journal.presses import press, stamp
from tests.kiosk.loneliness import LonelyKiosk
from tests.kiosk.sample_hall import request_id, snapshot
from tests.qml.kiosk.conftest import SHORT_MS
from tests.qml.kiosk.looking import complaints
from tests.qml.kiosk.test_pages import SIZES

OUTCOMES = (PrintOutcome.CONFIRMED, PrintOutcome.UNKNOWN, PrintOutcome.REJECTED_BEFORE_SEND)


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[LonelyKiosk]:
    """Give a kiosk with four numbers left that loses its server."""
    before = LonelyKiosk(tmp_path)
    before.greet(snapshot(takes_bookings=True))
    for visitor in range(1, MOST_HELD - 3):
        before.journal.number(press(visitor + 1000), stamp())
    before.end()
    made = LonelyKiosk(tmp_path, before.watch)
    made.lose()
    yield made
    made.end()


def pages(kiosk: LonelyKiosk, language: str, *, is_large: bool) -> Iterator[str]:
    """Play visits through every page that only a kiosk alone shows."""
    happen = kiosk.attendant.happen
    looks = (TextSizeToggled(),) if is_large else ()
    yield "welcome"
    for outcome in OUTCOMES:
        for happening in (StartedOver(), *looks):
            happen(happening)
        kiosk.take(language)
        yield f"number, {outcome} on its way"
        kiosk.finish_paper(outcome)
        yield f"number, {outcome}"
    happen(StartedOver())
    happen(LanguageChosen(language))
    yield "bodies"
    for happening in looks:
        happen(happening)
    happen(BookingNamed())
    for digit in "123456":
        happen(DigitTyped(digit))
    happen(CodeEntered(request_id(900)))
    yield "booking that nobody checks"
    happen(StartedOver())
    kiosk.take(language)
    happen(StartedOver())
    for happening in looks:
        happen(happening)
    kiosk.take(language)
    yield "ask the staff"


@pytest.mark.parametrize(
    ("language", "is_large"),
    list(product(("kk", "ru", "en"), (False, True))),
    ids=lambda value: {True: "large", False: "plain"}.get(value, value),
)
@pytest.mark.parametrize(
    "size", [SIZES[0], SIZES[2]], ids=lambda size: f"{size.width()}x{size.height()}"
)
def test_no_page_of_a_kiosk_alone_cuts_hides_or_fades_anything(
    qtbot: QtBot,
    expected_log: ExpectedLog,
    kiosk: LonelyKiosk,
    size: QSize,
    language: str,
    is_large: bool,
) -> None:
    expected_log.expect("kiosk.offline", "numbers without a server")
    load_fonts()
    face = Face(kiosk.attendant)
    face.show(size)
    found: list[str] = []
    seen: list[str] = []

    for name in pages(kiosk, language, is_large=is_large):
        face.refresh()
        qtbot.wait(SHORT_MS)
        seen.append(kiosk.attendant.visit.page.value)
        found += [f"{name}: {complaint}" for complaint in complaints(face.window)]
    face.close()

    assert "\n".join(found) == ""
    assert seen == ["welcome", *["ticket"] * 6, "bodies", "bodies", "trouble"]
