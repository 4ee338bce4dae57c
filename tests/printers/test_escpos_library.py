"""python-escpos is mended and leaves nothing behind."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from printers.escpos_library import CACHE_VARIABLE, cache_directory, open_encoder


@pytest.mark.parametrize("codec", ["kz1048", "cp866", "cp858", "cp1251"])
def test_a_page_is_pythons_own_codec_and_no_letter_leaves_it(codec: str) -> None:
    letters = "".join(
        char for code in range(0x80, 0x100) if (char := bytes((code,)).decode(codec, "ignore"))
    )
    printer = open_encoder(17, codec)

    printer.text(letters)

    assert printer.output == letters.encode(codec)


def test_the_cache_is_the_directory_that_was_chosen(tmp_path: Path) -> None:
    temporary, cache = tmp_path / "tmp", tmp_path / "cache"
    temporary.mkdir()
    environment = {**os.environ, "TMPDIR": str(temporary), CACHE_VARIABLE: str(cache)}

    subprocess.run(
        [sys.executable, "-c", "import printers.escpos_library"], env=environment, check=True
    )

    assert list(temporary.iterdir()) == []
    assert [path.suffix for path in cache.iterdir()] == [".pickle"]
    assert cache.stat().st_mode & 0o077 == 0


def test_without_a_choice_the_cache_is_in_the_users_own_place(tmp_path: Path) -> None:
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    environment.pop(CACHE_VARIABLE, None)
    program = "from printers.escpos_library import cache_directory; print(cache_directory())"

    said = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )

    assert said.stdout.strip() == str(tmp_path / "kezek" / "escpos")
    assert cache_directory().is_dir()


def test_printers_that_start_together_share_a_cache_that_is_not_there_yet(tmp_path: Path) -> None:
    environment = {**os.environ, CACHE_VARIABLE: str(tmp_path)}
    program = [sys.executable, "-c", "import printers.escpos_library"]

    started = [subprocess.Popen(program, env=environment) for _ in range(4)]

    assert [one.wait() for one in started] == [0, 0, 0, 0]


def test_half_a_cache_is_made_anew(tmp_path: Path) -> None:
    environment = {**os.environ, CACHE_VARIABLE: str(tmp_path)}
    program = [sys.executable, "-c", "import printers.escpos_library"]
    subprocess.run(program, env=environment, check=True)
    (cache,) = tmp_path.iterdir()
    whole = cache.read_bytes()
    cache.write_bytes(whole[: len(whole) // 2])

    subprocess.run(program, env=environment, check=True)

    assert cache.read_bytes() == whole


@pytest.mark.parametrize("place", ["/proc/none", "/dev/full/none"])
def test_a_cache_that_cannot_be_kept_stops_no_tickets(tmp_path: Path, place: str) -> None:
    environment = {**os.environ, CACHE_VARIABLE: place, "TMPDIR": str(tmp_path)}
    program = "from printers.escpos_library import open_encoder; open_encoder(17, 'cp866')"

    ended = subprocess.run([sys.executable, "-c", program], env=environment, check=False)

    assert ended.returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_in_the_cache_is_swept_away(tmp_path: Path) -> None:
    (left := tmp_path / "scratch-old").mkdir()
    (left / "half").write_bytes(b"x")
    (at_work := tmp_path / "scratch-new").mkdir()
    os.utime(left, (0, 0))
    environment = {**os.environ, CACHE_VARIABLE: str(tmp_path)}

    subprocess.run(
        [sys.executable, "-c", "import printers.escpos_library"], env=environment, check=True
    )

    assert (left.exists(), at_work.exists()) == (False, True)
