"""Tests of the reader of traces, on lines as strace writes them."""

from pathlib import Path

import pytest

from tests.durability.trace import (
    Created,
    Removed,
    Renamed,
    Sent,
    Synced,
    SyncFailed,
    Truncated,
    UnreadableTraceError,
    WriteFailed,
    Written,
    read_trace,
)

DATA = Path("/data")


def words(text: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in text.encode())


DB = f"5<{words('/data/kezek.db')}>"
SOCKET = f"9<{words('socket:[77]')}>"


def test_each_call_on_the_data_directory_is_a_step() -> None:
    lines = [
        f'7 openat(AT_FDCWD<{words("/x")}>, "{words("/data/kezek.db")}", O_RDWR|O_CREAT, 0600) = '
        + DB,
        f'7 pwrite64({DB}, "{words("abc")}", 3, 512) = 3',
        f"7 ftruncate({DB}, 100) = 0",
        f"7 fdatasync({DB}) = 0",
        f"7 fsync({DB}) = -1 EIO (Input/output error) (INJECTED)",
        f"7 fsync(6<{words('/data')}>) = 0",
        f'7 rename("{words("/data/a")}", "{words("/data/b")}") = 0',
        f'7 unlink("{words("/data/b")}") = 0',
        f'7 unlink("{words("/elsewhere/b")}") = 0',
        f'7 write({SOCKET}, "{words("said")}", 4) = 4',
        "7 +++ exited with 0 +++",
    ]

    steps = list(read_trace(lines, DATA))

    assert steps == [
        Created("kezek.db"),
        Written("kezek.db", 512, b"abc"),
        Truncated("kezek.db", 100),
        Synced("kezek.db"),
        SyncFailed("kezek.db"),
        Synced(""),
        Renamed("a", "b"),
        Removed("b"),
        Sent("socket:[77]", b"said"),
    ]


def test_an_answer_counts_from_its_begin_and_a_sync_from_its_end() -> None:
    lines = [
        f"7 fdatasync({DB} <unfinished ...>",
        f'8 write({SOCKET}, "{words("said")}", 4 <unfinished ...>',
        f'9 write({SOCKET}, "{words("more")}", 4) = 4',
        "8 <... write resumed>) = 4",
        "7 <... fdatasync resumed>) = 0",
    ]

    steps = list(read_trace(lines, DATA))

    assert steps == [
        Sent("socket:[77]", b"said"),
        Sent("socket:[77]", b"more"),
        Synced("kezek.db"),
    ]


def test_a_write_that_failed_did_not_happen_even_if_its_begin_stood_alone() -> None:
    full = "-1 ENOSPC (No space left on device) (INJECTED)"
    lines = [
        f'7 pwrite64({DB}, "{words("abc")}", 3, 512) = {full}',
        f'7 pwrite64({DB}, "{words("abc")}", 3, 512 <unfinished ...>',
        f"8 fdatasync({DB}) = 0",
        f"7 <... pwrite64 resumed>) = {full}",
    ]

    steps = list(read_trace(lines, DATA))

    written = Written("kezek.db", 512, b"abc")
    assert steps == [written, Synced("kezek.db"), WriteFailed(written)]


def test_a_write_that_was_not_recorded_whole_is_no_record() -> None:
    line = f'7 pwrite64({DB}, "{words("abc")}"..., 4096, 0) = 4096'

    with pytest.raises(UnreadableTraceError, match="3 of 4096 bytes"):
        list(read_trace([line], DATA))
