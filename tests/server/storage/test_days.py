"""Tests of service days and shares as rows."""

import pytest

from server.storage.days import DayRow, Days
from tests.server.engines import INTEGRITY_ERRORS
from tests.server.working_hall import TODAY, TOMORROW, WorkingHall

pytestmark = pytest.mark.usefixtures("engine")


def days() -> Days:
    return Days(WorkingHall(is_open=False).store.connection, "small")


def test_an_open_day_is_found_until_it_is_closed() -> None:
    kept = days()
    kept.open(TODAY, 7)
    before = kept.open_day()

    kept.close(TODAY, 9)

    assert before == DayRow(TODAY, 7)
    assert kept.open_day() is None
    assert kept.find(TODAY) == DayRow(TODAY, 7)
    assert kept.find(TOMORROW) is None


def test_the_database_itself_refuses_a_second_open_day() -> None:
    kept = days()
    kept.open(TODAY, 7)

    with pytest.raises(INTEGRITY_ERRORS):
        kept.open(TOMORROW, 8)


def test_a_share_is_kept_until_the_next_day() -> None:
    kept = days()
    before = kept.share((2, "papers"))

    kept.keep_share((2, "papers"), 1)
    kept.keep_share((2, "papers"), 2)

    assert (before, kept.share((2, "papers")), kept.share((1, "papers"))) == (0, 2, 0)
    kept.open(TODAY, 7)
    assert kept.share((2, "papers")) == 0
