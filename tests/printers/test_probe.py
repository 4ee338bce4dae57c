"""A probe finds what a unit really answers, and leaves no trace of itself on paper or in flash."""

import pytest

from printers.commands import INITIALISE
from printers.fences import evidence
from printers.probe import Patience, Probe, ask_serial, narrowed, probe, probe_printer
from printers.profile import Fence, Provenance, profile_names, read_profile
from printers.transport import transport_for
from server.protocol.printing import Evidence
from tests.fakes.line import FakeLine
from tests.printers.conftest import EPSON, StartVirtual, VirtualPrinter

CLONE = read_profile("generic_80_clone")
HASTE = Patience(0, 0, 0)
DESTRUCTIVE = (b"\x10\x05", b"\x10\x14", b"\x1cq", b"\x1d(A", b"\x1d(E")
IN_GATE = ("epson_tm_t20iii", "generic_58_clone")


def probed(printer: VirtualPrinter, profile: str) -> Probe:
    """Return what a probe of ``printer`` finds, and make sure that it left no trace."""
    found = probe_printer(transport_for(printer.url), read_profile(profile))
    state = printer.until(lambda state: state["waiting_bytes"] == 0)
    assert not state["uncut_ink"]
    assert (state["papers"], state["nv"]["writes"]) == (0, 0)
    assert state["mm_left"] == state["roll_mm"]
    return found


def test_an_epson_answers_everything(virtual_printer: VirtualPrinter) -> None:
    found = probed(virtual_printer, "epson_tm_t20iii")

    assert (found.model, found.serial, found.maker) == ("TM-T20III", "X3AB000001", "EPSON")
    assert found.real_time_status == (1, 2, 3, 4)
    assert found.automatic_status
    assert found.paper_sensor
    assert found.process_id
    assert narrowed(EPSON, found).features == EPSON.features


def test_a_clone_that_lacks_what_its_profile_promises_is_narrowed(
    start_virtual: StartVirtual,
) -> None:
    found = probed(start_virtual("--model", "generic_58_clone"), "epson_tm_t20iii")

    profile = narrowed(EPSON, found)

    assert profile.features.fence is Fence.PAPER_SENSOR
    assert not profile.features.automatic_status
    assert profile.provenance["features.fence"] is Provenance.PROBED
    assert evidence(profile.features) is Evidence.PAPER_SENSOR


def test_a_mute_printer_teaches_nothing(virtual_printer: VirtualPrinter) -> None:
    virtual_printer.tell({"mute": True})

    found = probed(virtual_printer, "epson_tm_t20iii")

    assert found.is_silent
    assert narrowed(EPSON, found) == EPSON


def test_noise_before_every_answer_hides_none(virtual_printer: VirtualPrinter) -> None:
    virtual_printer.tell({"garbage": True})

    found = probed(virtual_printer, "epson_tm_t20iii")

    assert found.process_id
    assert found.serial == "X3AB000001"


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in profile_names() if name not in IN_GATE])
def test_no_model_prints_anything_when_it_is_probed(
    name: str, start_virtual: StartVirtual
) -> None:
    found = probed(start_virtual("--model", name), name)

    assert not found.is_silent
    assert narrowed(read_profile(name), found).features.fence is read_profile(name).features.fence


def test_nothing_is_asked_that_clears_resets_or_stores() -> None:
    line = FakeLine()

    probe(line, EPSON, HASTE)

    assert not [command for command in DESTRUCTIVE if command in line.written]
    assert line.written.endswith(INITIALISE)


def test_what_a_unit_answers_beyond_its_profile_is_not_used() -> None:
    found = Probe(process_id=True, paper_sensor=True, automatic_status=True)

    assert narrowed(CLONE, found).features.fence is Fence.PAPER_SENSOR


@pytest.mark.parametrize(
    ("found", "step"),
    [
        (Probe(process_id=True, paper_sensor=True), Evidence.PROCESS_ID),
        (Probe(paper_sensor=True), Evidence.PAPER_SENSOR),
        (Probe(real_time_status=(1, 2, 3, 4)), Evidence.STATUS_ONLY),
        (Probe(automatic_status=True), Evidence.STATUS_ONLY),
        (Probe(model="X"), Evidence.NOTHING),
    ],
)
def test_the_ladder_is_climbed_down_to_what_answers(found: Probe, step: Evidence) -> None:
    assert evidence(narrowed(EPSON, found).features) is step


def test_a_printer_without_names_is_asked_no_more_of_them() -> None:
    line = FakeLine()

    assert ask_serial(line, HASTE) == ""
    probe(line, CLONE, HASTE)

    assert line.written.count(b"\x1dI") == 3
