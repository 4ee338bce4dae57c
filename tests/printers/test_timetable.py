"""The table of docs/printers.md is made from measurements and replaces only itself."""

from pathlib import Path

import pytest

from printers.profile import profile_names
from printers.strategy import Strategy
from printers.timetable import (
    BEGIN,
    END,
    PICTURED,
    PageError,
    Times,
    measure,
    table,
    write_pictures,
    write_sheet,
    write_table,
)
from tests.gate.places import ROOT

ROW = Times("own", Strategy.TEXT_PAGE, 480, (0.5, 0.44, 0.4, 0.38), 2000, 8000, 0.36)


def test_a_row_says_bytes_and_seconds_of_each_line() -> None:
    *_, last = table([ROW]).splitlines()

    assert last == (
        "| own | text-page | 480 | 0.5 s | 0.4 s | 0.4 s | 2000 | 0.4 s | 8000 | 0.4 s |"
    )


def test_only_the_table_of_the_page_is_replaced(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")

    write_table(page, [ROW])
    write_table(page, [ROW])

    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"before\n{BEGIN}\n")
    assert text.endswith(f"{END}\nafter\n")
    assert "old" not in text
    assert text.count("text-page") == 1


def test_a_page_without_a_place_for_it_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("nothing here\n", encoding="utf-8")

    with pytest.raises(PageError, match=r"page\.md"):
        write_table(page, [ROW])

    assert page.read_text(encoding="utf-8") == "nothing here\n"


def test_a_printer_is_measured_and_pictured(tmp_path: Path) -> None:
    row = measure("epson_tm_t20iii")
    write_pictures(tmp_path / "papers", ("epson_tm_t20iii",))
    write_sheet(tmp_path / "papers")

    assert row.bytes_slow <= 500 < row.bytes_brisk < row.bytes_network
    drawn = [path.read_bytes() for path in (tmp_path / "papers").iterdir()]
    assert [picture.startswith(b"\x89PNG") for picture in drawn] == [True, True]


def test_the_page_has_every_printer_and_every_picture() -> None:
    page = (ROOT / "docs" / "printers.md").read_text(encoding="utf-8")

    _, _, rest = page.partition(BEGIN)
    written, _, _ = rest.partition(END)
    assert [name for name in profile_names() if f"| {name} |" not in written] == []
    assert [name for name in PICTURED if f"pictures/papers/{name}.png" not in page] == []
