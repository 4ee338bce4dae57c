"""The command line names models and faults, and refuses what is neither."""

import pytest

from printers.virtual.__main__ import main
from printers.virtual.build import build_names
from printers.virtual.faults import PLAIN


def test_all_models_are_listed_name_first(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["--list-models"])

    lines = capsys.readouterr().out.splitlines()
    assert status == 0
    assert [line.split("\t")[0] for line in lines] == list(build_names())
    assert any("512 dots\t180 dpi\t300 mm/s" in line for line in lines)


def test_the_help_lists_every_fault(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])

    assert ended.value.code == 0
    shown = capsys.readouterr().out
    assert [word for word in PLAIN if word not in shown] == []


@pytest.mark.parametrize("wrong", [("--fault", "sleepy"), ("--model", "daisy_wheel")])
def test_what_is_no_word_of_ours_is_refused(
    wrong: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(list(wrong))

    assert ended.value.code == 2
    assert wrong[1] in capsys.readouterr().err
