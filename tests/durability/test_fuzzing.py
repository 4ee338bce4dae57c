"""Coverage-guided fuzzing of every door, and a million spoilt frames; each in its own process."""

import re
import subprocess
import sys
import tracemalloc
from pathlib import Path
from random import Random

import pytest

from tests.durability.results import keep
from tests.durability.test_bad_input import FLAT_BYTES, GOOD_FRAMES, is_read, spoil

RUNS = {"frames": 1_000_000, "hall": 60_000, "printer": 300_000, "txt": 300_000, "forms": 8_000}
SEED = 20_261_123
MILLION = 1_000_000


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("door", RUNS)
def test_no_fuzzed_input_is_a_bug(door: str, tmp_path: Path) -> None:
    fuzzing = (sys.executable, "-m", "tests.durability.fuzzing", door, str(RUNS[door]), str(SEED))

    done = subprocess.run(fuzzing, capture_output=True, text=True, check=False, timeout=3500)

    (tmp_path / "said").write_text(done.stderr, encoding="utf-8")
    assert done.returncode == 0, done.stderr[-2000:]
    runs = int(re.findall(r"Done (\d+) runs", done.stderr)[-1])
    edges = int(re.findall(r"cov: (\d+)", done.stderr)[-1])
    assert runs == RUNS[door]
    assert edges > 1
    keep(f"fuzzed {door}", runs=runs, branches_reached=edges)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_a_million_spoilt_frames_are_read_or_refused_and_leave_nothing() -> None:
    chance = Random(SEED)
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]

    read = sum(is_read(spoil(chance.choice(GOOD_FRAMES), chance)) for _ in range(MILLION))

    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert grown < FLAT_BYTES
    assert 0 < read < MILLION
    keep("spoilt frames, slow", frames=MILLION, read_all_the_same=read, memory_grown_bytes=grown)
