"""Tests of what a hall file says of its desks' rosters: every mistake is told with its line."""

import pytest

from server.hall_file import decode_config, encode_config, read_hall_text
from server.protocol.services import ReceptionHours
from tests.server.hall_texts import HALL, problems_of

WORDS = ("түскі", "обед", "lunch break")


def with_roster(*lines: str) -> str:
    return HALL + f"roster = {list(lines)}\n"


def test_a_roster_says_when_a_desk_is_to_be_open() -> None:
    config = read_hall_text(with_roster("1 09:00-13:00", "1 14:00-00:00").encode(), "tiny.toml")

    assert config.rosters == {
        "desk-1": (ReceptionHours(1, "09:00", "13:00"), ReceptionHours(1, "14:00", "00:00"))
    }
    assert decode_config(encode_config(config)) == config


def test_a_hall_without_rosters_is_kept_as_before() -> None:
    assert "roster" not in encode_config(read_hall_text(HALL.encode(), "tiny.toml"))


def test_a_line_that_cannot_be_read_is_named_in_three_languages() -> None:
    problems = problems_of(with_roster("1-5 09:00-13:00", "lunch at one"))

    assert [one.partition(": ")[0] for one in problems] == ["desks.desk-1.roster.2"] * 3
    assert all("lunch at one" in one for one in problems)
    assert [word in one for word, one in zip(WORDS, problems, strict=True)] == ([True] * 3)


@pytest.mark.parametrize(
    ("lines", "named"),
    [
        (("1-5 09:00-13:00", "3 12:00-14:00"), ["desks.desk-1.roster.2"] * 3),
        (("1 09:00-00:00", "1 23:00-23:30"), ["desks.desk-1.roster.2"] * 3),
        (("1-5 09:00-13:00", "1-5 13:00-14:00", "6 09:00-13:00"), []),
    ],
)
def test_hours_of_one_day_that_overlap_are_told(lines: tuple[str, ...], named: list[str]) -> None:
    if not named:
        read_hall_text(with_roster(*lines).encode(), "tiny.toml")
        return

    assert [one.partition(": ")[0] for one in problems_of(with_roster(*lines))] == named


def test_a_misspelt_key_of_a_desk_is_told() -> None:
    (problem,) = problems_of(HALL + 'rooster = ["1 09:00-13:00"]\n')

    assert "rooster" in problem
