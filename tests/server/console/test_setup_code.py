"""Tests of the code of the first administrator: in a file of its owner, once, and then gone."""

import re
import stat
from pathlib import Path

import pytest

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


@pytest.mark.parametrize(
    "left",
    [b"", b"\n", b"\0" * 15, b"abcd-efgh-jk", b"abcd-efgh-jkmn-pqrs\n", b"----\n", b"\xff\xfe"],
    ids=["empty", "a line", "zeros", "half", "too long", "no letters", "no text"],
)
def test_what_a_power_cut_left_of_a_code_opens_nothing_and_is_replaced(
    tmp_path: Path, left: bytes
) -> None:
    code = SetupCode(tmp_path)
    code.path.write_bytes(left)
    code.path.chmod(0o600)
    typed = ("", "-", left.decode("latin-1"))
    before = [code.is_right(one) for one in typed]

    code.prepare(is_needed=True)

    text = code.path.read_text()
    assert before == [False, False, False]
    assert re.fullmatch(r"(?:[a-z2-9]{4}-){2}[a-z2-9]{4}\n", text)
    assert [code.is_right(text), code.is_right("")] == [True, False]


def test_a_code_that_others_could_read_is_replaced(tmp_path: Path) -> None:
    code = SetupCode(tmp_path)
    code.prepare(is_needed=True)
    known = code.path.read_text()
    code.path.chmod(0o644)
    assert not code.is_right(known)

    code.prepare(is_needed=True)

    assert stat.S_IMODE(code.path.stat().st_mode) == 0o600
    assert not code.is_right(known)


def test_a_file_elsewhere_is_no_code(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("abcd-efgh-jkmn\n")
    other.chmod(0o600)
    code = SetupCode(tmp_path)
    code.path.symlink_to(other)
    assert not code.is_right("abcd-efgh-jkmn")

    code.prepare(is_needed=True)

    assert not code.path.is_symlink()
    assert other.read_text() == "abcd-efgh-jkmn\n"


def test_a_start_that_died_while_it_wrote_the_code_is_made_good(tmp_path: Path) -> None:
    code = SetupCode(tmp_path)
    (tmp_path / "setup-code.new").write_text("abcd")

    code.prepare(is_needed=True)
    text = code.path.read_text()
    files = [path.name for path in tmp_path.iterdir()]
    code.prepare(is_needed=False)

    assert len(text) == 15
    assert files == ["setup-code.txt"]
    assert list(tmp_path.iterdir()) == []


async def test_a_hall_needs_an_admin_until_it_has_one(working: WorkingConsole) -> None:
    assert not await working.service.read(needs_admin)

    await working.service.write(
        lambda ledger: ledger.connection.execute(
            "update officials set is_disabled = 1 where role = 'admin'"
        )
    )

    assert await working.service.read(needs_admin)
