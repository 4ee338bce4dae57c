"""Each hall has a folder of its own, whatever it calls itself and whenever it tells its log."""

from itertools import count
from pathlib import Path

import pytest

from kiosk.journal.folders import NO_HALL, PAIRED, Belonging, Folders, HallFolder

OLD, NEW, OTHER = "AAAA-BBBB", "CCCC-DDDD", "EEEE-FFFF"
LOG, OTHER_LOG = "a1" * 32, "b2" * 32


def belonging(*authorities: str, hall: str = "hall-demo") -> Belonging:
    return Belonging(hall, frozenset(authorities))


def names(directory: Path) -> list[str]:
    return sorted(path.name for path in (directory / "halls").iterdir())


@pytest.mark.parametrize(
    ("kept", "paired", "is_same"),
    [
        (belonging(OLD), belonging(OLD), True),
        (belonging(OLD), belonging(OLD, NEW), True),
        (belonging(OLD, NEW), belonging(NEW), True),
        (belonging(OLD), belonging(NEW), False),
        (belonging(OLD), belonging(OLD, hall="hall-other"), False),
        (belonging(), belonging(), True),
        (belonging(), belonging(OLD), False),
        (belonging(OLD), belonging(), False),
    ],
    ids=count(),
)
def test_a_folder_is_found_by_hall_and_authority_before_the_hall_speaks(
    tmp_path: Path, kept: Belonging, paired: Belonging, *, is_same: bool
) -> None:
    made = Folders(tmp_path).take(kept, LOG)

    found = Folders(tmp_path).of(paired)

    assert found == (made if is_same else None)


def test_a_hall_that_renewed_its_authority_meanwhile_is_known_by_its_log(tmp_path: Path) -> None:
    made = Folders(tmp_path).take(belonging(OLD), LOG)

    again = Folders(tmp_path).take(belonging(NEW), LOG)

    assert again.path == made.path
    assert Folders(tmp_path).of(belonging(NEW)) == again


def test_two_halls_of_one_id_and_no_authority_have_a_folder_each(tmp_path: Path) -> None:
    folders = Folders(tmp_path)

    first, second = (folders.take(belonging(), log) for log in (LOG, OTHER_LOG))

    assert first.path != second.path
    assert Folders(tmp_path).of(belonging()) == second


def test_who_comes_back_to_a_hall_finds_it_first(tmp_path: Path) -> None:
    folders = Folders(tmp_path)
    for log in (LOG, OTHER_LOG, LOG):
        folders.take(belonging(), log)

    found = Folders(tmp_path).of(belonging())

    assert found is not None
    assert found.mark == LOG[:16]


def test_where_nothing_changes_nothing_is_written(tmp_path: Path) -> None:
    folder = Folders(tmp_path).take(belonging(OLD), LOG)
    before = (folder.path / PAIRED).stat().st_ino

    Folders(tmp_path).take(belonging(OLD), LOG)

    assert (folder.path / PAIRED).stat().st_ino == before


def test_a_server_that_tells_no_log_is_known_by_its_authority(tmp_path: Path) -> None:
    folders = Folders(tmp_path)

    first, again, other = (folders.take(belonging(each), "") for each in (OLD, OLD, OTHER))

    assert first.path == again.path != other.path
    assert (first.is_known, other.is_known) == (False, False)


def test_a_folder_gets_its_name_when_the_log_is_told(tmp_path: Path) -> None:
    Folders(tmp_path).take(belonging(OLD), "")

    named = Folders(tmp_path).take(belonging(OLD), LOG)

    assert names(tmp_path) == [f"hall-demo.{LOG[:16]}"]
    assert named.is_known


def test_an_unreadable_note_of_the_pairing_is_mended_by_the_log(tmp_path: Path) -> None:
    made = Folders(tmp_path).take(belonging(OLD), LOG)
    (made.path / PAIRED).write_text("{")

    before = Folders(tmp_path).of(belonging(OLD))
    again = Folders(tmp_path).take(belonging(OLD), LOG)

    assert before is None
    assert again.path == made.path
    assert Folders(tmp_path).of(belonging(OLD)) == again


def old_layout(directory: Path) -> dict[str, bytes]:
    files = {
        "journal": b"a line",
        "numbers": b'{"kiosk":2,"end":200}',
        "hall.json": b"{}",
        "journal.damaged-1": b"spoilt",
    }
    for name, content in files.items():
        (directory / name).write_bytes(content)
    return files


def contents(folder: HallFolder) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.path.iterdir()}


def test_what_was_kept_without_folders_becomes_that_of_the_hall_it_is_paired_with(
    tmp_path: Path,
) -> None:
    files = old_layout(tmp_path)

    Folders(tmp_path).move_in(belonging(OLD))

    found = Folders(tmp_path).of(belonging(OLD))
    assert found is not None
    assert contents(found) == files
    assert [path.name for path in tmp_path.iterdir()] == ["halls"]


def test_what_was_kept_without_a_pairing_is_nobody_s(tmp_path: Path) -> None:
    files = old_layout(tmp_path)

    Folders(tmp_path).move_in(None)

    (kept,) = Folders(tmp_path).all()
    assert (kept.hall, contents(kept)) == (NO_HALL, files)
    assert Folders(tmp_path).take(belonging(), LOG).path != kept.path


@pytest.mark.parametrize("moved", range(5))
def test_a_move_that_was_cut_short_is_ended_as_it_was_begun(tmp_path: Path, moved: int) -> None:
    files = old_layout(tmp_path)
    moving = tmp_path / "halls" / f"moving.hall-demo.unknown.{OLD}"
    moving.mkdir(parents=True)
    for name in list(files)[:moved]:
        (tmp_path / name).rename(moving / name)

    before = Folders(tmp_path).all()
    Folders(tmp_path).move_in(belonging(OTHER, hall="hall-other"))

    found = Folders(tmp_path).of(belonging(OLD))
    assert before == ()
    assert found is not None
    assert contents(found) == files


def test_nothing_is_moved_twice_or_over_what_is_there(tmp_path: Path) -> None:
    old_layout(tmp_path)
    Folders(tmp_path).move_in(belonging(OLD))
    Folders(tmp_path).move_in(belonging(OLD))
    (tmp_path / "journal").write_bytes(b"of an older program that was started once more")

    Folders(tmp_path).move_in(belonging(OLD))

    assert names(tmp_path) == [f"hall-demo.unknown.{OLD}", f"hall-demo.unknown.{OLD}.2"]
    assert all(folder.is_of(belonging(OLD)) for folder in Folders(tmp_path).all())


def test_a_new_kiosk_has_no_folders(tmp_path: Path) -> None:
    Folders(tmp_path).move_in(belonging(OLD))

    assert Folders(tmp_path).all() == ()
    assert list(tmp_path.iterdir()) == []
