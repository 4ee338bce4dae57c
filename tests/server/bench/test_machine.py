"""What /proc says is read right."""

import os
from pathlib import Path

import pytest

from server.bench.machine import cpu_seconds, describe, memory_mb


def proc(folder: Path) -> Path:
    (folder / "7").mkdir()
    (folder / "7" / "smaps_rollup").write_text("x [rollup]\nRss: 4096 kB\nPss:    3072 kB\n")
    ticks = " ".join(str(number) for number in range(3, 40))
    (folder / "7" / "stat").write_text(f"7 (a ) b) S {ticks}")
    (folder / "cpuinfo").write_text("processor\t: 0\nmodel name\t: Made Up 3000\n")
    (folder / "meminfo").write_text("MemTotal:  8388608 kB\n")
    return folder


def test_memory_is_the_proportional_set_size(tmp_path: Path) -> None:
    assert memory_mb(7, proc(tmp_path)) == pytest.approx(3.0)


def test_work_is_user_and_system_time(tmp_path: Path) -> None:
    ticks = os.sysconf("SC_CLK_TCK")

    assert cpu_seconds(7, proc(tmp_path)) == pytest.approx((13 + 14) / ticks)


def test_the_computer_is_told_in_one_line(tmp_path: Path) -> None:
    told = describe(proc(tmp_path))

    assert "Made Up 3000, 8 GiB, Linux" in told


def test_what_proc_does_not_say_is_an_error(tmp_path: Path) -> None:
    (proc(tmp_path) / "meminfo").write_text("")

    with pytest.raises(LookupError, match="MemTotal"):
        describe(tmp_path)


def test_our_own_process_has_memory_and_has_worked() -> None:
    assert memory_mb(os.getpid()) > 1
    assert cpu_seconds(os.getpid()) > 0
