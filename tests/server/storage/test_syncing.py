"""Tests of writing anew: the same bytes, all of them, or an error."""

import os
from pathlib import Path

import pytest

from server.storage.syncing import CHUNK_BYTES, sync, write_anew


@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES + 512])
def test_a_file_that_is_written_anew_is_what_it_was(tmp_path: Path, size: int) -> None:
    file = tmp_path / "file"
    content = os.urandom(size)
    file.write_bytes(content)
    os.utime(file, (1, 1))

    write_anew(file)

    assert file.read_bytes() == content
    assert (file.stat().st_mtime > 1) == (size > 0)


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    write_anew(tmp_path / "none")

    assert not (tmp_path / "none").exists()


def test_what_cannot_be_written_is_told() -> None:
    with pytest.raises(OSError, match="No space left"):
        write_anew(Path("/dev/full"))


def test_names_and_content_are_synced_and_what_is_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    sync(tmp_path)
    sync(tmp_path / "file")

    with pytest.raises(FileNotFoundError):
        sync(tmp_path / "none")
