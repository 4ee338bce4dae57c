"""The tables of docs/order.md."""

from pathlib import Path

import pytest

from server.simulate.order_page import BEGIN, END, PAGE, PageError, order_tables, write_part


def test_both_tables_are_made_and_what_is_done_is_told() -> None:
    said: list[str] = []

    text = order_tables(said.append, days=1)

    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert len(rows) == 2 + 9 + 2 + 8
    assert len(said) == 9 + 3 * 8
    assert sum("**tiers-with-shares**" in row for row in rows) == 4


def test_only_the_part_of_the_command_is_written(tmp_path: Path) -> None:
    page = tmp_path / "order.md"
    begins = [BEGIN.format(name) for name in ("simulate", "other")]
    page.write_text(f"a\n{begins[0]}\nold\n{END}\nb\n{begins[1]}\nkept\n{END}\n", encoding="utf-8")

    write_part(page, "simulate", "new")

    assert page.read_text(encoding="utf-8") == (
        f"a\n{begins[0]}\n\nnew\n\n{END}\nb\n{begins[1]}\nkept\n{END}\n"
    )


def test_a_page_without_a_place_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "order.md"
    page.write_text("nothing", encoding="utf-8")

    with pytest.raises(PageError):
        write_part(page, "simulate", "new")


def test_the_page_has_been_written_by_both_commands() -> None:
    text = PAGE.read_text(encoding="utf-8")

    assert "| 1.05, 40%, 25% | **tiers-with-shares** |" in text
    assert "| 1.05, wrongly |" in text
