"""What /proc says: of this computer, and of one process's memory and work."""

import os
import platform
from pathlib import Path

PROC = Path("/proc")
KB_PER_MB = 1024


def memory_mb(pid: int, proc: Path = PROC) -> float:
    """Return the proportional set size of a process, what it shares counted by its share."""
    return _kilobytes(proc / str(pid) / "smaps_rollup", "Pss") / KB_PER_MB


def cpu_seconds(pid: int, proc: Path = PROC) -> float:
    """Return how long a process has worked, in user and in system mode (proc_pid_stat(5))."""
    stat = (proc / str(pid) / "stat").read_text(encoding="utf-8")
    fields = stat.rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def describe(proc: Path = PROC) -> str:
    """Return this computer in one line."""
    cores = len(os.sched_getaffinity(0))
    gigabytes = _kilobytes(proc / "meminfo", "MemTotal") / KB_PER_MB / KB_PER_MB
    return (
        f"{cores} cores of {_processor(proc)}, {gigabytes:.0f} GiB, Linux {platform.release()}, "
        f"Python {platform.python_version()}"
    )


def _processor(proc: Path) -> str:
    for line in (proc / "cpuinfo").read_text(encoding="utf-8").splitlines():
        name, _, value = line.partition(":")
        if name.strip() == "model name":
            return value.strip()
    return platform.machine()


def _kilobytes(path: Path, name: str) -> int:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1])
    msg = f"{path} has no {name}"
    raise LookupError(msg)
