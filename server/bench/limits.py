"""What this computer could do at best: commits, syncs and a bare application, none of it ours."""

import asyncio
import os
import shutil
import time
from pathlib import Path

import msgspec
from msgspec import Struct

from server.bench.bare import PATH, add_row, open_table
from server.demo.processes import StageError

BLOCK = b"k" * 4096
WRK = "wrk"
MARGIN_SECONDS = 20
SCRIPT = """\
wrk.method = "POST"
wrk.body = '{"service": "justice-appeal"}'
wrk.headers["Content-Type"] = "application/json"
"""
REPORT = """\
function done(summary, latency, requests)
  local failed = summary.errors
  io.write(string.format(
    '\\n{"requests": %d, "microseconds": %d, "p50": %f, "p99": %f, "failed": %d}\\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    failed.connect + failed.read + failed.write + failed.status + failed.timeout))
end
"""


class HttpLoad(Struct, frozen=True):
    """What wrk saw; its percentiles are microseconds."""

    requests: int
    microseconds: int
    p50: float
    p99: float
    failed: int

    @property
    def per_second(self) -> float:
        """Return how many were answered each second."""
        return self.requests / self.microseconds * 1e6


def commits_per_second(file: Path, count: int) -> float:
    """Return how many one-row transactions SQLite makes durable each second, one by one."""
    connection = open_table(file)
    try:
        begun = time.perf_counter()
        for _ in range(count):
            add_row(connection, "justice-appeal")
        return count / (time.perf_counter() - begun)
    finally:
        connection.close()


def syncs_per_second(file: Path, count: int) -> float:
    """Return how many appends of 4 KiB, each with fdatasync, the disk takes each second."""
    with file.open("wb", buffering=0) as log:
        begun = time.perf_counter()
        for _ in range(count):
            log.write(BLOCK)
            os.fdatasync(log.fileno())
        return count / (time.perf_counter() - begun)


async def post_to_bare(url: str, folder: Path, clients: int, seconds: int) -> HttpLoad:
    """Let wrk post wishes to the bare application from ``clients`` connections."""
    script = folder / "post.lua"
    script.write_text(SCRIPT + REPORT, encoding="utf-8")
    return await _wrk(f"{url}{PATH}", script, clients, seconds)


async def get_health(url: str, folder: Path, clients: int, seconds: int) -> HttpLoad:
    """Let wrk ask the server how it is, from ``clients`` connections."""
    script = folder / "get.lua"
    script.write_text(REPORT, encoding="utf-8")
    return await _wrk(f"{url}/healthz", script, clients, seconds)


async def _wrk(url: str, script: Path, clients: int, seconds: int) -> HttpLoad:
    program = shutil.which(WRK)
    if program is None:
        raise StageError(WRK, "not installed")
    process = await asyncio.create_subprocess_exec(
        *(program, "-t1", f"-c{clients}", f"-d{seconds}s", "-s", str(script), url),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    async with asyncio.timeout(seconds + MARGIN_SECONDS):
        out, _ = await process.communicate()
    return read_report(out)


def read_report(out: bytes) -> HttpLoad:
    """Return what wrk's last line says; raise StageError if a request failed or none was made."""
    lines = out.strip().splitlines()
    try:
        load = msgspec.json.decode(lines[-1] if lines else b"", type=HttpLoad)
    except msgspec.DecodeError as error:
        raise StageError(WRK, out.decode(errors="replace")[-500:]) from error
    if load.failed or not load.requests:
        raise StageError(WRK, f"{load.failed} of {load.requests} requests failed")
    return load
