"""A cabin in which an official of another hall receives by video, as each page of it says."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.protocol.commands import CallNext
from tests.server.console.working_console import HALL_FILE, WorkingConsole, working_console
from tests.server.working_hall import OFFICIAL, new_id

CABIN = """
[[desks]]
id = "cabin"
label = "V"
zone = "main"
services = ["justice-appeal"]
is_video = true
"""


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[WorkingConsole]:
    """Give a console of a hall with one cabin."""
    file = tmp_path / "hall.toml"
    file.write_text(HALL_FILE.read_text("utf-8") + CABIN, "utf-8")
    async with working_console(tmp_path / "data", file) as console:
        yield console


async def test_an_official_sees_which_desk_is_a_cabin_before_and_after_choosing_it(
    hall: WorkingConsole,
) -> None:
    async with hall.person() as official:
        await official.log_in("aigerim")
        choice = (await official.open("/desk/choose")).text
        await official.send("/desk/choose", desk="cabin")
        cabin = (await official.open("/desk")).text
        await official.send("/desk/choose", desk="desk-1")
        desk = (await official.open("/desk")).text

    assert choice.count("video cabin</span>") == 1
    assert "Desk V" in cabin
    assert "picture and sound are another program" in cabin
    assert "video" not in desk


async def test_where_to_send_a_visitor_names_the_cabin_as_one(hall: WorkingConsole) -> None:
    await hall.issue()
    async with hall.person() as official:
        await official.sit_at("desk-1")
        await official.press("next")

        form = await official.open("/desk/act/transfer")

    assert "Desk V · video cabin (nobody works here)</option>" in form.text
    assert form.text.count("video cabin") == 1


async def test_who_was_received_by_video_is_told_in_calls_tickets_and_order(
    hall: WorkingConsole,
) -> None:
    await hall.issue()
    await hall.issue()
    for desk in ("cabin", "desk-1"):
        await hall.service.carry_out(CallNext(request_id=new_id(), desk=desk), OFFICIAL)
    async with hall.person() as supervisor:
        await supervisor.log_in("saule")
        calls = await supervisor.open("/calls")
        tickets = await supervisor.open("/tickets?at=10:00")
        order = await supervisor.open("/supervisor")

    assert calls.text.count("by video") == 1
    assert "Desk V <span" in tickets.text
    assert tickets.text.count("by video") == 1
    assert order.text.count("video cabin</span>") == 1
