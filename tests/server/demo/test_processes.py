"""Programs of a demo are heard with a deadline and always ended."""

import os
import sys
from pathlib import Path

import pytest

from server.demo.processes import Stage, StageError

ECHO = "import sys\nfor line in sys.stdin: print(line, end='', flush=True)"


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_a_program_is_asked_and_answers(tmp_path: Path) -> None:
    async with Stage(tmp_path / "logs", os.environ) as stage:
        program = await stage.start("echo", sys.executable, "-c", ECHO)

        answer = await program.ask({"touch": "kk"})

    assert answer == {"touch": "kk"}


@pytest.mark.parametrize(
    "said", ["not json", "[1]", ""], ids=["garbage", "not an object", "nothing"]
)
async def test_whatever_else_a_program_says_is_an_error(tmp_path: Path, said: str) -> None:
    async with Stage(tmp_path / "logs", os.environ) as stage:
        program = await stage.start("bad", sys.executable, "-c", f"print({said!r}, end='')")

        with pytest.raises(StageError):
            await program.hear()


async def test_silence_is_an_error_after_the_deadline(tmp_path: Path) -> None:
    async with Stage(tmp_path / "logs", os.environ) as stage:
        program = await stage.start("mute", sys.executable, "-c", "input()")

        with pytest.raises(StageError, match="said nothing"):
            await program.hear(0.2)


async def test_every_program_ends_with_its_stage(tmp_path: Path) -> None:
    async with Stage(tmp_path / "logs", os.environ) as stage:
        one = await stage.start("one", sys.executable, "-c", ECHO)
        two = await stage.start("two", sys.executable, "-c", ECHO)
        await two.kill()

    assert not is_alive(one.pid)
    assert not is_alive(two.pid)
    assert not one.is_running


async def test_what_a_program_logs_is_kept(tmp_path: Path) -> None:
    complaint = "import sys; sys.stderr.write('paper is out')"
    async with Stage(tmp_path / "logs", os.environ) as stage:
        program = await stage.start("printer", sys.executable, "-c", complaint)
        with pytest.raises(StageError):
            await program.hear()

    assert (tmp_path / "logs" / "printer.log").read_text() == "paper is out"
