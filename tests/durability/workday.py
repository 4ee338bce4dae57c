"""A short day of a real server under strace: first start, kiosks, desks, idle moments between."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx
import msgspec

from server import control
from server.console.passwords import hash_password
from server.protocol.identity import DeviceRole, Role
from server.storage.committer import IDLE_SECONDS
from tests.durability.comeback import AUDITOR, BOARD, ZONE, Clients
from tests.durability.composed_server import Life
from tests.durability.judging import evidence_of, record_of
from tests.durability.trace import Step, read_trace, strace
from tests.journeys.invariants import broken
from tests.server.asking import take_tickets
from tests.server.console.working_console import PASSWORD, Person
from tests.server.crowd import KIOSKS, Crowd, descendants, invite, round_the_clock, start

DESKS = {"aigerim": "desk-1", "daniyar": "desk-2"}
WITHOUT_RELOADING = {"HX-Request": "true"}


@dataclass(frozen=True, slots=True)
class Recording:
    """What the server did to its disk and said, and what kiosks and desks understood of it."""

    steps: tuple[Step, ...]
    received: dict[str, str]
    """The number that each request got, as the kiosks read it."""
    called: tuple[str, ...]
    """The numbers that desks were shown."""
    clients: Clients


async def record(folder: Path, bursts: int, tickets: int, synchronous: str = "full") -> Recording:
    """Let ``bursts`` of ``tickets`` pass, each followed by a moment in which the log is moved.

    Only a careless server, which syncs less than the product's own, is put together by a test.
    """
    data, trace = folder / "data", folder / "trace"
    hall_file = round_the_clock(folder)
    crowd = Crowd({})
    if synchronous == "full":
        server = await start(data, crowd, *strace(trace), hall_file=hall_file)
        url = crowd.url
    else:
        life = Life(str(data), hall_file=str(hall_file), synchronous=synchronous)
        server = await start_composed(life, *strace(trace))
        url = await invite(server, crowd)
    called, cookies = await _work(data, crowd, url, bursts, tickets)
    if server.stdin is not None:
        server.stdin.close()
    os.kill(served_by(server.pid), signal.SIGTERM)
    await server.wait()
    with trace.open(encoding="ascii") as lines:
        steps = tuple(read_trace(lines, data))
    assert broken(await record_of(data, crowd, evidence_of(crowd))) == []
    kiosks = {attempt.request: attempt.client for attempt in crowd.history.close()}
    wishes = {request: (kiosk, crowd.wishes[request]) for request, kiosk in kiosks.items()}
    return Recording(steps, crowd.acknowledged, called, Clients(crowd.keys, wishes, cookies))


def served_by(started: int) -> int:
    """Return the process that serves: below strace, or below the one that forks."""
    children = Path(f"/proc/{started}/task/{started}/children").read_text().split()
    serving = [int(child) for child in children if not _foretells(int(child))]
    return served_by(serving[0]) if serving else started


def _foretells(process: int) -> bool:
    """Tell whether this is the process in which a server forecasts waits."""
    return b"server.forecast" in Path(f"/proc/{process}/cmdline").read_bytes()


async def start_composed(life: Life, *before: str, log: Path | None = None) -> Process:
    """Start the process that forks servers, and let it fork the first."""
    process = await start_forking(*before, log=log)
    await fork(process, life)
    return process


async def start_forking(*before: str, log: Path | None = None) -> Process:
    """Start the process that forks servers; they log into the same file."""
    composed = ("-m", "tests.durability.composed_server")
    with (log or Path(os.devnull)).open("ab") as errors:
        return await asyncio.create_subprocess_exec(
            *before, sys.executable, *composed, stdin=PIPE, stdout=PIPE, stderr=errors
        )


async def end_forking(process: Process) -> None:
    """End the process that forks servers, and with it, if need be, the one that serves."""
    assert process.stdin is not None
    process.stdin.close()
    for one in descendants(process.pid):
        os.kill(one, signal.SIGKILL)
    await process.wait()


async def fork(process: Process, life: Life) -> None:
    """Let the process fork one more server."""
    assert process.stdin is not None
    process.stdin.write(msgspec.json.encode(life) + b"\n")
    await process.stdin.drain()


async def how_ended(process: Process) -> tuple[int, str]:
    """Return the status of the forked server, as `os.waitpid` has it, and what it told last."""
    assert process.stdout is not None
    told = ""
    while "ended" not in (line := json.loads(await process.stdout.readline())):
        told = line.get("told", "")
    return line["ended"], told


async def _work(
    data: Path, crowd: Crowd, url: str, bursts: int, tickets: int
) -> tuple[tuple[str, ...], dict[str, dict[str, str]]]:
    """Return the numbers that desks were shown, and the cookies of their browsers."""
    await _let_in(data, crowd)
    kiosks = [device for device in crowd.keys if device != BOARD]
    visitors = [asyncio.create_task(take_tickets(crowd, kiosk)) for kiosk in kiosks]
    async with AsyncExitStack() as browsers:
        auditor, *officials = [
            Person(await browsers.enter_async_context(httpx.AsyncClient(base_url=url)))
            for _ in (AUDITOR, *DESKS)
        ]
        await auditor.log_in(AUDITOR)
        for official, (login, desk) in zip(officials, DESKS.items(), strict=True):
            await official.sit_at(desk, login)
        called: list[str] = []
        for _ in range(bursts):
            crowd.go_on()
            desks = [_serve(official, tickets // 10 + 1) for official in officials]
            serving = asyncio.gather(*desks)
            await crowd.get_on(tickets)
            crowd.pause()
            for numbers in await serving:
                called += numbers
            await asyncio.sleep(IDLE_SECONDS * 1.5)
    crowd.is_over = True
    crowd.go_on()
    await asyncio.gather(*visitors)
    people = zip((AUDITOR, *DESKS), (auditor, *officials), strict=True)
    return tuple(called), {login: dict(person.client.cookies) for login, person in people}


async def _let_in(data: Path, crowd: Crowd) -> None:
    """Let devices and officials in as an administrator does beside the running server."""
    kiosks = [f"kiosk-{number}" for number in range(1, KIOSKS + 1)]
    wanted = [control.AddDevice(kiosk, DeviceRole.KIOSK) for kiosk in kiosks]
    for request in (*wanted, control.AddDevice(BOARD, DeviceRole.DISPLAY, ZONE)):
        done = await asyncio.to_thread(control.ask, data, request)
        assert done is not None
        crowd.keys[request.device] = done.facts["key"]
    for login in (AUDITOR, *DESKS):
        role = Role.AUDITOR if login == AUDITOR else Role.OFFICIAL
        someone = control.AddOfficial(login, role, hash_password(PASSWORD))
        await asyncio.to_thread(control.ask, data, someone)


async def _serve(official: Person, visitors: int) -> list[str]:
    """Call, receive and finish visitors; return the numbers that the desk was shown."""
    numbers = []
    for _ in range(visitors):
        await _press(official, "next")
        numbers.append(official.number)
        await _press(official, "start")
        await _press(official, "finish")
    return [number for number in numbers if number]


async def _press(official: Person, action: str) -> None:
    path = f"/desk/{action}"
    fields = {"csrf": official.csrf, **official.form(action)}
    answer = await official.client.post(path, data=fields, headers=WITHOUT_RELOADING)
    assert answer.status_code in {200, 409}, answer.text
    await official.open("/desk")
