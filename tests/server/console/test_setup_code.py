"""Tests of the code of the first administrator: in a file of its owner, once, and then gone."""

import re
import stat
from pathlib import Path

from server.console.setup_code import SetupCode, needs_admin
from tests.server.console.working_console import WorkingConsole


def test_only_the_owner_of_the_data_reads_the_code(tmp_path: Path) -> None:
    code = SetupCode(tmp_path)

    assert code.prepare(is_needed=True)

    assert stat.S_IMODE(code.path.stat().st_mode) == 0o600
    assert re.fullmatch(r"(?:[a-z2-9]{4}-){2}[a-z2-9]{4}\n", code.path.read_text())


def test_a_code_survives_a_restart_and_is_gone_once_there_is_an_admin(tmp_path: Path) -> None:
    code = SetupCode(tmp_path)
    code.prepare(is_needed=True)
    text = code.path.read_text()

    code.prepare(is_needed=True)
    assert code.path.read_text() == text
    assert not code.prepare(is_needed=False)
    assert not code.path.exists()
    assert not code.is_right(text)


def test_the_code_is_typed_as_people_type(tmp_path: Path) -> None:
    code = SetupCode(tmp_path)
    code.prepare(is_needed=True)
    text = code.path.read_text().strip()

    typed = (text, f"  {text.upper()} ", text.replace("-", ""), text[:-1], "")

    assert [code.is_right(one) for one in typed] == [True, True, True, False, False]


async def test_a_hall_needs_an_admin_until_it_has_one(working: WorkingConsole) -> None:
    assert not await working.service.read(needs_admin)

    await working.service.write(
        lambda ledger: ledger.connection.execute(
            "update officials set is_disabled = 1 where role = 'admin'"
        )
    )

    assert await working.service.read(needs_admin)
