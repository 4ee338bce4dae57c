"""What devices saw before a restore is looked for, and no number they saw is given again."""

import pytest

from server.protocol.commands import NoteMemory
from server.protocol.events import Event
from server.protocol.identity import SERVER_ACTOR
from server.protocol.restore_events import HeadMissing, SeriesRaised
from server.protocol.tickets import SeenNumber
from tests.server.working_hall import TODAY, TOMORROW, WorkingHall, new_id


@pytest.fixture
def hall() -> WorkingHall:
    """Give a hall that has given A001 and A002."""
    made = WorkingHall()
    made.issue()
    made.issue()
    return made


def note(
    hall: WorkingHall, seq: int, head: str | None, **numbers: SeenNumber
) -> tuple[Event, ...]:
    command = NoteMemory(
        request_id=new_id(), device="kiosk-1", epoch=1, seq=seq, head=head, numbers=numbers
    )
    return hall.do(command, SERVER_ACTOR)


def test_a_head_that_the_log_has_is_no_news(hall: WorkingHall) -> None:
    entry = hall.log()[1]

    assert note(hall, entry.seq, entry.head) == ()
    assert note(hall, 1, None) == ()


@pytest.mark.parametrize("seq", [2, 500])
def test_a_head_that_the_log_does_not_have_is_recorded(hall: WorkingHall, seq: int) -> None:
    missing = note(hall, seq, "0f" * 32)

    assert missing == (HeadMissing(device="kiosk-1", epoch=1, seq=seq, head="0f" * 32),)


def test_a_series_goes_on_beyond_what_a_kiosk_was_told(hall: WorkingHall) -> None:
    raised = note(hall, 1, None, main=SeenNumber(TODAY, 57))

    assert raised == (SeriesRaised(series="main", next=101, device="kiosk-1"),)
    assert hall.issue().number == "A101"


@pytest.mark.parametrize(
    ("series", "seen"),
    [
        ("main", SeenNumber(TODAY, 2)),
        ("main", SeenNumber(TOMORROW, 57)),
        ("gone", SeenNumber(TODAY, 57)),
    ],
    ids=["known", "another-day", "no-such-series"],
)
def test_what_means_nothing_today_changes_nothing(
    hall: WorkingHall, series: str, seen: SeenNumber
) -> None:
    assert note(hall, 1, None, **{series: seen}) == ()
    assert hall.issue().number == "A003"
