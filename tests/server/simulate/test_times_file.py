"""Another hall's visits are read from a file, or refused with the line that is wrong."""

from pathlib import Path

import pytest

from server.simulate.synthetic import made_day
from server.simulate.times_file import TimesFileError, hall_of

HEAD = "service,class,arrived,minutes\n"
RIGHT = (
    HEAD
    + "tax,ordinary,10:05,4\ntax,statutory,11:10,6\nlaw,booked,12:00,20\nlaw,ordinary,12:59,\n"
)


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "visits.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_hall_is_made_of_the_visits(tmp_path: Path) -> None:
    hall = hall_of(written(tmp_path, RIGHT))

    assert [(one.service, one.mean) for one in hall.times] == [("law", 20), ("tax", 5)]
    assert (hall.opens, hall.hours) == (10, (0.25, 0.25, 0.5))
    assert (hall.statutory, hall.booked, hall.no_shows) == (0.25, 0.25, 0.25)
    assert hall.desks == (("law",),) * 2 + (("tax",),) * 2 + (("law", "tax"),) * 2


def test_days_of_such_a_hall_can_be_made(tmp_path: Path) -> None:
    hall = hall_of(written(tmp_path, RIGHT))

    lengths = {one.busy_ms for one in made_day(hall, 1).visitors}

    assert lengths == {minutes * 60_000 for minutes in (2, 4, 6, 20)}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (HEAD, 0),
        (HEAD + "tax,ordinary,10:05,\n", 0),
        (HEAD + "tax,ordinary,10:05,4\ntax,late,10:05,4\n", 3),
        (HEAD + "tax,ordinary,25:05,4\n", 2),
        (HEAD + "tax,ordinary,10:05,soon\n", 2),
        (HEAD + "tax,ordinary,10:05,-1\n", 2),
        ("service,minutes\ntax,4\n", 2),
    ],
    ids=["empty", "nobody", "class", "time", "word", "negative", "columns"],
)
def test_a_wrong_file_is_refused_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    with pytest.raises(TimesFileError) as refused:
        hall_of(written(tmp_path, text))

    assert refused.value.line == line
