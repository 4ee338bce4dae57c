"""Tests of the desk's page by HTTP: one press one command, nobody presses for another."""

import pytest

from server.protocol.commands import ReportShown
from server.protocol.events import NoShowMarked, TicketCalled
from tests.server.console.working_console import Person, WorkingConsole
from tests.server.working_hall import BOARD, new_id

HTMX = {"HX-Request": "true"}


def at_desk(working: WorkingConsole, desk: str = "desk-1") -> str:
    seen = working.service.picture.occupancy.desk(desk)
    return seen.number if seen else ""


async def test_a_whole_visit_by_buttons_without_scripts(
    working: WorkingConsole, official: Person
) -> None:
    await working.issue()
    await official.open("/desk")

    seen = []
    for action in ("next", "recall", "start", "finish"):
        assert (await official.press(action)).headers["location"] == "/desk"
        page = (await official.open("/desk")).text
        seen.append((official.number, "Being received" in page))

    assert seen == [("A001", False), ("A001", False), ("A001", True), ("", False)]


async def test_a_visitor_who_does_not_come_is_marked(
    working: WorkingConsole, official: Person
) -> None:
    await working.issue()
    heard: list[object] = []
    working.service.subscribe(lambda entries: heard.extend(e.event for e in entries))
    for action in ("next", "no-show"):
        await official.open("/desk")
        await official.press(action)

    assert [type(event) for event in heard] == [TicketCalled, NoShowMarked]


async def test_the_actor_in_the_log_is_a_pseudonym(
    working: WorkingConsole, official: Person
) -> None:
    await working.issue()
    actors: list[str] = []
    working.service.subscribe(lambda entries: actors.extend(entry.actor for entry in entries))
    await official.open("/desk")

    await official.press("next")

    assert actors[0].startswith("official:o-")


async def test_a_refusal_is_worded_in_the_readers_language(
    working: WorkingConsole, official: Person
) -> None:
    await official.send("/language", language="ru", back="/desk")
    await official.open("/desk")

    answer = await official.press("next")

    assert answer.status_code == 409
    assert "В очереди к этому окну никого нет." in answer.text
    assert at_desk(working) == ""


async def test_a_refused_press_leaves_buttons_that_work(
    working: WorkingConsole, official: Person
) -> None:
    refused = await official.press("next")
    used = official.form("next")["request_id"]
    await working.issue()
    official.page = refused.text

    answer = await official.press("next")

    assert official.form("next")["request_id"] != used
    assert answer.status_code == 303
    assert at_desk(working) == "A001"


async def test_a_live_page_gets_every_part_as_it_is_after_the_press(
    working: WorkingConsole, official: Person
) -> None:
    await working.issue()
    await official.open("/desk")
    official.client.headers.update(HTMX)

    answer = await official.press("next")

    assert answer.status_code == 200
    assert 'hx-swap-oob="innerHTML:#visitor"' in answer.text
    assert ">A001<" in answer.text
    assert "notice bad" not in answer.text


async def test_a_live_page_gets_the_refusal_beside_the_parts(official: Person) -> None:
    official.client.headers.update(HTMX)

    answer = await official.press("next")

    assert answer.status_code == 409
    assert answer.text.startswith('<p class="notice bad">')
    assert 'hx-swap-oob="innerHTML:#actions"' in answer.text


async def test_the_choice_says_which_desks_are_in_use(
    working: WorkingConsole, official: Person
) -> None:
    async with working.person() as other:
        await other.sit_at("desk-2", "daniyar")

    page = (await official.open("/desk/choose")).text

    tiles = [tile.split("</button>")[0] for tile in page.split('name="desk" value="')[1:]]
    marks = {
        tile.split('"')[0]: next(m for m in ("yours", "in use", ">free<") if m in tile)
        for tile in tiles
    }
    assert marks["desk-1"] == "yours"
    assert marks["desk-2"] == "in use"
    assert marks["desk-3"] == ">free<"


async def test_an_unknown_desk_is_refused_in_words(official: Person) -> None:
    answer = await official.send("/desk/choose", desk="desk-99")

    assert answer.status_code == 409
    assert "The hall has no such desk." in answer.text


async def test_without_a_desk_the_choice_comes_first(anybody: Person) -> None:
    await anybody.log_in("aigerim")

    assert (await anybody.open("/desk")).url.path == "/desk/choose"
    assert (await anybody.send("/desk/next", request_id=new_id())).headers["location"] == (
        "/desk/choose"
    )


@pytest.mark.parametrize("path", ["/desk", "/desk/choose", "/day"])
async def test_who_is_not_logged_in_is_sent_to_the_log_in(anybody: Person, path: str) -> None:
    assert (await anybody.open(path)).url.path == "/login"


async def test_an_auditor_may_not_call(anybody: Person) -> None:
    await anybody.log_in("auditor")

    answer = await anybody.open("/desk/choose")

    assert answer.status_code == 403
    assert "You are not allowed to do this." in answer.text


async def test_a_press_after_the_session_ended_says_so_on_the_live_page(official: Person) -> None:
    form = official.form("next")
    csrf = official.csrf
    await official.send("/logout")
    # The browser's own secret still proves that the form is ours.
    official.client.headers.update(HTMX)
    await official.open("/login")
    assert official.csrf != csrf

    answer = await official.send("/desk/next", **form)

    assert answer.status_code == 409
    assert answer.headers["hx-retarget"] == "#live"
    assert "You were logged out" in answer.text


async def test_an_unknown_button_is_no_page(official: Person) -> None:
    answer = await official.send("/desk/close-hall", request_id=new_id())

    assert answer.status_code == 404
    assert "There is no such page" in answer.text


async def test_a_malformed_press_is_refused(official: Person) -> None:
    answer = await official.send("/desk/next", request_id="not-a-uuid")

    assert answer.status_code == 400


async def test_the_page_says_when_the_board_has_shown_the_call(
    working: WorkingConsole, official: Person
) -> None:
    await working.issue()
    await official.open("/desk")
    await official.press("next")
    before = (await official.open("/desk")).text
    seen = working.service.picture.occupancy.desk("desk-1")
    assert seen is not None

    await working.service.carry_out(
        ReportShown(request_id=new_id(), call=seen.call, zone=seen.zone), BOARD
    )

    assert "Not yet shown on the board" in before
    assert "Shown on the board" in (await official.open("/desk")).text
