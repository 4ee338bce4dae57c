"""Tests of the parts of a page: a part changes when what it shows does, never with the clock."""

import re

from server.console.browser import Browser
from server.console.desk_parts import PARTS, Drawn, draw, page_values, render_answer, render_part
from server.console.visits import Visit
from server.protocol.commands import CallNext
from server.protocol.desks import Desk
from server.protocol.errors import Failure
from tests.server.console.working_console import WorkingConsole
from tests.server.working_hall import OFFICIAL, new_id


def look(working: WorkingConsole) -> tuple[Visit, Desk, Drawn]:
    visit = Visit(
        working.console, Browser("en", None, "s", is_new=False), None, "/desk", is_htmx=True
    )
    desk = working.service.config.desks[0]
    return visit, desk, draw(visit, desk)


async def test_time_alone_changes_no_part(working: WorkingConsole) -> None:
    await working.issue()
    _, _, before = look(working)

    working.clock.advance(minutes=5)

    _, _, after = look(working)
    assert after.changed(before.digests) == ()


async def test_a_page_just_opened_has_seen_no_part(working: WorkingConsole) -> None:
    _, _, drawn = look(working)

    assert drawn.changed({}) == tuple(PARTS)


async def test_a_call_changes_every_part_that_shows_it(working: WorkingConsole) -> None:
    await working.issue()
    _, _, before = look(working)

    await working.service.carry_out(CallNext(request_id=new_id(), desk="desk-1"), OFFICIAL)

    _, _, after = look(working)
    assert set(after.changed(before.digests)) == set(PARTS) - {"trouble", "aside"}


async def test_another_desks_call_leaves_this_visitor_alone(working: WorkingConsole) -> None:
    for _ in range(2):
        await working.issue()
    await working.service.carry_out(CallNext(request_id=new_id(), desk="desk-1"), OFFICIAL)
    _, _, before = look(working)

    await working.service.carry_out(CallNext(request_id=new_id(), desk="desk-2"), OFFICIAL)

    _, _, after = look(working)
    assert not {"visitor", "delivery", "spoken"} & set(after.changed(before.digests))


async def test_every_part_carries_its_digest_but_the_sentence_for_screen_readers(
    working: WorkingConsole,
) -> None:
    visit, desk, drawn = look(working)

    for part in set(PARTS) - {"spoken"}:
        html = render_part(visit, desk, drawn, part)
        assert f'data-digest="{drawn.digests[part]}"' in html


async def test_an_answer_to_a_refusal_draws_the_buttons_anew(working: WorkingConsole) -> None:
    visit, desk, drawn = look(working)

    answers = [render_answer(visit, desk, failure) for failure in (None, Failure("desk-busy"))]

    has_old = [f'data-digest="{drawn.digests["actions"]}"' in answer for answer in answers]
    assert has_old == [True, False]


async def test_the_page_names_the_parts_it_has_places_for(working: WorkingConsole) -> None:
    visit, desk, drawn = look(working)

    page = visit.render("desk.html", page_values(drawn, desk))

    assert [f'id="{part}"' in page for part in PARTS] == [True] * len(PARTS)
    assert [f'sse-swap="{part}"' in page for part in PARTS] == [True] * len(PARTS)


async def test_no_two_things_on_the_page_have_one_name(working: WorkingConsole) -> None:
    await working.issue()
    visit, desk, drawn = look(working)

    page = visit.render("desk.html", page_values(drawn, desk))

    names = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(names) == sorted(set(names))


async def test_the_answer_to_a_press_leaves_the_long_parts_to_the_stream(
    working: WorkingConsole,
) -> None:
    visit, desk, _ = look(working)

    answer = render_answer(visit, desk, None)

    answered = set(re.findall(r'hx-swap-oob="innerHTML:#(\w+)"', answer))
    assert answered == set(PARTS) - {"queue", "trouble", "tools", "aside"}
