"""The warning of the server's log about the share of those who go first by law."""

import logging

import pytest

from server.queueing.ordering import Limits
from server.queueing.picture import HallPicture
from server.share_watch import ShareWatch
from tests.conftest import ExpectedLog
from tests.server.working_hall import SMALL_HALL, WorkingHall

CLAIM = "veterans"


def test_a_high_share_is_warned_of_once(
    expected_log: ExpectedLog, caplog: pytest.LogCaptureFixture
) -> None:
    expected_log.expect("server.share_watch", "2 of 4 who wait go first by law")
    hall, watch = WorkingHall(), ShareWatch()
    picture = HallPicture(SMALL_HALL.desks, Limits())

    with caplog.at_level(logging.WARNING, "server.share_watch"):
        for claim in (None, None, CLAIM, CLAIM, CLAIM):
            hall.issue(claim=claim)
            for entry in hall.log():
                picture.fold(entry)
            watch.look(picture)

    assert len(caplog.records) == 1
