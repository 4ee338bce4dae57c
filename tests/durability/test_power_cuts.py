"""The power goes while a real server works: the next start has all that it had answered."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.durability.disk import NOTHING
from tests.durability.power_cuts import Cut, cuts, judge
from tests.durability.results import keep
from tests.durability.said import Said
from tests.durability.trace import Step
from tests.durability.workday import record

IMAGES = 400
CARELESS_IMAGES = 100
"""Of which about one in five loses something; chance does not bring it below one in twenty."""
SEED = 20_261_123
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of the test's own is made in it


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Path]:
    """Give a folder in memory where there is one: thousands of images are written to it."""
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else tmp_path) as folder:
        yield Path(folder) / "image"


@pytest.mark.timeout(300)
async def test_no_power_cut_takes_back_what_was_answered(tmp_path: Path, scratch: Path) -> None:
    recording = await record(tmp_path, bursts=2, tickets=20)

    faults, losses = judge_all(recording.steps, IMAGES, tmp_path, scratch)

    said = all_said(recording.steps)
    assert faults == []
    assert said.tickets == recording.received
    assert set(recording.called) <= said.called
    assert len(recording.received) >= 40
    assert recording.called
    keep("power cuts", images=sum(losses.values()), answers=len(said.tickets), **losses)


@pytest.mark.timeout(300)
async def test_a_server_that_syncs_less_is_found_to_lose(tmp_path: Path, scratch: Path) -> None:
    """Or the test above would prove nothing: what is lost here is what it looks for."""
    recording = await record(tmp_path, bursts=1, tickets=20, synchronous="normal")

    faults, losses = judge_all(recording.steps, CARELESS_IMAGES, tmp_path, scratch)

    lossy = {fault.split(",")[0] for fault in faults if ": I1: " in fault}
    assert len(lossy) >= CARELESS_IMAGES // 20
    keep("power cuts of a careless server", images=sum(losses.values()), lossy=len(lossy))


def judge_all(
    steps: tuple[Step, ...],
    count: int,
    folder: Path,
    scratch: Path,
    begun: Mapping[str, bytes] = NOTHING,
    seed: int = SEED,
) -> tuple[list[str], Counter[str]]:
    """Return what is wrong with any image, and how many images there were of each loss."""
    faults: list[str] = []
    losses: Counter[str] = Counter()
    for cut in cuts(steps, count, seed, begun):
        losses[f"lost_{cut.loss}"] += 1
        faults += [named(cut, fault) for fault in judge(cut, folder / "hall.toml", scratch)]
    return faults, losses


def named(cut: Cut, fault: str) -> str:
    return f"after step {cut.step}, {cut.loss} of the unsynced lost: {fault}"


def all_said(steps: tuple[Step, ...]) -> Said:
    said = Said()
    for step in steps:
        said.hear(step)
    return said
