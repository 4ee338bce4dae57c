"""Tests of the log's page: what was done, by whom, whether it is true, and as a file."""

import asyncio
from itertools import pairwise

import msgspec

from server.control import CloseServiceDay, carry_out
from server.protocol.desk_commands import StopHall
from server.storage.chain import EventRow, hash_of
from tests.server.console.working_console import Person, WorkingConsole
from tests.server.working_hall import ADMIN, new_id


async def test_what_admins_did_is_listed_with_names_that_the_log_has_not(
    working: WorkingConsole, admin: Person, auditor: Person
) -> None:
    await admin.open("/admin/people")
    await admin.send("/admin/people", login="zarina", role="official")

    page = (await auditor.open("/log")).text

    assert "A person was added" in page
    assert "zarina" in page
    assert "The day was opened" in page
    kept = await working.service.read(lambda ledger: str(ledger.events.rows()))
    assert "zarina" not in kept
    assert "PersonAdded" in kept


async def test_a_stop_of_the_hall_is_told(working: WorkingConsole, auditor: Person) -> None:
    await working.service.carry_out(StopHall(request_id=new_id(), reason="fire"), ADMIN)

    page = (await auditor.open("/log")).text

    assert "The hall was paused or stopped" in page
    assert "emergency stop" in page


async def test_what_was_done_on_the_server_itself_is_said_in_words(
    working: WorkingConsole, auditor: Person
) -> None:
    await carry_out(working.service, CloseServiceDay())

    page = (await auditor.open("/log")).text

    assert "the command line" in page
    assert ">control<" not in page


async def test_the_file_holds_the_whole_chain_and_its_saving_is_an_entry(
    working: WorkingConsole, auditor: Person
) -> None:
    for _ in range(3):
        await working.issue()
    await auditor.open("/log")

    answer = await auditor.send("/log/export")

    rows = [msgspec.json.decode(line, type=EventRow) for line in answer.content.splitlines()]
    assert "attachment" in answer.headers["content-disposition"]
    assert answer.headers["cache-control"] == "no-store"
    assert [row.seq for row in rows] == list(range(1, len(rows) + 1))
    assert all(later.prev_hash == hash_of(row) for row, later in pairwise(rows))
    assert "The log was saved as a file" in (await auditor.open("/log")).text


async def test_the_log_is_checked_by_a_press(working: WorkingConsole, auditor: Person) -> None:
    await working.issue()
    await auditor.open("/log")

    await auditor.send("/log/check")
    checking = (await auditor.open("/log")).text
    check = working.console.log_check
    assert check is not None
    async with asyncio.timeout(30):
        await check.finished()

    assert "The log is being checked" in checking
    assert "entries are right" in (await auditor.open("/log")).text
