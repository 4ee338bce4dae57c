"""A kiosk alone over nights, with a clock that is wrong, and what it tells of slips afterwards."""

from pathlib import Path

import pytest

from kiosk.happenings import LanguageChosen, StartedOver
from kiosk.journal.journal import MOST_HELD
from kiosk.offline import SILENT_MS
from kiosk.visit import Page
from server.protocol.commands import ReportSlips
from server.protocol.frames import Answer, Heartbeat, Update
from server.protocol.offline_events import SlipsGiven
from server.protocol.snapshots import DayChanged, LayoutChanged
from server.protocol.ticket_layout import HallLayout, shipped_layout
from tests.conftest import ExpectedLog
from tests.kiosk.loneliness import LonelyKiosk, Watch
from tests.kiosk.sample_hall import TIME

HOUR_MS = 3_600_000
EVENING_MS, MORNING_MS = 10 * HOUR_MS, 14 * HOUR_MS
"""From nine on Monday to the evening, and from there to nine on Tuesday."""


def shown(kiosk: LonelyKiosk) -> str:
    ticket = kiosk.attendant.visit.ticket
    return "" if ticket is None else ticket.number


def close_day(kiosk: LonelyKiosk) -> None:
    kiosk.watch.pass_ms(EVENING_MS)
    kiosk.link.tell(Update(1, 1, 2, "head", 5, (DayChanged(None),)))


def test_on_the_morning_after_a_closed_day_numbers_are_given(kiosk: LonelyKiosk) -> None:
    close_day(kiosk)
    kiosk.lose(MORNING_MS)

    kiosk.take()

    assert shown(kiosk) == "K2-01"
    assert "24.11.2026 09:00" in kiosk.papers()[0]


def test_on_the_morning_after_a_day_that_nobody_closed_numbers_are_given(
    kiosk: LonelyKiosk,
) -> None:
    kiosk.lose()
    kiosk.take()
    kiosk.attendant.happen(StartedOver())
    kiosk.watch.pass_ms(24 * HOUR_MS)

    kiosk.take()

    assert shown(kiosk) == "K2-02"


def test_after_a_start_alone_in_the_morning_numbers_are_given(
    kiosk: LonelyKiosk, tmp_path: Path
) -> None:
    close_day(kiosk)
    kiosk.end()
    kiosk.watch.pass_ms(MORNING_MS)

    again = LonelyKiosk(tmp_path, kiosk.watch)
    again.watch.pass_ms(SILENT_MS)
    again.take()

    assert shown(again) == "K2-01"
    again.end()


def test_who_waits_at_the_door_is_let_on_when_the_day_begins(kiosk: LonelyKiosk) -> None:
    close_day(kiosk)
    kiosk.lose(MORNING_MS - 60_000)
    kiosk.attendant.happen(LanguageChosen("ru"))
    before = kiosk.attendant.visit.page

    kiosk.watch.pass_ms(60_000)
    kiosk.attendant.tick()

    assert (before, kiosk.attendant.visit.page) == (Page.DAY_CLOSED, Page.BODIES)


def test_in_the_evening_the_hall_is_closed_alone_too(kiosk: LonelyKiosk) -> None:
    kiosk.lose()
    kiosk.watch.pass_ms(34 * HOUR_MS)

    kiosk.attendant.happen(LanguageChosen("ru"))

    assert kiosk.attendant.visit.page is Page.DAY_CLOSED


def test_a_day_that_was_closed_by_hand_stays_closed(kiosk: LonelyKiosk) -> None:
    kiosk.link.tell(Update(1, 1, 2, "head", 5, (DayChanged(None),)))
    kiosk.lose()

    kiosk.attendant.happen(LanguageChosen("ru"))

    assert kiosk.attendant.visit.page is Page.DAY_CLOSED


def test_a_computer_without_a_clock_gives_numbers_without_a_time(
    kiosk: LonelyKiosk, tmp_path: Path
) -> None:
    close_day(kiosk)
    kiosk.end()
    again = LonelyKiosk(tmp_path, Watch(steady=1000, wall=61_000, boot="after the power cut"))
    again.watch.pass_ms(SILENT_MS)

    again.take()

    assert shown(again) == "K2-01"
    assert not any(f"{year}" in again.papers()[0] for year in (1970, 2026))
    again.greet()
    again.finish_paper()
    assert not again.merges()[-1].tickets[0].is_certain
    again.end()


@pytest.fixture
def full(kiosk: LonelyKiosk, expected_log: ExpectedLog) -> LonelyKiosk:
    """Give a kiosk that had to send two visitors to the staff."""
    expected_log.expect("kiosk.offline", "numbers without a server")
    kiosk.lose()
    for _ in range(MOST_HELD + 2):
        kiosk.take()
        kiosk.attendant.happen(StartedOver())
    return kiosk


def reports(kiosk: LonelyKiosk) -> list[ReportSlips]:
    return [command for command in kiosk.link.asked if isinstance(command, ReportSlips)]


def test_slips_are_told_when_the_server_is_back(full: LonelyKiosk) -> None:
    given_at = full.watch.wall

    full.greet()
    (report,) = reports(full)
    full.link.tell(Answer(report.request_id, (SlipsGiven(slips=report.slips),)))
    full.link.tell(Heartbeat(1, 1, 1, "head", TIME))

    assert [(slip.service, slip.given_at) for slip in report.slips] == [
        ("justice-appeal", given_at)
    ] * 2
    assert reports(full) == [report]
    assert full.journal.state.slips == ()


def test_slips_are_told_once_though_the_kiosk_was_started_anew(
    full: LonelyKiosk, tmp_path: Path
) -> None:
    full.greet()
    (report,) = reports(full)
    full.end()

    again = LonelyKiosk(tmp_path, full.watch)
    again.greet()

    assert reports(again) == [report]
    again.end()


def test_a_kiosk_alone_prints_as_the_hall_wanted_last(kiosk: LonelyKiosk, tmp_path: Path) -> None:
    wanted = HallLayout(3, shipped_layout("large"))

    kiosk.link.tell(Update(1, 1, 2, "head", 5, (LayoutChanged(wanted),)))

    assert kiosk.attendant.offer.ticket == wanted
    remembered = [path.read_text(encoding="utf-8") for path in tmp_path.rglob("hall.json")]
    assert ['"version":3' in text for text in remembered] == [True]
