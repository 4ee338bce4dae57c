"""A server process that serves by TLS goes on without its database, as one without TLS does."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process

import httpx
import pytest

from server.client.pinning import curious
from tests.server.cluster import private_cluster
from tests.server.devices.working_server import HALL_FILE

LOOK_SECONDS = 30.0
"""The certificate is looked after every ten seconds, and a lost database takes some to notice."""


async def start(url: str) -> Process:
    """Start a server by TLS on a database."""
    flags = ["--database", url, "--hall-file", str(HALL_FILE), "--host", "127.0.0.1"]
    flags += ["--port", "0", "--setup-port", "0", "--no-mdns"]
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "server", "run", *flags, stdout=PIPE, stderr=PIPE
    )


async def line_with(process: Process, words: str) -> str:
    """Return the next line of the server's log with these words; empty if it ended before."""
    assert process.stderr is not None
    async with asyncio.timeout(LOOK_SECONDS):
        while line := (await process.stderr.readline()).decode():
            if words in line:
                return line
    return ""


async def health(url: str) -> dict[str, object]:
    """Return what the server says once it can write."""
    async with httpx.AsyncClient(base_url=url, verify=curious()) as client:
        async with asyncio.timeout(LOOK_SECONDS):
            answer = await client.get("/healthz")
            while answer.status_code != 200:
                await asyncio.sleep(0.1)
                answer = await client.get("/healthz")
        found: dict[str, object] = answer.json()
        return found


@pytest.mark.timeout(120)
async def test_the_certificate_is_looked_after_when_the_database_is_back() -> None:
    with private_cluster() as cluster:
        process = await start(cluster.take())
        try:
            assert process.stdout is not None
            async with asyncio.timeout(LOOK_SECONDS):
                serving = json.loads(await process.stdout.readline())["serving"]
            await asyncio.to_thread(cluster.kill)
            told = await line_with(process, "certificate could not be looked after")
            await asyncio.to_thread(cluster.start)

            assert "unavailable" in told
            assert (await health(serving))["hall"] == "hall-test"
            assert process.returncode is None
        finally:
            if process.returncode is None:
                process.terminate()
            await process.communicate()
