"""The control socket: a line in, the state out, and nonsense answered by an error."""

from collections.abc import Callable

import pytest

from tests.printers.conftest import VirtualPrinter


def test_a_line_changes_the_printer_and_tells_its_state(virtual_printer: VirtualPrinter) -> None:
    state = virtual_printer.tell({"paper": "out", "cover": "open"})

    assert (state["paper"], state["cover"], state["papers"]) == ("out", "open", 0)
    assert (state["model"], state["nv"]["writes"]) == ("epson_tm_t20iii", 0)


@pytest.mark.parametrize("order", [{"paper": "wet"}, {"ticket": "eaten"}, {"noise": True}])
def test_nonsense_is_answered_and_changes_nothing(
    virtual_printer: VirtualPrinter, order: dict[str, object]
) -> None:
    answer = virtual_printer.tell(order)

    assert "KeyError" in answer["error"]
    assert virtual_printer.tell({"state": True})["paper"] == "loaded"


def test_faults_can_be_there_from_the_start(
    start_virtual: Callable[..., VirtualPrinter],
) -> None:
    printer = start_virtual("--fault", '{"cover": "open"}', "--fault", "overheated")

    state = printer.tell({"state": True})

    assert (state["cover"], state["head"]) == ("open", "overheated")


def test_hands_can_take_a_ticket_tear_paper_and_switch_off_and_on(
    start_virtual: Callable[..., VirtualPrinter],
) -> None:
    printer = start_virtual("--model", "pyramid_reliance")

    torn = printer.tell({"tear": True})
    taken = printer.tell({"ticket": "taken", "taken_after": 0.1})
    cycled = printer.tell({"power": "cycle"})

    assert (torn["papers"], torn["presenter"]["ticket"]) == (1, "presented")
    assert taken["presenter"] == {
        "ticket": "none",
        "paper": 1,
        "presented": 1,
        "taken": 1,
        "retracted": 0,
        "ejected": 0,
    }
    assert cycled["powered"]
