"""The logo is stored when a unit lacks it, counted before it is sent, proved before it counts."""

from pathlib import Path

import pytest

from printers.acquaintance import Acquaintance
from printers.document import Logo
from printers.logos import logo_hash
from printers.port_messages import LogoStored
from printers.profile import read_profile
from printers.provisioning import Provisioning, given_logo
from printers.specimen import specimen
from printers.ticket import Style
from printers.units import Units
from server.protocol.ticket_layout import Part, TicketLayout, standard_layout
from tests.conftest import ExpectedLog
from tests.printers.fault_table import PRINTED_AT

LOGO = Logo(16, 2, b"\xf0\x0f\x0f\xf0")


def unit_of(profile: str) -> Acquaintance:
    """Return a unit of which nothing is known."""
    return Acquaintance("tcp://printer:9100", read_profile(profile), Units(None), lambda: 1_000)


def test_a_unit_that_lacks_the_logo_is_sent_it_once() -> None:
    unit = unit_of("generic_80_clone")
    logo = Provisioning(unit, LOGO)

    job = logo.begin()
    awaited = logo.awaits_proof
    told = logo.done()

    assert job is not None
    assert b"\x1cq" in job
    assert awaited
    assert told == LogoStored("tcp://printer:9100")
    assert unit.proved.logo == logo_hash(LOGO)
    assert logo.begin() is None


def test_a_write_that_is_not_proved_counts_all_the_same() -> None:
    unit = unit_of("generic_80_clone")

    Provisioning(unit, LOGO).begin()

    assert unit.record.logo_writes == (1_000,)
    assert unit.proved.logo is None


def test_a_logo_of_which_only_part_went_awaits_no_proof() -> None:
    logo = Provisioning(unit_of("generic_80_clone"), LOGO)
    logo.begin()

    logo.give_up()

    assert not logo.awaits_proof


def test_a_printer_without_a_store_is_asked_for_nothing() -> None:
    assert Provisioning(unit_of("generic_58_clone"), LOGO).begin() is None


def test_a_logo_that_is_too_large_is_told_once(expected_log: ExpectedLog) -> None:
    expected_log.expect("printers.provisioning", "too-large")
    unit = unit_of("generic_80_clone")
    logo = Provisioning(unit, Logo(576, 480, bytes(72 * 480)))

    assert (logo.begin(), logo.begin()) == (None, None)
    assert unit.record.logo_writes == ()


@pytest.mark.parametrize("times", [1, 2])
def test_a_ticket_begins_with_the_logo_once(times: int) -> None:
    logo = Provisioning(unit_of("epson_tm_t20iii"), LOGO)
    document = specimen("kk", PRINTED_AT)

    for _ in range(times):
        document = logo.put_on(document)

    assert [isinstance(element, Logo) for element in document.elements[:2]] == [True, False]


def test_a_ticket_whose_layout_leaves_the_logo_out_has_none() -> None:
    logo = Provisioning(unit_of("epson_tm_t20iii"), LOGO)
    rows = tuple(row for row in standard_layout().rows if row.part is not Part.LOGO)
    document = specimen("kk", PRINTED_AT, Style(TicketLayout(rows)))

    assert logo.put_on(document) == document


def test_a_unit_that_took_the_logo_was_sent_one_job() -> None:
    unit = unit_of("epson_tm_t20iii")
    logo = Provisioning(unit, LOGO)

    before, job = logo.kept_job(), logo.begin()
    logo.done()

    assert before is None
    assert logo.kept_job() == job


def test_a_logo_that_cannot_be_read_costs_no_ticket(
    tmp_path: Path, expected_log: ExpectedLog
) -> None:
    expected_log.expect("printers.provisioning", "the logo cannot be")
    unit = unit_of("epson_tm_t20iii")
    (tmp_path / "text.png").write_text("no picture")

    assert given_logo(None, unit) is None
    assert given_logo(tmp_path / "gone.png", unit) is None
    assert given_logo(tmp_path / "text.png", unit) is None
