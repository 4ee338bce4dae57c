"""A post pauses and goes on, a visitor is sent elsewhere: both are told, nobody moves."""

import pytest

from server.protocol.booking_errors import UnknownElsewhereError, UnknownPostError
from server.protocol.day_commands import DayCommand, PausePost, ResumePost, SendElsewhere
from server.protocol.day_events import PostPaused, PostResumed, SentElsewhere
from server.protocol.desk_errors import UnknownCodeError
from server.protocol.errors import RefusedError, UnknownLanguageError, UnknownServiceError
from tests.server.acts.booked_hall import BookedHall
from tests.server.working_hall import KIOSK, OFFICIAL, new_id


def test_a_post_pauses_until_a_time_on_the_wall_and_goes_on() -> None:
    hall = BookedHall()
    until = "11:30"

    paused = hall.do(
        PausePost(request_id=new_id(), post="governor", reason="meeting", until=until), OFFICIAL
    )
    resumed = hall.do(ResumePost(request_id=new_id(), post="governor"), OFFICIAL)

    until_at = hall.clock.wall_ms() + 90 * 60_000
    assert paused == (PostPaused(post="governor", reason="meeting", until_at=until_at),)
    assert resumed == (PostResumed(post="governor"),)
    hall.replayed()


def test_a_pause_may_be_for_as_long_as_it_takes() -> None:
    hall = BookedHall()

    (paused,) = hall.do(PausePost(request_id=new_id(), post="governor", reason="meal"), OFFICIAL)

    assert paused == PostPaused(post="governor", reason="meal", until_at=None)


def test_a_visitor_is_sent_elsewhere_for_a_service_or_a_matter() -> None:
    hall = BookedHall()

    sent = [
        hall.do(SendElsewhere(request_id=new_id(), language="ru", elsewhere="court"), KIOSK),
        hall.do(SendElsewhere(request_id=new_id(), language="kk", service="advice"), OFFICIAL),
    ]

    assert sent == [
        (SentElsewhere(language="ru", elsewhere="court"),),
        (SentElsewhere(language="kk", service="advice"),),
    ]


@pytest.mark.parametrize(
    ("command", "error"),
    [
        (PausePost(request_id=new_id(), post="gone", reason="meal"), UnknownPostError),
        (ResumePost(request_id=new_id(), post="gone"), UnknownPostError),
        (PausePost(request_id=new_id(), post="governor", reason="gone"), UnknownCodeError),
        (SendElsewhere(request_id=new_id(), language="fr"), UnknownLanguageError),
        (SendElsewhere(request_id=new_id(), language="kk"), UnknownElsewhereError),
        (
            SendElsewhere(request_id=new_id(), language="kk", elsewhere="gone"),
            UnknownElsewhereError,
        ),
        (SendElsewhere(request_id=new_id(), language="kk", service="gone"), UnknownServiceError),
    ],
    ids=["pause", "resume", "reason", "language", "nothing", "matter", "service"],
)
def test_what_the_hall_does_not_know_is_refused(
    command: DayCommand, error: type[RefusedError]
) -> None:
    hall = BookedHall()

    with pytest.raises(error):
        hall.do(command, OFFICIAL)
