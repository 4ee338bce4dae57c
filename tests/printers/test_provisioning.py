"""The logo is stored when a unit lacks it, counted before it is sent, proved before it counts."""

import pytest

from printers.acquaintance import Acquaintance
from printers.document import Logo
from printers.logos import logo_hash
from printers.port_messages import LogoStored
from printers.profile import read_profile
from printers.provisioning import Provisioning
from printers.specimen import specimen
from printers.units import Units
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
