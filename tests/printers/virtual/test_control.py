"""The control socket: a line in, the state out, and nonsense answered by an error."""

from collections.abc import Callable

from tests.printers.conftest import VirtualPrinter


def test_a_line_changes_the_printer_and_tells_its_state(virtual_printer: VirtualPrinter) -> None:
    state = virtual_printer.tell({"paper": "out", "cover": "open"})

    assert (state["paper"], state["cover"], state["papers"]) == ("out", "open", 0)


def test_nonsense_is_answered_and_changes_nothing(virtual_printer: VirtualPrinter) -> None:
    answer = virtual_printer.tell({"paper": "wet"})

    assert "KeyError" in answer["error"]
    assert virtual_printer.tell({"state": True})["paper"] == "loaded"


def test_a_fault_can_be_there_from_the_start(
    start_virtual: Callable[..., VirtualPrinter],
) -> None:
    printer = start_virtual("--fault", '{"cover": "open"}')

    assert printer.tell({"state": True})["cover"] == "open"
