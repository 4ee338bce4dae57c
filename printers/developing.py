"""Shows what a printer would make of bytes: the virtual printer, a process, prints them."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from msgspec import Struct

from printers.commands import FEED_AND_CUT
from printers.profile import PrinterProfile

SECONDS = 30.0
BUILDS = Path(__file__).parent / "virtual" / "builds"
KAZAKH_CODEC = "kz1048"


class Developed(Struct, frozen=True):
    """A paper: its picture (PNG), its length, the bytes that the printer did not understand."""

    picture: bytes
    millimetres: float
    unknown_bytes: int
    lines: tuple[str, ...]


def develop(body: bytes, profile: PrinterProfile, *before: bytes) -> Developed:
    """Return the paper that ``body`` (no cut) becomes; the jobs of ``before`` store logos first.

    Takes half a second, and as long again for each of ``before``; a ``TimeoutError`` after thirty.
    """
    with TemporaryDirectory(prefix="kezek-paper-") as folder:
        for job in before:
            # Some printers start anew when they have stored a logo; this one does so each time.
            with _virtual_printer(profile, Path(folder)) as controls:
                controls.send(job)
                controls.until(lambda state: state["nv"]["writes"] > 0)
        with _virtual_printer(profile, Path(folder)) as controls:
            _print(controls, body, has_cutter=profile.features.cutter)
        return _last_paper(Path(folder))


def model_of(profile: PrinterProfile) -> str:
    """Return the virtual printer that is most like ``profile``: itself if it is known."""
    if (BUILDS / f"{profile.name}.toml").is_file():
        return profile.name
    return "epson" if profile.text.codec == KAZAKH_CODEC else "clone"


class _Controls:
    def __init__(self, ready: dict[str, Any], open_sockets: ExitStack) -> None:
        port = int(ready["url"].rpartition(":")[2])
        line, control = (
            open_sockets.enter_context(socket.create_connection(("127.0.0.1", one), SECONDS))
            for one in (port, ready["control"])
        )
        self.send = line.sendall
        self._control = control
        self._answers = open_sockets.enter_context(control.makefile())
        self._deadline = time.monotonic() + SECONDS

    def tell(self, order: dict[str, object]) -> dict[str, Any]:
        self._control.sendall(json.dumps(order).encode() + b"\n")
        state: dict[str, Any] = json.loads(self._answers.readline())
        return state

    def until(self, holds: Callable[[dict[str, Any]], bool]) -> None:
        while not holds(self.tell({"state": True})):
            if time.monotonic() > self._deadline:
                raise TimeoutError


@contextmanager
def _virtual_printer(profile: PrinterProfile, folder: Path) -> Iterator[_Controls]:
    command = [sys.executable, "-m", "printers.virtual", "--port", "0", "--dir", str(folder)]
    command += ["--model", model_of(profile), "--speed", "100000", "--buffer", "1000000"]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE) as process,  # noqa: S603 - our own module
        ExitStack() as open_sockets,
    ):
        open_sockets.callback(process.terminate)
        ready = json.loads(process.stdout.readline() if process.stdout else b"")
        yield _Controls(ready, open_sockets)


def _print(controls: _Controls, body: bytes, *, has_cutter: bool) -> None:
    data = body + (FEED_AND_CUT if has_cutter else b"")
    controls.send(data)
    controls.until(lambda state: state["bytes"] >= len(data) and not state["waiting_bytes"])
    if not has_cutter:
        controls.tell({"tear": True})
    controls.until(lambda state: state["papers"] > 0)


def _last_paper(folder: Path) -> Developed:
    *_, last = (folder / "papers.jsonl").read_text(encoding="utf-8").splitlines()
    record: dict[str, Any] = json.loads(last)
    picture = max(folder.glob("paper-*.png")).read_bytes()
    return Developed(
        picture, float(record["mm"]), int(record["unknown_bytes"]), tuple(record["lines"])
    )
