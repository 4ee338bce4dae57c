"""The limits of the machine are measured, and a load that failed is no measurement."""

from pathlib import Path

import pytest

from server.bench.limits import commits_per_second, read_report, syncs_per_second
from server.demo.processes import StageError

REPORT = b'Running\n{"requests": 50, "microseconds": 500000, "p50": 1, "p99": 2, "failed": %d}\n'


def test_commits_and_syncs_are_counted(tmp_path: Path) -> None:
    commits = commits_per_second(tmp_path / "limit.db", 5)
    syncs = syncs_per_second(tmp_path / "limit.bin", 5)

    assert commits > 0
    assert syncs > 0
    assert (tmp_path / "limit.bin").stat().st_size == 5 * 4096


def test_the_last_line_of_wrk_is_its_report() -> None:
    load = read_report(REPORT % 0)

    assert load.per_second == pytest.approx(100)


@pytest.mark.parametrize("out", [REPORT % 3, b"unable to connect", b""])
def test_a_load_that_failed_is_an_error(out: bytes) -> None:
    with pytest.raises(StageError, match="wrk"):
        read_report(out)
