"""Visitors whom a kiosk sent to the staff stand in the log, and nowhere else."""

import pytest

from server.protocol.codec import encode
from server.protocol.commands import MOST_SLIPS_TOLD, ReportSlips, Slip
from server.protocol.errors import NotAllowedError
from server.protocol.frames import MAX_FRAME_BYTES, Answer, Ask
from server.protocol.offline_events import SlipsGiven
from tests.server.acts.offline_numbers import waiting_at
from tests.server.working_hall import BOARD, KIOSK, WorkingHall, new_id


@pytest.fixture
def hall() -> WorkingHall:
    """Give a small hall on a Monday at ten."""
    return WorkingHall()


def slip(hall: WorkingHall, before_s: float = 60, *, is_certain: bool = True) -> Slip:
    given_at = hall.clock.wall_ms() - int(before_s * 1000)
    return Slip(service="papers", given_at=given_at, is_certain=is_certain)


def test_slips_are_recorded_with_their_times(hall: WorkingHall) -> None:
    slips = slip(hall, 120), slip(hall, is_certain=False)

    events = hall.do(ReportSlips(request_id=new_id(), slips=slips, more=7), KIOSK)

    assert events == (SlipsGiven(slips=slips, more=7),)
    assert waiting_at(hall, "desk-1") == 0


def test_slips_are_counted_once_however_often_they_are_told(hall: WorkingHall) -> None:
    command = ReportSlips(request_id=new_id(), slips=(slip(hall),))

    told = [hall.entries(command, KIOSK) for _ in range(2)]

    assert told[0] == told[1]
    assert sum(isinstance(entry.event, SlipsGiven) for entry in hall.log()) == 1


def test_no_slip_is_of_the_future(hall: WorkingHall) -> None:
    (event,) = hall.do(ReportSlips(request_id=new_id(), slips=(slip(hall, -3600),)), KIOSK)

    assert isinstance(event, SlipsGiven)
    assert event.slips[0].given_at == hall.clock.wall_ms()


def test_only_kiosks_tell_of_slips(hall: WorkingHall) -> None:
    with pytest.raises(NotAllowedError):
        hall.do(ReportSlips(request_id=new_id(), slips=(slip(hall),)), BOARD)


def test_the_longest_report_and_its_answer_fit_into_a_frame(hall: WorkingHall) -> None:
    longest = Slip(service="s" * 40, given_at=9_999_999_999_999, is_certain=False)
    command = ReportSlips(request_id=new_id(), slips=(longest,) * MOST_SLIPS_TOLD)

    events = hall.do(command, KIOSK)

    assert len(encode(Ask(command))) < MAX_FRAME_BYTES // 2
    assert len(encode(Answer(new_id(), events))) < MAX_FRAME_BYTES // 2
