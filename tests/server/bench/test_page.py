"""The report is told in a table, and written where the page has a place for it."""

import re
from pathlib import Path

import pytest

from server.bench.figures import KEYS, complete
from server.bench.page import (
    BEGIN,
    END,
    PAGE,
    UNKNOWN,
    Occasion,
    PageError,
    commit_of,
    table,
    write_page,
)
from server.bench.run import Report
from server.clock import SystemClock

REPORT = Report(
    complete(dict.fromkeys(KEYS, 1.0) | {"growth_1m": None, "start_s": 2.0}),
    (("start, s", "2 (1 to 3)"),),
)
OCCASION = Occasion("2026-11-23 10:00 UTC", "abc1234", "2 cores of Made Up 3000")


def test_the_table_says_what_is_met_missed_and_not_measured() -> None:
    told = table(REPORT)

    assert "| start, s | <= 1 | 2 | missed by 100% |" in told
    assert "| call next, p99, ms | <= 5 | 1 | met |" in told
    assert "| growth with 1,000,000 past tickets | <= 1.1 | - | not measured |" in told
    assert "| `growth_1m` | not measured |" in told
    assert "| start, s | 2 (1 to 3) |" in told


def test_what_is_kept_by_hand_stays(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"# Title\n\n{BEGIN}\nold\n{END}\n\nBy hand.\n")

    write_page(page, REPORT, OCCASION)
    write_page(page, REPORT, OCCASION)

    text = page.read_text()
    assert text.startswith("# Title\n\n")
    assert text.endswith(f"{END}\n\nBy hand.\n")
    assert text.count("abc1234") == 1
    assert "old" not in text


def test_a_page_without_a_place_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("By hand.\n")

    with pytest.raises(PageError):
        write_page(page, REPORT, OCCASION)

    assert page.read_text() == "By hand.\n"


def test_the_page_of_the_project_was_written_by_the_command() -> None:
    told = PAGE.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]

    assert re.search(r"Measured on \d{4}-\d\d-\d\d \d\d:\d\d UTC, commit", told)
    assert [key for key in KEYS if f"`{key}`" not in told] == []


def test_a_folder_without_history_has_no_commit(tmp_path: Path) -> None:
    assert commit_of(tmp_path) == UNKNOWN


def test_the_occasion_is_now() -> None:
    occasion = Occasion.now(SystemClock())

    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC", occasion.date)
    assert "cores" in occasion.machine
