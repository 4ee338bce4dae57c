"""The power goes while a kiosk gives numbers of its own, or its process is killed at any step."""

import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from shutil import rmtree
from tempfile import TemporaryDirectory
from uuid import UUID

import pytest

from kiosk.journal.journal import FILE, Journal
from kiosk.journal.tape import read
from tests.conftest import ExpectedLog
from tests.durability.disk import Disk, Image, Loss
from tests.durability.lonely_kiosk import BOOT, MERGED_AT_ONCE
from tests.durability.power_cuts import moments
from tests.durability.results import keep
from tests.durability.trace import Sent, Step, read_trace, strace
from tests.kiosk.journal.presses import press

SEED = 20_261_123
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of the test's own is made in it
KIOSK = (sys.executable, "-m", "tests.durability.lonely_kiosk")
MOST_SKIPPED = 1
"""A power cut may cost one number, that of the record it cut in two."""

_PAPER = re.compile(rb"paper ([0-9a-f-]{36}) (\d+)")
_MERGED = re.compile(rb"merged ([0-9a-f -]+)")


@dataclass(slots=True)
class OnPaper:
    """What the world has seen of a kiosk up to a moment; it can never be taken back."""

    papers: dict[str, int] = field(default_factory=dict)
    merged: set[str] = field(default_factory=set)

    def hear(self, sent: Sent) -> None:
        """Take in what went to the printer or the server."""
        for request, ordinal in _PAPER.findall(sent.data):
            self.papers[request.decode()] = int(ordinal)
        for requests in _MERGED.findall(sent.data):
            self.merged.update(requests.decode().split())


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Path]:
    """Give a folder in memory where there is one: many images are written to it."""
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else tmp_path) as folder:
        yield Path(folder) / "image"


@pytest.mark.timeout(300)
def test_no_power_cut_forgets_a_number_whose_paper_was_begun(
    tmp_path: Path, scratch: Path, expected_log: ExpectedLog
) -> None:
    expected_log.expect("kiosk.journal.journal", "not whole")
    steps = record(tmp_path, visitors=24)

    faults, losses = judge_every_moment(steps, scratch)

    assert faults == []
    assert len(seen_by_all(steps).papers) == 24
    keep("power cuts of a kiosk", images=sum(losses.values()), papers=24, **losses)


@pytest.mark.timeout(300)
def test_a_journal_without_syncs_is_found_to_forget(
    tmp_path: Path, scratch: Path, expected_log: ExpectedLog
) -> None:
    """Or the test above would prove nothing."""
    expected_log.expect("kiosk.journal.journal", "")
    steps = tuple(step for step in record(tmp_path, visitors=6) if not is_sync_of_journal(step))

    faults, _ = judge_every_moment(steps, scratch)

    assert len(faults) > 20


@pytest.mark.timeout(300)
@pytest.mark.parametrize("step", ["pressed", "numbered", "printed", "ended", "merged"])
def test_a_killed_kiosk_goes_on_where_its_papers_ended(tmp_path: Path, step: str) -> None:
    journal, told, first = tmp_path / "state", list[str](), 1
    for _ in range(6):
        told += lines_until_killed(journal, first, step)
        first = 1 + max(int(line.split()[1]) for line in told if " " in line)

    printed = {press(visitor).request_id: place for visitor, place in places("printed", told)}
    ended = [visitor for visitor, _ in places("ended", told)]
    opened = Journal(journal)
    held = {each.request: each.record.ordinal for each in opened.state.held}
    opened.close()
    # Who was merged at the latest is told only afterwards; everybody after him must be held.
    may_be_merged = max((each for each in ended if each % MERGED_AT_ONCE == 0), default=0)
    kept = {request for request in printed if int(UUID(request)) > may_be_merged}
    assert len(set(printed.values())) == len(printed) > 30
    assert {request: printed[request] for request in kept} == {r: held[r] for r in kept}
    assert opened.state.next > max(printed.values())
    assert opened.state.next <= 1 + sum(line.startswith("pressed") for line in told)


