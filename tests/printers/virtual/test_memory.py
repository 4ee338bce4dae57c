"""Logos last across restarts in a file; writes are counted, and the room is finite."""

from pathlib import Path

from PIL import Image

from printers.virtual.memory import LogoMemory
from printers.virtual.pictures import from_rows


def picture(first: int) -> Image.Image:
    """Return a picture of ten by two dots."""
    return from_rows(bytes((first, 0xC0, 0x01, 0x40)), 10, 2)


def test_a_logo_is_there_after_a_restart(tmp_path: Path) -> None:
    file = tmp_path / "here" / "nv.json"

    LogoMemory(100, file).define("AB", picture(0x81))
    again = LogoMemory(100, file)
    kept = again.recall("AB")

    assert kept is not None
    assert kept.tobytes() == picture(0x81).tobytes()
    assert (again.keys, again.writes, again.remaining) == (("AB",), 1, 96)


def test_what_does_not_fit_is_refused_and_writes_nothing() -> None:
    memory = LogoMemory(6)

    done = [memory.define("AB", picture(1)), memory.define("CD", picture(2))]
    over = memory.define("AB", picture(3))

    assert (done, over, memory.refused, memory.writes) == ([True, False], True, 1, 2)


def test_numbered_pictures_are_replaced_all_together_in_one_write() -> None:
    memory = LogoMemory(100)
    memory.define("AB", picture(1))

    memory.replace("fs:", (picture(1), picture(2)))
    memory.replace("fs:", (picture(3),))

    assert (memory.keys, memory.writes) == (("AB", "fs:1"), 3)
    assert not LogoMemory(3).replace("fs:", (picture(1),))


def test_one_key_or_all_keys_can_be_forgotten() -> None:
    memory = LogoMemory(100)
    for key in ("AB", "CD", "EF"):
        memory.define(key, picture(1))
    memory.replace("fs:", (picture(1),))

    memory.forget("CD")
    after_one = memory.keys
    memory.forget()

    assert (after_one, memory.keys) == (("AB", "EF", "fs:1"), ("fs:1",))
    assert memory.recall("AB") is None
