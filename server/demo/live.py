"""The demo that stays: server, printer, kiosk, board and a made-up morning, until it is ended."""

import asyncio
import os
import sys
import tempfile
from collections.abc import Coroutine
from pathlib import Path
from random import Random

from server.demo.cast import (
    EPSON,
    Rehearsed,
    RehearsedBoard,
    RehearsedKiosk,
    RunningServer,
    VirtualPrinter,
    board_flags,
    kiosk_flags,
    rehearsal_environment,
    start_server,
)
from server.demo.crowd import Pace, crowd_logins, play_morning
from server.demo.pairing import pair_waiting
from server.demo.processes import Stage
from server.demo.scenery import BOARD, ZONE, Scenery, set_up
from server.demo.timeline import wall_ms
from server.protocol.identity import DeviceRole

LOGINS = ("desk-1", "desk-2", *crowd_logins(), "admin")
KIOSK_SIZE, BOARD_SIZE = "720x1280", "1280x720"
PICTURE_EVERY_SECONDS = 5.0


def has_screen() -> bool:
    """Return whether windows can be opened."""
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


async def play_live(
    out: Path,
    words: dict[str, str],
    *,
    has_visitors: bool,
    seconds: float | None,
    seed: int | None = None,
) -> None:
    """Run the demo for ``seconds``, or until cancelled; pictures and papers go to ``out``.

    With a ``seed`` the same visitors come every time, in the same order; how the programs
    overtake one another still differs.
    """
    began = wall_ms()
    with tempfile.TemporaryDirectory(prefix="kezek-demo-") as folder:
        scenery = await set_up(
            Path(folder) / "hall", logins=LOGINS, is_morning=False, has_keys=False
        )
        environment = dict(os.environ) if has_screen() else rehearsal_environment({})
        async with Stage(out / "logs", environment) as stage:
            server, printer = await asyncio.gather(
                start_server(stage, scenery, 0),
                VirtualPrinter.start(stage, "printer", out / "papers", "--port", "0"),
            )
            screens = await _open_screens(stage, scenery, server, printer)
            took = f"{(wall_ms() - began) / 1000:.1f}"
            leaflet = [
                *_leaflet(scenery, server, out, words),
                words["started"].format(seconds=took),
            ]
            sys.stdout.write("\n".join(leaflet) + "\n")
            sys.stdout.flush()
            tasks = [stage.watch(), _keep_pictures(screens, out)]
            if has_visitors:
                chance = Random(seed)  # noqa: S311 - a made-up crowd keeps no secrets
                passwords = {desk: scenery.passwords[desk] for desk in crowd_logins()}
                tasks.append(play_morning(scenery, server, passwords, Pace(), chance))
            await _until_over(tasks, seconds)


async def _open_screens(
    stage: Stage, scenery: Scenery, server: RunningServer, printer: VirtualPrinter
) -> dict[str, Rehearsed]:
    """Open windows, or without a screen the same programs unseen; return the unseen ones."""
    kiosk = kiosk_flags(scenery, server.address, "kiosk-1", printer, EPSON, KIOSK_SIZE)
    board = board_flags(scenery, server.address, BOARD_SIZE)
    seen: dict[str, Rehearsed] = {}
    if has_screen():
        await stage.start_module("kiosk", "kiosk", *kiosk)
        await stage.start_module("board", "display", *board)
    else:
        seen["kiosk"], seen["board"] = await asyncio.gather(
            RehearsedKiosk.start(stage, "kiosk", *kiosk),
            RehearsedBoard.start(stage, "board", *board, "--mute"),
        )
    await pair_waiting(scenery.data, DeviceRole.KIOSK, "kiosk-1")
    await pair_waiting(scenery.data, DeviceRole.DISPLAY, BOARD, ZONE)
    return seen


def _leaflet(
    scenery: Scenery, server: RunningServer, out: Path, words: dict[str, str]
) -> list[str]:
    places = {"admin": words["admin"]} | dict.fromkeys(crowd_logins(), words["made_up"])
    return [
        words["title"],
        f"{words['desk']}: {server.url}/desk",
        *([] if server.authority is None else [f"  {words['warning']}"]),
        f"{words['log_ins']}:",
        *(
            f"  {login:8} {password:10} {places.get(login, words['free'])}"
            for login, password in scenery.passwords.items()
        ),
        f"{words['papers']}: {out / 'papers'}",
        *([] if has_screen() else [f"{words['pictures']}: {out}"]),
    ]


async def _until_over(tasks: list[Coroutine[None, None, None]], seconds: float | None) -> None:
    """Run ``tasks`` for ``seconds``; raise what the first of them raises."""
    running = [asyncio.ensure_future(task) for task in tasks]
    try:
        done, _ = await asyncio.wait(running, timeout=seconds, return_when=asyncio.FIRST_EXCEPTION)
        for task in done:
            task.result()
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


async def _keep_pictures(screens: dict[str, Rehearsed], out: Path) -> None:
    while True:
        for name, screen in screens.items():
            await screen.grab(out / f"{name}.png")
        await asyncio.sleep(PICTURE_EVERY_SECONDS)
