"""Tests of what a desk's page answers to a press."""

from server.console.desk_answers import desk_page, over, pressed
from server.console.views import DoneView
from server.console.visits import Visit
from server.protocol.errors import Failure
from tests.server.console.test_desk_parts import look
from tests.server.console.working_console import WorkingConsole


def plain(visit: Visit) -> Visit:
    return Visit(visit.console, visit.browser, None, "/desk", is_htmx=False)


async def test_a_page_with_scripts_gets_parts_and_one_without_is_led_back(
    working: WorkingConsole,
) -> None:
    visit, desk, _ = look(working)

    parts = pressed(visit, desk, None, 200, more="<i>more</i>")
    led = pressed(plain(visit), desk, None, 200)

    assert parts.content.endswith("<i>more</i>")
    assert (led.status_code, str(getattr(led, "url", ""))) == (303, "/desk")


async def test_a_page_without_scripts_is_told_what_came_of_a_press(
    working: WorkingConsole,
) -> None:
    visit, desk, _ = look(working)

    refused = pressed(plain(visit), desk, Failure("desk-busy"), 409)
    done = desk_page(plain(visit), desk, done=DoneView("paper-call", "A007"))

    assert (refused.status_code, "A visitor is called to this desk." in refused.content) == (
        409,
        True,
    )
    assert "A007 is entered." in done.content


async def test_a_page_that_is_over_says_why_in_its_own_place(working: WorkingConsole) -> None:
    visit, desk, _ = look(working)

    part, page = over(visit, desk, "fenced"), over(plain(visit), desk, "fenced")

    assert part.headers["HX-Retarget"] == "#live"
    assert [one.status_code for one in (part, page)] == [409, 409]
    assert "<html" in page.content