def places(step: str, told: list[str]) -> list[tuple[int, int]]:
    """Return the visitor, and the ordinal where one was told, of every ``step``."""
    words = [line.split() for line in told if line.startswith(step)]
    return [(int(each[1]), int(each[-1])) for each in words]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("failing", range(1, 24, 2))
def test_a_failed_sync_gives_no_paper_and_forgets_none(tmp_path: Path, failing: int) -> None:
    journal = tmp_path / "state"
    command = [
        *("strace", "-f", "-o", "/dev/null", "-e", "trace=fsync"),
        *("-e", f"inject=fsync:error=EIO:when={failing}"),
        *KIOSK,
        *(str(journal), "4"),
    ]

    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=240)

    told = done.stdout.splitlines()
    printed = {press(visitor).request_id: place for visitor, place in places("printed", told)}
    opened = Journal(journal)
    held = {each.request: each.record.ordinal for each in opened.state.held}
    opened.name(2, 0)
    fresh = opened.number(press(999_999), BOOT).ordinal
    opened.close()
    assert ("JournalError" in done.stderr) == (done.returncode != 0)
    assert {request: held.get(request) for request in printed} == printed
    assert fresh > max(printed.values(), default=0)


def lines_until_killed(journal: Path, first: int, step: str) -> list[str]:
    """Return what a kiosk told until it was killed at its seventh ``step``."""
    with subprocess.Popen(
        [*KIOSK, str(journal), "1000", str(first)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        told: list[str] = []
        for line in process.stdout:
            told.append(line.strip())
            if sum(each.startswith(step) for each in told) == 7:
                break
        process.send_signal(signal.SIGKILL)
        told += [line.strip() for line in process.stdout if line.endswith("\n")]
    return told


def record(folder: Path, visitors: int) -> tuple[Step, ...]:
    """Return every write, sync and paper of a real kiosk process."""
    trace, state = folder / "trace", folder / "state"
    command = [*strace(trace), *KIOSK, str(state), str(visitors)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=240)
    with trace.open(encoding="utf-8") as lines:
        return tuple(read_trace(lines, state))


def is_sync_of_journal(step: Step) -> bool:
    return type(step).__name__ == "Synced" and getattr(step, "name", "") == FILE


def seen_by_all(steps: tuple[Step, ...]) -> OnPaper:
    seen = OnPaper()
    for step in steps:
        if isinstance(step, Sent):
            seen.hear(step)
    return seen


def judge_every_moment(steps: tuple[Step, ...], scratch: Path) -> tuple[list[str], Counter[str]]:
    """Cut the power after every step, with every kind of loss; return what is wrong."""
    disk, seen, chance = Disk(), OnPaper(), Random(SEED)
    places, faults, losses = set(moments(steps)), list[str](), Counter[str]()
    for index, step in enumerate(steps):
        disk.take(step)
        if isinstance(step, Sent):
            seen.hear(step)
        if index not in places and not isinstance(step, Sent):
            continue
        for loss in Loss:
            losses[f"lost_{loss}"] += 1
            found = judge(disk.image(loss, chance), seen, scratch)
            faults += [f"after step {index}, {loss} of the unsynced lost: {f}" for f in found]
    return faults, losses


def judge(image: Image, seen: OnPaper, scratch: Path) -> list[str]:
    """Start a kiosk on the image: return what it forgot or would give again."""
    rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    for name, content in image.items():
        (scratch / name).write_bytes(content)
    journal = Journal(scratch)
    journal.name(2, 0)
    held = {each.request: each.record.ordinal for each in journal.state.held}
    fresh = journal.number(press(999_999), BOOT).ordinal
    journal.close()
    faults = [
        f"forgot {request}"
        for request, ordinal in seen.papers.items()
        if request not in seen.merged and held.get(request) != ordinal
    ]
    greatest = max(seen.papers.values(), default=0)
    if fresh <= greatest:
        faults.append(f"gives {fresh} again")
    if fresh > greatest + 2 + MOST_SKIPPED:
        faults.append(f"jumps from {greatest} to {fresh}")
    if read(scratch / FILE).bad_lines:
        faults.append("left half a record")
    return faults
