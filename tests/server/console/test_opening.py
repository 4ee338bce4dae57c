"""Tests of the console as a server opens it: a check of its log, and a code if it is new."""

from pathlib import Path

from server.console.opening import open_console
from server.trust.trust import Trust
from tests.server.console.working_console import WorkingConsole


async def test_a_hall_with_an_admin_waits_for_no_set_up(
    working: WorkingConsole, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()

    console = await open_console(working.service, Trust(working.service), tmp_path / "other")

    assert console.setup_code is None
    assert console.log_check is not None
    assert list((tmp_path / "other").iterdir()) == []


async def test_a_hall_without_an_admin_waits_for_one(
    working: WorkingConsole, tmp_path: Path
) -> None:
    await working.service.write(
        lambda ledger: ledger.connection.execute("update officials set role = 'official'")
    )

    console = await open_console(working.service, Trust(working.service), tmp_path)

    assert console.setup_code is not None
    assert console.setup_code.path.exists()


async def test_a_hall_in_a_database_is_checked_and_set_up_on_the_command_line(
    working: WorkingConsole,
) -> None:
    console = await open_console(working.service, Trust(working.service), "postgresql://x")

    assert (console.setup_code, console.log_check) == (None, None)
