"""Tests of a data directory: one process at a time, private, whole."""

import errno
from pathlib import Path

import pytest

from server.storage.data_directory import (
    RESTORE_MARK,
    check_restored,
    hold,
    is_of_folder,
    make_private,
)
from server.storage.faults import StoreError, StoreFolderError, StoreInUseError
from server.storage.sqlite import Store


def test_only_one_process_holds_a_data_directory(tmp_path: Path) -> None:
    store = Store.open(tmp_path)

    with pytest.raises(StoreInUseError, match="is held by a running server"):
        hold(tmp_path)

    store.close()
    hold(tmp_path).close()


def test_a_directory_in_which_a_restore_was_broken_off_is_not_used(tmp_path: Path) -> None:
    check_restored(tmp_path)
    (tmp_path / RESTORE_MARK).touch()

    with pytest.raises(StoreError, match="a restore was broken off"):
        check_restored(tmp_path)


def test_a_private_file_keeps_what_is_in_it(tmp_path: Path) -> None:
    file = tmp_path / "file"

    make_private(file)
    file.write_text("kept", encoding="utf-8")
    make_private(file)

    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_text(encoding="utf-8") == "kept"


@pytest.mark.parametrize(
    ("error", "is_expected"),
    [
        (PermissionError(errno.EACCES, "Permission denied"), True),
        (PermissionError(errno.EPERM, "Operation not permitted"), True),
        (OSError(errno.EROFS, "Read-only file system"), True),
        (OSError(errno.ENOSPC, "No space left on device"), False),
        (OSError(errno.EIO, "Input/output error"), False),
        (ValueError("not of a file"), False),
    ],
    ids=str,
)
def test_what_the_owner_of_a_folder_can_mend_is_no_trouble_of_the_disk(
    error: Exception, *, is_expected: bool
) -> None:
    assert is_of_folder(error) is is_expected


@pytest.mark.parametrize("below", ["", "deeper/"], ids=["itself", "its-parent"])
def test_a_folder_that_cannot_be_made_is_told_apart(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(StoreFolderError, match="cannot be opened"):
        Store.open(tmp_path / "file" / below / "data")
