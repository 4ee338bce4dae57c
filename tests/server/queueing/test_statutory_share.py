"""When the share of those who go first by law is too high, and when that is news."""

import pytest

from server.queueing.statutory_share import ShareNews, is_share_high


@pytest.mark.parametrize(
    ("statutory", "waiting", "is_high"),
    [(0, 0, False), (2, 2, False), (2, 3, True), (35, 100, False), (36, 100, True)],
)
def test_more_than_thirty_five_of_a_hundred_are_too_many_unless_few_wait(
    statutory: int, waiting: int, *, is_high: bool
) -> None:
    assert is_share_high(statutory, waiting) is is_high


def test_a_warning_is_given_once_and_anew_only_after_a_calm() -> None:
    news = ShareNews()

    told = [news.is_new(statutory, 100) for statutory in (36, 50, 33, 36, 30, 36)]

    assert told == [True, False, False, False, False, True]
