"""A client of printers that is not ours finds the virtual printer to be one, in every state.

It detects the model, arms automatic status, prints and waits for ``GS r``; it knows port 9100
alone, so both stand in a network namespace of their own.
"""

import base64
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from printers.virtual.build import Ability, build_names, read_build
from tests.attacks.network import Machine
from tests.gate.places import ROOT

CLIENT = ROOT / "build" / "npm" / "node_modules" / "receiptio" / "bin" / "cli.js"
PORT, CONTROL_PORT = 9100, 9101
JUDGE_SECONDS = 50
SUCCESS, ONLINE, COVER_OPEN, PAPER_EMPTY, ERROR, OFFLINE, TIMEOUT = 0, 100, 101, 102, 103, 104, 106
GREETING = 3
"""``ESC ACK SOH`` is its question to printers of another kind: three bytes unknown to ours."""
WANTED = {Ability.AUTOMATIC_STATUS, Ability.PAPER_SENSOR, Ability.IDENTITY}
"""Without these the client takes a printer for one that is switched off."""
JUDGED = [name for name in build_names() if read_build(name).has >= WANTED]


_stands = count(1)


@dataclass(frozen=True, slots=True)
class Judged:
    """A printer and the client that judges it, alone on a network."""

    machine: Machine
    directory: Path

    def tell(self, order: dict[str, Any]) -> dict[str, Any]:
        """Send one control line and return the printer's state."""
        with self.machine.connect("127.0.0.1", CONTROL_PORT) as control:
            control.sendall(json.dumps(order).encode() + b"\n")
            state: dict[str, Any] = json.loads(control.makefile().readline())
        return state

    def verdict(self, receipt: str, *options: str) -> int:
        """Let the client print ``receipt`` and return its exit status."""
        node = shutil.which("node")
        assert node is not None, "nodejs is not installed"
        assert CLIENT.exists(), "receiptio is not installed: ./kezek test installs it"
        command = self.machine.command(node, str(CLIENT), "-d", "127.0.0.1", *options)
        given = receipt.encode()
        judged = subprocess.run(
            command, input=given, capture_output=True, check=False, timeout=JUDGE_SECONDS
        )
        return judged.returncode

    def papers(self) -> list[dict[str, Any]]:
        """Return the records of all papers."""
        log = self.directory / "papers.jsonl"
        lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
        return [json.loads(line) for line in lines]


class Stand:
    """Starts printers, one after another, on a network of their own."""

    def __init__(self, running: ExitStack, place: Path) -> None:
        self._running = running
        self._place = place
        name = f"kz-judge-{os.getpid()}-{next(_stands)}"
        self._machine = Machine(name, "127.0.0.1")
        subprocess.run(["ip", "netns", "add", name], check=True)
        running.callback(subprocess.run, ["ip", "netns", "delete", name], check=False)
        subprocess.run(self._machine.command("ip", "link", "set", "lo", "up"), check=True)

    def printer(self, *options: str) -> Judged:
        """Start a printer with these options on port 9100."""
        ports = ("--port", str(PORT), "--control", str(CONTROL_PORT))
        started = (sys.executable, "-m", "printers.virtual", *ports, "--dir", str(self._place))
        process = self._running.enter_context(
            subprocess.Popen(self._machine.command(*started, *options), stdout=subprocess.PIPE)
        )
        self._running.callback(process.terminate)
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["ready"]
        return Judged(self._machine, self._place)


@pytest.fixture
def stand(tmp_path: Path) -> Iterator[Stand]:
    """Give a network with nobody on it."""
    with ExitStack() as running:
        yield Stand(running, tmp_path)


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judged]:
    """Give an Epson in good health and its judge."""
    with ExitStack() as running:
        yield Stand(running, tmp_path_factory.mktemp("papers")).printer("--speed", "2000")


def picture() -> str:
    """Return a black square of 24 by 16 dots as the client takes it."""
    png = io.BytesIO()
    Image.new("1", (24, 16), 0).save(png, "PNG")
    return base64.b64encode(png.getvalue()).decode()


def test_it_prints_text_picture_and_code_and_is_told_that_they_came_out(judged: Judged) -> None:
    receipt = f"^^^Талон A042\n{{i:{picture()}}}\n{{c:https://kezek.example;o:qrcode,4,m}}\n"

    status = judged.verdict(receipt, "-l", "ru")

    paper = judged.papers()[-1]
    assert status == SUCCESS
    with Image.open(judged.directory / paper["png"]) as printed:
        read = zxingcpp.read_barcodes(printed)
    assert [line for line in paper["lines"] if line.strip()] == ["Талон A042"]
    assert [row["made"] for row in paper["rows"] if row["box"]] == ["text", "raster", "raster"]
    assert [code.text for code in read] == ["https://kezek.example"]
    assert [one["hex"] for one in paper["unknown"]] == ["1b06", "01"]
    assert (paper["unknown_bytes"], paper["leftover_bytes"]) == (GREETING, 0)


def test_it_finds_a_healthy_printer_online(judged: Judged) -> None:
    assert judged.verdict("", "-q") == ONLINE


@pytest.mark.parametrize(
    ("wrong", "right", "status"),
    [
        ({"cover": "open"}, {"cover": "closed"}, COVER_OPEN),
        ({"paper": "out"}, {"paper": "loaded"}, PAPER_EMPTY),
        ({"head": "overheated"}, {"head": "ok"}, ERROR),
        ({"late_echo_seconds": 3}, {"late_echo_seconds": 0}, TIMEOUT),
        ({"paper": "near-end"}, {"paper": "loaded"}, SUCCESS),
    ],
    ids=str,
)
def test_it_tells_what_is_wrong_and_that_it_is_right_again(
    judged: Judged, wrong: dict[str, Any], right: dict[str, Any], status: int
) -> None:
    judged.tell(wrong)
    told = judged.verdict("A042\n", "-t", "2")
    judged.tell(right)

    assert told == status


def test_paper_that_ends_under_a_receipt_is_told_while_it_prints(judged: Judged) -> None:
    judged.tell({"paper_left_mm": 5})
    papers = len(judged.papers())

    told = judged.verdict("A042\n" * 9)
    cut_meanwhile = len(judged.papers()) - papers
    judged.tell({"paper": "loaded"})

    assert (told, cut_meanwhile) == (PAPER_EMPTY, 0)


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["mute", "swallow", "never-read"])
def test_a_printer_that_never_answers_is_offline_to_it(stand: Stand, fault: str) -> None:
    silent = stand.printer("--fault", fault)

    assert silent.verdict("A042\n") == OFFLINE


@pytest.mark.slow
@pytest.mark.parametrize("model", JUDGED)
def test_it_prints_on_every_model_that_can_tell_it_so(stand: Stand, model: str) -> None:
    printer = stand.printer("--model", model, "--speed", "2000")

    status = printer.verdict("A042\n")

    assert status == SUCCESS
    assert printer.papers()[-1]["lines"][0] == "A042"


@pytest.mark.slow
@pytest.mark.parametrize("model", ["generic_58_clone", "star_escpos"])
def test_a_model_that_cannot_tell_enough_is_offline_to_it(stand: Stand, model: str) -> None:
    printer = stand.printer("--model", model)

    assert printer.verdict("A042\n") == OFFLINE
