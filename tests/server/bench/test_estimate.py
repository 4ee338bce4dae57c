"""The command: its promises, its file, and what it says when one is not kept."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from server.bench.estimate import estimate_cpu_ms, line_of, missed, page_part, run
from server.bench.estimating import Row

KEPT = Row(
    load=0.8,
    specified="well",
    p90_coverage=0.9,
    worst_block_coverage=0.85,
    mae_minutes=4.0,
    best_baseline="QL",
    best_baseline_mae_minutes=8.0,
    mae_ratio=0.5,
    p50_coverage=0.5,
    played_p90_coverage=0.9,
    mean_wait_minutes=18.0,
    mean_high_minutes=25.0,
    visitors=4000,
    unsure=0,
)


@pytest.mark.parametrize(
    ("row", "cpu_ms", "said"),
    [
        (KEPT, 20.0, None),
        (replace(KEPT, p90_coverage=0.86), 20.0, "0.860"),
        (replace(KEPT, p90_coverage=0.96), 20.0, "0.960"),
        (replace(KEPT, worst_block_coverage=0.79), 20.0, "0.790"),
        (replace(KEPT, mae_ratio=0.71), 20.0, "0.710"),
        (KEPT, 51.0, "51 ms"),
    ],
    ids=["kept", "too low", "too high", "block", "ratio", "slow"],
)
def test_a_promise_that_is_not_kept_is_named_with_its_figure(
    row: Row, cpu_ms: float, said: str | None
) -> None:
    words = missed([row], cpu_ms)

    assert len(words) == (said is not None)
    assert said is None or said in words[0]


def test_the_figures_are_written_to_a_file_and_told_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "figures.json"

    status = run(["--quick", "--json", str(path)])

    rows = json.loads(path.read_text(encoding="utf-8"))["rows"]
    assert status == 0
    assert len(rows) == 6
    assert line_of(Row(**rows[0])) in capsys.readouterr().out


def test_a_file_of_times_that_is_wrong_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "times.csv"
    path.write_text("service,class,arrived,minutes\na,ordinary,10:00,x\n", encoding="utf-8")

    assert run(["--quick", "--times", str(path)]) == 2
    assert "line 2" in capsys.readouterr().err


def test_the_time_of_an_estimate_is_measured() -> None:
    assert estimate_cpu_ms() > 0


def test_the_table_of_the_page_has_a_row_for_each_load_and_what_was_known() -> None:
    rows = page_part([KEPT, replace(KEPT, specified="wrongly")], 9.4).splitlines()

    assert rows[2] == "| 0.8, well | 0.900 | 0.850 | 4.0 | QL, 8.0 | 0.50 | 0.50 |"
    assert rows[-1].endswith("takes 9 ms of one core.")
