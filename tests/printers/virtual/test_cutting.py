"""What ends a paper, hands it out, and what a printer keeps when the paper is gone."""

import json
from pathlib import Path
from typing import Any

from printers.virtual.mechanism import Mechanism
from tests.printers.virtual.blocks import answers_of, keyed_logo, numbered_logos, order
from tests.printers.virtual.conftest import Make


def papers(tmp_path: Path) -> list[dict[str, Any]]:
    """Return the records of what was cut."""
    log = (tmp_path / "papers.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in log.splitlines()]


async def test_a_cut_puts_the_paper_on_the_shelf(mechanism: Mechanism, tmp_path: Path) -> None:
    mechanism.receive(b"A\n\x1b\x7f\x1dVB\x00")
    await mechanism.until(lambda: mechanism.shelf.papers == 1)

    (paper,) = papers(tmp_path)
    assert (paper["cut"], paper["mm"], paper["unknown_bytes"]) == ("partial", 14.8, 2)
    assert paper["unknown"] == [{"at": 2, "hex": "1b7f"}]
    assert mechanism.state()["uncut_ink"] is False
    assert mechanism.state()["unknown_bytes"] == 2


async def test_a_cut_without_a_feed_leaves_the_last_line_on_the_next_paper(
    mechanism: Mechanism, tmp_path: Path
) -> None:
    mechanism.receive(b"A\n" * 5 + b"\x1dV\x00" + b"\x1bd\x06\x1dV\x00")
    await mechanism.until(lambda: mechanism.shelf.papers == 2)

    first, second = papers(tmp_path)
    assert (first["lines"], second["lines"]) == (["A"] * 2, ["A"] * 3)
    assert (first["cut"], second["cut"]) == ("full", "full")


async def test_letters_without_a_feed_are_left_over_at_the_cut(
    mechanism: Mechanism, tmp_path: Path
) -> None:
    mechanism.receive(b"A\nBC\x1dVB\x00")
    await mechanism.until(lambda: mechanism.shelf.papers == 1)

    assert papers(tmp_path)[0]["leftover_bytes"] == 2


async def test_a_cutter_that_jams_cuts_when_it_is_free(mechanism: Mechanism) -> None:
    order(mechanism, cutter="jam")

    mechanism.receive(b"A\n\x1dVB\x00")
    await mechanism.until(lambda: mechanism.condition.cutter_error)
    before = mechanism.shelf.papers
    order(mechanism, cutter="ok")
    await mechanism.until(lambda: mechanism.shelf.papers == 1)

    assert before == 0


async def test_a_printer_can_lose_its_power_after_a_cut(mechanism: Mechanism) -> None:
    order(mechanism, off_after_cut=True)

    mechanism.receive(b"A\n\x1dVB\x00")
    await mechanism.until(lambda: not mechanism.condition.powered)
    order(mechanism, power="on")
    mechanism.receive(b"A\n\x1dVB\x00")
    await mechanism.until(lambda: mechanism.shelf.papers == 2)

    assert mechanism.condition.powered


async def test_a_logo_in_nv_outlives_the_printer(make: Make, tmp_path: Path) -> None:
    nv = tmp_path / "nv.json"
    first = make(nv=nv)
    first.receive(keyed_logo(67, b"AB", 8, 1, b"\xff"))
    await first.until(lambda: first.state()["nv"]["writes"] == 1)

    assert make(nv=nv).state()["nv"] == {"writes": 1, "keys": ["AB"], "refused": 0}


async def test_writing_nv_resets_a_clone_and_what_came_behind_is_lost(make: Make) -> None:
    printer = make("clone")
    heard = answers_of(printer)

    printer.receive(b"\x1da\x0f" + numbered_logos(b"\xff" * 8) + b"\x1dr\x01" * 3)
    await printer.until(lambda: printer.state()["nv"]["writes"] == 1)
    await printer.until(lambda: printer.state()["waiting_bytes"] == 0)
    order(printer, cover="open")

    assert bytes(heard) == b"\x10\x00\x00\x00"


async def test_a_kiosk_printer_cuts_presents_and_tells_that_a_ticket_is_out(make: Make) -> None:
    printer = make("custom_vkp80iii")
    heard = answers_of(printer)

    printer.receive(b"A\n\x1bi\x1cP\x02\x01E\x00\x1dr\x01")
    await printer.until(lambda: heard.endswith(b"\x00"))
    printer.receive(b"\x10\x04\x14")
    printer.presenting.take()
    printer.receive(b"\x10\x04\x14")

    assert bytes(heard) == b"\x00" + bytes.fromhex("100f20000000" + "100f00000000")
    assert printer.state()["presenter"]["taken"] == 1


async def test_an_ejector_cuts_what_is_not_cut_and_tells_its_state(make: Make) -> None:
    printer = make("pyramid_reliance")
    heard = answers_of(printer)

    printer.receive(b"A\n\x1de\x12\x1de\x03\x01\x1de\x06")
    await printer.until(lambda: bool(heard))

    assert (bytes(heard), printer.shelf.papers) == (b"\x0c", 1)


async def test_a_form_feed_cuts_and_presents_where_the_printer_does_so(make: Make) -> None:
    printer, ordinary = make("custom_vkp80iii"), make("epson")

    for one in (printer, ordinary):
        one.receive(b"A\n\x0c\x1dI\x01")
    await printer.until(lambda: printer.presenting.ticket_out)
    await ordinary.until(lambda: ordinary.state()["waiting_bytes"] == 0)

    assert (printer.shelf.papers, ordinary.shelf.papers) == (1, 0)


async def test_a_printer_without_a_cutter_is_torn_off(make: Make, tmp_path: Path) -> None:
    printer = make("generic_58_clone")

    printer.receive(b"A\n\x1dVB\x00")
    await printer.until(lambda: printer.shelf.papers == 1)
    printer.receive(b"B\n\x1bd\x05")
    await printer.until(lambda: printer.state()["waiting_bytes"] == 0)
    printer.tear()

    assert [(one["cut"], one["lines"]) for one in papers(tmp_path)] == [
        ("torn", ["A"]),
        ("torn", ["B"]),
    ]
